import {
  arange,
  array,
  type ContractDimensions,
  contractShape,
  type DType,
  type NDArray,
  reshape,
  type Shape,
  sameShape,
  sizeOf,
  stridesOf,
  zeros,
} from "@chainrule/array";
import type { Arithmetic } from "@chainrule/special";
import type { Elements } from "./evaluate.ts";
import type { Primitive, ScalarRule } from "./primitive.ts";
import type { Direction } from "./rows/cumulative.ts";
import { type Axes, reducedShape } from "./rows/reduce.ts";
import { type Abstract, abstractOf } from "./value.ts";

// The families in any arithmetic: plain loops over row-major elements.

/** Strides with which an operand is read as if it had the larger shape: 0 where it repeats. */
function broadcastStrides(from: Shape, to: Shape): number[] {
  const own = stridesOf(from);
  const missing = to.length - from.length;
  return to.map((_, axis) => (axis < missing || from[axis - missing] === 1 ? 0 : own[axis - missing]!));
}

/** For each position of a row-major walk through `shape`, the offset reached with other strides. */
function offsets(shape: Shape, strides: readonly number[]): number[] {
  if (shape.includes(0)) return [];
  const result = [0];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const block = result.length;
    for (let i = 1; i < shape[axis]!; i++) {
      for (let j = 0; j < block; j++) result.push(result[j]! + i * strides[axis]!);
    }
  }
  return result;
}

/** Elementwise: the scalar function on broadcast operands. */
export function mapElements<T>(
  A: Arithmetic<T>,
  scalar: ScalarRule,
  params: unknown,
  inputs: readonly Elements<T>[],
  shape: Shape,
): Elements<T> {
  const read = inputs.map((input) => readerOf(input, shape));
  const [first, second] = read;
  const element =
    read.length === 1
      ? (i: number): T => scalar(A, first!(i), params)
      : read.length === 2
        ? (i: number): T => scalar(A, first!(i), second!(i), params)
        : (i: number): T => scalar(A, ...read.map((each) => each(i)), params);
  const data: T[] = [];
  for (let i = 0, size = sizeOf(shape); i < size; i++) data.push(element(i));
  return { shape, data };
}

/** How to read an operand as if it had the larger shape. */
function readerOf<T>({ shape: own, data }: Elements<T>, shape: Shape): (i: number) => T {
  if (sameShape(own, shape)) return (i) => data[i]!;
  if (data.length === 1) return () => data[0]!;
  const places = offsets(shape, broadcastStrides(own, shape));
  return (i) => data[places[i]!]!;
}

/** Contract: for each output element the sum of products, from the first to the last. */
export function contractElements<T>(
  A: Arithmetic<T>,
  { contract, batch }: ContractDimensions,
  [a, b]: readonly Elements<T>[],
): Elements<T> {
  const [first, second] = [a!, b!];
  const shape = contractShape(first.shape, second.shape, { contract, batch });
  const walk = (x: Elements<T>, axes: readonly number[]): number[] => {
    const strides = stridesOf(x.shape);
    return offsets(
      axes.map((axis) => x.shape.at(axis)!),
      axes.map((axis) => strides.at(axis)!),
    );
  };
  const free = (x: Elements<T>, k: 0 | 1): number[] =>
    x.shape
      .map((_, i) => i - x.shape.length)
      .filter((axis) => !contract[k].includes(axis) && !batch[k].includes(axis));
  const [batchA, batchB] = [walk(first, batch[0]), walk(second, batch[1])];
  const [freeA, freeB] = [walk(first, free(first, 0)), walk(second, free(second, 1))];
  const [overA, overB] = [walk(first, contract[0]), walk(second, contract[1])];
  const data: T[] = [];
  for (const [i, startA] of batchA.entries()) {
    for (const row of freeA) {
      for (const column of freeB) data.push(innerProduct(startA + row, batchB[i]! + column));
    }
  }
  return { shape, data };

  /** Of the elements at the contracted places from p on and from q on. */
  function innerProduct(p: number, q: number): T {
    if (overA.length === 0) return A.fromNumber(0);
    let sum = A.multiply(first.data[p + overA[0]!]!, second.data[q + overB[0]!]!);
    for (let k = 1; k < overA.length; k++) {
      sum = A.add(sum, A.multiply(first.data[p + overA[k]!]!, second.data[q + overB[k]!]!));
    }
    return sum;
  }
}

