import { checkList, shown } from "../errors.ts";
import { adopt, checkArray, elementsOf, NDArray, newElements, storageOf } from "../ndarray.ts";
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

/**
 * Copies a strided view of `source`, starting at `offset`, into rows of `shape`.
 *
 * Every move kernel but concat and pad is one such view: a permutation swaps strides, a broadcast sets them to
 * 0, a slice multiplies them by its step, a flip negates them.
 *
 * @example
 * ```ts
 * import { array, copyStrided } from "@chainrule/array";
 * copyStrided(array([[1, 2], [3, 4]]), [2, 2], [1, 2]).toNested(); // => [[1, 3], [2, 4]]
 * ```
 */
export function copyStrided(
  source: NDArray,
  shape: Shape,
  strides: readonly number[],
  offset: number = 0,
): NDArray {
  checkList(strides, "give one stride for each axis");
  return copyView(checkArray(source), shape, strides, offset);
}

/**
 * `copyStrided` that checks nothing.
 *
 * @example
 * ```ts
 * import { array, copyView } from "@chainrule/array";
 * copyView(array([1, 2]), [2, 2], [0, 1]).toNested(); // => [[1, 2], [1, 2]]
 * ```
 */
export function copyView(
  source: NDArray,
  shape: Shape,
  strides: readonly number[],
  offset: number = 0,
): NDArray {
  const out = newElements(shape, source.dtype);
  const x = elementsOf(source);
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
 *
 * @example
 * ```ts
 * import { array, reshape } from "@chainrule/array";
 * reshape(array([1, 2, 3, 4]), [2, -1]).toNested(); // => [[1, 2], [3, 4]]
 * ```
 */
export function reshape(a: NDArray, shape: Shape): NDArray {
  return sameShape(checkArray(a).shape, shape)
    ? a
    : adopt(storageOf(a), resolveShape(a.shape, shape), a.dtype);
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
  const axes = normalizePermutation(order, checkArray(a).rank);
  if (!isInPlace(a.shape, axes)) return inOrder(a, axes);
  return new NDArray(
    storageOf(a),
    axes.map((axis) => a.shape[axis] as number),
    a.dtype,
  );
}

/** A copy with the axes in an order that is one. */
export function inOrder(a: NDArray, axes: readonly number[]): NDArray {
  const strides = stridesOf(a.shape);
  const pick = (lengths: readonly number[]): number[] => axes.map((axis) => lengths[axis] as number);
  return copyView(a, pick(a.shape), pick(strides));
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
 *
 * @example
 * ```ts
 * import { array, broadcastTo } from "@chainrule/array";
 * broadcastTo(array([1, 2]), [2, 2]).toNested(); // => [[1, 2], [1, 2]]
 * ```
 */
export function broadcastTo(a: NDArray, shape: Shape): NDArray {
  if (sameShape(checkArray(a).shape, shape)) return a;
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
  /** The first index. */
  readonly start: number;
  /** How many elements. */
  readonly size: number;
  /** From one to the next, which may be negative. */
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
  checkRanges(checkArray(a).shape, checkList(ranges, "give one range for each axis"));
  const own = stridesOf(a.shape);
  const strides = ranges.map((range, axis) => range.step * (own[axis] as number));
  const offset = ranges.reduce((sum, range, axis) => sum + range.start * (own[axis] as number), 0);
  const shape = ranges.map((range) => range.size);
  return copyStrided(a, shape, strides, offset);
}

/** What stands where no range was given: it fits no axis. */
const NO_RANGE: Range = { start: 0, size: -1, step: 0 };

function checkRanges(shape: Shape, ranges: readonly Range[]): void {
  const inside = ({ start, size, step }: Range, length: number): boolean =>
    [start, size, step].every(Number.isInteger) &&
    size >= 0 &&
    (size === 0 || (start >= 0 && start < length && inAxis(start + (size - 1) * step, length)));
  const wrong = ranges.findIndex((range, axis) => !inside(range ?? NO_RANGE, shape[axis] as number));
  if (ranges.length === shape.length && wrong < 0) return;
  const what = wrong < 0 ? `${ranges.length} ranges` : `the range ${shown(ranges[wrong])}`;
  throw new ShapeError(`${what} do not fit the shape ${showShape(shape)}; give one range inside each axis.`, [
    shape,
  ]);
}

function inAxis(index: number, length: number): boolean {
  return index >= 0 && index < length;
}

/**
 * Order of elements reversed along axes.
 *
 * @example
 * ```ts
 * import { array, flip } from "@chainrule/array";
 * flip(array([[1, 2], [3, 4]]), [1]).toNested(); // => [[2, 1], [4, 3]]
 * ```
 */
export function flip(a: NDArray, axes: readonly number[]): NDArray {
  const { rank } = checkArray(a);
  const reversed = checkList(axes, "give the axes").map((axis) => normalizeAxis(axis, rank));
  const range = (length: number, axis: number): Range =>
    reversed.includes(axis)
      ? { start: Math.max(0, length - 1), size: length, step: -1 }
      : { start: 0, size: length, step: 1 };
  return slice(a, a.shape.map(range));
}
