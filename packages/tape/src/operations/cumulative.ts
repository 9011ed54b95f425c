import { applyOne } from "../apply.ts";
import { cumulativeSum as cumulativeSumRow } from "../rows/cumulative.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { multiply } from "./arithmetic.ts";
import { axisFromEnd } from "./axes.ts";
import { logaddexp } from "./exponential.ts";
import { at } from "./indexing.ts";
import { pad } from "./joins.ts";
import { moveAxis } from "./moves.ts";
import { maximum } from "./piecewise.ts";

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
  return cumulate(multiply, 1, x, axis);
}

/**
 * Running maxima along an axis. Where an element equals the maximum before it, they share the derivative.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeMax } from "@chainrule/tape";
 * cumulativeMax(array([1, 3, 2])).toNested(); // => [1, 3, 3]
 * ```
 */
export function cumulativeMax(x: ArrayLike, axis: number = -1): Tensor {
  return cumulate(maximum, Number.NEGATIVE_INFINITY, x, axis);
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
