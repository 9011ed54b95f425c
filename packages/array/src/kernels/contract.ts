import { promote, type TypedArray } from "../dtype.ts";
import { allocate, checkArray, NDArray, storageOf } from "../ndarray.ts";
import type { Shape } from "../shape.ts";
import { gemmFor, report } from "./choice.ts";
import { multiplyIntegers, multiplyPlain, multiplyStrided, multiplyTransposed } from "./gemm.ts";
import { permuteDims } from "./move.ts";
import { type ContractDimensions, type Plan, planOf } from "./plan.ts";
import { isWrapping } from "./runs.ts";

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
export function contractShape(a: Shape, b: Shape, dimensions: ContractDimensions): Shape {
  return planOf(a, b, dimensions).shape;
}

/**
 * Sum of products over paired axes: the one matrix primitive. The order of each sum depends on the lengths alone, so equal
 * lengths give equal bits on one machine.
 *
 * Loops sum in doubles, and 32-bit integers modulo 2^32. Above a measured size, products of floats run on WebAssembly, which
 * sums in the dtype of the result: the error of an element is at most `n u` times the sum of the sizes of its `n` products,
 * u = 2^-53 or 2^-24. See `withKernels` for bits that are equal on all machines.
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
  const plan = planOf(checkArray(a).shape, checkArray(b).shape, dimensions);
  const dtype = promote(a.dtype, b.dtype);
  const out = allocate(plan.shape, dtype);
  const isDone = multiplyByWasm(a, b, out, plan);
  if (!isDone) multiplyByLoops(a, b, out, plan);
  if (plan.batches > 0) report(isDone ? "wasm" : "loops", plan);
  return new NDArray(out, plan.shape, dtype);
}

/** Whether the product is one for WebAssembly, and there was memory for it. */
function multiplyByWasm(a: NDArray, b: NDArray, out: TypedArray, plan: Plan): boolean {
  const gemm = gemmFor(a.dtype, b.dtype, plan);
  if (gemm === undefined) return false;
  const { first, second, batches, rows, columns, depth } = plan;
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

function multiplyByLoops(a: NDArray, b: NDArray, out: TypedArray, plan: Plan): void {
  const { first, second, batches, rows, columns, depth, strides } = plan;
  const isOfIntegers = isWrapping(out);
  if (strides !== undefined && rows * columns * depth <= SMALL && !isOfIntegers) {
    multiplyStrided(storageOf(a), storageOf(b), out, plan, strides);
    return;
  }
  const plain =
    !isOfIntegers &&
    Math.min(rows, depth) <= FEW &&
    isIncreasing([...second.batch, ...second.contract, ...second.free]);
  const multiplyRows = isOfIntegers ? multiplyIntegers : multiplyTransposed;
  const multiply = plain ? multiplyPlain : multiplyRows;
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

/** Up to so many products, copying an operand costs more than it brings. */
const SMALL = 2 ** 12;

/** The elements with the axes in an order. */
function arranged(a: NDArray, order: readonly number[]): TypedArray {
  return storageOf(isIncreasing(order) ? a : permuteDims(a, order));
}

function isIncreasing(order: readonly number[]): boolean {
  return order.every((axis, i) => axis === i);
}
