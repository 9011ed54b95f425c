import { sumDType } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { cumulativeSum as cumulativeSumRow } from "../rows/cumulative.ts";
import * as indexRows from "../rows/sorting.ts";
import { type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";
import { multiply } from "./arithmetic.ts";
import { axisFromEnd } from "./axes.ts";
import { astype } from "./casts.ts";
import { logaddexp } from "./exponential.ts";
import { at, takeAlongAxis } from "./indexing.ts";
import { moveAxis } from "./moves.ts";
import { pad } from "./padding.ts";

/**
 * Running sums along an axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeSum } from "@chainrule/tape";
 * cumulativeSum(array([1, 2, 3])).toNested(); // => [1, 3, 6]
 * ```
 */
export function cumulativeSum(x: ArrayLike, axis: number = -1): Tensor {
  return applyOne(cumulativeSumRow, { axis: axisFromEnd(x, axis), reverse: false }, [x]) as Tensor;
}

/**
 * Running products along an axis; the derivative needs no division, so that zeros do no harm.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeProd } from "@chainrule/tape";
 * cumulativeProd(array([1, 2, 3])).toNested(); // => [1, 2, 6]
 * ```
 */
export function cumulativeProd(x: ArrayLike, axis: number = -1): Tensor {
  return cumulate(multiply, 1, astype(x, sumDType(abstractOf(x).dtype)), axis);
}

/**
 * Running maxima along an axis; NaN is larger than all. The derivative goes to the element taken: the last of equal ones.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeMax } from "@chainrule/tape";
 * cumulativeMax(array([1, 3, 2])).toNested(); // => [1, 3, 3]
 * ```
 */
export function cumulativeMax(x: ArrayLike, axis: number = -1): Tensor {
  return takeAlongAxis(x, cumulativeArgmax(x, axis), axis);
}

/**
 * Running minima along an axis; NaN is smaller than all. The derivative goes to the element taken: the last of equal ones.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeMin } from "@chainrule/tape";
 * cumulativeMin(array([3, 1, 2])).toNested(); // => [3, 1, 1]
 * ```
 */
export function cumulativeMin(x: ArrayLike, axis: number = -1): Tensor {
  return takeAlongAxis(x, cumulativeArgmin(x, axis), axis);
}

/**
 * Along an axis, the index of the largest element so far, `int32`: the last of equal ones.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeArgmax } from "@chainrule/tape";
 * cumulativeArgmax(array([1, 3, 2])).toNested(); // => [0, 1, 1]
 * ```
 */
export function cumulativeArgmax(x: ArrayLike, axis: number = -1): Tensor {
  return applyOne(indexRows.cumulativeArgmax, { axis: axisFromEnd(x, axis) }, [x]) as Tensor;
}

/**
 * Along an axis, the index of the smallest element so far, `int32`: the last of equal ones.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeArgmin } from "@chainrule/tape";
 * cumulativeArgmin(array([3, 1, 2])).toNested(); // => [0, 1, 1]
 * ```
 */
export function cumulativeArgmin(x: ArrayLike, axis: number = -1): Tensor {
  return applyOne(indexRows.cumulativeArgmin, { axis: axisFromEnd(x, axis) }, [x]) as Tensor;
}

/**
 * Running `logSumExp` along an axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeLogSumExp } from "@chainrule/tape";
 * cumulativeLogSumExp(array([0, 0, 0])).toNested(); // => [0, 0.6931471805599453, 1.0986...]
 * ```
 */
export function cumulativeLogSumExp(x: ArrayLike, axis: number = -1): Tensor {
  return cumulate(logaddexp, Number.NEGATIVE_INFINITY, x, axis);
}

/**
 * Running results of an associative operation, by doubling: in step s every element takes in the result of the s
 * elements before it. n log n operations, and derivatives of any order from the operation's own.
 *
 * Source: Hillis and Steele, Data Parallel Algorithms, 1986.
 */
function cumulate(
  operation: (a: ArrayLike, b: ArrayLike) => ArrayLike,
  neutral: number,
  x: ArrayLike,
  axis: number,
): Tensor {
  let result: ArrayLike = moveAxis(x, axis, -1);
  const shape = shapeOf(result);
  const length = shape.at(-1)!;
  for (let s = 1; s < length; s *= 2) {
    const before = pad(
      at(result, "...", { stop: length - s }),
      [...shape.slice(1).map(() => [0, 0] as const), [s, 0]],
      neutral,
    );
    result = operation(before, result);
  }
  return moveAxis(result, -1, axis);
}
