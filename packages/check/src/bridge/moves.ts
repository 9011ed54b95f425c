import {
  add,
  call,
  divide,
  type Expression,
  element,
  fraction,
  freshIndices,
  multiply,
  number,
  piecewise,
  reduce,
  type SymbolNode,
  subtract,
  tensor,
} from "@chainrule/expr";

/**
 * The rows that move elements, as index arithmetic. Indices of expr start at 1, those of the tape at 0. No condition or
 * floor here can meet its tie: indices are whole, and what they are compared with is not. Axes count from the end.
 */

/** One range of an axis, as the row `slice` has it. */
interface Range {
  readonly start: number;
  readonly step: number;
}

/** Elements before, after and between those of an axis, as the row `pad` has them. */
interface Padding {
  readonly low: number;
  readonly interior: number;
}

/** Where an element of the result comes from. */
type Places = (indices: readonly SymbolNode[]) => readonly Expression[];

/** The tensor of this shape whose elements are read from x. */
function readAt(x: Expression, shape: readonly number[], placesOf: Places): Expression {
  const sizes = shape.map((length) => number(length));
  const indices = freshIndices(sizes);
  return tensor(indices, sizes, element(x, ...placesOf(indices)));
}

/** Each axis from its end: what is known of the last axes, by position. */
function alongLast<T>(
  indices: readonly SymbolNode[],
  last: readonly T[],
  place: (i: SymbolNode, each: T, axis: number) => Expression,
): Expression[] {
  const front = indices.length - last.length;
  return indices.map((i, axis) => (axis < front ? i : place(i, last[axis - front]!, axis)));
}

export function slice(x: Expression, ranges: readonly Range[], shape: readonly number[]): Expression {
  return readAt(x, shape, (indices) =>
    alongLast(indices, ranges, (i, { start, step }) => add(multiply(step, i), start + 1 - step)),
  );
}

export function flip(x: Expression, axes: readonly number[], shape: readonly number[]): Expression {
  return readAt(x, shape, (indices) =>
    indices.map((i, axis) => (axes.includes(axis - shape.length) ? subtract(shape[axis]! + 1, i) : i)),
  );
}

/** Axes of length 1 come and go by name; any other reshape goes by the place in row-major order. */
export function reshape(x: Expression, shape: readonly number[]): Expression {
  const lengths = x.shape.map(lengthOf);
  const isLong = (length: number): boolean => length !== 1;
  if (lengths.filter(isLong).join() === shape.filter(isLong).join()) {
    return readAt(x, shape, (indices) => {
      const long = indices.filter((_, axis) => isLong(shape[axis]!));
      return lengths.map((length) => (isLong(length) ? long.shift()! : number(1)));
    });
  }
  const strides = stridesOf(lengths);
  return readAt(x, shape, (indices) => {
    const flat = placeOf(indices, shape);
    return lengths.map((length, axis) => add(1, remainder(quotient(flat, strides[axis]!), length)));
  });
}

/** From 0, in row-major order. */
function placeOf(indices: readonly SymbolNode[], shape: readonly number[]): Expression {
  const strides = stridesOf(shape);
  return add(0, ...indices.map((i, axis) => multiply(strides[axis]!, subtract(i, 1))));
}

function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
}

/** The whole part of a quotient of a whole number, of which half is added so that it is never whole itself. */
export function quotient(n: Expression, divisor: number): Expression {
  return divisor === 1 ? n : call("floor", divide(add(n, fraction(1, 2)), divisor));
}

export function remainder(n: Expression, divisor: number): Expression {
  return subtract(n, multiply(divisor, quotient(n, divisor)));
}

/** The elements of the first operand, then those of the second, ... along an axis. */
export function concat(parts: readonly Expression[], axis: number, shape: readonly number[]): Expression {
  const sizes = shape.map((length) => number(length));
  const indices = freshIndices(sizes);
  const position = shape.length + axis;
  const i = indices[position]!;
  let start = 0;
  const branches = parts.flatMap((part) => {
    const value = element(part, ...indices.with(position, subtract(i, start) as SymbolNode));
    start += lengthOf(part.shape[position]!);
    return [value, call("less", i, add(start, fraction(1, 2)))];
  });
  return tensor(indices, sizes, parts.length === 1 ? branches[0]! : piecewise(...branches.slice(0, -1)));
}

/** Zeros around and between the elements. */
export function pad(x: Expression, padding: readonly Padding[], shape: readonly number[]): Expression {
  const sizes = shape.map((length) => number(length));
  const indices = freshIndices(sizes);
  const inside: Expression[] = [];
  const places = alongLast(indices, padding, (i, { low, interior }, axis) => {
    const place = subtract(i, low + 1); // from 0, before the gaps are left out
    const reach = (lengthOf(x.shape[axis]!) - 1) * (interior + 1);
    inside.push(call("less", fraction(-1, 2), place), call("less", place, add(reach, fraction(1, 2))));
    if (interior > 0) inside.push(call("less", remainder(place, interior + 1), fraction(1, 2)));
    return add(1, quotient(place, interior + 1));
  });
  const value = element(x, ...places);
  if (inside.length === 0) return x;
  return tensor(indices, sizes, piecewise(value, call("and", ...inside), number(0)));
}

/** Slices at whole numbers along an axis; negative ones count from its end. */
export function take(
  x: Expression,
  positions: Expression,
  axis: number,
  shape: readonly number[],
): Expression {
  const front = x.shape.length + axis;
  return readAt(x, shape, (indices) => {
    const own = indices.slice(front, front + positions.shape.length);
    const place = wrapped(element(positions, ...own), x.shape[front]!);
    return [...indices.slice(0, front), place, ...indices.slice(front + own.length)];
  });
}

/** Elements at whole numbers along an axis, one list of them for every place of the other axes. */
export function takeAlongAxis(
  x: Expression,
  positions: Expression,
  axis: number,
  shape: readonly number[],
): Expression {
  return readAt(x, shape, (indices) => {
    const place = wrapped(element(positions, ...broadcastTo(positions, indices)), x.shape.at(axis)!);
    return broadcastTo(x, indices).with(axis, place);
  });
}

function wrapped(position: Expression, size: Expression): Expression {
  return add(1, remainder(position, lengthOf(size)));
}

/** The indices by which an operand is read that is broadcast to them. */
function broadcastTo({ shape }: Expression, indices: readonly SymbolNode[]): Expression[] {
  const own = indices.slice(indices.length - shape.length);
  return shape.map((size, axis) => (lengthOf(size) === 1 ? number(1) : own[axis]!));
}

/** Running sums along an axis, or from its end. */
export function cumulativeSum(x: Expression, axis: number, reverse: boolean): Expression {
  const position = x.shape.length + axis;
  const [k, ...indices] = freshIndices([x.shape[position]!, ...x.shape]);
  const i = indices[position]!;
  const [from, to] = reverse ? [i, x.shape[position]!] : [1, i];
  return tensor(indices, x.shape, reduce("add", k!, from, to, element(x, ...indices.with(position, k!))));
}

/** 0, 1, 2, ... */
export function iota(length: number): Expression {
  const indices = freshIndices([number(length)]);
  return tensor(indices, [number(length)], subtract(indices[0]!, 1));
}

export function lengthOf(size: Expression): number {
  return size.kind === "number" ? Number(size.value.numerator) : Number.NaN;
}
