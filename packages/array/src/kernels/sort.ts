import type { TypedArray } from "../dtype.ts";
import { allocate, checkArray, NDArray, storageOf } from "../ndarray.ts";
import { type Shape, ShapeError, sameShape, showShape } from "../shape.ts";
import { type Lane, mapLanes } from "./lanes.ts";
import { radixOrder } from "./radix.ts";

/**
 * Indices that sort an array along an axis, in increasing order unless `descending`. Equal elements keep their order;
 * NaN counts as larger than all.
 *
 * @example
 * ```ts
 * import { argsort, array } from "@chainrule/array";
 * argsort(array([3, 1, 2]), 0).toNested(); // => [1, 2, 0]
 * argsort(array([3, 1, 3]), 0, true).toNested(); // => [0, 2, 1]
 * ```
 */
export function argsort(a: NDArray, axis: number, descending: boolean = false): NDArray {
  const lane: Lane = (x, out, start, stride, count) => {
    const places =
      count < SHORT
        ? shortOrder(x, start, stride, count, descending)
        : radixOrder(x, start, stride, count, descending);
    for (let i = 0; i < count; i++) out[start + i * stride] = places[i] as number;
  };
  return mapLanes(lane, a, axis, "int32");
}

/** Shorter lists are sorted by comparing, longer ones by their digits. */
const SHORT = 64;

/** Places in order, each put before those that are larger. */
function shortOrder(
  x: TypedArray,
  start: number,
  stride: number,
  count: number,
  descending: boolean,
): Uint32Array {
  const places = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const own = x[start + i * stride] as number;
    let k = i;
    for (; k > 0; k--) {
      const before = x[start + (places[k - 1] as number) * stride] as number;
      if ((descending ? compareNumbers(own, before) : compareNumbers(before, own)) <= 0) break;
      places[k] = places[k - 1] as number;
    }
    places[k] = i;
  }
  return places;
}

/** The order of numbers with NaN after all others. */
function compareNumbers(p: number, q: number): number {
  return p < q ? -1 : p > q ? 1 : Number(Number.isNaN(p)) - Number(Number.isNaN(q));
}

/** On which side of equal elements a value is put. */
export type Side = "left" | "right";

/**
 * Where values would be put into sorted elements, so that they stay sorted: the number of elements before them. On the
 * left, before equal ones; on the right, after them. The elements are sorted along the last axis: one list for
 * all values, or one for each row of them.
 *
 * @throws ShapeError `array/shape` unless there is one list, or one for each row of values.
 *
 * @example
 * ```ts
 * import { array, searchSorted } from "@chainrule/array";
 * const sorted = array([1, 2, 2, 5]);
 * searchSorted(sorted, array([2, 6]), "left").toNested(); // => [1, 4]
 * searchSorted(sorted, array([2, 6]), "right").toNested(); // => [3, 4]
 * ```
 */
export function searchSorted(sorted: NDArray, values: NDArray, side: Side): NDArray {
  checkRows(checkArray(sorted).shape, checkArray(values).shape);
  const [elements, wanted] = [storageOf(sorted), storageOf(values)];
  const count = sorted.shape.at(-1) as number;
  const rowLength = sorted.rank === 1 ? wanted.length : (values.shape.at(-1) as number);
  const out = allocate(values.shape, "int32");
  const enough = side === "left" ? 0 : 1;
  for (let i = 0; i < out.length; i++) {
    const start = Math.floor(i / rowLength) * count;
    out[i] = placeOf(wanted[i] as number, elements, start, count, enough);
  }
  return new NDArray(out, values.shape, "int32");
}

function checkRows(sorted: Shape, values: Shape): void {
  const rows = sameShape(sorted.slice(0, -1), values.slice(0, -1));
  if (sorted.length === 1 || (sorted.length > 1 && sorted.length === values.length && rows)) return;
  const message = `elements of shape ${showShape(sorted)} cannot be searched for values of shape ${showShape(values)}`;
  throw new ShapeError(`${message}; give one sorted list, or one for each row of values.`, [sorted, values]);
}

/** By halving: how many of the elements compare below `enough` with the value. */
function placeOf(value: number, x: TypedArray, start: number, count: number, enough: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareNumbers(x[start + middle] as number, value) < enough) low = middle + 1;
    else high = middle;
  }
  return low;
}
