import { applyOne } from "../apply.ts";
import { castLike, reshapeTo } from "../families.ts";
import { optionsOf } from "../given.ts";
import { keptShape, sum as sumRow, unreduce } from "../rows/reduce.ts";
import * as rows from "../rows/reductions.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { divide, multiply, negate, power, sqrt, square, subtract } from "./arithmetic.ts";
import { axesFromEnd, type ReduceOptions } from "./axes.ts";
import { equal, notEqual, where } from "./comparison.ts";
import { inFloats } from "./floats.ts";
import { abs } from "./piecewise.ts";
import { countFolded, fold, largest, mean, min, sum } from "./reductions.ts";

/** What moments take besides axes. */
export interface VarianceOptions extends ReduceOptions {
  /** What is subtracted from the count in the divisor: 0 for a population, 1 for a sample. */
  readonly correction?: number;
}

/** The array minus its mean along axes. */
function centred(x: ArrayLike, { axis }: ReduceOptions): Tensor {
  return subtract(x, mean(x, { axis, keepDims: true }));
}

/**
 * Variance along axes in two passes: $\frac{1}{n - c} \sum_i (x_i - \bar x)^2$ with the correction $c$, 0 unless given. The
 * derivative is $\frac{2}{n - c} (x_i - \bar x)$.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { variance } from "@chainrule/tape";
 * variance(array([1, 2, 3, 4])).item(); // => 1.25
 * ```
 */
export function variance(x: ArrayLike, options: VarianceOptions = {}): Tensor {
  const { correction = 0, ...along } = optionsOf("variance", options, ["axis", "keepDims", "correction"]);
  const divisor = Math.max(0, countFolded(x, along) - correction);
  return divide(sum(square(centred(x, along)), along), divisor);
}

/**
 * Standard deviation along axes: the root of the variance, formed as the norm of the distances from the mean. For equal
 * elements it is 0, and so is its derivative.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { std } from "@chainrule/tape";
 * std(array([1, 3])).item(); // => 1
 * ```
 */
export function std(x: ArrayLike, options: VarianceOptions = {}): Tensor {
  const { correction = 0, ...along } = optionsOf("std", options, ["axis", "keepDims", "correction"]);
  const divisor = Math.max(0, countFolded(x, along) - correction);
  return divide(vectorNorm(centred(x, along), along), sqrt(divisor));
}

/** What a vector norm takes besides axes. */
export interface NormOptions extends ReduceOptions {
  /** The order p of (sum |x|^p)^(1/p), 2 by default; Infinity and -Infinity are the largest and smallest, 0 counts. */
  readonly order?: number;
}

/**
 * Norm of the vectors along axes: $(\sum_i |x_i|^p)^{1/p}$ with the order $p$, 2 unless given; without overflow or underflow
 * of powers. The derivative of the 2-norm is $x / \lVert x \rVert$, and 0 at 0. A vector without elements has the norm 0, or
 * Infinity for negative orders; it has no smallest element.
 *
 * @throws ShapeError `array/shape` of no elements, for the order -Infinity.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { vectorNorm } from "@chainrule/tape";
 * vectorNorm(array([3, 4])).item(); // => 5
 * ```
 */
export function vectorNorm(vectors: ArrayLike, options: NormOptions = {}): Tensor {
  const { order = 2, ...along } = optionsOf("vectorNorm", options, ["axis", "keepDims", "order"]);
  const x = inFloats(vectors);
  if (order === 2 && countFolded(x, along) !== 1) return fold(rows.norm, x, along);
  if (order === 1 || order === 2) return sum(abs(x), along);
  if (order === 0) return sum(castLike(notEqual(x, 0), x), along);
  if (order === Number.POSITIVE_INFINITY) return largest(abs(x), along);
  if (order === Number.NEGATIVE_INFINITY) return min(abs(x), along);
  return powerNorm(x, order, along);
}

/**
 * s (sum (|x| / s)^p)^(1/p), where s is the largest |x|, or the smallest for negative p, and 1 where that is 0 or infinite.
 * Zeros are selected away: their powers may be steep, and a norm of 0 has the derivative 0.
 */
function powerNorm(x: ArrayLike, order: number, options: ReduceOptions): Tensor {
  const [sizes, isZero] = [abs(x), equal(x, 0)];
  const axes = axesFromEnd(x, options.axis);
  const extreme = abs(applyOne(rows.shiftOf, { axes }, [order > 0 ? sizes : negate(sizes)]));
  const scale = where(equal(extreme, 0), 1, extreme);
  const relative = divide(sizes, unreduce(scale, axes, shapeOf(x)));
  const ofZero = order > 0 ? 0 : Number.POSITIVE_INFINITY;
  const total = applyOne(sumRow, { axes }, [where(isZero, ofZero, power(where(isZero, 1, relative), order))]);
  const safe = where(equal(total, ofZero), 0, multiply(scale, power(total, divide(1, order))));
  return (options.keepDims ? reshapeTo(safe, keptShape(shapeOf(x), axes)) : safe) as Tensor;
}
