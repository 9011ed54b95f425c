import type { DType } from "../dtype.ts";
import { ArrayError } from "../errors.ts";
import { allocate, checkArray, NDArray, storageOf } from "../ndarray.ts";
import { normalizeAxis, type Shape, ShapeError, sameShape, showShape } from "../shape.ts";

/**
 * An index outside its axis, or one that is no integer (`array/index`).
 *
 * @example
 * ```ts
 * import { array, take } from "@chainrule/array";
 * take(array([1, 2, 3]), array([3]), 0); // throws array/index
 * ```
 */
export class IndexError extends ArrayError {
  /** The index as given. */
  readonly index: number;
  /** Length of the axis indexed. */
  readonly length: number;

  constructor(index: number, length: number) {
    const range = length === 0 ? "the axis is empty" : `use integers from -${length} to ${length - 1}`;
    super("array/index", `the index ${index} is outside an axis of length ${length}; ${range}.`);
    this.index = index;
    this.length = length;
  }
}

/** Indices counted from the front, checked one by one; those that are so already are not copied. */
function checkedIndices(indices: NDArray, length: number): Int32Array {
  const raw = storageOf(indices);
  if (raw instanceof Int32Array && areWithin(raw, length)) return raw;
  const checked = new Int32Array(raw.length);
  for (let i = 0; i < raw.length; i++) {
    const index = raw[i] as number;
    const whole = index | 0;
    if (whole !== index || whole < -length || whole >= length) throw new IndexError(index, length);
    checked[i] = whole < 0 ? whole + length : whole;
  }
  return checked;
}

function areWithin(indices: Int32Array, length: number): boolean {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (index < 0 || index >= length) return false;
  }
  return true;
}

function split(shape: Shape, axis: number): { outer: number; length: number; inner: number } {
  const product = (lengths: Shape): number => lengths.reduce((n, k) => n * k, 1);
  return {
    outer: product(shape.slice(0, axis)),
    length: shape[axis] as number,
    inner: product(shape.slice(axis + 1)),
  };
}

/**
 * Slices at indices along an axis; the axes of `indices` take the place of that axis.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 *
 * @example
 * ```ts
 * import { array, take } from "@chainrule/array";
 * take(array([10, 20, 30]), array([2, 0, -1]), 0).toNested(); // => [30, 10, 30]
 * ```
 */
export function take(a: NDArray, indices: NDArray, axis: number): NDArray {
  const along = normalizeAxis(axis, checkArray(a).rank);
  const { outer, length, inner } = split(a.shape, along);
  const picks = checkedIndices(indices, length);
  const shape = [...a.shape.slice(0, along), ...indices.shape, ...a.shape.slice(along + 1)];
  const out = allocate(shape, a.dtype);
  const x = storageOf(a);
  for (let o = 0, into = 0; o < outer; o++) {
    if (inner === 1) {
      for (let k = 0; k < picks.length; k++, into++)
        out[into] = x[o * length + (picks[k] as number)] as number;
      continue;
    }
    for (let k = 0; k < picks.length; k++, into += inner) {
      const from = (o * length + (picks[k] as number)) * inner;
      for (let i = 0; i < inner; i++) out[into + i] = x[from + i] as number;
    }
  }
  return new NDArray(out, shape, a.dtype);
}

/**
 * Zeros of length `length` along `axis`, to which the slices of `updates` are added at `indices`: the transpose
 * of `take`, equal indices adding up.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 *
 * @example
 * ```ts
 * import { array, scatterAdd } from "@chainrule/array";
 * scatterAdd(array([1, 2, 4]), array([0, 2, 0]), 0, 3).toNested(); // => [5, 0, 2]
 * ```
 */
