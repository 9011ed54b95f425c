/** The command line asks for something that cannot be (`cli/usage`): exit code 2. */
export class UsageError extends Error {
  readonly code: string = "cli/usage";
  override readonly name: string = "UsageError";
}
