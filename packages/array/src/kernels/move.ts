import { promote } from "../dtype.ts";
import { adopt, allocate, NDArray, storageOf } from "../ndarray.ts";
import {
  normalizeAxis,
  normalizePermutation,
  resolveShape,
  type Shape,
  ShapeError,
  sameShape,
  showShape,
  sizeOf,
  stridesOf,
} from "../shape.ts";
import { broadcastStrides } from "./elementwise.ts";

/** The most arrays that one concat takes. */
export const MAX_OPERANDS: number = 2 ** 16;

/**
 * Copies a strided view of `source`, starting at `offset`, into rows of `shape`.
 *
 * Every move kernel but concat and pad is one such view: a permutation swaps strides, a broadcast sets them to
 * 0, a slice multiplies them by its step, a flip negates them.
 */
export function copyStrided(
  source: NDArray,
  shape: Shape,
  strides: readonly number[],
  offset: number = 0,
): NDArray {
  const out = allocate(shape, source.dtype);
  const x = storageOf(source);
  const rank = shape.length;
  const length = rank === 0 ? 1 : (shape[rank - 1] as number);
  const step = rank === 0 ? 0 : (strides[rank - 1] as number);
  const index = new Array<number>(rank).fill(0);
  let from = offset;
  for (let start = 0; start < out.length; start += length) {
    for (let k = 0, p = from; k < length; k++, p += step) out[start + k] = x[p] as number;
    for (let axis = rank - 2; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      const wraps = next === shape[axis];
      from += (wraps ? 1 - next : 1) * (strides[axis] as number);
      index[axis] = wraps ? 0 : next;
      if (!wraps) break;
    }
  }
  return new NDArray(out, shape, source.dtype);
}

/**
 * The same elements in another shape, one length of which may be -1; nothing is copied.
 *
 * @throws ShapeError `array/shape` when the number of elements differs.
 */
export function reshape(a: NDArray, shape: Shape): NDArray {
  return sameShape(a.shape, shape) ? a : adopt(storageOf(a), resolveShape(a.shape, shape), a.dtype);
}

/**
 * Axes in another order: axis `i` of the result is axis `order[i]` of `a`.
 *
 * @throws AxisError `array/axis` unless `order` names every axis once.
 *
 * @example
 * ```ts
 * import { array, permuteDims } from "@chainrule/array";
 * permuteDims(array([[1, 2, 3], [4, 5, 6]]), [1, 0]).toNested(); // => [[1, 4], [2, 5], [3, 6]]
 * ```
 */
export function permuteDims(a: NDArray, order: readonly number[]): NDArray {
  const axes = normalizePermutation(order, a.rank);
  const moved = axes.map((axis) => a.shape[axis] as number);
  if (isInPlace(a.shape, axes)) return new NDArray(storageOf(a), moved, a.dtype);
  const strides = stridesOf(a.shape);
  return copyStrided(
    a,
    moved,
    axes.map((axis) => strides[axis] as number),
  );
}

/** Whether an order of axes leaves the elements where they are: only axes of length 1 change places. */
function isInPlace(shape: Shape, order: readonly number[]): boolean {
  let last = -1;
  for (const axis of order) {
    if (shape[axis] === 1) continue;
    if (axis < last) return false;
    last = axis;
  }
  return true;
}

/**
 * The array repeated along new axes and axes of length 1.
 *
 * @throws ShapeError `array/shape` when it does not broadcast to the shape.
 */
export function broadcastTo(a: NDArray, shape: Shape): NDArray {
  if (sameShape(a.shape, shape)) return a;
  sizeOf(shape);
  const missing = shape.length - a.rank;
  if (missing < 0 || a.shape.some((length, axis) => length !== 1 && length !== shape[axis + missing])) {
    const message = `${showShape(a.shape)} does not broadcast to ${showShape(shape)}`;
    throw new ShapeError(`${message}; aligned at the last axis, lengths must be equal or 1.`, [
      a.shape,
      shape,
    ]);
  }
  return copyStrided(a, shape, broadcastStrides(a.shape, shape));
}

