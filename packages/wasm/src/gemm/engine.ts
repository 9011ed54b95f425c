import { WasmError } from "../errors.ts";
import { detectFeatures } from "../features.ts";
import { type Instance, instantiate, type Memory } from "../host.ts";
import { type GemmDType, type GemmFunction, type GemmVariant, gemmModule, roomFor } from "./gemm.ts";

/** Typed arrays whose elements can be copied into the arena; those of another type are converted, as by `set`. */
export type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** A product of matrices, all row-major: `out [rows, columns] = a [rows, depth] b [depth, columns]`. */
export interface MatrixProduct {
  /** The first matrix, `[rows, depth]`, or `[depth, rows]` if transposed. */
  readonly a: Numbers;
  /** The second matrix, `[depth, columns]`, or `[columns, depth]` if transposed. */
  readonly b: Numbers;
  /** The result. */
  readonly out: Float64Array | Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Whether `a` is given as `[depth, rows]`. */
  readonly aTransposed?: boolean;
  /** Whether `b` is given as `[columns, depth]`. */
  readonly bTransposed?: boolean;
  /** Whether the product is added to what `out` holds. */
  readonly accumulate?: boolean;
}

/**
 * An operand that has not as many elements as its matrix (`wasm/operand`).
 *
 * @example
 * ```ts
 * import { createGemm } from "@chainrule/wasm";
 * const x = Float64Array.of(1, 2, 3);
 * createGemm()?.multiply({ a: x, b: x, out: x, rows: 2, columns: 2, depth: 2 }); // throws wasm/operand
 * ```
 */
export class OperandError extends WasmError {
  /** Which one. */
  readonly operand: "a" | "b" | "out";

  constructor(operand: OperandError["operand"], length: number, rows: number, columns: number) {
    const message = `${operand} has ${length} elements, and its matrix is ${rows} by ${columns}`;
    super("wasm/operand", `${message}; give as many elements as the lengths say.`);
    this.operand = operand;
  }
}

/** How to compute products of matrices. */
export interface GemmOptions {
  /** The type of the elements; `float64` by default. */
  readonly dtype?: GemmDType;
  /**
   * Whether equal inputs give equal bits on all machines: products are rounded before they are added. It costs about a
   * quarter of the speed where relaxed SIMD fuses both.
   */
  readonly deterministic?: boolean;
  /** Bytes of memory to keep from one product to the next, 2^28 by default; what needs more lets its memory go. */
  readonly keptBytes?: number;
}

/** All that 32-bit addresses reach. */
const MAX_BYTES = 2 ** 32 - 2 ** 16;

/**
 * Matrix kernels, compiled when first made, with one memory that grows to the largest product: operands are copied into
 * it and the result out of it.
 *
 * @example
 * ```ts
 * import { createGemm } from "@chainrule/wasm";
 * const gemm = createGemm({ deterministic: true });
 * gemm?.variant; // => { dtype: "float64", fused: false }
 * gemm?.products; // => 0
 * ```
 */
export class Gemm {
  /** Which kernels these are. */
  readonly variant: GemmVariant;
  readonly #module: Uint8Array<ArrayBuffer>;
  readonly #keptBytes: number;
  #instance: Instance | undefined;
  #products = 0;
  #copied = 0;

  /** @internal Use `createGemm`. */
  constructor(variant: GemmVariant, module: Uint8Array<ArrayBuffer>, instance: Instance, keptBytes: number) {
    this.variant = variant;
    this.#module = module;
    this.#instance = instance;
    this.#keptBytes = keptBytes;
  }

  /** How many products were computed. */
  get products(): number {
    return this.#products;
  }

  /** How many bytes were copied into the memory and out of it. */
  get copiedBytes(): number {
    return this.#copied;
  }

  /** Bytes of memory that are held now. */
  get heldBytes(): number {
    return this.#instance === undefined ? 0 : memoryOf(this.#instance).buffer.byteLength;
  }

