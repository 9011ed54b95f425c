import { ArrayError, checkList } from "./errors.ts";

/** Lengths of the axes, outermost first; `[]` is a scalar's. */
export type Shape = readonly number[];

/**
 * The most elements that one array may have: 2^28, which is 2 GiB of `float64`.
 *
 * @example
 * ```ts
 * import { MAX_ELEMENTS } from "@chainrule/array";
 * MAX_ELEMENTS === 2 ** 28; // => true
 * ```
 */
export const MAX_ELEMENTS: number = 2 ** 28;

/**
 * The most axes that one array may have.
 *
 * @example
 * ```ts
 * import { MAX_RANK } from "@chainrule/array";
 * MAX_RANK; // => 32
 * ```
 */
export const MAX_RANK: number = 32;

/**
 * Shapes that do not fit an operation or each other, or that are no shapes (`array/shape`).
 *
 * @example
 * ```ts
 * import { resolveShape } from "@chainrule/array";
 * resolveShape([2, 3], [4, 2]); // throws array/shape
 * ```
 */
export class ShapeError extends ArrayError {
  /** The shapes concerned, in the order of the operands. */
  readonly shapes: readonly Shape[];

  constructor(message: string, shapes: readonly Shape[] = []) {
    super("array/shape", message);
    this.shapes = shapes;
  }
}

/**
 * An axis that the array does not have, or one given twice (`array/axis`).
 *
 * @example
 * ```ts
 * import { normalizeAxis } from "@chainrule/array";
 * normalizeAxis(2, 2); // throws array/axis
 * ```
 */
export class AxisError extends ArrayError {
  /** The axis as given. */
  readonly axis: unknown;
  /** How many axes there are. */
  readonly rank: number;

  constructor(axis: unknown, rank: number, message: string) {
    super("array/axis", message);
    this.axis = axis;
    this.rank = rank;
  }
}

/**
 * A size over the limit, found before anything is allocated (`array/too-large`).
 *
 * @example
 * ```ts
 * import { sizeOf } from "@chainrule/array";
 * sizeOf([2 ** 20, 2 ** 20]); // throws array/too-large
 * ```
 */
export class TooLargeError extends ArrayError {
  /** The shape asked for. */
  readonly shape: Shape;
  /** The most elements allowed. */
  readonly limit: number;

  constructor(shape: Shape, reason: string) {
    const remedy = `the limit is ${MAX_ELEMENTS} elements: split the data into batches, or reduce before expanding`;
    super("array/too-large", `an array of shape ${showShape(shape)} ${reason}; ${remedy}.`);
    this.shape = shape;
    this.limit = MAX_ELEMENTS;
  }
}

/**
 * A shape as text: `[2, 3]`, with the middle of a very long one left out.
 *
 * @example
 * ```ts
 * import { showShape } from "@chainrule/array";
 * showShape([2, 3]); // => "[2, 3]"
 * ```
 */
export function showShape(shape: Shape): string {
  if (!Array.isArray(shape)) return typeof shape === "object" && shape !== null ? "an object" : String(shape);
  const shown = shape.length > MAX_RANK ? [...shape.slice(0, 3), `... ${shape.length} axes`] : shape;
  return `[${shown.map(String).join(", ")}]`;
}

/**
 * The number of elements of a shape, after checking it: every length an integer of at least 0, at most
 * `MAX_RANK` axes, at most `MAX_ELEMENTS` elements. A product too large for a double is Infinity, or NaN beside a
 * length of 0, and neither passes for small.
 *
 * @throws ShapeError `array/shape` for a length that is no such integer, or too many axes.
 * @throws TooLargeError `array/too-large` above the limit.
 *
 * @example
 * ```ts
 * import { sizeOf } from "@chainrule/array";
 * sizeOf([2, 3, 4]); // => 24
 * sizeOf([]); // => 1
 * ```
 */