/** Reduce: the fold of the elements along the axes; of no elements, what the kernel says. */
export function reduceElements<T>(
  A: Arithmetic<T>,
  primitive: Primitive,
  fold: ScalarRule,
  params: Axes,
  x: Elements<T>,
): Elements<T> {
  const { shape } = x;
  const strides = stridesOf(shape);
  const kept = shape.map((_, i) => i - shape.length).filter((axis) => !params.axes.includes(axis));
  const walk = (axes: readonly number[]): number[] =>
    offsets(
      axes.map((axis) => shape.at(axis)!),
      axes.map((axis) => strides.at(axis)!),
    );
  const over = walk(params.axes);
  if (over.length === 0) return kernelElements(A, primitive, params, [zeros(shape)]);
  const data = walk(kept).map((start) => {
    let folded = x.data[start + over[0]!] as T;
    for (let k = 1; k < over.length; k++) folded = fold(A, folded, x.data[start + over[k]!]);
    return folded;
  });
  return { shape: reducedShape(shape, params.axes), data };
}

/** Cumulative: the fold from one end of an axis, kept at every place. */
export function cumulateElements<T>(
  A: Arithmetic<T>,
  fold: ScalarRule,
  { axis, reverse }: Direction,
  { shape, data }: Elements<T>,
): Elements<T> {
  const length = shape.at(axis)!;
  const stride = stridesOf(shape).at(axis)!;
  const result = [...data];
  const step = reverse ? -stride : stride;
  for (let i = 0; i < data.length; i++) {
    const place = reverse ? data.length - 1 - i : i;
    const along = Math.floor(place / stride) % length;
    const isFirst = along === (reverse ? length - 1 : 0);
    if (!isFirst) result[place] = fold(A, result[place - step]!, data[place]!);
  }
  return { shape, data: result };
}

/**
 * Move: the row's kernel, run on positions instead of elements, says where each element comes from. Positions
 * count from 1 through all inputs; 0 is what the kernel filled in. Further operands, such as indices, are as
 * they are.
 */
export function moveElements<T>(
  A: Arithmetic<T>,
  primitive: Primitive,
  params: unknown,
  inputs: readonly Elements<T>[],
  output: Abstract,
  indices: readonly NDArray[] = [],
): Elements<T> {
  let next = 1;
  const positions = inputs.map(({ shape, data }) => {
    next += data.length;
    return positionsFrom(next - data.length, shape);
  });
  const [moved] = primitive.kernel(params, [...positions, ...indices], [{ ...output, dtype: "float64" }]);
  const elements = [A.fromNumber(0), ...inputs.flatMap((input) => input.data)];
  return {
    shape: moved!.shape,
    data: moved!.read((view) => Array.from(view, (place) => elements[place]!)),
  };
}

/** Scatter: what the row's gathering counterpart would read from each place is added to that place. */
export function scatterElements<T>(
  A: Arithmetic<T>,
  gather: Primitive,
  params: unknown,
  updates: Elements<T>,
  indices: NDArray,
  { shape, dtype }: Abstract,
): Elements<T> {
  const abstract: Abstract = { shape: updates.shape, dtype, weak: false };
  const [places] = gather.kernel(params, [positionsFrom(0, shape), indices], [abstract]);
  const data = new Array<T>(sizeOf(shape)).fill(A.fromNumber(0));
  const met = new Set<number>();
  places!.read((view) => {
    view.forEach((place, i) => {
      data[place] = met.has(place) ? A.add(data[place]!, updates.data[i]!) : updates.data[i]!;
      met.add(place);
    });
  });
  return { shape, data };
}

function positionsFrom(start: number, shape: Shape): NDArray {
  return reshape(arange(start, start + sizeOf(shape)), shape);
}

/** What is exact in doubles: creation, random bits, indices, counts, comparisons of elements. */
export function kernelElements<T>(
  A: Arithmetic<T>,
  primitive: Primitive,
  params: unknown,
  inputs: readonly NDArray[],
): Elements<T> {
  const [made] = primitive.kernel(params, inputs, primitive.shape(params, inputs.map(abstractOf)));
  return { shape: made!.shape, data: made!.read((view) => Array.from(view, (e) => A.fromNumber(e))) };
}

/** Elements rounded to doubles, or to the integers that they are. */
export function rounded<T>(A: Arithmetic<T>, x: Elements<T>, dtype: DType = "float64"): NDArray {
  return array(
    Float64Array.from(x.data, (element) => A.toNumber(element)),
    { shape: x.shape, dtype },
  );
}
