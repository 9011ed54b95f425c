import { promote } from "../dtype.ts";
import { allocate, NDArray, storageOf } from "../ndarray.ts";
import { normalizeAxis, type Shape, ShapeError, showShape } from "../shape.ts";
import { multiplyTransposed } from "./gemm.ts";
import { permuteDims } from "./move.ts";

/**
 * Which axes of two arrays are paired: `contract` are multiplied and summed away, `batch` stay in step. The
 * result has the batch axes, then the free axes of the first, then those of the second (StableHLO dot_general).
 */
export interface ContractDimensions {
  readonly contract: readonly [readonly number[], readonly number[]];
  readonly batch: readonly [readonly number[], readonly number[]];
}

/** Axes of one operand by their role, counted from the front. */
interface Roles {
  readonly batch: number[];
  readonly free: number[];
  readonly contract: number[];
}

function rolesOf(shape: Shape, contract: readonly number[], batch: readonly number[]): Roles {
  const rank = shape.length;
  const paired = {
    batch: batch.map((k) => normalizeAxis(k, rank)),
    contract: contract.map((k) => normalizeAxis(k, rank)),
  };
  const used = new Set([...paired.batch, ...paired.contract]);
  if (used.size !== batch.length + contract.length) {
    throw new ShapeError(`an axis of ${showShape(shape)} is paired twice; pair each axis once.`, [shape]);
  }
  return { ...paired, free: shape.map((_, axis) => axis).filter((axis) => !used.has(axis)) };
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
  const first = rolesOf(a, dimensions.contract[0], dimensions.batch[0]);
  const second = rolesOf(b, dimensions.contract[1], dimensions.batch[1]);
  checkPairs(a, b, first, second);
  return [...lengths(a, first.batch), ...lengths(a, first.free), ...lengths(b, second.free)];
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
  const shape = contractShape(a.shape, b.shape, dimensions);
  const first = rolesOf(a.shape, dimensions.contract[0], dimensions.batch[0]);
  const second = rolesOf(b.shape, dimensions.contract[1], dimensions.batch[1]);
  const count = (axes: readonly number[], of: NDArray): number =>
    lengths(of.shape, axes).reduce((n, k) => n * k, 1);
  const [batches, rows, columns, depth] = [
    count(first.batch, a),
    count(first.free, a),
    count(second.free, b),
    count(first.contract, a),
  ];
  const x = storageOf(permuteDims(a, [...first.batch, ...first.free, ...first.contract]));
  const y = storageOf(permuteDims(b, [...second.batch, ...second.free, ...second.contract]));
  const dtype = promote(a.dtype, b.dtype);
  const out = allocate(shape, dtype);
  for (let k = 0; k < batches; k++) {
    const [p, q, r] = [k * rows * depth, k * columns * depth, k * rows * columns];
    multiplyTransposed(
      x.subarray(p, p + rows * depth),
      y.subarray(q, q + columns * depth),
      out.subarray(r, r + rows * columns),
      rows,
      columns,
      depth,
    );
  }
  return new NDArray(out, shape, dtype);
}

function lengths(shape: Shape, axes: readonly number[]): number[] {
  return axes.map((axis) => shape[axis] as number);
}
