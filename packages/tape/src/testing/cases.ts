const { process } = globalThis as { process?: { env: Readonly<Record<string, string | undefined>> } };

/** The seed of all generated cases, unless the environment variable `SEED` names another. */
export const SEED = Number(process?.env["SEED"] ?? 20261122);

/** How many cases a property is tried on: a few, or as many as the environment variable `CASES` asks for. */
export function casesOr(few: number): number {
  return Number(process?.env["CASES"] ?? few);
}
