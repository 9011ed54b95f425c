import { ArgumentError } from "../errors.ts";
import type { GemmVariant } from "../gemm/gemm.ts";
import type { Instance } from "../host.ts";
import { startWorker } from "./start.ts";
import { openTeam } from "./team.ts";

/** Compiled kernels with their memory; those of several threads have more to tell. */
export interface Kernels extends Instance {
  /** Bytes at the beginning of the memory that are taken. */
  readonly reserved?: number;
  /** Threads that work. */
  readonly threads?: number;
  /** Ends the workers. */
  readonly close?: () => void;
}

/** How many threads share in large products: made by `workerThreads`. */
export interface Threads {
  /** The thread that asks for the product, and the workers. */
  readonly count: number;
  /** @internal The kernels of a variant, whose module with a memory of its own is given; undefined where the host shares none. */
  readonly open: (variant: GemmVariant, module: Uint8Array<ArrayBuffer>) => Kernels | undefined;
}

/** More would wait for memory rather than compute. */
const MOST = 64;

/**
 * Threads that share in large products of matrices: this one and workers. Bits are the same as one thread's.
 *
 * Workers start at the first product of some million multiplications, and never keep a process running. Whoever is free takes some
 * rows of the result, so that a worker which is slow, or has not started yet, costs nothing. They need Node 20.16 or 22.3, or a page
 * that is isolated from other origins (`crossOriginIsolated`) and may have workers from blobs; elsewhere one thread computes
 * all: `threads` of the kernels tells.
 *
 * @throws ArgumentError `wasm/argument` for another count than an integer from 1 to 64.
 *
 * @example
 * ```ts
 * import { createGemm, workerThreads } from "@chainrule/wasm";
 * const gemm = createGemm({ threads: workerThreads(2) });
 * const out = new Float64Array(1);
 * gemm?.multiply({ a: Float64Array.of(3), b: Float64Array.of(5), out, rows: 1, columns: 1, depth: 1 });
 * out[0]; // => 15
 * gemm?.threads; // => 1
 * ```
 */
export function workerThreads(count: number): Threads {
  if (!Number.isInteger(count) || count < 1 || count > MOST) {
    throw new ArgumentError(
      `an integer from 1 to ${MOST}`,
      count,
      "say how many threads are to share in a product",
    );
  }
  return {
    count,
    open: (variant, module) =>
      count === 1 ? undefined : openTeam({ variant, module, workers: count - 1, start: startWorker }),
  };
}
