import { apply, applyOne } from "../apply.ts";
import * as rows from "../rows/linalg-determinant.ts";
import type { ArrayLike, Tensor } from "../value.ts";
import { less, where } from "./comparison.ts";
import { matrixTranspose } from "./moves.ts";

/**
 * Determinants of the square matrices in the last two axes. The derivative is the matrix of cofactors, formed without a division
 * by the determinant: right to any order for singular matrices too.
 *
 * `[..., n, n] -> [...]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { det, grad } from "@chainrule/tape";
 * det(array([[1, 2], [3, 4]])).item(); // => -2
 * grad(det)(array([[1, 2], [2, 4]])).toNested(); // => [[4, -2], [-2, 1]]
 * ```
 */
export function det(x: ArrayLike): Tensor {
  return applyOne(rows.det, undefined, [x]) as Tensor;
}

/**
 * Adjugates, the transposed matrices of cofactors: det(A) times the inverse, where there is one, and right where there is none.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { adjugate } from "@chainrule/tape";
 * adjugate(array([[1, 2], [2, 4]])).toNested(); // => [[4, -2], [-2, 1]]
 * ```
 */
export function adjugate(x: ArrayLike): Tensor {
  return matrixTranspose(applyOne(rows.determinantForm, undefined, [x]));
}

/** A determinant that may lie outside of the doubles: `sign * exp(logAbsDet)`. */
export interface SignAndLogarithm {
  /** 1, -1, or 0 for a singular matrix; its derivative is 0. */
  readonly sign: Tensor;
  /** The logarithm of the absolute value; -Infinity for a singular matrix. */
  readonly logAbsDet: Tensor;
}

/**
 * Sign and logarithm of the absolute value of determinants. The derivative of the logarithm is the transposed inverse; at a singular
 * matrix it is infinite where the cofactor is not 0, and 0 where it is.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { slogdet } from "@chainrule/tape";
 * const { sign, logAbsDet } = slogdet(array([[0, 1e200], [1e200, 0]]));
 * sign.item(); // => -1
 * logAbsDet.item(); // => 921.0340371976183
 * ```
 */
export function slogdet(x: ArrayLike): SignAndLogarithm {
  const [sign, logAbsDet] = apply(rows.slogdet, undefined, [x]) as readonly Tensor[];
  return { sign: sign!, logAbsDet: logAbsDet! };
}

/**
 * Logarithms of determinants: -Infinity for a singular matrix, NaN for a negative determinant.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { logDet } from "@chainrule/tape";
 * logDet(array([[2, 0], [0, 0.5]])).item(); // => 0
 * logDet(array([[0, 1], [1, 0]])).item(); // => NaN
 * ```
 */
export function logDet(x: ArrayLike): Tensor {
  const { sign, logAbsDet } = slogdet(x);
  return where(less(sign, 0), Number.NaN, logAbsDet);
}
