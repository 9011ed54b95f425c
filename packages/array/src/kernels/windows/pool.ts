import { sumDType, type TypedArray } from "../../dtype.ts";
import { allocate, checkArray, NDArray, storageOf } from "../../ndarray.ts";
import { ShapeError } from "../../shape.ts";
import { addTap, type Places, placesOf, type WindowAxis, windowShape } from "./geometry.ts";

/**
 * The sum of each window over the last axes; empty places add nothing.
 *
 * @throws ShapeError `array/shape` when there are fewer axes.
 *
 * @example
 * ```ts
 * import { array, windowSum } from "@chainrule/array";
 * const axis = { taps: 2, size: 3, stride: 1, dilation: 1, inputDilation: 1, low: 0 };
 * windowSum(array([1, 2, 3, 4]), [axis]).toNested(); // => [3, 5, 7]
 * ```
 */
export function windowSum(x: NDArray, axes: readonly WindowAxis[]): NDArray {
  const shape = windowShape(checkArray(x).shape, axes);
  const dtype = sumDType(x.dtype);
  const out = allocate(shape, dtype);
  const places = placesOf(x.shape.slice(x.rank - axes.length), axes);
  const sums = new Float64Array(places.windows);
  eachArea(x, axes, (data, from, k) => {
    sums.fill(0);
    for (let tap = 0; tap < places.taps; tap++) addTap(sums, 1, data, from, places, tap);
    out.set(sums, k * places.windows);
  });
  return new NDArray(out, shape, dtype);
}

/**
 * Where in the last axes, counted through row by row, the largest element of each window lies: the first of equal ones, or the first NaN.
 *
 * @throws ShapeError `array/shape` when there are fewer axes, or a window has no element.
 *
 * @example
 * ```ts
 * import { array, windowArgmax } from "@chainrule/array";
 * const axis = { taps: 2, size: 3, stride: 1, dilation: 1, inputDilation: 1, low: 0 };
 * windowArgmax(array([1, 4, 4, 2]), [axis]).toNested(); // => [1, 1, 2]
 * ```
 */
export function windowArgmax(x: NDArray, axes: readonly WindowAxis[]): NDArray {
  const shape = windowShape(checkArray(x).shape, axes);
  const out = allocate(shape, "int32");
  const places = placesOf(x.shape.slice(x.rank - axes.length), axes);
  checkNoneEmpty(places, x);
  eachArea(x, axes, (data, from, k) => {
    for (let window = 0; window < places.windows; window++) {
      out[k * places.windows + window] = largestIn(data, from, places, window);
    }
  });
  return new NDArray(out, shape, "int32");
}

/**
 * The largest element of each window over the last axes; NaN where there is one.
 *
 * @throws ShapeError `array/shape` when there are fewer axes, or a window has no element.
 *
 * @example
 * ```ts
 * import { array, windowMax } from "@chainrule/array";
 * const axis = { taps: 3, size: 2, stride: 2, dilation: 1, inputDilation: 1, low: 1 };
 * windowMax(array([1, 4, 3, 2]), [axis]).toNested(); // => [4, 4]
 * ```
 */
export function windowMax(x: NDArray, axes: readonly WindowAxis[]): NDArray {
  const indices = windowArgmax(x, axes);
  const out = allocate(indices.shape, x.dtype);
  const windows = indices.shape.slice(x.rank - axes.length).reduce((total, n) => total * n, 1);
  const where = storageOf(indices);
  eachArea(x, axes, (data, from, k) => {
    for (let i = k * windows; i < (k + 1) * windows; i++)
      out[i] = data[from + (where[i] as number)] as number;
  });
  return new NDArray(out, indices.shape, x.dtype);
}

/** Visits each block of the last axes: the elements, where the block starts, and its number. */
function eachArea(
  x: NDArray,
  axes: readonly WindowAxis[],
  visit: (data: TypedArray, from: number, k: number) => void,
): void {
  const area = x.shape.slice(x.rank - axes.length).reduce((total, n) => total * n, 1);
  const blocks = x.shape.slice(0, x.rank - axes.length).reduce((total, n) => total * n, 1);
  for (let k = 0; k < blocks; k++) visit(storageOf(x), k * area, k);
}

function largestIn(data: TypedArray, from: number, { taps, windows, table }: Places, window: number): number {
  let [best, at] = [Number.NEGATIVE_INFINITY, -1];
  for (let k = 0; k < taps; k++) {
    const place = table[k * windows + window] as number;
    if (place < 0) continue;
    const element = data[from + place] as number;
    if (at < 0 || element > best || (Number.isNaN(element) && !Number.isNaN(best)))
      [best, at] = [element, place];
  }
  return at;
}

function checkNoneEmpty({ taps, windows, table }: Places, { shape }: NDArray): void {
  for (let window = 0; window < windows; window++) {
    let k = 0;
    while (k < taps && (table[k * windows + window] as number) < 0) k++;
    if (k < taps) continue;
    throw new ShapeError("a window lies in the padding alone and has no largest element; pad less.", [shape]);
  }
}
