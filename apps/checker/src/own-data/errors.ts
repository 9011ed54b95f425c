import { CheckerError } from "../errors.ts";

/** Files that cannot be used as data (`checker/own-data`). */
export class OwnDataError extends CheckerError {
  override readonly name: string = "OwnDataError";

  constructor(problem: string, remedy: string) {
    super("checker/own-data", `${problem}: ${remedy}.`);
  }
}

/** A field of the form that holds no such number (`checker/own-data-field`). */
class OwnDataFieldError extends CheckerError {
  override readonly name: string = "OwnDataFieldError";

  constructor(what: string, text: string, most: number) {
    super("checker/own-data-field", `${what} "${text.slice(0, 40)}" is no whole number from 1 to ${most}.`);
  }
}

/** The whole number from 1 to `most` that a text stands for. @throws {@link OwnDataFieldError} */
export function countOf(what: string, text: string, most: number): number {
  const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new OwnDataFieldError(what, text, most);
}