export function sizeOf(shape: Shape): number {
  if (!Array.isArray(shape)) throw noShape(shape);
  if (shape.length > MAX_RANK) {
    throw new ShapeError(`${shape.length} axes are too many; an array has at most ${MAX_RANK}.`);
  }
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis] as number;
    if (!Number.isInteger(length) || length < 0) throw noShape(shape);
    size *= length;
  }
  if (size <= MAX_ELEMENTS) return size;
  if (shape.includes(0)) return 0;
  throw new TooLargeError(shape, "has too many elements");
}

/** The shape itself, if it is a list; lengths are checked where arrays are made. @throws ShapeError */
export function checkShape(shape: Shape): Shape {
  if (Array.isArray(shape)) return shape;
  throw noShape(shape);
}

function noShape(shape: Shape): ShapeError {
  return new ShapeError(`${showShape(shape)} is no shape; its lengths must be integers of at least 0.`, [
    shape,
  ]);
}

/**
 * Whether two shapes are the same.
 *
 * @example
 * ```ts
 * import { sameShape } from "@chainrule/array";
 * sameShape([2, 3], [2, 3]); // => true
 * sameShape([2], [2, 1]); // => false
 * ```
 */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) throw noShape(Array.isArray(a) ? b : a);
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/**
 * How many elements lie between neighbours along each axis, in row-major order.
 *
 * @example
 * ```ts
 * import { stridesOf } from "@chainrule/array";
 * stridesOf([2, 3, 4]); // => [12, 4, 1]
 * ```
 */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(checkShape(shape).length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    const length = shape[axis] as number;
    if (typeof length !== "number") throw noShape(shape);
    stride *= length;
  }
  return strides;
}

/**
 * The shape that all given shapes broadcast to: aligned at their last axes, equal lengths or 1.
 *
 * @throws ShapeError `array/shape` where two lengths differ and none is 1.
 *
 * @example
 * ```ts
 * import { broadcastShapes } from "@chainrule/array";
 * broadcastShapes([2, 1, 3], [4, 1]); // => [2, 4, 3]
 * ```
 */
export function broadcastShapes(...shapes: Shape[]): Shape {
  const common = broadcastOf(shapes.map(checkShape));
  if (common !== undefined) return common;
  const shown = shapes.map(showShape).join(" and ");
  throw new ShapeError(
    `${shown} do not broadcast: aligned at the last axis, lengths must be equal or 1; reshape one of them.`,
    shapes,
  );
}

/**
 * `broadcastShapes` that checks nothing: undefined where two lengths differ and none is 1.
 *
 * @example
 * ```ts
 * import { broadcastOf } from "@chainrule/array";
 * broadcastOf([[2, 3], [2]]); // => undefined
 * ```
 */
export function broadcastOf(shapes: readonly Shape[]): Shape | undefined {
  let common = shapes[0] ?? [];
  for (let i = 1; i < shapes.length; i++) {
    const shape = shapes[i]!;
    if (fitsInto(shape, common)) continue;
    const wider = fitsInto(common, shape) ? shape : merged(common, shape);
    if (wider === undefined) return undefined;
    common = wider;
  }
  return common;
}

/** Whether a shape broadcasts to the other. */
function fitsInto(shape: Shape, other: Shape): boolean {
  const missing = other.length - shape.length;
  if (missing < 0) return false;
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] !== 1 && shape[axis] !== other[axis + missing]) return false;
  }
  return true;
}

/** The shape that two shapes broadcast to, of which each is longer somewhere; undefined where they do not. */
function merged(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const result: number[] = [];
  for (let axis = -rank; axis < 0; axis++) {
    const [p, q] = [a[a.length + axis] ?? 1, b[b.length + axis] ?? 1];
    if (p !== q && p !== 1 && q !== 1) return undefined;
    result.push(p === 1 ? q : p);
  }
  return result;
}

/**
 * An axis counted from the front, from one that may count from the end.
 *
 * @throws AxisError `array/axis` outside `-rank .. rank - 1`.
 *
 * @example
 * ```ts
 * import { normalizeAxis } from "@chainrule/array";
 * normalizeAxis(-1, 3); // => 2
 * ```
 */
