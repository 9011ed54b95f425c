import type { TypedArray } from "../../dtype.ts";
import { checkList } from "../../errors.ts";
import { checkShape, type Shape, ShapeError, showShape, sizeOf } from "../../shape.ts";

/**
 * How a window goes along one axis. Element `k` of window `o` lies at `o * stride + k * dilation - low` of the input, which is read
 * as if `inputDilation - 1` empty places lay between its elements; places outside of it are empty too.
 *
 * The transpose of a walk (from windows back to elements) is a walk again, with stride and input dilation exchanged.
 */
export interface WindowAxis {
  /** How many elements a window has. */
  readonly taps: number;
  /** How many windows there are: the length of the result. */
  readonly size: number;
  /** From one window to the next. */
  readonly stride: number;
  /** From one element of a window to the next. */
  readonly dilation: number;
  /** From one element of the input to the next. */
  readonly inputDilation: number;
  /** Empty places before the first element; negative ones leave elements out. */
  readonly low: number;
}

const WALK = "give how windows go along each axis";

/**
 * The windows of a shape, after checking that it has the axes for them: the axes that lead, then a length for each axis of the windows.
 *
 * @throws ShapeError `array/shape` when there are fewer axes, or no window of that kind.
 *
 * @example
 * ```ts
 * import { windowShape } from "@chainrule/array";
 * const pairs = { taps: 2, size: 3, stride: 1, dilation: 1, inputDilation: 1, low: 0 };
 * windowShape([5, 4], [pairs]); // => [5, 3]
 * ```
 */
export function windowShape(shape: Shape, axes: readonly WindowAxis[]): number[] {
  if (checkShape(shape).length < checkList(axes, WALK).length) {
    const message = `windows over ${axes.length} axes do not fit ${showShape(shape)}`;
    throw new ShapeError(`${message}; add axes of length 1 in front.`, [shape]);
  }
  for (const axis of axes as readonly Partial<WindowAxis>[]) {
    const { taps, size, stride, dilation, inputDilation, low } = axis ?? {};
    const isCount = [taps, size].every((n) => isAtLeast(n, 0));
    const isStep = [stride, dilation, inputDilation].every((n) => isAtLeast(n, 1));
    if (isCount && isStep && Number.isInteger(low)) continue;
    throw new ShapeError("a window's counts are integers of at least 0, its steps of at least 1.", [shape]);
  }
  const spatial = axes.map(({ size }) => size);
  sizeOf([...axes.map(({ taps }) => taps), ...spatial]); // the table of places must fit as well
  return [...shape.slice(0, shape.length - axes.length), ...spatial];
}

function isAtLeast(n: number | undefined, least: number): boolean {
  return Number.isInteger(n) && (n as number) >= least;
}

/** The places of all elements of all windows. */
export interface Places {
  /** Elements of a window. */
  readonly taps: number;
  /** Windows. */
  readonly windows: number;
  /** By element of the window, then by window: where in the row-major input it lies, or -1 where nothing lies. */
  readonly table: Int32Array;
}

/**
 * The places of all elements of all windows over the lengths of the last axes.
 *
 * @example
 * ```ts
 * import { placesOf } from "@chainrule/array";
 * const axis = { taps: 2, size: 3, stride: 2, dilation: 1, inputDilation: 1, low: 1 };
 * [...placesOf([4], [axis]).table]; // => [-1, 1, 3, 0, 2, -1]
 * ```
 */
export function placesOf(lengths: readonly number[], axes: readonly WindowAxis[]): Places {
  let places: Places = { taps: 1, windows: 1, table: Int32Array.of(0) };
  windowShape(lengths, axes);
  axes.forEach((axis, i) => {
    places = combined(places, placesAlong(axis, lengths[i] as number), lengths[i] as number);
  });
  return places;
}

function placesAlong(axis: WindowAxis, length: number): Places {
  const { taps, size, stride, dilation, inputDilation, low } = axis;
  const table = new Int32Array(taps * size);
  for (let tap = 0; tap < taps; tap++) {
    for (let window = 0; window < size; window++) {
      const place = (window * stride + tap * dilation - low) / inputDilation;
      table[tap * size + window] = Number.isInteger(place) && place >= 0 && place < length ? place : -1;
    }
  }
  return { taps, windows: size, table };
}

/** Places over some axes, and those over one more. */
function combined(outer: Places, inner: Places, length: number): Places {
  const [taps, windows] = [outer.taps * inner.taps, outer.windows * inner.windows];
  const table = new Int32Array(taps * windows);
  let at = 0;
  for (let p = 0; p < outer.taps; p++) {
    for (let q = 0; q < inner.taps; q++) {
      for (let i = 0; i < outer.windows; i++) {
        const front = outer.table[p * outer.windows + i] as number;
        for (let j = 0; j < inner.windows; j++) {
          const back = inner.table[q * inner.windows + j] as number;
          table[at++] = front < 0 || back < 0 ? -1 : front * length + back;
        }
      }
    }
  }
  return { taps, windows, table };
}

/** Adds to each window's sum a weight times one of its elements, where there is one. */
export function addTap(
  sums: Float64Array,
  weight: number,
  x: TypedArray,
  from: number,
  { table, windows }: Places,
  tap: number,
): void {
  const start = tap * windows;
  for (let p = 0; p < windows; p++) {
    const place = table[start + p] as number;
    if (place >= 0) sums[p] = (sums[p] as number) + weight * (x[from + place] as number);
  }
}

/**
 * `addTap` of 32-bit integers, whose products doubles would round: modulo 2^32. A loop of its own, since one that is handed its
 * multiplication takes three times as long for floats.
 */
export function addWrappedTap(
  sums: Float64Array,
  weight: number,
  x: TypedArray,
  from: number,
  { table, windows }: Places,
  tap: number,
): void {
  const start = tap * windows;
  for (let p = 0; p < windows; p++) {
    const place = table[start + p] as number;
    if (place >= 0) sums[p] = ((sums[p] as number) + Math.imul(weight, x[from + place] as number)) | 0;
  }
}
