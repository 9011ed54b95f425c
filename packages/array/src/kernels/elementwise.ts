import type { DType, TypedArray } from "../dtype.ts";
import { checkFunction } from "../errors.ts";
import { allocate, checkArray, NDArray, storageOf } from "../ndarray.ts";
import { broadcastShapes, checkShape, type Shape, stridesOf } from "../shape.ts";

/**
 * `f` of every element.
 *
 * @example
 * ```ts
 * import { array, map1 } from "@chainrule/array";
 * map1(Math.sqrt, array([4, 9])).toNested(); // => [2, 3]
 * ```
 */
export function map1(f: (x: number) => number, a: NDArray, dtype: DType = checkArray(a).dtype): NDArray {
  checkFunction(f);
  const x = storageOf(a);
  const out = allocate(a.shape, dtype);
  for (let i = 0; i < out.length; i++) out[i] = f(x[i] as number);
  return new NDArray(out, a.shape, dtype);
}

/**
 * `f` of every pair of elements, with broadcasting.
 *
 * Shapes: `a` and `b` are broadcast against each other, aligned at the last axis.
 *
 * @throws ShapeError `array/shape` when the shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { array, map2 } from "@chainrule/array";
 * map2((x, y) => x - y, array([[1], [2]]), array([10, 20]), "float64").toNested(); // => [[-9, -19], [-8, -18]]
 * ```
 */
export function map2(
  f: (x: number, y: number) => number,
  a: NDArray,
  b: NDArray,
  dtype: DType,
  run: Run2 = runOf(f),
): NDArray {
  checkFunction(f);
  const shape = broadcastShapes(checkArray(a).shape, checkArray(b).shape);
  const out = allocate(shape, dtype);
  const [x, y] = [storageOf(a), storageOf(b)];
  const [n, m] = [x.length, y.length];
  const whole = out.length;
  if (n === whole && m === whole) run(out, 0, whole, x, 0, 1, y, 0, 1);
  else if (n === whole && m === 1) run(out, 0, whole, x, 0, 1, y, 0, 0);
  else if (n === 1 && m === whole) run(out, 0, whole, x, 0, 0, y, 0, 1);
  else if (n === whole && endsWith(shape, b.shape)) {
    for (let start = 0; start < whole; start += m) run(out, start, m, x, start, 1, y, 0, 1);
  } else if (m === whole && endsWith(shape, a.shape)) {
    for (let start = 0; start < whole; start += n) run(out, start, n, x, 0, 1, y, start, 1);
  } else {
    const runs = broadcastRuns(shape, [a.shape, b.shape]);
    forEachRun(runs, (start, [i, j], [di, dj]) => run(out, start, runs.length, x, i, di, y, j, dj));
  }
  return new NDArray(out, shape, dtype);
}

/**
 * Fills a run of `length` elements of `out` from `start` on, of elements of `x` from `i` on, `di` apart, and of `y` from `j` on, `dj`
 * apart.
 */
export type Run2 = (
  out: TypedArray,
  start: number,
  length: number,
  x: TypedArray,
  i: number,
  di: number,
  y: TypedArray,
  j: number,
  dj: number,
) => void;

/** Runs of any function, which engines call for each element: what is applied most has runs of its own. */
function runOf(f: (x: number, y: number) => number): Run2 {
  return (out, start, length, x, i, di, y, j, dj) => {
    for (let k = 0, p = i, q = j; k < length; k++, p += di, q += dj) {
      out[start + k] = f(x[p] as number, y[q] as number);
    }
  };
}

/**
 * Elements of `a` where `condition` is not 0, else of `b`, all three broadcast together.
 *
 * @throws ShapeError `array/shape` when the shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { array, select } from "@chainrule/array";
 * select(array([true, false]), array([1, 2]), array([10, 20]), "float64").toNested(); // => [1, 20]
 * ```
 */
export function select(condition: NDArray, a: NDArray, b: NDArray, dtype: DType): NDArray {
  const shape = broadcastShapes(checkArray(condition).shape, checkArray(a).shape, checkArray(b).shape);
  const out = allocate(shape, dtype);
  const [c, x, y] = [storageOf(condition), storageOf(a), storageOf(b)];
  if (c.length === out.length && x.length === out.length && y.length === out.length) {
    for (let i = 0; i < out.length; i++) out[i] = (c[i] !== 0 ? x[i] : y[i]) as number;
    return new NDArray(out, shape, dtype);
  }
  const runs = broadcastRuns(shape, [condition.shape, a.shape, b.shape]);
  forEachRun(runs, (start, [h, i, j], [dh, di, dj]) => {
    for (let k = 0; k < runs.length; k++) {
      out[start + k] = (c[h + k * dh] !== 0 ? x[i + k * di] : y[j + k * dj]) as number;
    }
  });
  return new NDArray(out, shape, dtype);
}

