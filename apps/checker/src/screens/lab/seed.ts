import { CheckerError } from "../../errors.ts";

/** A seed that is no whole number (`checker/seed`). */
class SeedError extends CheckerError {
  override readonly name: string = "SeedError";

  constructor(text: string) {
    super("checker/seed", `"${text.slice(0, 40)}" is no seed: give a whole number from 0 to 4294967295.`);
  }
}

/** The seed that a text stands for. @throws {@link SeedError} */
export function seedOf(text: string): number {
  if (/^\s*\d{1,10}\s*$/.test(text) && Number(text) <= 4294967295) return Number(text);
  throw new SeedError(text);
}
