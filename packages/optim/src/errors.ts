/**
 * What every failure of this package has: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { adam, OptimizerError } from "@chainrule/optim";
 * let code = "";
 * try {
 *   adam(null as never);
 * } catch (error) {
 *   if (error instanceof OptimizerError) code = error.code;
 * }
 * code; // => "optim/argument"
 * ```
 */
export class OptimizerError extends Error {
  /** Stable identifier of the failure, such as `optim/argument`. */
  readonly code: `optim/${string}`;

  constructor(code: `optim/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}

/**
 * An argument of another kind than the operation takes (`optim/argument`).
 *
 * @example
 * ```ts
 * import { gradientDescent } from "@chainrule/optim";
 * gradientDescent(undefined as never); // throws optim/argument
 * ```
 */
export class ArgumentError extends OptimizerError {
  /** The function that was called. */
  readonly operation: string;

  constructor(operation: string, problem: string, remedy: string) {
    super("optim/argument", `${String(operation)}: ${problem}; ${remedy}.`);
    this.operation = operation;
  }
}

/** The options of a call, if they are an object. @throws ArgumentError */
export function checkOptions<T>(
  operation: string,
  options: T,
  remedy = "give an object, or leave them out",
): T {
  if (typeof options === "object" && options !== null) return options;
  throw new ArgumentError(operation, `the options are ${kindOf(options)}`, remedy);
}

/** What something of the wrong kind is, for messages. */
export function kindOf(value: unknown): string {
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}
