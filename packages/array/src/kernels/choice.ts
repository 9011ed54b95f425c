import { createGemm, type Gemm, type Threads } from "@chainrule/wasm";
import { bytesPerElement, type DType, promote } from "../dtype.ts";
import { checkFunction } from "../errors.ts";

/** A product of matrices that was computed, and by which kernel. */
export interface ComputedProduct {
  /** WebAssembly, or the loops that are also its oracle. */
  readonly kernel: "wasm" | "loops";
  /** Rows of the result. */
  readonly rows: number;
  /** Columns of the result. */
  readonly columns: number;
  /** Products in each sum. */
  readonly depth: number;
}

/** Which kernels compute products of matrices. */
export interface KernelChoice {
  /**
   * `loops`: plain loops only. `wasm`: WebAssembly wherever it can, however small the product. `auto`, the default: WebAssembly where
   * it is faster.
   */
  readonly kernel?: "auto" | "loops" | "wasm";
  /** Whether equal inputs give equal bits on all machines that run WebAssembly; costs up to a quarter of the speed. */
  readonly deterministic?: boolean;
  /** Threads that share in large products, with the same bits: `workerThreads(2)`; one by default. */
  readonly threads?: Threads;
  /** Is told of every product, after it. */
  readonly onProduct?: (product: ComputedProduct) => void;
}

/** The choice that holds: set and restored around a synchronous call. */
let current: KernelChoice = {};

/**
 * Runs a function with a choice of kernels; the choice holds until it returns or throws, so a promise's later work is not
 * under it. What an inner choice leaves open, the outer one decides.
 *
 * @example
 * ```ts
 * import { array, contract, full, withKernels } from "@chainrule/array";
 * const kernels: string[] = [];
 * const a = full([32, 32], 1);
 * const square = () => contract(a, a, { contract: [[1], [0]], batch: [[], []] });
 * withKernels({ onProduct: ({ kernel }) => kernels.push(kernel) }, square);
 * withKernels({ kernel: "loops", onProduct: ({ kernel }) => kernels.push(kernel) }, square);
 * kernels; // => ["wasm", "loops"]
 * ```
 */
export function withKernels<R>(choice: KernelChoice, run: () => R): R {
  checkFunction(run);
  const before = current;
  current = { ...before, ...choice };
  try {
    return run();
  } finally {
    current = before;
  }
}

/** Products of at least so many multiplications go to WebAssembly: measured by `npm run bench -- kernels --only threshold`. */
const LEAST_PRODUCTS = 2 ** 10;

/** Kernels by dtype, kind and count of threads, made at the first use; undefined where the host cannot or must not. */
const kernels: Map<string, Gemm | undefined> = new Map();

/** The lengths of a product of matrices. */
export type ProductLengths = Omit<ComputedProduct, "kernel">;

/**
 * The WebAssembly kernels for a product of matrices; undefined where loops are faster (copying the operands would cost as much
 * as their product), asked for, or all there is, or where the kernels would round an operand.
 */
export function gemmFor(
  first: DType,
  second: DType,
  { rows, columns, depth }: ProductLengths,
): Gemm | undefined {
  const { kernel = "auto" } = current;
  if (kernel === "loops" || rows * columns * depth === 0) return undefined;
  const isWorthIt = rows * columns * depth >= LEAST_PRODUCTS && 1 / rows + 1 / columns + 1 / depth <= 1;
  if (kernel === "auto" && !isWorthIt) return undefined;
  const dtype = promote(first, second);
  if (dtype !== "float64" && dtype !== "float32") return undefined;
  if (dtype === "float32" && !(isExactInSingle(first) && isExactInSingle(second))) return undefined;
  const { threads } = current;
  const deterministic = current.deterministic === true;
  const name = `${dtype} ${deterministic} ${threads === undefined ? 1 : threads?.count}`;
  if (!kernels.has(name)) kernels.set(name, createGemm({ dtype, deterministic, threads }));
  return kernels.get(name);
}

function isExactInSingle(dtype: DType): boolean {
  return dtype === "float32" || bytesPerElement(dtype) === 1;
}

/** Tells the one who asked of a product. */
export function report(kernel: ComputedProduct["kernel"], { rows, columns, depth }: ProductLengths): void {
  current.onProduct?.({ kernel, rows, columns, depth });
}
