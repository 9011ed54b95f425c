import type { DType, TypedArray } from "../dtype.ts";
import { allocate, NDArray, storageOf } from "../ndarray.ts";
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
export function mapLanes(lane: Lane, a: NDArray, axis: number, dtype: DType = a.dtype): NDArray {
  const along = normalizeAxis(axis, a.rank);
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

/**
 * Indices that sort an array along an axis in increasing order; equal elements keep theirs, NaN comes last.
 *
 * @example
 * ```ts
 * import { argsort, array } from "@chainrule/array";
 * argsort(array([3, 1, 2]), 0).toNested(); // => [1, 2, 0]
 * ```
 */
export function argsort(a: NDArray, axis: number): NDArray {
  const lane: Lane = (x, out, start, stride, count) => {
    const at = (i: number): number => x[start + i * stride] as number;
    const order = Array.from({ length: count }, (_, i) => i).sort((i, j) => compareNumbers(at(i), at(j)));
    for (let i = 0; i < count; i++) out[start + i * stride] = order[i] as number;
  };
  return mapLanes(lane, a, axis, "int32");
}

function compareNumbers(p: number, q: number): number {
  return p < q ? -1 : p > q ? 1 : Number(Number.isNaN(p)) - Number(Number.isNaN(q));
}
