import { ArgumentError, checkObject } from "../errors.ts";
import { detectFeatures } from "../features.ts";
import { instantiate, type Memory } from "../host.ts";
import type { Kernels, Threads } from "../threads/threads.ts";
import { bytesOf, memoryOf, numbersIn, placed, reserve } from "./arena.ts";
import type { GatherFunction } from "./gather.ts";
import { type GemmDType, type GemmFunction, type GemmVariant, gemmModule, roomFor } from "./gemm.ts";
import { checkGathered, checkProduct, type GatheredProduct, type MatrixProduct } from "./products.ts";

/** Elements of a gathered matrix that are held at once, which the second cache holds. */
const GATHERED = 2 ** 16;

/** How to compute products of matrices. */
export interface GemmOptions {
  /** The type of the elements; `float64` by default. */
  readonly dtype?: GemmDType;
  /**
   * Whether equal inputs give equal bits on all machines: products are rounded before they are added. It costs up to
   * a quarter of the speed where relaxed SIMD fuses both.
   */
  readonly deterministic?: boolean;
  /** Bytes of memory to keep from one product to the next, 2^28 by default; what needs more lets its memory go. */
  readonly keptBytes?: number;
  /** Threads that share in large products, whose bits are the same: `workerThreads(2)`; one by default. */
  readonly threads?: Threads | undefined;
}

/**
 * Matrix kernels, compiled when first made, with one memory that grows to the largest product: operands are copied into
 * it and the result out of it.
 *
 * @example
 * ```ts
 * import { createGemm } from "@chainrule/wasm";
 * const gemm = createGemm({ deterministic: true });
 * gemm?.variant; // => { dtype: "float64", fused: false, tileRows: 4 }
 * gemm?.products; // => 0
 * ```
 */
export class Gemm {
  /** Which kernels these are. */
  readonly variant: GemmVariant;
  readonly #open: () => Kernels | undefined;
  readonly #keptBytes: number;
  #kernels: Kernels | undefined;
  #products = 0;
  #copied = 0;

  /** @internal Use `createGemm`. */
  constructor(variant: GemmVariant, open: () => Kernels | undefined, kernels: Kernels, keptBytes: number) {
    this.variant = variant;
    this.#open = open;
    this.#kernels = kernels;
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
    return this.#kernels === undefined ? 0 : memoryOf(this.#kernels).buffer.byteLength;
  }

  /** How many threads work now: 1 until workers have started, at the first large product, and where the host lets none start. */
  get threads(): number {
    return this.#kernels?.threads ?? 1;
  }

  /** Lets its memory go, and its threads; the next product takes new ones. */
  close(): void {
    this.#kernels?.close?.();
    this.#kernels = undefined;
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
    checkProduct(product);
    const { a, b, out, rows, columns, depth } = product;
    if (rows === 0 || columns === 0 || depth === 0) {
      if (product.accumulate !== true) out.fill(0);
      return true;
    }
    const { dtype } = this.variant;
    const bytes = bytesOf(dtype);
    const room = roomFor(this.variant, rows, columns);
    const prepared = this.#prepare([room.packed, a.length * bytes, b.length * bytes, room.result]);
    if (prepared === undefined) return false;
    const { kernels, buffer, places } = prepared;
    const [packed, atA, atB, atC] = places as [number, number, number, number];
    numbersIn(buffer, dtype, atA, a.length).set(a);
    numbersIn(buffer, dtype, atB, b.length).set(b);
    const [aRow, aStep] = product.aTransposed ? [bytes, rows * bytes] : [depth * bytes, bytes];
    const [bColumn, bStep] = product.bTransposed ? [depth * bytes, bytes] : [bytes, columns * bytes];
    const gemm = kernels.exports["gemm"] as GemmFunction;
    const lengths = [rows, columns, depth] as const;
    if (gemm(atA, atB, atC, packed, ...lengths, aRow, aStep, bColumn, bStep) === false) return this.#fail();
    write(out, numbersIn(memoryOf(kernels).buffer, dtype, atC, out.length), product.accumulate === true);
    this.#finish((a.length + b.length + out.length) * bytes);
    return true;
  }

