import { type Shape, showShape } from "@chainrule/tape";

/**
 * What every failure of this package has: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { LossError, meanSquaredError } from "@chainrule/losses";
 * import { array } from "@chainrule/tape";
 * let code = "";
 * try {
 *   meanSquaredError(array([1, 2]), array([1]));
 * } catch (error) {
 *   if (error instanceof LossError) code = error.code;
 * }
 * code; // => "losses/shape"
 * ```
 */
export class LossError extends Error {
  /** Stable identifier of the failure, such as `losses/shape`. */
  readonly code: `losses/${string}`;

  constructor(code: `losses/${string}`, message: string) {
    super(message);
    this.code = code;
    this.name = new.target.name;
  }
}

/**
 * Predictions and targets whose shapes do not belong together (`losses/shape`).
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@chainrule/losses";
 * import { array } from "@chainrule/tape";
 * meanSquaredError(array([[1], [2]]), array([1, 2])); // throws losses/shape
 * ```
 */
export class LossShapeError extends LossError {
  /** Shape of the predictions. */
  readonly predictions: Shape;
  /** Shape of the targets. */
  readonly targets: Shape;

  constructor(loss: string, predictions: Shape, targets: Shape, remedy: string) {
    const shapes = `${showShape(predictions)} and targets of ${showShape(targets)}`;
    super("losses/shape", `${loss}: predictions of shape ${shapes} do not belong together; ${remedy}.`);
    this.predictions = predictions;
    this.targets = targets;
  }
}

/**
 * A class that the predictions have no place for (`losses/class`).
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from "@chainrule/losses";
 * import { array } from "@chainrule/tape";
 * softmaxCrossEntropy(array([[0.5, -0.5]]), array([2])); // throws losses/class
 * ```
 */
export class ClassError extends LossError {
  /** The class as given. */
  readonly given: number;
  /** How many classes there are. */
  readonly count: number;

  constructor(given: number, count: number) {
    super(
      "losses/class",
      `there is no class ${given}; with ${count} classes use integers from 0 to ${count - 1}.`,
    );
    this.given = given;
    this.count = count;
  }
}

/**
 * An argument of another kind than the operation takes (`losses/argument`).
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@chainrule/losses";
 * meanSquaredError(1, 2, null as never); // throws losses/argument
 * ```
 */
export class ArgumentError extends LossError {
  /** The function that was called. */
  readonly operation: string;

  constructor(operation: string, problem: string, remedy: string) {
    super("losses/argument", `${operation}: ${problem}; ${remedy}.`);
    this.operation = operation;
  }
}

/** The options of a call, if they are an object of known names. @throws ArgumentError */
export function checkOptions<T>(operation: string, options: T, known: readonly (keyof T & string)[]): T {
  if (typeof options !== "object" || options === null) {
    const remedy = "give an object, or leave them out";
    throw new ArgumentError(operation, `the options are ${kindOf(options)}`, remedy);
  }
  const names: readonly string[] = known;
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return options;
  throw new ArgumentError(operation, `there is no option "${unknown}"`, `use ${known.join(", ")}`);
}

/** What something of the wrong kind is, for messages. */
function kindOf(value: unknown): string {
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}
