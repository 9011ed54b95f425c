import { CheckError } from "./errors.ts";

/**
 * What was given to a check is not what it takes (`check/option`): the message names it and says what belongs there.
 *
 * @example
 * ```ts
 * import { crossCheck, formulaSubject } from "@chainrule/check";
 * crossCheck(formulaSubject("x^2", { x: 1 }), { order: 4 as never }); // throws check/option
 * ```
 */
export class OptionError extends CheckError {
  override readonly name: string = "OptionError";
  /** What it was given as. */
  readonly option: string;

  constructor(option: string, value: unknown, remedy: string) {
    super("check/option", `${option} is ${shown(value)}: give ${remedy}.`);
    this.option = option;
  }
}

/** A value in a word or two. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  return typeof value === "object" && value !== null ? "an object" : String(value).slice(0, 40);
}

/** What an option can be. */
export type Wish = readonly [isMet: (value: unknown) => boolean, remedy: string];

const isPositive = (value: unknown): boolean => typeof value === "number" && value > 0;

/** Whether a value is one of these. */
export const isOneOf =
  (...all: readonly unknown[]) =>
  (value: unknown): boolean =>
    all.includes(value);

/** The options of a check, and what they can be. */
export const optionWishes: Readonly<Record<string, Wish>> = {
  order: [isOneOf(1, 2, 3), "1, 2 or 3"],
  tolerance: [isPositive, "a positive number"],
  limit: [isPositive, "a positive number of operations"],
  settle: [isOneOf("inconclusive", "all", "none"), '"inconclusive", "all" or "none"'],
  onProgress: [(value) => typeof value === "function", "a function"],
};

/** Refuses options that are none; what is left out is undefined. */
export function requireOptions(options: unknown): void {
  if (typeof options !== "object" || options === null) throw new OptionError("options", options, "an object");
  const given = options as Readonly<Record<string, unknown>>;
  for (const [name, [isMet, remedy]] of Object.entries(optionWishes)) {
    const value = given[name];
    if (value !== undefined && !isMet(value)) throw new OptionError(name, value, remedy);
  }
}
