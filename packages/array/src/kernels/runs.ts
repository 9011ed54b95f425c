import type { TypedArray } from "../dtype.ts";
import type { Run2 } from "./elementwise.ts";

// They check nothing: their arguments come from kernels that have checked theirs.
//
// The same loop four times: engines compile each of them with its operation in place, and one that is handed the operation they
// do not, if many share it.

/**
 * Sums, element by element: for `map2`.
 *
 * @example
 * ```ts
 * import { addRun, array, map2 } from "@chainrule/array";
 * map2((x, y) => x + y, array(1), array([10, 20]), "float64", addRun).toNested(); // => [11, 21]
 * ```
 */
export const addRun: Run2 = (out, start, length, x, i, di, y, j, dj) => {
  for (let k = 0; k < length; k++) out[start + k] = (x[i + k * di] as number) + (y[j + k * dj] as number);
};

/**
 * Differences, element by element: for `map2`.
 *
 * @example
 * ```ts
 * import { subtractRun, array, map2 } from "@chainrule/array";
 * map2((x, y) => x - y, array(1), array([10, 20]), "float64", subtractRun).toNested(); // => [-9, -19]
 * ```
 */
export const subtractRun: Run2 = (out, start, length, x, i, di, y, j, dj) => {
  for (let k = 0; k < length; k++) out[start + k] = (x[i + k * di] as number) - (y[j + k * dj] as number);
};

/**
 * Whether numbers are stored modulo 2^32, where products in doubles would have lost their lowest digits: those of others fit.
 *
 * @internal
 */
export function isWrapping(out: TypedArray): boolean {
  return out instanceof Int32Array || out instanceof Uint32Array;
}

/**
 * Products, element by element, those of integers modulo 2^32: for `map2`.
 *
 * @example
 * ```ts
 * import { multiplyRun, array, map2 } from "@chainrule/array";
 * map2((x, y) => x * y, array(1), array([10, 20]), "float64", multiplyRun).toNested(); // => [10, 20]
 * ```
 */
export const multiplyRun: Run2 = (out, start, length, x, i, di, y, j, dj) => {
  if (isWrapping(out)) {
    for (let k = 0; k < length; k++) {
      out[start + k] = Math.imul(x[i + k * di] as number, y[j + k * dj] as number);
    }
    return;
  }
  for (let k = 0; k < length; k++) out[start + k] = (x[i + k * di] as number) * (y[j + k * dj] as number);
};

/**
 * Products, element by element, which are 0 where the first factor is: for `map2`.
 *
 * @example
 * ```ts
 * import { array, map2, scaleRun } from "@chainrule/array";
 * map2((x, y) => (x === 0 ? 0 : x * y), array([0, 2]), array(Infinity), "float64", scaleRun).toNested(); // => [0, Infinity]
 * ```
 */
export const scaleRun: Run2 = (out, start, length, x, i, di, y, j, dj) => {
  for (let k = 0; k < length; k++) {
    const factor = x[i + k * di] as number;
    out[start + k] = factor === 0 ? 0 : factor * (y[j + k * dj] as number);
  }
};
