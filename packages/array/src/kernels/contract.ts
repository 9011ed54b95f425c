import { promote, type TypedArray } from "../dtype.ts";
import { allocate, NDArray, storageOf } from "../ndarray.ts";
import { normalizeAxis, type Shape, ShapeError, showShape } from "../shape.ts";
import { multiplyPlain, multiplyTransposed } from "./gemm.ts";
import { permuteDims } from "./move.ts";

/**
 * Which axes of two arrays are paired: `contract` are multiplied and summed away, `batch` stay in step. The
 * result has the batch axes, then the free axes of the first, then those of the second (StableHLO dot_general).
 */
export interface ContractDimensions {
  /** Axes that are multiplied and summed over: those of the first array, those of the second. */
  readonly contract: readonly [readonly number[], readonly number[]];
  /** Axes that both have in common and keep, at the front of the result. */
  readonly batch: readonly [readonly number[], readonly number[]];
}

/** Axes of one operand by their role, counted from the front. */
interface Roles {
  readonly batch: number[];
  readonly free: number[];
  readonly contract: number[];
}

function rolesOf(shape: Shape, contract: readonly number[], batch: readonly number[]): Roles {
  const fromFront = (axis: number): number => normalizeAxis(axis, shape.length);
  const roles: Roles = { batch: batch.map(fromFront), free: [], contract: contract.map(fromFront) };
  for (let axis = 0; axis < shape.length; axis++) {
    if (!roles.batch.includes(axis) && !roles.contract.includes(axis)) roles.free.push(axis);
  }
  if (roles.free.length + batch.length + contract.length !== shape.length) {
    throw new ShapeError(`an axis of ${showShape(shape)} is paired twice; pair each axis once.`, [shape]);
  }
  return roles;
}

/** The roles of all axes, and the shape of the result. */
interface Plan {
  readonly first: Roles;
  readonly second: Roles;
  readonly shape: number[];
}

function planOf(a: Shape, b: Shape, { contract: pairs, batch }: ContractDimensions): Plan {
  const [first, second] = [rolesOf(a, pairs[0], batch[0]), rolesOf(b, pairs[1], batch[1])];
  checkPairs(a, b, first, second);
  const shape = [...lengths(a, first.batch), ...lengths(a, first.free), ...lengths(b, second.free)];
  return { first, second, shape };
}

function checkPairs(a: Shape, b: Shape, first: Roles, second: Roles): void {
  for (const role of ["batch", "contract"] as const) {
    const equal =
      first[role].length === second[role].length &&
      first[role].every((k, i) => a[k] === b[second[role][i] as number]);
    if (equal) continue;
    const message = `${role} axes [${first[role]}] of ${showShape(a)} and [${second[role]}] of ${showShape(b)} differ`;
    throw new ShapeError(`${message}; paired axes must have equal lengths.`, [a, b]);
  }
}

/**
 * The shape of a contraction, after checking it.
 *
 * @throws ShapeError `array/shape` when paired axes differ in length, or an axis is paired twice.
 *
 * @example
 * ```ts
 * import { contractShape } from "@chainrule/array";
 * contractShape([5, 2, 3], [5, 3, 4], { batch: [[0], [0]], contract: [[2], [1]] }); // => [5, 2, 4]
 * ```
 */
export function contractShape(a: Shape, b: Shape, dimensions: ContractDimensions): number[] {
  return planOf(a, b, dimensions).shape;
}

/**
 * Sum of products over paired axes: the one matrix primitive. Sums are formed in doubles, in an order that
 * depends on the lengths alone.
 *
 * @throws ShapeError `array/shape` when paired axes differ in length, or an axis is paired twice.
 *
 * @example
 * ```ts
 * import { array, contract } from "@chainrule/array";
 * const a = array([[1, 2], [3, 4]]);
 * contract(a, array([10, 1]), { batch: [[], []], contract: [[1], [0]] }).toNested(); // => [12, 34]
 * ```
 */
export function contract(a: NDArray, b: NDArray, dimensions: ContractDimensions): NDArray {
  const { first, second, shape } = planOf(a.shape, b.shape, dimensions);
  const [batches, rows] = [countOf(a.shape, first.batch), countOf(a.shape, first.free)];
  const [columns, depth] = [countOf(b.shape, second.free), countOf(a.shape, first.contract)];
  const plain =
    Math.min(rows, depth) <= FEW && isIncreasing([...second.batch, ...second.contract, ...second.free]);
  const multiply = plain ? multiplyPlain : multiplyTransposed;
  const x = arranged(a, first);
  const y = plain ? storageOf(b) : arranged(b, second);
  const dtype = promote(a.dtype, b.dtype);
  const out = allocate(shape, dtype);
  const part = (data: TypedArray, size: number, k: number): TypedArray =>
    batches === 1 ? data : data.subarray(k * size, (k + 1) * size);
  for (let k = 0; k < batches; k++) {
    const [p, q] = [part(x, rows * depth, k), part(y, columns * depth, k)];
    multiply(p, q, part(out, rows * columns, k), rows, columns, depth);
  }
  return new NDArray(out, shape, dtype);
}

/** Up to so many rows, or products in a sum, copying the second operand costs more than it brings. */
const FEW = 4;

/** The elements with batch axes first and contracted axes last. */
function arranged(a: NDArray, { batch, free, contract: paired }: Roles): TypedArray {
  const order = [...batch, ...free, ...paired];
  return storageOf(isIncreasing(order) ? a : permuteDims(a, order));
}

function isIncreasing(order: readonly number[]): boolean {
  return order.every((axis, i) => axis === i);
}

function countOf(shape: Shape, axes: readonly number[]): number {
  let count = 1;
  for (const axis of axes) count *= shape[axis] as number;
  return count;
}

function lengths(shape: Shape, axes: readonly number[]): number[] {
  return axes.map((axis) => shape[axis] as number);
}
