import { sumDType } from "../dtype.ts";
import { checkFunction } from "../errors.ts";
import { checkArray, type NDArray } from "../ndarray.ts";
import { type Lane, mapLanes } from "./lanes.ts";
import { plusFor, timesFor } from "./reduce.ts";

/**
 * Running results along an axis: `out[i] = step(out[i - 1], x[i])`, from the end when `reverse`.
 *
 * Partial results are doubles, for `float32` too.
 *
 * @example
 * ```ts
 * import { accumulate, array } from "@chainrule/array";
 * accumulate(Math.max, Number.NEGATIVE_INFINITY, array([1, 3, 2]), 0).toNested(); // => [1, 3, 3]
 * ```
 */
export function accumulate(
  step: (sofar: number, x: number) => number,
  initial: number,
  a: NDArray,
  axis: number,
  reverse: boolean = false,
): NDArray {
  checkFunction(step);
  const lane: Lane = (x, out, start, stride, count) => {
    let sofar = initial;
    for (let i = 0; i < count; i++) {
      const at = start + (reverse ? count - 1 - i : i) * stride;
      sofar = step(sofar, x[at] as number);
      out[at] = sofar;
    }
  };
  return mapLanes(lane, a, axis, sumDType(checkArray(a).dtype));
}

/**
 * Running sums along an axis, of integers modulo 2^32.
 *
 * @example
 * ```ts
 * import { array, cumulativeSum } from "@chainrule/array";
 * cumulativeSum(array([1, 2, 3]), 0).toNested(); // => [1, 3, 6]
 * ```
 */
export function cumulativeSum(a: NDArray, axis: number, reverse: boolean = false): NDArray {
  return accumulate(plusFor(sumDType(checkArray(a).dtype)), 0, a, axis, reverse);
}

/**
 * Running products along an axis, of integers modulo 2^32.
 *
 * @example
 * ```ts
 * import { array, cumulativeProduct } from "@chainrule/array";
 * cumulativeProduct(array([1, 2, 3]), 0).toNested(); // => [1, 2, 6]
 * ```
 */
export function cumulativeProduct(a: NDArray, axis: number, reverse: boolean = false): NDArray {
  return accumulate(timesFor(sumDType(checkArray(a).dtype)), 1, a, axis, reverse);
}

/**
 * Along an axis, the index of the largest element so far: the last of equal ones. NaN is larger than all.
 *
 * @example
 * ```ts
 * import { array, cumulativeArgmax } from "@chainrule/array";
 * cumulativeArgmax(array([1, 3, 2, 3]), 0).toNested(); // => [0, 1, 1, 3]
 * ```
 */
export function cumulativeArgmax(a: NDArray, axis: number): NDArray {
  return cumulativeArg((x, best) => x >= best, a, axis);
}

/**
 * Along an axis, the index of the smallest element so far: the last of equal ones. NaN is smaller than all.
 *
 * @example
 * ```ts
 * import { array, cumulativeArgmin } from "@chainrule/array";
 * cumulativeArgmin(array([3, 1, 2, 1]), 0).toNested(); // => [0, 1, 1, 3]
 * ```
 */
export function cumulativeArgmin(a: NDArray, axis: number): NDArray {
  return cumulativeArg((x, best) => x <= best, a, axis);
}

function cumulativeArg(better: (x: number, best: number) => boolean, a: NDArray, axis: number): NDArray {
  const lane: Lane = (x, out, start, stride, count) => {
    let found = 0;
    for (let i = 0; i < count; i++) {
      const [candidate, best] = [x[start + i * stride] as number, x[start + found * stride] as number];
      if (Number.isNaN(candidate) || better(candidate, best)) found = i;
      out[start + i * stride] = found;
    }
  };
  return mapLanes(lane, a, axis, "int32");
}