  /**
   * Computes a product whose second matrix is gathered; false where there is no memory for it. Sums are as those of
   * `multiply`.
   *
   * @throws OperandError `wasm/operand` when an operand has not as many elements as its lengths say, or a place lies outside.
   */
  multiplyGathered(product: GatheredProduct): boolean {
    checkGathered(product);
    const { a, x, table, rows, examples, windows, onBlock } = product;
    const { dtype } = this.variant;
    const bytes = bytesOf(dtype);
    const [depth, columns] = [product.channels * product.taps, examples * windows];
    const width = Math.max(1, Math.min(columns, Math.floor(GATHERED / Math.max(1, depth))));
    const room = roomFor(this.variant, rows, width);
    const sizes = [a.length * bytes, x.length * bytes, table.length * 4, depth * width * bytes];
    const prepared = this.#prepare([room.packed, ...sizes, room.result]);
    if (prepared === undefined) return false;
    const { kernels, buffer, places } = prepared;
    const [packed, atA, atX, atTable, atB, atC] = places as [number, number, number, number, number, number];
    numbersIn(buffer, dtype, atA, a.length).set(a);
    numbersIn(buffer, dtype, atX, x.length).set(x);
    new Int32Array(buffer, atTable, table.length).set(table);
    for (let from = 0; from < columns; from += width) {
      const wide = Math.min(width, columns - from);
      const { gather, gemm } = kernels.exports as {
        readonly gather: GatherFunction;
        readonly gemm: GemmFunction;
      };
      gatherBlock(gather, product, { x: atX, table: atTable, target: atB }, { from, wide }, bytes);
      const strides = [depth * bytes, bytes, bytes, wide * bytes] as const;
      if (depth > 0 && gemm(atA, atB, atC, packed, rows, wide, depth, ...strides) === false)
        return this.#fail();
      const result = numbersIn(memoryOf(kernels).buffer, dtype, atC, rows * wide);
      onBlock(depth === 0 ? result.fill(0) : result, from, wide);
    }
    this.#finish((a.length + x.length + rows * columns) * bytes + table.length * 4);
    return true;
  }

  /** Lets all go that may be written to by a thread that was lost. */
  #fail(): false {
    this.close();
    return false;
  }

  /** Counts a product and what it copied; memory beyond what is to be kept is let go. */
  #finish(copied: number): void {
    this.#products++;
    this.#copied += copied;
    if (this.heldBytes > this.#keptBytes) this.close();
  }

  /** The kernels, with memory for places of so many bytes each, if there is. */
  #prepare(sizes: readonly number[]): Prepared | undefined {
    this.#kernels ??= this.#open();
    const kernels = this.#kernels;
    if (kernels === undefined) return undefined;
    const places = placed(kernels.reserved ?? 0, sizes);
    const memory = memoryOf(kernels);
    return reserve(memory, places.at(-1) as number) ? { kernels, buffer: memory.buffer, places } : undefined;
  }
}

/** Kernels, the memory they have, and the places in it. */
interface Prepared {
  readonly kernels: Kernels;
  readonly buffer: Memory["buffer"];
  readonly places: readonly number[];
}

/** Gathers some columns, `[depth, wide]`: of each example in turn, some windows. */
function gatherBlock(
  gather: GatherFunction,
  { channels, area, taps, windows }: GatheredProduct,
  at: { readonly x: number; readonly table: number; readonly target: number },
  { from, wide }: { readonly from: number; readonly wide: number },
  bytes: number,
): void {
  const channelBytes = area * bytes;
  for (let done = 0; done < wide; ) {
    const [example, window] = [Math.floor((from + done) / windows), (from + done) % windows];
    const run = Math.min(windows - window, wide - done);
    const source = at.x + example * channels * channelBytes;
    const [table, target] = [at.table + 4 * window, at.target + done * bytes];
    gather(source, table, target, run, channels, channelBytes, taps, 4 * windows, wide * bytes);
    done += run;
  }
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
 * WebAssembly, no SIMD, or forbids compilation.
 *
 * @throws ArgumentError `wasm/argument` for options that are none; never for what the host lacks.
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
  const {
    dtype = "float64",
    deterministic = false,
    keptBytes = 2 ** 28,
    threads,
  } = checkObject(options, "leave it out");
  if (dtype !== "float64" && dtype !== "float32") {
    throw new ArgumentError("float32 or float64", dtype, "give the type of the elements, or leave it out");
  }
  if (threads !== undefined && typeof threads?.open !== "function") {
    throw new ArgumentError("workerThreads(2)", threads, "make threads by it, or leave them out");
  }
  const { simd, relaxedSimd, table64 } = detectFeatures();
  if (!simd) return undefined;
  const fused = relaxedSimd && !deterministic;
  // V8 knows such tables since it keeps the factors of 6 rows from taking the registers of sums, which no other feature tells
  const variant: GemmVariant = { dtype, fused, tileRows: fused && table64 ? 6 : 4 };
  const module = gemmModule(variant);
  const open = (): Kernels | undefined => threads?.open(variant, module) ?? instantiate(module);
  const kernels = open();
  return kernels === undefined ? undefined : new Gemm(variant, open, kernels, keptBytes);
}
