import type { GemmFunction } from "../gemm/gemm.ts";
import type { Instance, Memory } from "../host.ts";

/** Where in the memory, in words of 32 bits, threads find what they agree on. A job's arguments follow the last of them. */
export interface Words {
  /** Counts the jobs: what idle threads wait for. */
  readonly job: number;
  /** Chunks that nobody has claimed; none below 1. */
  readonly left: number;
  /** Chunks that are finished. */
  readonly done: number;
  /** Workers that have begun to work. */
  readonly working: number;
  /** 1 when all is over. */
  readonly over: number;
  /** The `Arguments`. */
  readonly arguments: number;
}

/** What a thread is given: the module, the memory, and its own place for packed blocks. */
export interface Task {
  readonly module: object;
  readonly memory: Memory;
  readonly words: Words;
  readonly packed: number;
}

/** Rows of a chunk, bytes from row to row of the result, and what `gemm` takes. */
export type Arguments = readonly [high: number, stride: number, ...Parameters<GemmFunction>];

/** A thread that shares in products. */
export interface Member {
  readonly instance: Instance;
  /** Claims chunks and computes them until none is left, with packed blocks at an address. */
  readonly work: (packed: number) => void;
  /** As a worker: does so whenever there is a job, until all is over. */
  readonly serve: () => void;
}

/**
 * A thread that shares in products; workers run its text, so it names nothing of this module.
 *
 * A chunk is some rows of the result. Whoever lowers `left` has claimed one, and reads the arguments after that: they are
 * those of the chunk's job, since they are written before `left` and stay until the chunk is done.
 */
export function createMember({ module, memory, words, packed }: Task): Member {
  type Wasm = { readonly Instance: new (module: object, imports: object) => Instance };
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: Wasm };
  const instance = new WebAssembly.Instance(module, { host: { memory } });
  const gemm = instance.exports["gemm"] as GemmFunction;
  const control = new Int32Array(memory.buffer, 0, 32);
  const work = (own: number): void => {
    for (;;) {
      const chunk = Atomics.sub(control, words.left, 1) - 1;
      if (chunk < 0) return;
      const given = control.subarray(words.arguments) as Iterable<number> as Arguments;
      const [high, stride, a, b, c, , rows, columns, depth, aRow, aStep, bColumn, bStep] = given;
      const from = chunk * high;
      const count = Math.min(high, rows - from);
      gemm(a + from * aRow, b, c + from * stride, own, count, columns, depth, aRow, aStep, bColumn, bStep);
      Atomics.add(control, words.done, 1);
      Atomics.notify(control, words.done);
    }
  };
  const serve = (): void => {
    Atomics.add(control, words.working, 1);
    while (Atomics.load(control, words.over) === 0) {
      const job = Atomics.load(control, words.job);
      work(packed);
      Atomics.wait(control, words.job, job);
    }
  };
  return { instance, work, serve };
}
