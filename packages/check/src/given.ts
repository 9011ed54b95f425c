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

/** The start of a value as JSON, for a message. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

/** What an option can be. */
export type Wish = readonly [isMet: (value: unknown) => boolean, remedy: string];

/** What each of some can be. */
export type Wishes = Readonly<Record<string, Wish>>;
type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPositive = (value: unknown): boolean => typeof value === "number" && value > 0;
const isFunction = (value: unknown): boolean => typeof value === "function";

/** Whether a value is one of these. */
export const isOneOf =
  (...all: readonly unknown[]) =>
  (value: unknown): boolean =>
    all.includes(value);

/** One of the names of a table. */
export const nameIn = (table: object): Wish => [
  isOneOf(...Object.keys(table)),
  Object.keys(table).join(", "),
];

const object: Wish = [isFields, "an object"];
export const anyNumber: Wish = [(value) => typeof value === "number", "a number"];
export const anyText: Wish = [(value) => typeof value === "string", "text"];

const hasList =
  (field: string) =>
  (value: unknown): boolean =>
    isFields(value) && Array.isArray(value[field]);

/** What functions take, by the names of their parameters; all others are objects. */
const wishes: Wishes = {
  f: [isFunction, "a function"],
  at: [isFields, "values by name, such as { x: 1 }"],
  wrt: [Array.isArray, "a list of names"],
  expression: [hasList("operands"), "what parse(text) returns"],
  subject: [hasList("parameters"), "what formulaSubject(...) or its like returns"],
};

/** The options of a check, and what they can be. */
export const optionWishes: Wishes = {
  order: [isOneOf(1, 2, 3), "1, 2 or 3"],
  tolerance: [isPositive, "a positive number"],
  limit: [isPositive, "a positive number of operations"],
  settle: [isOneOf("inconclusive", "all", "none"), '"inconclusive", "all" or "none"'],
  onProgress: [isFunction, "a function"],
  fault: object,
  witnesses: object,
};

/** Refuses what was given as a parameter and is not what belongs there. */
export function requireGiven(given: Fields, wanted: Wishes = wishes): void {
  for (const [name, value] of Object.entries(given)) {
    const [isMet, remedy] = wanted[name] ?? wishes[name] ?? object;
    if (!isMet(value)) throw new OptionError(name, value, remedy);
  }
}

/** Refuses options that are none; what is left out is undefined. */
export function requireOptions(options: unknown, wanted: Wishes = optionWishes): void {
  requireGiven({ options });
  for (const name of Object.keys(wanted)) {
    const value = (options as Fields)[name];
    if (value !== undefined) requireGiven({ [name]: value }, wanted);
  }
}
