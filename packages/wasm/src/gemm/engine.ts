import { WasmError } from "../errors.ts";
import { detectFeatures } from "../features.ts";
import { type Instance, instantiate, type Memory } from "../host.ts";
import type { GatherFunction } from "./gather.ts";
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
 * A product whose second matrix is gathered from an array, as convolutions have it: the column of example n and window p holds
 * `x[n, c, table[k, p]]` for each channel c and each element k of the window, and 0 where the table says -1.
 */
export interface GatheredProduct {
  /** The first matrix, `[rows, channels * taps]`. */
  readonly a: Numbers;
  /** The array, `[examples, channels, area]`. */
  readonly x: Numbers;
  /** Places in `area`, `[taps, windows]`. */
  readonly table: Int32Array;
  readonly rows: number;
  readonly examples: number;
  readonly channels: number;
  readonly area: number;
  readonly taps: number;
  readonly windows: number;
  /** Is given the result in blocks, `[rows, columns]` from a column on: a view that holds until it returns. */
  readonly onBlock: (result: Float64Array | Float32Array, from: number, columns: number) => void;
}

/** Elements of a gathered matrix that are held at once, which the second cache holds. */
const GATHERED = 2 ** 16;

/**
 * An operand that has not as many elements as its lengths say, or a table of places outside (`wasm/operand`).
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
  readonly operand: "a" | "b" | "out" | "x" | "table";

  constructor(operand: OperandError["operand"], message: string) {
    super("wasm/operand", message);
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
    numbersIn(buffer, dtype, atA, rows * depth).set(a);
    numbersIn(buffer, dtype, atB, depth * columns).set(b);
    const [aRow, aStep] = product.aTransposed ? [bytes, rows * bytes] : [depth * bytes, bytes];
    const [bColumn, bStep] = product.bTransposed ? [depth * bytes, bytes] : [bytes, columns * bytes];
    const gemm = instance.exports["gemm"] as GemmFunction;
    gemm(atA, atB, atC, 0, rows, columns, depth, aRow, aStep, bColumn, bStep);
    write(out, numbersIn(buffer, dtype, atC, rows * columns), product.accumulate === true);
    this.#finish(sizeA + sizeB + rows * columns * bytes);
    return true;
  }

  /**
   * Computes a product whose second matrix is gathered; false, with no block given, where there is no memory for it. Sums are as
   * those of `multiply`.
   *
   * @throws OperandError `wasm/operand` when an operand has not as many elements as its lengths say, or a place lies outside.
   */
  multiplyGathered(product: GatheredProduct): boolean {
    const { a, x, table, rows, examples, channels, area, taps, windows, onBlock } = product;
    const [depth, columns] = [channels * taps, examples * windows];
    checkLength("a", a, rows, depth);
    checkLength("x", x, examples * channels, area);
    checkLength("table", table, taps, windows);
    if (table.some((place) => place < -1 || place >= area)) {
      throw new OperandError("table", `a place is not below ${area}; give -1 where nothing lies.`);
    }
    const { dtype } = this.variant;
    const bytes = dtype === "float32" ? 4 : 8;
    const width = Math.max(1, Math.min(columns, Math.floor(GATHERED / Math.max(1, depth))));
    const room = roomFor(dtype, rows, width);
    const [atA, atX] = [room.packed, aligned(room.packed + a.length * bytes)];
    const atTable = aligned(atX + x.length * bytes);
    const atB = aligned(atTable + table.length * 4);
    const atC = aligned(atB + depth * width * bytes);
    const instance = this.#withMemory(atC + room.result);
    if (instance === undefined) return false;
    const { buffer } = memoryOf(instance);
    numbersIn(buffer, dtype, atA, a.length).set(a);
    numbersIn(buffer, dtype, atX, x.length).set(x);
    new Int32Array(buffer, atTable, table.length).set(table);
    const gemm = instance.exports["gemm"] as GemmFunction;
    const gather = instance.exports["gather"] as GatherFunction;
    const channel = area * bytes;
    for (let from = 0; from < columns; from += width) {
      const wide = Math.min(width, columns - from);
      for (let at = 0; at < wide; ) {
        const [example, window] = [Math.floor((from + at) / windows), (from + at) % windows];
        const run = Math.min(windows - window, wide - at);
        const [source, target] = [atX + example * channels * channel, atB + at * bytes];
        gather(source, atTable + 4 * window, target, run, channels, channel, taps, 4 * windows, wide * bytes);
        at += run;
      }
      const result = numbersIn(buffer, dtype, atC, rows * wide);
      if (depth === 0) result.fill(0);
      else gemm(atA, atB, atC, 0, rows, wide, depth, depth * bytes, bytes, bytes, wide * bytes);
      onBlock(result, from, wide);
    }
    this.#finish((a.length + x.length + rows * columns) * bytes + table.length * 4);
    return true;
  }

  /** Counts a product and what it copied; memory beyond what is to be kept is let go. */
  #finish(copied: number): void {
    this.#products++;
    this.#copied += copied;
    if (this.heldBytes > this.#keptBytes) this.#instance = undefined;
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
  { length }: { readonly length: number },
  rows: number,
  columns: number,
): void {
  if (length === rows * columns && Number.isInteger(rows) && rows >= 0) return;
  const message = `${operand} has ${length} elements, and its matrix is ${rows} by ${columns}`;
  throw new OperandError(operand, `${message}; give as many elements as the lengths say.`);
}

function numbersIn(
  buffer: ArrayBuffer,
  dtype: GemmDType,
  at: number,
  size: number,
): Float64Array | Float32Array {
  return dtype === "float32" ? new Float32Array(buffer, at, size) : new Float64Array(buffer, at, size);
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
