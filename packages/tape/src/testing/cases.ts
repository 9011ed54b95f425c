/** The seed of all generated cases. */
export const SEED = 20261122;

/** How many cases a property is tried on: a few, or as many as the environment variable `CASES` asks for. */
export function casesOr(few: number): number {
  const { process } = globalThis as { process?: { env: Readonly<Record<string, string | undefined>> } };
  return Number(process?.env["CASES"] ?? few);
}
