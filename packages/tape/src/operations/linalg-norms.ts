import { ArgumentError } from "../errors.ts";
import { optionsOf } from "../given.ts";
import { sidesOf } from "../rows/linalg.ts";
import { type ArrayLike, abstractOf, type Tensor } from "../value.ts";
import { divide, multiply } from "./arithmetic.ts";
import { equal, greater, where } from "./comparison.ts";
import { inFloats } from "./floats.ts";
import { at } from "./indexing.ts";
import { svdvals } from "./linalg-factor.ts";
import { inverse, type ToleranceOptions } from "./linalg-solve.ts";
import { vectorNorm } from "./moments.ts";
import { expandDims } from "./moves.ts";
import { abs } from "./piecewise.ts";
import { largest, min, sum } from "./reductions.ts";

/** Which norm of a matrix: Frobenius's, nuclear, spectral (2 and -2), or by sums of columns (1, -1) or rows (Infinity, -Infinity). */
export type MatrixNormOrder = "fro" | "nuc" | 1 | -1 | 2 | -2 | number;

/** What a matrix norm takes. */
export interface MatrixNormOptions {
  /** Which norm; Frobenius's unless given. */
  readonly order?: MatrixNormOrder;
  /** Whether the two folded axes stay, with length 1. */
  readonly keepDims?: boolean;
}

const sumsAlong = (x: ArrayLike, axis: number): Tensor => sum(abs(x), { axis, keepDims: true });

/** Norms, each with its two axes kept. A singular value of 0 has derivative 0. */
const NORMS: ReadonlyMap<MatrixNormOrder, (x: ArrayLike) => Tensor> = new Map<
  MatrixNormOrder,
  (x: ArrayLike) => Tensor
>([
  ["fro", (x) => vectorNorm(x, { axis: [-2, -1], keepDims: true })],
  ["nuc", (x) => ofSingularValues(x, (s) => sum(s, { axis: -1, keepDims: true }))],
  [2, (x) => ofSingularValues(x, (s) => largest(s, { axis: -1, keepDims: true }))],
  [-2, (x) => ofSingularValues(x, (s) => min(s, { axis: -1, keepDims: true }))],
  [1, (x) => largest(sumsAlong(x, -2), { axis: -1, keepDims: true })],
  [-1, (x) => min(sumsAlong(x, -2), { axis: -1, keepDims: true })],
  [Number.POSITIVE_INFINITY, (x) => largest(sumsAlong(x, -1), { axis: -2, keepDims: true })],
  [Number.NEGATIVE_INFINITY, (x) => min(sumsAlong(x, -1), { axis: -2, keepDims: true })],
]);

function ofSingularValues(x: ArrayLike, fold: (s: Tensor) => Tensor): Tensor {
  const s = svdvals(x);
  return expandDims(fold(where(equal(s, 0), 0, s)), -1);
}

/**
 * Norms of the matrices in the last two axes. Equal largest (smallest) singular values or sums share the derivative; at 0 it is 0.
 *
 * `[..., m, n] -> [...]`
 *
 * @throws ArgumentError `tape/argument` for an order that is none.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { matrixNorm } from "@chainrule/tape";
 * const a = array([[3, 0], [0, -4]]);
 * matrixNorm(a).item(); // => 5
 * matrixNorm(a, { order: "nuc" }).item(); // => 7
 * matrixNorm(a, { order: 1 }).item(); // => 4
 * ```
 */
export function matrixNorm(x: ArrayLike, options: MatrixNormOptions = {}): Tensor {
  const { order = "fro", keepDims = false } = optionsOf("matrixNorm", options, ["order", "keepDims"]);
  sidesOf("matrixNorm", abstractOf(x));
  const norm = NORMS.get(order);
  if (norm === undefined) {
    throw new ArgumentError(
      "matrixNorm",
      `order ${String(order).slice(0, 20)} is none; use "fro", "nuc", 1, -1, 2, -2, Infinity or -Infinity.`,
    );
  }
  const kept = norm(inFloats(x));
  return keepDims ? kept : at(kept, "...", 0, 0);
}

/**
 * Condition numbers ‖A‖ ‖A^-1‖; with the order 2, the default, the largest singular value over the smallest, of matrices of any shape.
 *
 * @throws ArgumentError `tape/argument` for an order that is none.
 * @throws SingularError `array/singular` for a singular matrix and another order than 2.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cond } from "@chainrule/tape";
 * cond(array([[4, 0], [0, 0.5]])).item(); // => 8
 * ```
 */
export function cond(x: ArrayLike, order: MatrixNormOrder = 2): Tensor {
  if (order === 2) return divide(matrixNorm(x, { order: 2 }), matrixNorm(x, { order: -2 }));
  if (order === -2) return divide(matrixNorm(x, { order: -2 }), matrixNorm(x, { order: 2 }));
  return multiply(matrixNorm(x, { order }), matrixNorm(inverse(x), { order }));
}

/**
 * Ranks: how many singular values are above the tolerance times the largest.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { matrixRank } from "@chainrule/tape";
 * matrixRank(array([[1, 2], [2, 4]])).item(); // => 1
 * ```
 */
export function matrixRank(x: ArrayLike, options: ToleranceOptions = {}): Tensor {
  const { tolerance } = optionsOf("matrixRank", options, ["tolerance"]);
  const [rows, columns] = sidesOf("matrixRank", abstractOf(x));
  const relative = tolerance ?? Math.max(rows, columns) * 2 ** -52;
  const s = svdvals(x);
  return sum(greater(s, multiply(relative, largest(s, { axis: -1, keepDims: true }))), { axis: -1 });
}
