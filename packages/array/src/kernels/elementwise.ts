import { checkDType, type DType, type TypedArray } from "../dtype.ts";
import { checkFunction } from "../errors.ts";
import { allocate, checkArray, elementsOf, NDArray, newElements, storageOf } from "../ndarray.ts";
import { broadcastShapes, checkShape, type Shape, sizeOf, stridesOf } from "../shape.ts";

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
  return mapEach(checkFunction(f), checkArray(a), checkDType(dtype));
}

/**
 * `map1` that checks nothing.
 *
 * @example
 * ```ts
 * import { array, mapEach } from "@chainrule/array";
 * mapEach(Math.sqrt, array([4, 9]), "float64").toNested(); // => [2, 3]
 * ```
 */
export function mapEach(f: (x: number) => number, a: NDArray, dtype: DType): NDArray {
  const x = elementsOf(a);
  const out = newElements(a.shape, dtype);
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
  run?: Run2,
): NDArray {
  const shape = broadcastShapes(checkArray(a).shape, checkArray(b).shape);
  return mapPairs(checkFunction(f), a, b, shape, checkDType(dtype), run);
}

/**
 * `map2` that checks nothing: the shape is that to which both broadcast.
 *
 * @example
 * ```ts
 * import { array, mapPairs } from "@chainrule/array";
 * mapPairs((x, y) => x - y, array([[1], [2]]), array([10, 20]), [2, 2], "float64").toNested(); // => [[-9, -19], [-8, -18]]
 * ```
 */
export function mapPairs(
  f: (x: number, y: number) => number,
  a: NDArray,
  b: NDArray,
  shape: Shape,
  dtype: DType,
  run: Run2 = runOf(f),
): NDArray {
  const out = newElements(shape, dtype);
  const [x, y] = [elementsOf(a), elementsOf(b)];
  const [n, m] = [x.length, y.length];
  const whole = out.length;
  if ((n === whole || n === 1) && (m === whole || m === 1)) {
    run(out, 0, whole, x, 0, n === 1 ? 0 : 1, y, 0, m === 1 ? 0 : 1);
  } else if (endsWith(shape, a.shape) && endsWith(shape, b.shape)) {
    const length = Math.min(n, m);
    const [i, j] = [n === whole ? 1 : 0, m === whole ? 1 : 0];
    for (let start = 0; start < whole; start += length)
      run(out, start, length, x, i * start, 1, y, j * start, 1);
  } else {
    forEachRun(shape, [a.shape, b.shape], (start, length, [i, j], [di, dj]) => {
      run(out, start, length, x, i, di, y, j, dj);
    });
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
  forEachRun(shape, [condition.shape, a.shape, b.shape], (start, length, [h, i, j], [dh, di, dj]) => {
    for (let k = 0; k < length; k++) {
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
  return convert(checkArray(a), checkDType(dtype));
}

/**
 * `cast` that checks nothing.
 *
 * @example
 * ```ts
 * import { array, convert } from "@chainrule/array";
 * convert(array([1.9, -1.9]), "int32").toNested(); // => [1, -1]
 * ```
 */
export function convert(a: NDArray, dtype: DType): NDArray {
  if (dtype === a.dtype) return a;
  const out = newElements(a.shape, dtype);
  const x = elementsOf(a);
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

/** A number for each of up to three operands. */
type Each = readonly [number, number, number];

/** A run of the output, where it starts in each operand, and how far its elements are apart there. */
type VisitRun = (start: number, length: number, offsets: Each, steps: Each) => void;

/** Operands broadcast to a shape, as runs of its innermost axes along which each operand goes on evenly or stands still. */
function forEachRun(shape: Shape, operands: readonly Shape[], visit: VisitRun): void {
  const strides = operands.map((operand) => broadcastStrides(operand, shape));
  const last = shape.findLastIndex((n) => n !== 1);
  const [first = 0, second = 0, third = 0] = strides.map((own) => own[last] ?? 0);
  const steps: Each = [first, second, third];
  const isEven = (axis: number, length: number): boolean =>
    shape[axis] === 1 || strides.every((own, k) => own[axis] === steps[k]! * length);
  let inner = shape.length;
  let length = 1;
  for (; inner > 0 && isEven(inner - 1, length); inner--) length *= shape[inner - 1] as number;
  const offsets: [number, number, number] = [0, 0, 0];
  const index = new Array<number>(inner).fill(0);
  const size = sizeOf(shape);
  for (let start = 0; start < size; start += length) {
    visit(start, length, offsets, steps);
    for (let axis = inner - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      const wraps = next === shape[axis];
      const moved = wraps ? 1 - next : 1;
      index[axis] = wraps ? 0 : next;
      for (let k = 0; k < strides.length; k++) {
        offsets[k] = (offsets[k] as number) + moved * (strides[k]![axis] as number);
      }
      if (!wraps) break;
    }
  }
}
