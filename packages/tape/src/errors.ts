import { showShape } from "@chainrule/array";

/**
 * The base of every failure of this package: a stable `code`, and a message that ends with the remedy.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { matmul, TapeError } from "@chainrule/tape";
 * let code = "";
 * try {
 *   matmul(array([[1, 2]]), array([1, 2, 3]));
 * } catch (error) {
 *   if (error instanceof TapeError) code = error.code;
 * }
 * code; // => "tape/shape-mismatch"
 * ```
 */
export class TapeError extends Error {
  /** Stable identifier, such as `tape/shape-mismatch`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/**
 * Shapes that do not fit together in one operation (`tape/shape-mismatch`).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { add } from "@chainrule/tape";
 * add(array([1, 2]), array([1, 2, 3])); // throws tape/shape-mismatch
 * ```
 */
export class ShapeMismatchError extends TapeError {
  /** The operation that was given them. */
  readonly operation: string;
  /** The shapes, in the order of the operands. */
  readonly shapes: readonly (readonly number[])[];

  constructor(operation: string, shapes: readonly (readonly number[])[], remedy: string) {
    const list = shapes.map(showShape).join(" and ");
    super("tape/shape-mismatch", `${operation}: shapes ${list} do not fit; ${remedy}`);
    this.operation = operation;
    this.shapes = shapes;
  }
}

/**
 * An argument outside what an operation or transform accepts (`tape/argument`), such as a gradient of what is no scalar.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { grad, multiply } from "@chainrule/tape";
 * grad((x) => multiply(2, x))(array([1, 2])); // throws tape/argument
 * ```
 */
export class ArgumentError extends TapeError {
  /** The operation or transform that was given it. */
  readonly operation: string;

  constructor(operation: string, message: string) {
    super("tape/argument", `${operation}: ${message}`);
    this.operation = operation;
  }
}
