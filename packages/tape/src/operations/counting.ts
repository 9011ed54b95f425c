import type { ArrayLike, Tensor } from "../value.ts";
import { divide } from "./arithmetic.ts";
import type { ReduceOptions } from "./axes.ts";
import { isNaN, logicalNot, notEqual, where } from "./comparison.ts";
import { inFloats } from "./floats.ts";
import { prod, sum } from "./reductions.ts";

/**
 * How many elements along axes are other than 0, `int32`; NaN is.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { countNonzero } from "@chainrule/tape";
 * countNonzero(array([[1, 0], [2, 3]]), { axis: 1 }).toNested(); // => [1, 2]
 * ```
 */
export function countNonzero(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return sum(notEqual(x, 0), options);
}

/**
 * Sum along axes of the elements that are not NaN.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { nanSum } from "@chainrule/tape";
 * nanSum(array([1, Number.NaN, 2])).item(); // => 3
 * ```
 */
export function nanSum(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return sum(where(isNaN(x), 0, x), options);
}

/**
 * Product along axes of the elements that are not NaN.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { nanProd } from "@chainrule/tape";
 * nanProd(array([3, Number.NaN, 2])).item(); // => 6
 * ```
 */
export function nanProd(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return prod(where(isNaN(x), 1, x), options);
}

/**
 * Mean along axes of the elements that are not NaN; NaN where there are none.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { nanMean } from "@chainrule/tape";
 * nanMean(array([1, Number.NaN, 2])).item(); // => 1.5
 * ```
 */
export function nanMean(x: ArrayLike, options: ReduceOptions = {}): Tensor {
  return divide(nanSum(inFloats(x), options), sum(logicalNot(isNaN(x)), options));
}
