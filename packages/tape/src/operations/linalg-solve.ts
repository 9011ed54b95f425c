import type { TriangularOptions } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { optionsOf } from "../given.ts";
import type { Primitive } from "../primitive.ts";
import { identityOf, sideOf } from "../rows/linalg.ts";
import * as rows from "../rows/linalg-solve.ts";
import { pinv as pinvRow } from "../rows/linalg-spectral.ts";
import { type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";
import { matmul } from "./contraction.ts";
import { expandDims, matrixTranspose, reshape, squeeze } from "./moves.ts";

/**
 * The solution of A X = B by elimination with partial pivoting: B is one vector if it has one axis, else columns in the last two axes.
 * Leading axes broadcast.
 *
 * `[..., n, n], [n] -> [..., n]` or `[..., n, n], [..., n, m] -> [..., n, m]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless A is square and has as many rows as B.
 * @throws SingularError `array/singular` where a pivot is exactly 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { solve } from "@chainrule/tape";
 * solve(array([[2, 1], [1, 3]]), array([3, 5])).toNested(); // => [0.8, 1.4]
 * ```
 */
export function solve(a: ArrayLike, b: ArrayLike): Tensor {
  return solveBy(rows.solve, undefined, a, b);
}

/** A vector is one column, and the axis it gave goes. */
function solveBy<P>(row: Primitive<P>, params: P, a: ArrayLike, b: ArrayLike): Tensor {
  if (shapeOf(b).length !== 1) return applyOne(row, params, [a, b]) as Tensor;
  return squeeze(applyOne(row, params, [a, expandDims(b, -1)]), -1);
}

/**
 * The solution of T X = B, where T is one triangle of A; the other is not read. The lower triangle unless told; vectors
 * and leading axes as for `solve`.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless A is square and has as many rows as B.
 * @throws SingularError `array/singular` for a 0 on the diagonal.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { triangularSolve } from "@chainrule/tape";
 * const a = array([[2, 99], [1, 4]]);
 * triangularSolve(a, array([2, 9])).toNested(); // => [1, 2]
 * triangularSolve(a, array([4, 8]), { transposed: true }).toNested(); // => [1, 2]
 * ```
 */
export function triangularSolve(a: ArrayLike, b: ArrayLike, options: TriangularOptions = {}): Tensor {
  optionsOf("triangularSolve", options, ["upper", "transposed", "unitDiagonal"]);
  const { upper = false, transposed = false, unitDiagonal = false } = options;
  return solveBy(rows.triangularSolve, { upper, transposed, unitDiagonal }, a, b);
}

/** Which triangular factor is given, or wanted. */
export interface CholeskyOptions {
  /** Whether it is U with A = U' U; L with A = L L' unless given. */
  readonly upper?: boolean;
}

/**
 * The solution of L L' X = B (or U' U X = B with `upper`), where L is what `cholesky` gives.
 *
 * @throws SingularError `array/singular` for a 0 on the diagonal.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cholesky, choleskySolve } from "@chainrule/tape";
 * choleskySolve(cholesky(array([[4, 2], [2, 5]])), array([8, 12])).toNested(); // => [1, 2]
 * ```
 */
export function choleskySolve(factor: ArrayLike, b: ArrayLike, options: CholeskyOptions = {}): Tensor {
  const { upper = false } = optionsOf("choleskySolve", options, ["upper"]);
  const first = triangularSolve(factor, b, { upper, transposed: upper });
  return triangularSolve(factor, first, { upper, transposed: !upper });
}

/**
 * The inverse of L L' (or of U' U with `upper`), where L is what `cholesky` gives.
 *
 * @throws SingularError `array/singular` for a 0 on the diagonal.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cholesky, choleskyInverse } from "@chainrule/tape";
 * choleskyInverse(cholesky(array([[4, 0], [0, 0.25]]))).toNested(); // => [[0.25, 0], [0, 4]]
 * ```
 */
export function choleskyInverse(factor: ArrayLike, options: CholeskyOptions = {}): Tensor {
  optionsOf("choleskyInverse", options, ["upper"]);
  sideOf("choleskyInverse", abstractOf(factor));
  return choleskySolve(factor, identityOf(factor), options);
}

/**
 * The solution of P L U X = B, where P, L and U are what `lu` gives; vectors and leading axes as for `solve`.
 *
 * @throws SingularError `array/singular` for a 0 on the diagonal of U.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { lu, luSolve } from "@chainrule/tape";
 * luSolve(lu(array([[0, 2], [4, 1]])), array([2, 9])).toNested(); // => [2, 1]
 * ```
 */
export function luSolve(factors: Readonly<Record<"p" | "l" | "u", ArrayLike>>, b: ArrayLike): Tensor {
  const { p, l, u } = optionsOf("luSolve", factors);
  const ordered = matmul(matrixTranspose(p), b);
  return triangularSolve(u, triangularSolve(l, ordered, { unitDiagonal: true }), { upper: true });
}

/**
 * The inverses of the square matrices in the last two axes. To solve equations use `solve`, which is cheaper and loses less.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 * @throws SingularError `array/singular` where a pivot is exactly 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { inverse } from "@chainrule/tape";
 * inverse(array([[2, 0], [0, 4]])).toNested(); // => [[0.5, 0], [0, 0.25]]
 * ```
 */
export function inverse(x: ArrayLike): Tensor {
  return applyOne(rows.inverse, undefined, [x]) as Tensor;
}

/** From which size on, beside the largest, a singular value counts. */
export interface ToleranceOptions {
  /** Beside the largest singular value; the longer side times the roundoff of doubles unless given. */
  readonly tolerance?: number;
}

/**
 * Moore and Penrose's inverses of the matrices in the last two axes, of any shape and rank.
 *
 * The derivative is that among matrices of the same rank; where the rank is about to grow there is none.
 *
 * `[..., m, n] -> [..., n, m]`
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { pinv } from "@chainrule/tape";
 * pinv(array([[2, 0], [0, 0]])).toNested(); // => [[0.5, 0], [0, 0]]
 * ```
 */
export function pinv(x: ArrayLike, options: ToleranceOptions = {}): Tensor {
  const { tolerance } = optionsOf("pinv", options, ["tolerance"]);
  return applyOne(pinvRow, { tolerance }, [x]) as Tensor;
}

/**
 * The X with the smallest ‖A X - B‖, and among these the smallest X: for matrices A of any shape and rank. Vectors and
 * leading axes as for `solve`.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless A and B have the same number of rows.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { lstsq } from "@chainrule/tape";
 * String(lstsq(array([[1, 0], [0, 2], [0, 0]]), array([3, 4, 5]))); // => "[3. 2.]"
 * ```
 */
export function lstsq(a: ArrayLike, b: ArrayLike, options: ToleranceOptions = {}): Tensor {
  optionsOf("lstsq", options, ["tolerance"]);
  return matmul(pinv(a, options), b);
}

/**
 * The solution X of `tensordot(A, X, x.rank) = B`: the axes of A are those of B, then those of X.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless A begins with the shape of B and has as many elements for X as for B.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { reshape, tensorSolve } from "@chainrule/tape";
 * const a = reshape(array([2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4]), [2, 2, 4]);
 * tensorSolve(a, array([[2, 2], [4, 8]])).toNested(); // => [1, 1, 1, 2]
 * ```
 */
export function tensorSolve(a: ArrayLike, b: ArrayLike): Tensor {
  const [whole, right] = [shapeOf(a), shapeOf(b)];
  const rest = whole.slice(right.length);
  const [n, m] = [sizeOfAxes(right), sizeOfAxes(rest)];
  if (n !== m || right.some((length, axis) => length !== whole[axis])) {
    const remedy = "the first must begin with the axes of the second, and go on with as many elements.";
    throw new ShapeMismatchError("tensorSolve", [whole, right], remedy);
  }
  return reshape(solve(reshape(a, [n, n]), reshape(b, [n])), rest);
}

/**
 * The inverse of the linear map from the axes after the first `axes` to those: `tensordot(inverse, b, axes)` solves for b.
 *
 * @throws ArgumentError `tape/argument` unless both groups of axes have as many elements.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { reshape, tensorInverse } from "@chainrule/tape";
 * const a = reshape(array([2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4]), [4, 2, 2]);
 * tensorInverse(a, 1).shape; // => [2, 2, 4]
 * ```
 */
export function tensorInverse(a: ArrayLike, axes: number = 2): Tensor {
  const shape = shapeOf(a);
  const [first, rest] = [shape.slice(0, axes), shape.slice(axes)];
  const n = sizeOfAxes(first);
  if (n !== sizeOfAxes(rest)) {
    const sizes = `the first ${axes} axes have ${n} elements, the others ${sizeOfAxes(rest)}`;
    throw new ArgumentError("tensorInverse", `${sizes}; give an array with as many in both.`);
  }
  return reshape(inverse(reshape(a, [n, n])), [...rest, ...first]);
}

function sizeOfAxes(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
