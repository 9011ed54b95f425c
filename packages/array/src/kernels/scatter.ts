import { checkFunction } from "../errors.ts";
import { allocate, checkArray, NDArray, storageOf } from "../ndarray.ts";
import { normalizeAxis, ShapeError, sameShape, showShape } from "../shape.ts";
import { forEachAlong } from "./gather.ts";

/**
 * For each place of an axis of length `length`, where along it the last index stands that points there; -1 where none
 * does.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 *
 * @example
 * ```ts
 * import { array, lastWriters } from "@chainrule/array";
 * lastWriters(array([2, 0, 2]), 0, 4).toNested(); // => [1, -1, 2, -1]
 * ```
 */
export function lastWriters(indices: NDArray, axis: number, length: number): NDArray {
  const along = normalizeAxis(axis, checkArray(indices).rank);
  const shape = indices.shape.map((n, k) => (k === along ? length : n));
  const out = allocate(shape, "int32").fill(-1);
  const inner = indices.shape.slice(along + 1).reduce((n, k) => n * k, 1);
  const count = indices.shape[along] as number;
  forEachAlong(indices, shape, along, (position, element) => {
    out[element] = Math.floor(position / inner) % count;
  });
  return new NDArray(out, shape, "int32");
}

/**
 * An array into which updates are combined, one after the other, at indices of their own along an axis.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 * @throws ShapeError `array/shape` unless there is one index for each update.
 *
 * @example
 * ```ts
 * import { array, scatterCombine } from "@chainrule/array";
 * scatterCombine(Math.max, array([0, 9]), array([0, 0, 1]), array([3, 5, 7]), 0).toNested(); // => [5, 9]
 * ```
 */
export function scatterCombine(
  combine: (sofar: number, update: number) => number,
  a: NDArray,
  indices: NDArray,
  updates: NDArray,
  axis: number,
): NDArray {
  checkFunction(combine);
  if (!sameShape(checkArray(indices).shape, checkArray(updates).shape)) {
    const message = `indices of shape ${showShape(indices.shape)} do not fit updates of shape ${showShape(updates.shape)}`;
    throw new ShapeError(`${message}; give one index for each.`, [indices.shape, updates.shape]);
  }
  const out = allocate(checkArray(a).shape, a.dtype);
  out.set(storageOf(a));
  const given = storageOf(updates);
  forEachAlong(indices, a.shape, normalizeAxis(axis, a.rank), (position, element) => {
    out[element] = combine(out[element] as number, given[position] as number);
  });
  return new NDArray(out, a.shape, a.dtype);
}