  /**
   * Computes a product; false, with `out` untouched, where there is no memory for it.
   *
   * Each element is a sum of `depth` products in an order that depends on the lengths alone, in the precision of the
   * kernels: its error is at most `depth` units of roundoff of the sum of the products' sizes.
   *
   * @throws OperandError `wasm/operand` when an operand has not as many elements as its matrix.
   */
  multiply(product: MatrixProduct): boolean {
    const { a, b, out, rows, columns, depth } = product;
    checkLength("a", a, rows, depth);
    checkLength("b", b, depth, columns);
    checkLength("out", out, rows, columns);
    if (rows === 0 || columns === 0 || depth === 0) {
      if (product.accumulate !== true) out.fill(0);
      return true;
    }
    const { dtype } = this.variant;
    const bytes = dtype === "float32" ? 4 : 8;
    const room = roomFor(dtype, rows, columns);
    const [atA, sizeA, sizeB] = [room.packed, rows * depth * bytes, depth * columns * bytes];
    const atB = aligned(atA + sizeA);
    const atC = aligned(atB + sizeB);
    const instance = this.#withMemory(atC + room.result);
    if (instance === undefined) return false;
    const { buffer } = memoryOf(instance);
    const view = (at: number, size: number): Float64Array | Float32Array =>
      dtype === "float32" ? new Float32Array(buffer, at, size) : new Float64Array(buffer, at, size);
    view(atA, rows * depth).set(a);
    view(atB, depth * columns).set(b);
    const [aRow, aStep] = product.aTransposed ? [bytes, rows * bytes] : [depth * bytes, bytes];
    const [bColumn, bStep] = product.bTransposed ? [depth * bytes, bytes] : [bytes, columns * bytes];
    const gemm = instance.exports["gemm"] as GemmFunction;
    gemm(atA, atB, atC, 0, rows, columns, depth, aRow, aStep, bColumn, bStep);
    write(out, view(atC, rows * columns), product.accumulate === true);
    this.#products++;
    this.#copied += sizeA + sizeB + rows * columns * bytes;
    if (buffer.byteLength > this.#keptBytes) this.#instance = undefined;
    return true;
  }

  /** The instance with memory for so many bytes, if there is. */
  #withMemory(bytes: number): Instance | undefined {
    if (bytes > MAX_BYTES) return undefined;
    this.#instance ??= instantiate(this.#module);
    if (this.#instance === undefined) return undefined;
    const memory = memoryOf(this.#instance);
    const missing = bytes - memory.buffer.byteLength;
    if (missing <= 0) return this.#instance;
    try {
      memory.grow(Math.ceil(missing / 2 ** 16));
      return this.#instance;
    } catch {
      return undefined;
    }
  }
}

function checkLength(
  operand: OperandError["operand"],
  { length }: Numbers,
  rows: number,
  columns: number,
): void {
  const isFitting = length === rows * columns && Number.isInteger(rows) && rows >= 0;
  if (!isFitting) throw new OperandError(operand, length, rows, columns);
}

function memoryOf({ exports }: Instance): Memory {
  return exports["memory"] as Memory;
}

/** The next address at which a line of the cache starts. */
function aligned(address: number): number {
  return Math.ceil(address / 64) * 64;
}

function write(
  out: Float64Array | Float32Array,
  result: Float64Array | Float32Array,
  isAdding: boolean,
): void {
  if (!isAdding) out.set(result);
  else for (let i = 0; i < result.length; i++) out[i] = (out[i] as number) + (result[i] as number);
}

/**
 * Matrix kernels for this host: with relaxed SIMD where it has that, unless they must be deterministic; undefined where it has no
 * WebAssembly, no SIMD, or forbids compilation. Never throws.
 *
 * @example
 * ```ts
 * import { createGemm } from "@chainrule/wasm";
 * const out = new Float64Array(2);
 * const product = { a: Float64Array.of(1, 2, 3, 4), b: Float64Array.of(10, 1), out, rows: 2, columns: 1, depth: 2 };
 * createGemm()?.multiply(product); // => true
 * [...out]; // => [12, 34]
 * ```
 */
export function createGemm(options: GemmOptions = {}): Gemm | undefined {
  const { dtype = "float64", deterministic = false, keptBytes = 2 ** 28 } = options;
  const { simd, relaxedSimd } = detectFeatures();
  if (!simd) return undefined;
  const variant: GemmVariant = { dtype, fused: relaxedSimd && !deterministic };
  const module = gemmModule(variant);
  const instance = instantiate(module);
  return instance === undefined ? undefined : new Gemm(variant, module, instance, keptBytes);
}
