/**
 * What every failure of this package has: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { ArrayError, zeros } from "@chainrule/array";
 * let code = "";
 * try {
 *   zeros([2 ** 20, 2 ** 20]);
 * } catch (error) {
 *   if (error instanceof ArrayError) code = error.code;
 * }
 * code; // => "array/too-large"
 * ```
 */
export class ArrayError extends Error {
  /** Stable identifier of the failure, such as `array/shape`. */
  readonly code: `array/${string}`;

  constructor(code: `array/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}

/**
 * An argument of another kind than a function takes (`array/argument`).
 *
 * @example
 * ```ts
 * import { cumulativeSum } from "@chainrule/array";
 * cumulativeSum([1, 2, 3] as never, 0); // throws array/argument
 * ```
 */
export class ArgumentError extends ArrayError {
  /** What was given. */
  readonly given: unknown;

  constructor(needed: string, given: unknown, remedy: string) {
    super("array/argument", `${needed} is needed, and ${kindOf(given)} was given; ${remedy}.`);
    this.given = given;
  }
}

/** A value as JSON, as far as that is short, or its kind where it has none. */
export function shown(value: unknown): string {
  try {
    return JSON.stringify(value)?.slice(0, 100) ?? kindOf(value);
  } catch {
    return kindOf(value);
  }
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}

/** The list itself, if it is one. @throws ArgumentError */
export function checkList<T extends readonly unknown[]>(list: T, remedy: string): T {
  if (Array.isArray(list)) return list;
  throw new ArgumentError("a list", list, remedy);
}

/** The function itself, if it is one. @throws ArgumentError */
export function checkFunction<F>(f: F): F {
  if (typeof f === "function") return f;
  throw new ArgumentError("a function", f, "give one");
}