export function normalizeAxis(axis: number, rank: number): number {
  if (typeof axis !== "number" || typeof rank !== "number") {
    throw new AxisError(axis, rank, "an axis is an integer.");
  }
  const counted = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(axis) && counted >= 0 && counted < rank) return counted;
  const range = rank === 0 ? "a scalar has none" : `use -${rank} to ${rank - 1}`;
  throw new AxisError(axis, rank, `there is no axis ${String(axis)}; ${range}.`);
}

/** One axis, several, or all of them (`undefined`). */
export type Axes = number | readonly number[] | undefined;

/**
 * Axes counted from the front, in increasing order.
 *
 * @throws AxisError `array/axis` outside the range, or twice the same.
 *
 * @example
 * ```ts
 * import { normalizeAxes } from "@chainrule/array";
 * normalizeAxes([-1, 0], 3); // => [0, 2]
 * normalizeAxes(undefined, 2); // => [0, 1]
 * ```
 */
export function normalizeAxes(axes: Axes, rank: number): number[] {
  if (typeof rank !== "number" || !(rank <= MAX_RANK))
    throw new AxisError(rank, rank, `arrays have at most ${MAX_RANK} axes.`);
  if (axes === undefined) {
    const all: number[] = [];
    for (let axis = 0; axis < rank; axis++) all.push(axis);
    return all;
  }
  if (typeof axes === "number") return [normalizeAxis(axes, rank)];
  if (!Array.isArray(axes))
    throw new AxisError(axes, rank, `${showShape(axes as never)} is no axis, nor a list of them.`);
  let seen = 0;
  for (const axis of axes as readonly number[]) {
    const bit = 1 << normalizeAxis(axis, rank);
    if ((seen & bit) !== 0)
      throw new AxisError(axis, rank, `axis ${axis} is given twice; name each axis once.`);
    seen |= bit;
  }
  const counted: number[] = [];
  for (let axis = 0; axis < rank; axis++) if ((seen >>> axis) & 1) counted.push(axis);
  return counted;
}

/**
 * The shape left when `axes` are reduced: dropped, or kept with length 1.
 *
 * @example
 * ```ts
 * import { reducedShape } from "@chainrule/array";
 * reducedShape([2, 3, 4], [1], false); // => [2, 4]
 * reducedShape([2, 3, 4], [1], true); // => [2, 1, 4]
 * ```
 */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): number[] {
  checkShape(shape);
  checkList(axes, "give the axes");
  return keepDims
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/**
 * The shape asked for by a reshape, with one `-1` replaced by what is left.
 *
 * @throws ShapeError `array/shape` when the number of elements differs, or for more than one `-1`.
 *
 * @example
 * ```ts
 * import { resolveShape } from "@chainrule/array";
 * resolveShape([2, 3, 4], [2, -1]); // => [2, 12]
 * ```
 */
export function resolveShape(from: Shape, to: Shape): number[] {
  const size = sizeOf(from);
  if (!Array.isArray(to)) throw noShape(to);
  const open = to.indexOf(-1);
  const known = to.filter((_, axis) => axis !== open);
  const product = sizeOf(known);
  const missing = product === 0 ? 0 : size / product;
  const resolved = open < 0 ? [...to] : to.map((length, axis) => (axis === open ? missing : length));
  const ambiguous = open >= 0 && product === 0;
  if (ambiguous || !Number.isInteger(missing) || sizeOf(resolved) !== size) {
    const message = `${showShape(from)} has ${size} elements and does not reshape to ${showShape(to)}`;
    throw new ShapeError(`${message}; keep the product of the lengths.`, [from, to]);
  }
  return resolved;
}

/**
 * Checks an order of axes.
 *
 * @throws AxisError `array/axis` unless every axis stands in it once.
 *
 * @example
 * ```ts
 * import { normalizePermutation } from "@chainrule/array";
 * normalizePermutation([-1, 0, 1], 3); // => [2, 0, 1]
 * ```
 */
export function normalizePermutation(order: readonly number[], rank: number): number[] {
  if (checkList(order, "name every axis once").length !== rank) {
    throw new AxisError(
      order,
      rank,
      `${order.length} axes are given for ${String(rank)}; name every axis once.`,
    );
  }
  normalizeAxes(order, rank);
  return order.map((axis) => normalizeAxis(axis, rank));
}
