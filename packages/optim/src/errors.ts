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

/** The options of a call, if they are an object of known names. @throws ArgumentError */
export function checkOptions<T>(
  operation: string,
  options: T,
  known: readonly (keyof T & string)[],
  remedy = "give an object, or leave them out",
): T {
  if (typeof options !== "object" || options === null)
    throw new ArgumentError(operation, `the options are ${kindOf(options)}`, remedy);
  const names: readonly string[] = known;
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return options;
  throw new ArgumentError(operation, `there is no option "${unknown}"`, `use ${known.join(", ")}`);
}

/** The ranges of an optimizer's numbers. */
export type Range = "share" | "size" | "limit" | "finite";

/** What numbers an optimizer takes: which ones, and what to say of others. */
const RANGES: Readonly<Record<Range, readonly [isInside: (x: number) => boolean, remedy: string]>> = {
  share: [(x: number) => x >= 0 && x < 1, "give a number from 0 to below 1"],
  size: [(x: number) => x >= 0 && x < Number.POSITIVE_INFINITY, "give a finite number of at least 0"],
  limit: [(x: number) => x >= 0, "give a number of at least 0"],
  finite: [Number.isFinite, "give a finite number"],
};

/** Throws unless each number is in its range. @throws ArgumentError */
export function checkNumbers(
  operation: string,
  range: Range,
  numbers: Readonly<Record<string, unknown>>,
): void {
  const [isInside, remedy] = RANGES[range];
  for (const [name, x] of Object.entries(numbers)) {
    if (typeof x === "number" && isInside(x)) continue;
    throw new ArgumentError(operation, `${name} is ${typeof x === "number" ? x : kindOf(x)}`, remedy);
  }
}

/** The state of an optimizer, if it has the parts that its own `init` makes, and no others. @throws ArgumentError */
export function checkState<S extends object>(
  operation: string,
  state: unknown,
  parts: readonly (keyof S)[],
): S {
  const isObject = typeof state === "object" && state !== null;
  const isWhole =
    isObject && parts.every((part) => part in state) && Object.keys(state).length === parts.length;
  if (isWhole) return state as S;
  const problem = `the state is ${isObject ? "another optimizer's" : kindOf(state)}`;
  throw new ArgumentError(operation, problem, "give what init or the step before returned");
}

/** What something of the wrong kind is, for messages. */
export function kindOf(value: unknown): string {
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}
