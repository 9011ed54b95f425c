/**
 * What every failure of this package has: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { NetworkError, parseNetwork } from "@chainrule/nn";
 * let code = "";
 * try {
 *   parseNetwork("3 -> 4 sigmiod");
 * } catch (error) {
 *   if (error instanceof NetworkError) code = error.code;
 * }
 * code; // => "nn/description"
 * ```
 */
export class NetworkError extends Error {
  /** Stable identifier of the failure, such as `nn/description`. */
  readonly code: `nn/${string}`;

  constructor(code: `nn/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}

/**
 * An argument of another kind than the operation takes (`nn/argument`).
 *
 * @example
 * ```ts
 * import { dense } from "@chainrule/nn";
 * dense(3, null as never); // throws nn/argument
 * ```
 */
export class ArgumentError extends NetworkError {
  /** The function that was called. */
  readonly operation: string;

  constructor(operation: string, problem: string, remedy: string) {
    super("nn/argument", `${operation}: ${problem}; ${remedy}.`);
    this.operation = operation;
  }
}

/** The options of a call, if they are an object of known names. @throws ArgumentError */
export function checkOptions<T>(
  operation: string,
  options: T,
  known: readonly (keyof T & string)[],
  remedy = "give an object, or leave them out",
): T {
  checkObject(operation, options, remedy);
  const names: readonly string[] = known;
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return options;
  throw new ArgumentError(operation, `there is no option "${unknown}"`, `use ${known.join(", ")}`);
}

/** What is given by names, if it is an object. @throws ArgumentError */
export function checkObject<T>(operation: string, options: T, remedy: string): asserts options is T & object {
  if (typeof options === "object" && options !== null) return;
  throw new ArgumentError(operation, `the options are ${kindOf(options)}`, remedy);
}

/** A number, if it is one. @throws ArgumentError */
export function checkNumber(operation: string, what: string, value: number): number {
  if (typeof value === "number") return value;
  throw new ArgumentError(operation, `${what} is ${kindOf(value)}`, "give a number");
}

/** What something of the wrong kind is, for messages. */
export function kindOf(value: unknown): string {
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}