/** What a slice takes from one axis: `size` elements from `start` on, `step` apart (negative: backwards). */
export interface Range {
  readonly start: number;
  readonly size: number;
  readonly step: number;
}

/**
 * One range of every axis.
 *
 * @throws ShapeError `array/shape` when a range leaves its axis.
 *
 * @example
 * ```ts
 * import { array, slice } from "@chainrule/array";
 * slice(array([0, 1, 2, 3, 4]), [{ start: 4, size: 3, step: -2 }]).toNested(); // => [4, 2, 0]
 * ```
 */
export function slice(a: NDArray, ranges: readonly Range[]): NDArray {
  checkRanges(a.shape, ranges);
  const own = stridesOf(a.shape);
  const strides = ranges.map((range, axis) => range.step * (own[axis] as number));
  const offset = ranges.reduce((sum, range, axis) => sum + range.start * (own[axis] as number), 0);
  const shape = ranges.map((range) => range.size);
  return copyStrided(a, shape, strides, offset);
}

function checkRanges(shape: Shape, ranges: readonly Range[]): void {
  const inside = ({ start, size, step }: Range, length: number): boolean =>
    [start, size, step].every(Number.isInteger) &&
    size >= 0 &&
    (size === 0 || (start >= 0 && start < length && inAxis(start + (size - 1) * step, length)));
  const wrong = ranges.findIndex((range, axis) => !inside(range, shape[axis] as number));
  if (ranges.length === shape.length && wrong < 0) return;
  const shown = wrong < 0 ? `${ranges.length} ranges` : `the range ${JSON.stringify(ranges[wrong])}`;
  throw new ShapeError(
    `${shown} do not fit the shape ${showShape(shape)}; give one range inside each axis.`,
    [shape],
  );
}

function inAxis(index: number, length: number): boolean {
  return index >= 0 && index < length;
}

/** Order of elements reversed along axes. */
export function flip(a: NDArray, axes: readonly number[]): NDArray {
  const reversed = axes.map((axis) => normalizeAxis(axis, a.rank));
  const range = (length: number, axis: number): Range =>
    reversed.includes(axis)
      ? { start: Math.max(0, length - 1), size: length, step: -1 }
      : { start: 0, size: length, step: 1 };
  return slice(a, a.shape.map(range));
}

/** Padding of one axis: elements put before, after, and between neighbours; negative `low`, `high` cut off. */
export interface Padding {
  readonly low: number;
  readonly high: number;
  readonly interior: number;
}

/**
 * The array with `value` around its elements and between them, as XLA's pad.
 *
 * @throws ShapeError `array/shape` when more is cut off than there is.
 */
export function pad(a: NDArray, padding: readonly Padding[], value: number): NDArray {
  const shape = paddedShape(a.shape, padding);
  const out = allocate(shape, a.dtype);
  if (value !== 0) out.fill(value);
  const kept = padding.map(({ low, interior }, axis) =>
    keptRange(low, interior, a.shape[axis] as number, shape[axis] as number),
  );
  const inside = slice(
    a,
    kept.map(({ first, size }) => ({ start: first, size, step: 1 })),
  );
  const strides = stridesOf(shape);
  const step = padding.map(({ interior }, axis) => (interior + 1) * (strides[axis] as number));
  const start = kept.reduce((sum, { into }, axis) => sum + into * (strides[axis] as number), 0);
  writeStrided(out, storageOf(inside), inside.shape, step, start);
  return new NDArray(out, shape, a.dtype);
}

/** The shape after padding, checked. */
export function paddedShape(shape: Shape, padding: readonly Padding[]): number[] {
  const padded = shape.map((length, axis) => {
    const { low, high, interior } = padding[axis] ?? { low: Number.NaN, high: 0, interior: 0 };
    return low + length + Math.max(0, length - 1) * interior + high;
  });
  const legal =
    padding.length === shape.length &&
    padding.every(({ interior }) => Number.isInteger(interior) && interior >= 0);
  if (!legal || padded.some((length) => !Number.isInteger(length) || length < 0)) {
    const message = `the padding ${JSON.stringify(padding)} does not fit the shape ${showShape(shape)}`;
    throw new ShapeError(`${message}; give integers for every axis, cutting off no more than there is.`, [
      shape,
    ]);
  }
  sizeOf(padded);
  return padded;
}