export function scatterAdd(updates: NDArray, indices: NDArray, axis: number, length: number): NDArray {
  const before = checkArray(updates).rank - checkArray(indices).rank;
  const leading = normalizeAxis(axis, Math.max(0, before) + 1);
  const trailing = updates.shape.slice(leading + indices.rank);
  const shape = [...updates.shape.slice(0, leading), length, ...trailing];
  if (!sameShape(updates.shape.slice(leading, leading + indices.rank), indices.shape)) {
    const message = `updates of shape ${showShape(updates.shape)} do not hold indices of shape ${showShape(indices.shape)}`;
    throw new ShapeError(`${message} at axis ${axis}; give one slice for every index.`, [
      updates.shape,
      indices.shape,
    ]);
  }
  const out = allocate(shape, updates.dtype);
  const picks = checkedIndices(indices, length);
  const { outer, inner } = split(shape, leading);
  const x = storageOf(updates);
  for (let o = 0, from = 0; o < outer; o++) {
    for (let k = 0; k < picks.length; k++, from += inner) {
      const into = (o * length + (picks[k] as number)) * inner;
      for (let i = 0; i < inner; i++) out[into + i] = (out[into + i] as number) + (x[from + i] as number);
    }
  }
  return new NDArray(out, shape, updates.dtype);
}

/** Calls `visit` with the position of each index and of the element it points to. */
export function forEachAlong(
  indices: NDArray,
  shape: Shape,
  axis: number,
  visit: (position: number, element: number) => void,
): void {
  const same =
    checkArray(indices).rank === shape.length && indices.shape.every((n, k) => k === axis || n === shape[k]);
  if (!same) {
    const message = `indices of shape ${showShape(indices.shape)} do not go along axis ${axis} of ${showShape(shape)}`;
    throw new ShapeError(`${message}; all other lengths must be equal.`, [indices.shape, shape]);
  }
  const { outer, length, inner } = split(shape, axis);
  const picks = checkedIndices(indices, length);
  const count = indices.shape[axis] as number;
  for (let o = 0, at = 0; o < outer; o++) {
    for (let k = 0; k < count; k++) {
      for (let i = 0; i < inner; i++, at++) visit(at, (o * length + (picks[at] as number)) * inner + i);
    }
  }
}

/**
 * Elements picked along an axis, an own index for each: `out[i, k] = a[i, indices[i, k]]` for the last axis.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 *
 * @example
 * ```ts
 * import { array, takeAlongAxis } from "@chainrule/array";
 * takeAlongAxis(array([[1, 2], [3, 4]]), array([[1], [0]]), 1).toNested(); // => [[2], [3]]
 * ```
 */
export function takeAlongAxis(a: NDArray, indices: NDArray, axis: number): NDArray {
  const out = allocate(checkArray(indices).shape, checkArray(a).dtype);
  const x = storageOf(a);
  forEachAlong(indices, a.shape, normalizeAxis(axis, a.rank), (position, element) => {
    out[position] = x[element] as number;
  });
  return new NDArray(out, indices.shape, a.dtype);
}

/**
 * The transpose of `takeAlongAxis`: zeros of length `length` along `axis`, with updates added.
 *
 * @example
 * ```ts
 * import { array, scatterAddAlongAxis } from "@chainrule/array";
 * scatterAddAlongAxis(array([[5], [7]]), array([[1], [0]]), 1, 2).toNested(); // => [[0, 5], [7, 0]]
 * ```
 */
export function scatterAddAlongAxis(
  updates: NDArray,
  indices: NDArray,
  axis: number,
  length: number,
): NDArray {
  const along = normalizeAxis(axis, checkArray(updates).rank);
  const shape = updates.shape.map((n, k) => (k === along ? length : n));
  const out = allocate(shape, updates.dtype);
  const x = storageOf(updates);
  forEachAlong(indices, shape, along, (position, element) => {
    out[element] = (out[element] as number) + (x[position] as number);
  });
  return new NDArray(out, shape, updates.dtype);
}

/**
 * Along a new last axis, 1 at the index and 0 elsewhere; all 0 for an index outside.
 *
 * @example
 * ```ts
 * import { array, oneHot } from "@chainrule/array";
 * oneHot(array([1, 0]), 3).toNested(); // => [[0, 1, 0], [1, 0, 0]]
 * ```
 */
export function oneHot(indices: NDArray, count: number, dtype: DType = "float64"): NDArray {
  const out = allocate([...checkArray(indices).shape, count], dtype);
  storageOf(indices).forEach((index, i) => {
    if (Number.isInteger(index) && index >= 0 && index < count) out[i * count + index] = 1;
  });
  return new NDArray(out, [...indices.shape, count], dtype);
}
