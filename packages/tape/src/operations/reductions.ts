import { applyOne } from "../apply.ts";
import { castLike, reshapeTo } from "../families.ts";
import { optionsOf } from "../given.ts";
import type { Primitive } from "../primitive.ts";
import { type Axes, keptShape, sum as sumRow } from "../rows/reduce.ts";
import * as rows from "../rows/reductions.ts";
import * as normalized from "../rows/softmax.ts";
import { type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";
import { divide } from "./arithmetic.ts";
import { axesFromEnd, axisFromEnd, type ReduceOptions } from "./axes.ts";
import { inFloats } from "./floats.ts";

/** Folds axes by a row; kept ones get their length 1 back. */
export function fold(row: Primitive<Axes>, x: ArrayLike, options: ReduceOptions): Tensor {
  const { axis, keepDims = false } = optionsOf(row.name, options, ["axis", "keepDims"]);
  const axes = axesFromEnd(x, axis);
  const folded = applyOne(row, { axes }, [x]);
  return (keepDims ? reshapeTo(folded, keptShape(shapeOf(x), axes)) : folded) as Tensor;
}

/** How many elements are folded into one. */
export function countFolded(x: ArrayLike, options: ReduceOptions): number {
  return axesFromEnd(x, optionsOf("mean", options, ["axis", "keepDims"]).axis).reduce(
    (count, k) => count * shapeOf(x).at(k)!,
    1,
  );
}

/**
 * Sum along axes, in a tree of partial sums; 0 of no elements. Booleans are counted in `int32`.
 *
 * @throws AxisError `array/axis` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { sum } from "@chainrule/tape";
 * sum(array([[1, 2], [3, 4]])).item(); // => 10
 * sum(array([[1, 2], [3, 4]]), { axis: 0 }).toNested(); // => [4, 6]
 * ```
 */
export function sum(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return fold(sumRow, x, options);
}

/**
 * Mean along axes, $\frac{1}{n} \sum_i x_i$; NaN of no elements. Integers are added in `float64`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { mean } from "@chainrule/tape";
 * mean(array([[1, 2], [3, 4]]), { axis: 1, keepDims: true }).toNested(); // => [[1.5], [3.5]]
 * ```
 */
export function mean(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  const count = countFolded(x, options);
  return divide(sum(inFloats(x), options), count);
}

/**
 * Product along axes; its derivative needs no division, so that zeros do no harm.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { prod } from "@chainrule/tape";
 * prod(array([2, 3, 4])).item(); // => 24
 * ```
 */
export function prod(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return fold(rows.prod, x, options);
}

/**
 * Largest element along axes, NaN if there is one. Equal largest elements share the derivative equally.
 *
 * @throws ShapeError `array/shape` of no elements.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { max } from "@chainrule/tape";
 * max(array([[1, 5], [7, 2]]), { axis: 1 }).toNested(); // => [5, 7]
 * ```
 */
export function max(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return fold(rows.max, x, options);
}

/** The largest of sizes; nothing is larger than 0 where there are none. */
export function largest(sizes: ArrayLike, options: ReduceOptions): Tensor {
  const isEmpty = countFolded(sizes, options) === 0;
  return isEmpty ? (castLike(sum(sizes, options), sizes) as Tensor) : max(sizes, options);
}

/**
 * Smallest element along axes, NaN if there is one. Equal smallest elements share the derivative equally.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { grad, min } from "@chainrule/tape";
 * min(array([[3, 1], [2, 5]]), { axis: 1 }).toNested(); // => [1, 2]
 * grad((x) => min(x))(array([1, 2, 1])).toNested(); // => [0.5, 0, 0.5]
 * ```
 */
export function min(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return fold(rows.min, x, options);
}

/**
 * Whether any element along axes is other than 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { any } from "@chainrule/tape";
 * any(array([[0, 1], [0, 0]]), { axis: 1 }).toNested(); // => [true, false]
 * ```
 */
export function any(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return fold(rows.any, x, options);
}

/**
 * Whether all elements along axes are other than 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { all } from "@chainrule/tape";
 * all(array([[1, 1], [0, 1]]), { axis: 1 }).toNested(); // => [true, false]
 * ```
 */
export function all(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return fold(rows.all, x, options);
}

/** Along which axis an operation selects. */
export interface SelectOptions {
  /** The axis; when left out, the array is flattened. */
  readonly axis?: number;
  /** Whether the axis stays, with length 1. */
  readonly keepDims?: boolean;
}

/**
 * Index of the first largest element; the first NaN counts as largest.
 *
 * @throws ShapeError `array/shape` of no elements.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { argmax } from "@chainrule/tape";
 * argmax(array([[1, 5], [7, 2]]), { axis: 1 }).toNested(); // => [1, 0]
 * ```
 */
export function argmax(x: ArrayLike, options: SelectOptions = {}): Tensor {
  return select(rows.argmax, x, options);
}

/**
 * Index of the first smallest element; the first NaN counts as smallest.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { argmin } from "@chainrule/tape";
 * argmin(array([[3, 1], [2, 5]]), { axis: 1 }).toNested(); // => [1, 0]
 * ```
 */
export function argmin(x: ArrayLike, options: SelectOptions = {}): Tensor {
  return select(rows.argmin, x, options);
}

function select(row: Primitive<Axes>, x: ArrayLike, options: SelectOptions): Tensor {
  const { axis, keepDims = false } = optionsOf(row.name, options, ["axis", "keepDims"]);
  const { shape } = abstractOf(x);
  if (axis !== undefined) return fold(row, x, { axis, keepDims });
  const flat = applyOne(row, { axes: [-1] }, [reshapeTo(x, [countFolded(x, {})])]);
  return (
    keepDims
      ? reshapeTo(
          flat,
          shape.map(() => 1),
        )
      : flat
  ) as Tensor;
}

/**
 * $\log \sum_i e^{x_i}$ along axes, without overflow: the largest element, plus log1p of the rest. The derivative is the
 * softmax; -Infinity if all elements are, with derivative 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { logSumExp } from "@chainrule/tape";
 * logSumExp(array([1000, 1000])).item(); // => 1000.6931471805599
 * ```
 */
export function logSumExp(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return fold(rows.logSumExp, x, options);
}

/**
 * $e^{x_i} / \sum_k e^{x_k}$ along an axis, without overflow; 0 where all elements are -Infinity. Adding a constant to
 * $x$ changes nothing.
 *
 * The Jacobian is $\operatorname{diag}(p) - p p^T$.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { softmax } from "@chainrule/tape";
 * softmax(array([1000, 1000])).toNested(); // => [0.5, 0.5]
 * ```
 */
export function softmax(x: ArrayLike, axis: number = -1): Tensor {
  return applyOne(normalized.softmax, { axis: axisFromEnd(x, axis) }, [x]) as Tensor;
}

/**
 * $x_i - \log \sum_k e^{x_k}$ along an axis. Value and derivative keep their relative accuracy at confident entries: the value
 * there is -log1p(the rest).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { logSoftmax } from "@chainrule/tape";
 * logSoftmax(array([0, -50])).toNested(); // => [-1.9287498479639178e-22, -50]
 * ```
 */
export function logSoftmax(x: ArrayLike, axis: number = -1): Tensor {
  return applyOne(normalized.logSoftmax, { axis: axisFromEnd(x, axis) }, [x]) as Tensor;
}
