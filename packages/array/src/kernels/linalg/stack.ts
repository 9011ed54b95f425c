import { type DType, floatDType } from "../../dtype.ts";
import { allocate, checkArray, NDArray, storageOf } from "../../ndarray.ts";
import { broadcastShapes, type Shape, ShapeError, showShape, sizeOf } from "../../shape.ts";
import { broadcastStrides, cast } from "../elementwise.ts";

/** An array read as matrices in its last two axes, one after the other. */
export interface MatrixStack {
  /** Lengths of the axes before the last two. */
  readonly leading: Shape;
  readonly rows: number;
  readonly columns: number;
  /** How many matrices there are. */
  readonly count: number;
}

/** @throws ShapeError `array/shape` for fewer than two axes. */
export function stackOf(operation: string, a: NDArray): MatrixStack {
  const { shape } = checkArray(a);
  if (shape.length < 2) {
    throw new ShapeError(`${operation}: ${showShape(shape)} is no matrix; reshape it to two axes or more.`, [
      shape,
    ]);
  }
  const leading = shape.slice(0, -2);
  return { leading, rows: shape.at(-2)!, columns: shape.at(-1)!, count: sizeOf(leading) };
}

/** @throws ShapeError `array/shape` unless the last two axes are equally long. */
export function squareStack(operation: string, a: NDArray): MatrixStack {
  const stack = stackOf(operation, a);
  if (stack.rows === stack.columns) return stack;
  const message = `${operation}: ${stack.rows} by ${stack.columns} matrices are not square`;
  throw new ShapeError(`${message}; give as many rows as columns.`, [a.shape]);
}

/** A copy of all elements in doubles, for kernels to overwrite. */
export function doublesOf(a: NDArray): Float64Array {
  return Float64Array.from(storageOf(a));
}

/** What a kernel does with one matrix: `x` is its own copy, `outs` are to be filled. */
export type MatrixKernel = (x: Float64Array, outs: readonly Float64Array[], matrix: number) => void;

/** One array for each size, filled matrix by matrix in doubles and rounded to the input's float dtype at the end. */
export function mapMatrices(
  a: NDArray,
  { leading, rows, columns, count }: MatrixStack,
  sizes: readonly Shape[],
  kernel: MatrixKernel,
): NDArray[] {
  const source = doublesOf(a);
  const results = sizes.map((size) => allocate([...leading, ...size], "float64") as Float64Array);
  const lengths = sizes.map(sizeOf);
  const length = rows * columns;
  for (let k = 0; k < count; k++) {
    const outs = results.map((all, i) => all.subarray(k * lengths[i]!, (k + 1) * lengths[i]!));
    kernel(source.subarray(k * length, (k + 1) * length), outs, k);
  }
  return results.map((all, i) => rounded(all, [...leading, ...sizes[i]!], floatDType(a.dtype)));
}

/** An array of doubles, rounded to a dtype. */
export function rounded(data: Float64Array, shape: Shape, dtype: DType): NDArray {
  return cast(new NDArray(data, shape, "float64"), dtype);
}

/** Two stacks whose leading axes broadcast: for every pair of matrices, which one of each stack it is. */
export interface PairedStacks {
  readonly leading: readonly number[];
  readonly pairs: readonly (readonly [first: number, second: number])[];
}

/** @throws ShapeError `array/shape` unless the matrices of `a` are square, and those of `b` have as many rows. */
export function equationStacks(
  operation: string,
  a: NDArray,
  b: NDArray,
): [left: MatrixStack, right: MatrixStack] {
  const [left, right] = [squareStack(operation, a), stackOf(operation, b)];
  if (left.rows === right.rows) return [left, right];
  const message = `${operation}: ${left.rows} equations and right sides of ${right.rows} rows`;
  throw new ShapeError(`${message}; give as many rows as equations.`, [a.shape, b.shape]);
}

/** @throws ShapeError `array/shape` where leading axes do not broadcast. */
export function pairStacks(a: MatrixStack, b: MatrixStack): PairedStacks {
  const leading = broadcastShapes(a.leading, b.leading);
  const [first, second] = [placesIn(a.leading, leading), placesIn(b.leading, leading)];
  return { leading, pairs: first.map((place, k) => [place, second[k]!] as const) };
}

/** For each place of a row-major walk through `shape`, the place in what is broadcast to it. */
function placesIn(from: Shape, shape: Shape): number[] {
  const strides = broadcastStrides(from, shape);
  let places = [0];
  shape.forEach((length, axis) => {
    places = places.flatMap((place) => Array.from({ length }, (_, i) => place + i * strides[axis]!));
  });
  return places;
}