/** Which elements of an axis survive its padding, and where the first of them goes. */
function keptRange(
  low: number,
  interior: number,
  length: number,
  padded: number,
): { first: number; size: number; into: number } {
  const spacing = interior + 1;
  const first = Math.min(length, Math.max(0, Math.ceil(-low / spacing)));
  const last = Math.min(length - 1, Math.floor((padded - 1 - low) / spacing));
  const size = Math.max(0, last - first + 1);
  return { first: size === 0 ? 0 : first, size, into: size === 0 ? 0 : low + first * spacing };
}

function writeStrided(
  out: { [i: number]: number },
  x: ArrayLike<number>,
  shape: Shape,
  strides: readonly number[],
  start: number,
): void {
  const index = new Array<number>(shape.length).fill(0);
  let into = start;
  for (let i = 0; i < x.length; i++) {
    out[into] = x[i] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      const wraps = next === shape[axis];
      into += (wraps ? 1 - next : 1) * (strides[axis] as number);
      index[axis] = wraps ? 0 : next;
      if (!wraps) break;
    }
  }
}

/**
 * Checks how many arrays are to be joined.
 *
 * @throws ShapeError `array/shape` for none, or more than 65,536.
 */
export function checkCount(count: number): void {
  if (count >= 1 && count <= MAX_OPERANDS) return;
  throw new ShapeError(`concat takes 1 to ${MAX_OPERANDS} arrays, not ${count}; join in groups.`);
}

/** The shape of arrays joined along an axis, checked. */
export function concatShape(shapes: readonly Shape[], axis: number): number[] {
  checkCount(shapes.length);
  const [first, ...rest] = shapes as readonly [Shape, ...Shape[]];
  const along = normalizeAxis(axis, first.length);
  const other = rest.find(
    (shape) => shape.length !== first.length || shape.some((n, k) => k !== along && n !== first[k]),
  );
  if (other !== undefined) {
    const message = `${showShape(first)} and ${showShape(other)} do not join along axis ${axis}`;
    throw new ShapeError(`${message}; all other lengths must be equal.`, [first, other]);
  }
  return first.map((length, k) =>
    k === along ? shapes.reduce((sum, shape) => sum + (shape[k] as number), 0) : length,
  );
}

/**
 * Arrays joined along an axis.
 *
 * @throws ShapeError `array/shape` when other lengths differ, for no arrays and for more than 65,536.
 *
 * @example
 * ```ts
 * import { array, concat } from "@chainrule/array";
 * concat([array([[1, 2]]), array([[3, 4], [5, 6]])], 0).toNested(); // => [[1, 2], [3, 4], [5, 6]]
 * ```
 */
export function concat(arrays: readonly NDArray[], axis: number = 0): NDArray {
  checkCount(arrays.length);
  const shape = concatShape(
    arrays.map((a) => a.shape),
    axis,
  );
  const along = normalizeAxis(axis, shape.length);
  const [first, ...rest] = arrays.map((a) => a.dtype);
  const dtype = promote(first as NDArray["dtype"], ...rest);
  const out = allocate(shape, dtype);
  const outer = shape.slice(0, along).reduce((n, length) => n * length, 1);
  const row = outer === 0 ? 0 : out.length / outer;
  let offset = 0;
  for (const a of arrays) {
    const x = storageOf(a);
    const run = outer === 0 ? 0 : x.length / outer;
    for (let i = 0; i < outer; i++) out.set(x.subarray(i * run, (i + 1) * run), i * row + offset);
    offset += run;
  }
  return new NDArray(out, shape, dtype);
}
