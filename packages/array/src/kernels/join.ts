import { promote } from "../dtype.ts";
import { checkList, shown } from "../errors.ts";
import { allocate, checkArray, NDArray, storageOf } from "../ndarray.ts";
import { checkShape, normalizeAxis, type Shape, ShapeError, showShape, sizeOf, stridesOf } from "../shape.ts";
import { slice } from "./move.ts";

/**
 * The most arrays that one concat takes.
 *
 * @example
 * ```ts
 * import { MAX_OPERANDS } from "@chainrule/array";
 * MAX_OPERANDS; // => 65536
 * ```
 */
export const MAX_OPERANDS: number = 2 ** 16;

/** Padding of one axis: elements put before, after, and between neighbours; negative `low`, `high` cut off. */
export interface Padding {
  /** Elements before the first. */
  readonly low: number;
  /** Elements after the last. */
  readonly high: number;
  /** Elements between neighbours, at least 0. */
  readonly interior: number;
}

/**
 * The array with `value` around its elements and between them, as XLA's pad.
 *
 * @throws ShapeError `array/shape` when more is cut off than there is.
 *
 * @example
 * ```ts
 * import { array, pad } from "@chainrule/array";
 * pad(array([1, 2]), [{ low: 1, high: 0, interior: 2 }], 0).toNested(); // => [0, 1, 0, 0, 2]
 * ```
 */
export function pad(a: NDArray, padding: readonly Padding[], value: number): NDArray {
  const shape = paddedShape(checkArray(a).shape, padding);
  const out = allocate(shape, a.dtype);
  if (value !== 0) out.fill(value);
  const kept = padding.map(({ low, interior }, axis) =>
    keptRange(low, interior, a.shape[axis] as number, shape[axis] as number),
  );
  const inside = slice(
    a,
    kept.map(({ first, size }) => ({ start: first, size, step: 1 })),
  );
  const strides = stridesOf(shape);
  const step = padding.map(({ interior }, axis) => (interior + 1) * (strides[axis] as number));
  const start = kept.reduce((sum, { into }, axis) => sum + into * (strides[axis] as number), 0);
  writeStrided(out, storageOf(inside), inside.shape, step, start);
  return new NDArray(out, shape, a.dtype);
}

/**
 * The shape after padding, checked.
 *
 * @throws ShapeError `array/shape` when the padding has other axes, or cuts off more than there is.
 *
 * @example
 * ```ts
 * import { paddedShape } from "@chainrule/array";
 * paddedShape([2], [{ low: 1, high: 0, interior: 2 }]); // => [5]
 * ```
 */
export function paddedShape(shape: Shape, padding: readonly Padding[]): number[] {
  sizeOf(shape);
  const isLegal =
    checkList(padding, "give the padding of each axis").length === shape.length && padding.every(isPadding);
  const padded = isLegal ? shape.map((length, axis) => paddedLength(length, padding[axis]!)) : [];
  if (!isLegal || padded.some((length) => length < 0)) {
    const message = `the padding ${shown(padding)} does not fit the shape ${showShape(shape)}`;
    throw new ShapeError(`${message}; give integers for every axis, cutting off no more than there is.`, [
      shape,
    ]);
  }
  sizeOf(padded);
  return padded;
}

function isPadding(padding: Padding | undefined | null): boolean {
  return [padding?.low, padding?.high, padding?.interior].every(Number.isInteger) && padding!.interior >= 0;
}

function paddedLength(length: number, { low, high, interior }: Padding): number {
  return low + length + Math.max(0, length - 1) * interior + high;
}

/** Which elements of an axis survive its padding, and where the first of them goes. */
function keptRange(
  low: number,
  interior: number,
  length: number,
  padded: number,
): { first: number; size: number; into: number } {
  const spacing = interior + 1;
  const first = Math.min(length, Math.max(0, Math.ceil(-low / spacing)));
  const last = Math.min(length - 1, Math.floor((padded - 1 - low) / spacing));
  const size = Math.max(0, last - first + 1);
  return { first: size === 0 ? 0 : first, size, into: size === 0 ? 0 : low + first * spacing };
}

function writeStrided(
  out: { [i: number]: number },
  x: ArrayLike<number>,
  shape: Shape,
  strides: readonly number[],
  start: number,
): void {
  const index = new Array<number>(shape.length).fill(0);
  let into = start;
  for (let i = 0; i < x.length; i++) {
    out[into] = x[i] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      const wraps = next === shape[axis];
      into += (wraps ? 1 - next : 1) * (strides[axis] as number);
      index[axis] = wraps ? 0 : next;
      if (!wraps) break;
    }
  }
}

/**
 * Checks how many arrays are to be joined.
 *
 * @throws ShapeError `array/shape` for none, or more than 65,536.
 *
 * @example
 * ```ts
 * import { checkCount } from "@chainrule/array";
 * checkCount(0); // throws array/shape
 * ```
 */
export function checkCount(count: number): void {
  if (typeof count === "number" && count >= 1 && count <= MAX_OPERANDS) return;
  throw new ShapeError(`concat takes 1 to ${MAX_OPERANDS} arrays, not ${String(count)}; join in groups.`);
}

/**
 * The shape of arrays joined along an axis, checked.
 *
 * @throws ShapeError `array/shape` when other lengths differ.
 *
 * @example
 * ```ts
 * import { concatShape } from "@chainrule/array";
 * concatShape([[2, 3], [4, 3]], 0); // => [6, 3]
 * ```
 */
export function concatShape(shapes: readonly Shape[], axis: number): number[] {
  checkCount(checkList(shapes, "give the shapes").length);
  shapes.forEach(checkShape);
  const [first, ...rest] = shapes as readonly [Shape, ...Shape[]];
  const along = normalizeAxis(axis, first.length);
  const other = rest.find(
    (shape) => shape.length !== first.length || shape.some((n, k) => k !== along && n !== first[k]),
  );
  if (other !== undefined) {
    const message = `${showShape(first)} and ${showShape(other)} do not join along axis ${axis}`;
    throw new ShapeError(`${message}; all other lengths must be equal.`, [first, other]);
  }
  return first.map((length, k) =>
    k === along ? shapes.reduce((sum, shape) => sum + (shape[k] as number), 0) : length,
  );
}

/**
 * Arrays joined along an axis.
 *
 * @throws ShapeError `array/shape` when other lengths differ, for no arrays and for more than 65,536.
 *
 * @example
 * ```ts
 * import { array, concat } from "@chainrule/array";
 * concat([array([[1, 2]]), array([[3, 4], [5, 6]])], 0).toNested(); // => [[1, 2], [3, 4], [5, 6]]
 * ```
 */
export function concat(arrays: readonly NDArray[], axis: number = 0): NDArray {
  checkCount(checkList(arrays, "give the arrays").length);
  const shape = concatShape(
    arrays.map((a) => checkArray(a).shape),
    axis,
  );
  const along = normalizeAxis(axis, shape.length);
  const [first, ...rest] = arrays.map((a) => a.dtype);
  const dtype = promote(first as NDArray["dtype"], ...rest);
  const out = allocate(shape, dtype);
  const outer = shape.slice(0, along).reduce((n, length) => n * length, 1);
  const row = outer === 0 ? 0 : out.length / outer;
  let offset = 0;
  for (const a of arrays) {
    const x = storageOf(a);
    const run = outer === 0 ? 0 : x.length / outer;
    for (let i = 0; i < outer; i++) out.set(x.subarray(i * run, (i + 1) * run), i * row + offset);
    offset += run;
  }
  return new NDArray(out, shape, dtype);
}
