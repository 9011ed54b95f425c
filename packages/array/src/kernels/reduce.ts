import { checkDType, type DType, isFloat, sumDType, type TypedArray } from "../dtype.ts";
import { checkFunction } from "../errors.ts";
import { checkArray, elementsOf, NDArray, newElements } from "../ndarray.ts";
import { type Axes, normalizeAxes, reducedShape, type Shape, ShapeError } from "../shape.ts";
import { inOrder } from "./move.ts";

/** Folds the `count` elements at `start, start + stride, ...` into one number. */
export type Fold = (x: TypedArray, start: number, stride: number, count: number) => number;

/**
 * Folds an array along axes.
 *
 * @throws AxisError `array/axis` for axes that the array does not have.
 *
 * @example
 * ```ts
 * import { array, foldLeft, reduce } from "@chainrule/array";
 * const squares = foldLeft((sofar, x) => sofar + x * x, 0);
 * reduce(squares, array([[1, 2], [3, 4]]), 1, false).toNested(); // => [5, 25]
 * ```
 */
export function reduce(
  fold: Fold,
  a: NDArray,
  axes: Axes,
  keepDims: boolean,
  dtype: DType = checkArray(a).dtype,
): NDArray {
  checkFunction(fold);
  const over = normalizeAxes(axes, checkArray(a).rank);
  return foldAxes(fold, a, over, reducedShape(a.shape, over, keepDims), checkDType(dtype));
}

/**
 * `reduce` that checks nothing: the axes count from the front, and the shape is what they leave.
 *
 * @example
 * ```ts
 * import { array, foldAxes, pairwiseSum } from "@chainrule/array";
 * foldAxes(pairwiseSum, array([[1, 2], [3, 4]]), [0], [2], "float64").toNested(); // => [4, 6]
 * ```
 */
export function foldAxes(
  fold: Fold,
  a: NDArray,
  over: readonly number[],
  shape: Shape,
  dtype: DType,
): NDArray {
  const out = newElements(shape, dtype);
  const blocks = asBlocks(a, over);
  const { inner, count } = blocks;
  for (let i = 0; i < out.length; i++) {
    const outer = Math.floor(i / inner);
    out[i] = fold(blocks.data, outer * count * inner + (i - outer * inner), inner, count);
  }
  return new NDArray(out, shape, dtype);
}

/** An array seen as `[outer, count, inner]`, with the reduced axes in the middle. */
interface Blocks {
  readonly data: TypedArray;
  readonly count: number;
  readonly inner: number;
}

/** Axes that do not stand together are brought to the end first. */
function asBlocks(a: NDArray, over: readonly number[]): Blocks {
  if (over.length === a.rank) return { data: elementsOf(a), count: a.size, inner: 1 };
  const first = over[0] ?? a.rank;
  const end = first + over.length;
  const together = over.length === 0 || over[over.length - 1] === end - 1;
  if (together) {
    return { data: elementsOf(a), count: product(a.shape, first, end), inner: product(a.shape, end, a.rank) };
  }
  const kept = a.shape.map((_, axis) => axis).filter((axis) => !over.includes(axis));
  const moved = inOrder(a, [...kept, ...over]);
  return { data: elementsOf(moved), count: product(moved.shape, kept.length, a.rank), inner: 1 };
}

/** The number of elements along some axes. */
function product(shape: Shape, from: number, to: number): number {
  let count = 1;
  for (let axis = from; axis < to; axis++) count *= shape[axis] as number;
  return count;
}

/** Below this count, eight running sums are formed; above it, halves are summed apart. */
const PAIRWISE_BLOCK = 128;

/**
 * Sum in a tree that depends on the count alone: error of about log2(count) roundings, and the same bits everywhere.
 * Partial sums are doubles, for `float32` too.
 *
 * @source N. J. Higham, "Accuracy and Stability of Numerical Algorithms", section 4.1.
 *
 * @example
 * ```ts
 * import { pairwiseSum } from "@chainrule/array";
 * pairwiseSum(new Float64Array(8).fill(0.1), 0, 1, 8); // => 0.8
 * ```
 */