/**
 * Another dtype: floats are rounded, integers truncated and wrapped around as in typed arrays, and `bool` is
 * whether the element is other than 0.
 *
 * @example
 * ```ts
 * import { array, cast } from "@chainrule/array";
 * cast(array([1.9, -1.9, 300]), "uint8").toNested(); // => [1, 255, 44]
 * ```
 */
export function cast(a: NDArray, dtype: DType): NDArray {
  if (dtype === checkArray(a).dtype) return a;
  const out = allocate(a.shape, dtype);
  const x = storageOf(a);
  if (dtype === "bool") for (let i = 0; i < out.length; i++) out[i] = x[i] === 0 ? 0 : 1;
  else out.set(x);
  return new NDArray(out, a.shape, dtype);
}

/** Whether an operand of the shape `end` is repeated as a whole to fill `shape`. */
function endsWith(shape: Shape, end: Shape): boolean {
  const missing = shape.length - end.length;
  for (let axis = 0; axis < end.length; axis++) if (end[axis] !== shape[axis + missing]) return false;
  return true;
}

/** Operands broadcast to a shape, as runs along its innermost axis. */
interface Runs {
  /** Elements of one run. */
  readonly length: number;
  /** Lengths of the axes outside of a run. */
  readonly outer: Shape;
  /** For every operand, its strides along the outer axes. */
  readonly outerStrides: readonly (readonly number[])[];
  /** For every operand, its stride within a run. */
  readonly steps: readonly [number, number, number];
}

/** Strides of operands within a shape they broadcast to (0 where they repeat), with axes merged where possible. */
function broadcastRuns(shape: Shape, operands: readonly Shape[]): Runs {
  const strides = operands.map((operand) => broadcastStrides(operand, shape));
  const [lengths, merged] = mergeAxes(shape, strides);
  const inner = lengths.length - 1;
  const [first = 0, second = 0, third = 0] = merged.map((axes) => axes[inner] ?? 0);
  return {
    length: lengths[inner] ?? 1,
    outer: lengths.slice(0, -1),
    outerStrides: merged.map((axes) => axes.slice(0, -1)),
    steps: [first, second, third],
  };
}

/**
 * The strides with which an operand is read as if it had the larger shape that it broadcasts to: 0 where it repeats.
 *
 * @example
 * ```ts
 * import { broadcastStrides } from "@chainrule/array";
 * broadcastStrides([2, 1], [4, 2, 3]); // => [0, 1, 0]
 * ```
 */
export function broadcastStrides(operand: Shape, shape: Shape): number[] {
  const own = stridesOf(operand);
  const missing = checkShape(shape).length - operand.length;
  return shape.map((_, axis) =>
    axis < missing || operand[axis - missing] === 1 ? 0 : (own[axis - missing] as number),
  );
}

/** Joins neighbouring axes that every operand walks through evenly; axes of length 1 vanish. */
function mergeAxes(shape: Shape, strides: readonly (readonly number[])[]): [number[], number[][]] {
  const lengths: number[] = [];
  const merged = strides.map((): number[] => []);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    if (length === 1) continue;
    const even = strides.every(
      (own, k) => own[axis] === (merged[k]?.[0] ?? Number.NaN) * (lengths[0] as number),
    );
    if (lengths.length > 0 && even) lengths[0] = (lengths[0] as number) * length;
    else {
      lengths.unshift(length);
      merged.forEach((own, k) => {
        own.unshift(strides[k]?.[axis] as number);
      });
    }
  }
  return [lengths, merged];
}

type VisitRun = (start: number, offsets: readonly [number, number, number], steps: Runs["steps"]) => void;

/** Calls `visit` with the offset of every run in the output and in each operand. */
function forEachRun(runs: Runs, visit: VisitRun): void {
  const { outer, outerStrides, length, steps } = runs;
  const index = new Array<number>(outer.length).fill(0);
  const offsets: [number, number, number] = [0, 0, 0];
  const count = outer.reduce((product, n) => product * n, 1);
  for (let run = 0; run < count && length > 0; run++) {
    visit(run * length, offsets, steps);
    for (let axis = outer.length - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      const wraps = next === outer[axis];
      const moved = wraps ? 1 - next : 1;
      index[axis] = wraps ? 0 : next;
      for (let k = 0; k < outerStrides.length; k++) {
        offsets[k] = (offsets[k] as number) + moved * (outerStrides[k]![axis] as number);
      }
      if (!wraps) break;
    }
  }
}
