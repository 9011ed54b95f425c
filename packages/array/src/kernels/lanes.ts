import type { DType, TypedArray } from "../dtype.ts";
import { checkFunction } from "../errors.ts";
import { allocate, checkArray, NDArray, storageOf } from "../ndarray.ts";
import { normalizeAxis, stridesOf } from "../shape.ts";

/** Fills one lane of `out` from the same lane of `x`: `count` elements from `start` on, `stride` apart. */
export type Lane = (x: TypedArray, out: TypedArray, start: number, stride: number, count: number) => void;

/**
 * An array of the same shape, made lane by lane along an axis.
 *
 * @example
 * ```ts
 * import { array, type Lane, mapLanes } from "@chainrule/array";
 * const reversed: Lane = (x, out, start, stride, count) => {
 *   for (let i = 0; i < count; i++) out[start + i * stride] = x[start + (count - 1 - i) * stride] ?? 0;
 * };
 * mapLanes(reversed, array([[1, 2], [3, 4]]), 1).toNested(); // => [[2, 1], [4, 3]]
 * ```
 */
export function mapLanes(lane: Lane, a: NDArray, axis: number, dtype: DType = checkArray(a).dtype): NDArray {
  checkFunction(lane);
  const along = normalizeAxis(axis, checkArray(a).rank);
  const count = a.shape[along] as number;
  const stride = stridesOf(a.shape)[along] as number;
  const out = allocate(a.shape, dtype);
  const x = storageOf(a);
  const lanes = count === 0 ? 0 : out.length / count;
  for (let k = 0; k < lanes; k++) {
    const start = Math.floor(k / stride) * stride * count + (k % stride);
    lane(x, out, start, stride, count);
  }
  return new NDArray(out, a.shape, dtype);
}