export const pairwiseSum: Fold = (x, start, stride, count) => {
  if (count > PAIRWISE_BLOCK) {
    const half = Math.ceil(count / 16) * 8;
    return pairwiseSum(x, start, stride, half) + pairwiseSum(x, start + half * stride, stride, count - half);
  }
  if (count < 8) return plainSum(x, start, stride, count);
  return sumOfEight(x, start, stride, count);
};

/** Sum of integers modulo 2^32. */
const wrappedSum: Fold = (x, start, stride, count) => {
  let total = 0;
  for (let i = 0; i < count; i++) total = (total + (x[start + i * stride] as number)) | 0;
  return total;
};

/**
 * The sum for results of a dtype: pairwise for floats, modulo 2^32 for integers.
 *
 * @example
 * ```ts
 * import { array, foldAxes, sumFor } from "@chainrule/array";
 * foldAxes(sumFor("int32"), array([2147483647, 1], { dtype: "int32" }), [0], [], "int32").item(); // => -2147483648
 * ```
 */
export function sumFor(dtype: DType): Fold {
  return isFloat(dtype) ? pairwiseSum : wrappedSum;
}

/** Eight running sums, which are then added. */
function sumOfEight(x: TypedArray, start: number, stride: number, count: number): number {
  const at = (i: number): number => x[start + i * stride] as number;
  let [s0, s1, s2, s3, s4, s5, s6, s7] = [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)];
  let i = 8;
  for (; i + 8 <= count; i += 8) {
    s0 += at(i);
    s1 += at(i + 1);
    s2 += at(i + 2);
    s3 += at(i + 3);
    s4 += at(i + 4);
    s5 += at(i + 5);
    s6 += at(i + 6);
    s7 += at(i + 7);
  }
  return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7)) + plainSum(x, start + i * stride, stride, count - i);
}

function plainSum(x: TypedArray, start: number, stride: number, count: number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += x[start + i * stride] as number;
  return total;
}

/**
 * Sum along axes, pairwise, of integers modulo 2^32; an empty sum is 0.
 *
 * @example
 * ```ts
 * import { array, sum } from "@chainrule/array";
 * sum(array([[1, 2], [3, 4]]), 0).toNested(); // => [4, 6]
 * ```
 */
export function sum(
  a: NDArray,
  axes?: Axes,
  keepDims: boolean = false,
  dtype: DType = sumDType(checkArray(a).dtype),
): NDArray {
  const fold = isFloat(checkArray(a).dtype) ? pairwiseSum : sumFor(dtype);
  return reduce(fold, a, axes, keepDims, dtype);
}

/**
 * Product along axes, of integers modulo 2^32; an empty product is 1.
 *
 * @example
 * ```ts
 * import { array, prod } from "@chainrule/array";
 * prod(array([[1, 2], [3, 4]]), 1).toNested(); // => [2, 12]
 * ```
 */
export function prod(a: NDArray, axes?: Axes, keepDims: boolean = false): NDArray {
  const dtype = sumDType(checkArray(a).dtype);
  return reduce(foldLeft(timesFor(dtype), 1), a, axes, keepDims, dtype);
}

/**
 * The sum of two numbers of a dtype: of integers the last 32 bits.
 *
 * @internal
 */
export function plusFor(dtype: DType): (x: number, y: number) => number {
  return isFloat(dtype) ? (x, y) => x + y : (x, y) => (x + y) | 0;
}

/**
 * The product of two numbers of a dtype: of integers the last 32 bits, which doubles would round.
 *
 * @internal
 */
export function timesFor(dtype: DType): (x: number, y: number) => number {
  return isFloat(dtype) ? (x, y) => x * y : Math.imul;
}

/**
 * Largest element along axes; NaN wins.
 *
 * @throws ShapeError `array/shape` for an empty reduction.
 *
 * @example
 * ```ts
 * import { array, max } from "@chainrule/array";
 * max(array([[1, 5], [3, 2]]), 0).toNested(); // => [3, 5]
 * ```
 */
export function max(a: NDArray, axes?: Axes, keepDims: boolean = false): NDArray {
  return reduce(notEmpty("max", a, foldLeft(Math.max, Number.NEGATIVE_INFINITY)), a, axes, keepDims);
}

