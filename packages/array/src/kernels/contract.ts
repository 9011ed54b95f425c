import { promote, type TypedArray } from "../dtype.ts";
import { allocate, NDArray, storageOf } from "../ndarray.ts";
import { normalizeAxis, type Shape, ShapeError, showShape } from "../shape.ts";
import { gemmFor, type ProductLengths, report } from "./choice.ts";
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
 * Sum of products over paired axes: the one matrix primitive. The order of each sum depends on the lengths alone, so equal
 * lengths give equal bits on one machine.
 *
 * Loops sum in doubles. Above a measured size, products of floats run on WebAssembly, which sums in the dtype of the
 * result: the error of an element is at most `n u` times the sum of the sizes of its `n` products, u = 2^-53 or 2^-24. See
 * `withKernels` for bits that are equal on all machines.
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
  const lengths: Lengths = {
    batches: countOf(a.shape, first.batch),
    rows: countOf(a.shape, first.free),
    columns: countOf(b.shape, second.free),
    depth: countOf(a.shape, first.contract),
  };
  const dtype = promote(a.dtype, b.dtype);
  const out = allocate(shape, dtype);
  const isDone = multiplyByWasm(a, b, out, first, second, lengths);
  if (!isDone) multiplyByLoops(a, b, out, first, second, lengths);
  if (lengths.batches > 0) report(isDone ? "wasm" : "loops", lengths);
  return new NDArray(out, shape, dtype);
}

/** A contraction as products of matrices. */
interface Lengths extends ProductLengths {
  readonly batches: number;
}

/** Whether the product is one for WebAssembly, and there was memory for it. */
function multiplyByWasm(
  a: NDArray,
  b: NDArray,
  out: TypedArray,
  first: Roles,
  second: Roles,
  lengths: Lengths,
): boolean {
  const { batches, rows, columns, depth } = lengths;
  const gemm = gemmFor(promote(a.dtype, b.dtype), [a.dtype, b.dtype], lengths);
  if (gemm === undefined) return false;
  const aTransposed = isIncreasing([...first.batch, ...first.contract, ...first.free]);
  const bTransposed = isIncreasing([...second.batch, ...second.free, ...second.contract]);
  const x = aTransposed ? storageOf(a) : arranged(a, [...first.batch, ...first.free, ...first.contract]);
  const y = bTransposed ? storageOf(b) : arranged(b, [...second.batch, ...second.contract, ...second.free]);
  for (let k = 0; k < batches; k++) {
    const isDone = gemm.multiply({
      a: part(x, rows * depth, k),
      b: part(y, columns * depth, k),
      out: part(out, rows * columns, k) as Float32Array | Float64Array,
      ...{ rows, columns, depth, aTransposed, bTransposed },
    });
    if (!isDone) return false;
  }
  return true;
}

function multiplyByLoops(
  a: NDArray,
  b: NDArray,
  out: TypedArray,
  first: Roles,
  second: Roles,
  { batches, rows, columns, depth }: Lengths,
): void {
  const plain =
    Math.min(rows, depth) <= FEW && isIncreasing([...second.batch, ...second.contract, ...second.free]);
  const multiply = plain ? multiplyPlain : multiplyTransposed;
  const x = arranged(a, [...first.batch, ...first.free, ...first.contract]);
  const y = plain ? storageOf(b) : arranged(b, [...second.batch, ...second.free, ...second.contract]);
  for (let k = 0; k < batches; k++) {
    const [p, q] = [part(x, rows * depth, k), part(y, columns * depth, k)];
    multiply(p, q, part(out, rows * columns, k), rows, columns, depth);
  }
}

/** The k-th of parts of equal size. */
function part(data: TypedArray, size: number, k: number): TypedArray {
  return data.length === size ? data : data.subarray(k * size, (k + 1) * size);
}

/** Up to so many rows, or products in a sum, copying the second operand costs more than it brings. */
const FEW = 4;

/** The elements with the axes in an order. */
function arranged(a: NDArray, order: readonly number[]): TypedArray {
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
