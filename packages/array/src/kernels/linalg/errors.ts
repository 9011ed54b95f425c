import { ArrayError } from "../../errors.ts";

/**
 * A matrix that has no inverse, met where one is needed (`array/singular`): a pivot is exactly 0.
 *
 * @example
 * ```ts
 * import { array, inverse } from "@chainrule/array";
 * inverse(array([[1, 2], [2, 4]])); // throws array/singular
 * ```
 */
export class SingularError extends ArrayError {
  /** Which pivot is 0, from 0 on. */
  readonly pivot: number;
  /** Which matrix of the stack, counted through all leading axes. */
  readonly matrix: number;

  constructor(operation: string, pivot: number, matrix: number) {
    const remedy = "add a multiple of the identity, or use pinv or lstsq, which take any matrix";
    super("array/singular", `${operation}: pivot ${pivot} of matrix ${matrix} of the stack is 0; ${remedy}.`);
    this.pivot = pivot;
    this.matrix = matrix;
  }
}

/**
 * A matrix that `cholesky` cannot factor (`array/not-positive-definite`): a leading minor is not above 0.
 *
 * @example
 * ```ts
 * import { array, cholesky } from "@chainrule/array";
 * cholesky(array([[1, 2], [2, 1]])); // throws array/not-positive-definite
 * ```
 */
export class NotPositiveDefiniteError extends ArrayError {
  /** The size of the first leading minor that is not positive. */
  readonly minor: number;
  /** Which matrix of the stack, counted through all leading axes. */
  readonly matrix: number;

  constructor(minor: number, matrix: number) {
    const remedy = "a covariance needs more samples than columns, or a multiple of the identity added";
    super(
      "array/not-positive-definite",
      `cholesky: the leading minor of size ${minor} of matrix ${matrix} of the stack is not positive; ${remedy}.`,
    );
    this.minor = minor;
    this.matrix = matrix;
  }
}

/**
 * An iteration that did not settle (`array/no-convergence`); no finite matrix is known for which this happens.
 *
 * @example
 * ```ts
 * import { ConvergenceError } from "@chainrule/array";
 * new ConvergenceError("eigh", 60).code; // => "array/no-convergence"
 * ```
 */
export class ConvergenceError extends ArrayError {
  /** How many sweeps were made. */
  readonly sweeps: number;

  constructor(operation: string, sweeps: number) {
    super(
      "array/no-convergence",
      `${operation}: rotations went on after ${sweeps} sweeps; scale the matrix, and report it.`,
    );
    this.sweeps = sweeps;
  }
}