/**
 * Smallest element along axes; NaN wins.
 *
 * @throws ShapeError `array/shape` for an empty reduction.
 *
 * @example
 * ```ts
 * import { array, min } from "@chainrule/array";
 * min(array([[1, 5], [3, 2]]), 0).toNested(); // => [1, 2]
 * ```
 */
export function min(a: NDArray, axes?: Axes, keepDims: boolean = false): NDArray {
  return reduce(notEmpty("min", a, foldLeft(Math.min, Number.POSITIVE_INFINITY)), a, axes, keepDims);
}

/**
 * Whether any element along axes is other than 0.
 *
 * @example
 * ```ts
 * import { array, any } from "@chainrule/array";
 * any(array([[0, 1], [0, 0]]), 1).toNested(); // => [true, false]
 * ```
 */
export function any(a: NDArray, axes?: Axes, keepDims: boolean = false): NDArray {
  return reduce(
    foldLeft((found, x) => (found !== 0 || x !== 0 ? 1 : 0), 0),
    a,
    axes,
    keepDims,
    "bool",
  );
}

/**
 * Whether all elements along axes are other than 0.
 *
 * @example
 * ```ts
 * import { array, all } from "@chainrule/array";
 * all(array([[1, 1], [0, 1]]), 1).toNested(); // => [true, false]
 * ```
 */
export function all(a: NDArray, axes?: Axes, keepDims: boolean = false): NDArray {
  return reduce(
    foldLeft((sofar, x) => (sofar !== 0 && x !== 0 ? 1 : 0), 1),
    a,
    axes,
    keepDims,
    "bool",
  );
}

/**
 * Index of the first largest element along one axis, or in the flattened array; the first NaN wins.
 *
 * @throws ShapeError `array/shape` for an empty reduction.
 *
 * @example
 * ```ts
 * import { array, argmax } from "@chainrule/array";
 * argmax(array([3, 7, 7])).item(); // => 1
 * ```
 */
export function argmax(a: NDArray, axis?: number, keepDims: boolean = false): NDArray {
  return reduce(
    notEmpty(
      "argmax",
      a,
      argFold((x, best) => x > best),
    ),
    a,
    axis,
    keepDims,
    "int32",
  );
}

/**
 * Index of the first smallest element along one axis, or in the flattened array; the first NaN wins.
 *
 * @throws ShapeError `array/shape` for an empty reduction.
 *
 * @example
 * ```ts
 * import { array, argmin } from "@chainrule/array";
 * argmin(array([[3, 1], [2, 2]]), 1).toNested(); // => [1, 0]
 * ```
 */
export function argmin(a: NDArray, axis?: number, keepDims: boolean = false): NDArray {
  return reduce(
    notEmpty(
      "argmin",
      a,
      argFold((x, best) => x < best),
    ),
    a,
    axis,
    keepDims,
    "int32",
  );
}

/**
 * The fold that goes from the first element to the last.
 *
 * @example
 * ```ts
 * import { foldLeft } from "@chainrule/array";
 * foldLeft((sofar, x) => 10 * sofar + x, 0)(Float64Array.of(1, 2, 3), 0, 1, 3); // => 123
 * ```
 */
export function foldLeft(step: (sofar: number, x: number) => number, initial: number): Fold {
  checkFunction(step);
  return (x, start, stride, count) => {
    let sofar = initial;
    for (let i = 0; i < count; i++) sofar = step(sofar, x[start + i * stride] as number);
    return sofar;
  };
}

function argFold(better: (x: number, best: number) => boolean): Fold {
  return (x, start, stride, count) => {
    let found = 0;
    for (let i = 0; i < count; i++) {
      const candidate = x[start + i * stride] as number;
      const best = x[start + found * stride] as number;
      if (Number.isNaN(best)) return found;
      if (Number.isNaN(candidate) || better(candidate, best)) found = i;
    }
    return found;
  };
}

function notEmpty(name: string, a: NDArray, fold: Fold): Fold {
  return (x, start, stride, count) => {
    if (count > 0) return fold(x, start, stride, count);
    throw new ShapeError(`${name} of no elements has no value; reduce an axis of length 1 or more.`, [
      a.shape,
    ]);
  };
}
