import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { gemmModule } from "../gemm/gemm.ts";
import type { Memory } from "../host.ts";
import { createGemm, Gemm, type MatrixProduct, workerThreads } from "../index.ts";
import { createMember, type Task } from "./member.ts";
import type { Start } from "./start.ts";
import { openTeam } from "./team.ts";

/** What of Node is used here. */
interface Node {
  readonly execPath: string;
  readonly getBuiltinModule: (name: "node:child_process") => {
    readonly spawnSync: (file: string, args: readonly string[], options: object) => object;
  };
}
const { process: node } = globalThis as unknown as { readonly process: Node };

type Matrix = Float32Array | Float64Array;
const STORAGE = { float32: Float32Array, float64: Float64Array } as const;

/** Reproducible numbers between -1 and 1. */
function random(dtype: keyof typeof STORAGE, size: number, seed: number): Matrix {
  let state = seed >>> 0;
  return new STORAGE[dtype](size).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A product of more multiplications than one thread computes alone. */
function large(rows: number, columns: number, dtype: keyof typeof STORAGE = "float64"): MatrixProduct {
  const depth = Math.ceil(2 ** 22 / (rows * columns));
  const [a, b] = [random(dtype, rows * depth, rows), random(dtype, columns * depth, columns)];
  return { a, b, out: random(dtype, rows * columns, 3), rows, columns, depth };
}

/** What kernels make of a product, which is left as it is. */
function result(gemm: Gemm, product: MatrixProduct): Matrix {
  const out = product.out.slice();
  expect(gemm.multiply({ ...product, out })).toBe(true);
  return out;
}

const opened: Gemm[] = [];

/** Kernels whose workers are started as the test says; the bits are those of all machines. */
function gemmWith(start: Start, workers = 1, dtype: keyof typeof STORAGE = "float64"): Gemm {
  const variant = { dtype, fused: false, tileRows: 4 } as const;
  const open = () => openTeam({ variant, module: gemmModule(variant), workers, start });
  const gemm = new Gemm(variant, open, open()!, 2 ** 28);
  opened.push(gemm);
  return gemm;
}

function threaded(count: number, dtype: keyof typeof STORAGE = "float64"): Gemm {
  const gemm = createGemm({ dtype, deterministic: true, threads: workerThreads(count) })!;
  opened.push(gemm);
  return gemm;
}

afterEach(() => {
  for (const gemm of opened.splice(0)) gemm.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Computes products until workers take part, as they do soon; what is tested holds without them too. */
function untilThreads(gemm: Gemm, count: number): void {
  for (let k = 0; k < 100 && gemm.threads < count; k++) result(gemm, large(256, 256));
}

const alone = {
  float32: createGemm({ dtype: "float32", deterministic: true })!,
  float64: createGemm({ deterministic: true })!,
};

describe("several threads", () => {
  it.each(["float32", "float64"] as const)(
    "give the bits of one, for all shapes and layouts: %s",
    (dtype) => {
      const gemm = threaded(2, dtype);
      untilThreads(gemm, 2);
      const length = fc.integer({ min: 17, max: 300 });
      fc.assert(
        fc.property(
          length,
          length,
          fc.boolean(),
          fc.boolean(),
          fc.boolean(),
          (rows, columns, s, t, accumulate) => {
            const product = { ...large(rows, columns, dtype), aTransposed: s, bTransposed: t, accumulate };
            expect(result(gemm, product)).toEqual(result(alone[dtype], product));
          },
        ),
        {
          numRuns: 20,
          examples: [
            [9, 2049, false, false, true],
            [97, 97, true, true, false],
          ],
        },
      );
    },
  );

  it("fused give them too, as the machine rounds", () => {
    const gemm = createGemm({ threads: workerThreads(2) })!;
    opened.push(gemm);
    const product = large(203, 101);
    const expected = result(createGemm()!, product);
    for (let k = 0; k < 5; k++) expect(result(gemm, product)).toEqual(expected);
  });

  it("more than the machine has processors give them", () => {
    const gemm = threaded(9);
    const product = large(255, 130);
    const expected = result(alone.float64, product);
    for (let k = 0; k < 10; k++) expect(result(gemm, product)).toEqual(expected);
  });

  it("share in gathered products", () => {
    const [rows, area, taps] = [70, 1300, 50];
    const table = Int32Array.from({ length: taps * area }, (_, k) => ((k * 7) % (area + 1)) - 1);
    const given = {
      a: random("float64", rows * taps, 1),
      x: random("float64", area, 2),
      table,
      rows,
      area,
      taps,
    };
    const blocks = (gemm: Gemm): Matrix[] => {
      const all: Matrix[] = [];
      const onBlock = (block: Matrix) => all.push(block.slice());
      expect(gemm.multiplyGathered({ ...given, examples: 1, channels: 1, windows: area, onBlock })).toBe(
        true,
      );
      return all;
    };
    expect(blocks(threaded(2))).toEqual(blocks(alone.float64));
  });

  it("begin at the first large product, and begin anew when their memory was let go", () => {
    const start = vi.fn<Start>(() => () => {});
    const gemm = gemmWith(start, 2);
    const small = { a: new Float64Array(9), b: new Float64Array(9), out: new Float64Array(9) };
    result(gemm, { ...small, rows: 3, columns: 3, depth: 3 });
    expect(start).not.toHaveBeenCalled();
    result(gemm, large(256, 256));
    expect(start).toHaveBeenCalledTimes(2);
    gemm.close();
    expect(gemm.heldBytes).toBe(0);
    expect(gemm.threads).toBe(1);
    result(gemm, large(256, 256));
    expect(start).toHaveBeenCalledTimes(4);
  });

  it("are refused where their count is none", () => {
    for (const count of [0, 65, 1.5, -1, Number.NaN, "2", null]) {
      expect(() => workerThreads(count as number)).toThrow(
        expect.objectContaining({ code: "wasm/argument", given: count }),
      );
    }
    for (const threads of [2, null, { count: 2 }]) {
      expect(() => createGemm({ threads: threads as never })).toThrow(
        expect.objectContaining({ code: "wasm/argument" }),
      );
    }
  });
});

describe("workers", () => {
  const product = large(256, 200);
  const expected = result(alone.float64, product);

  /** The task of a team's only worker, which stays away. */
  function absent(): { gemm: Gemm; task: () => Task } {
    let given: Task | undefined;
    const gemm = gemmWith((_, task) => {
      given = task as Task;
      return () => {};
    });
    return { gemm, task: () => given! };
  }

  /** Does something whenever a job is announced; gives what ends that. */
  function onJob(job: number, act: () => void): () => void {
    const notify = Atomics.notify as (control: Int32Array, at: number) => number;
    const spy = vi.spyOn(Atomics, "notify").mockImplementation((control, at) => {
      if (at === job) act();
      return notify(control as unknown as Int32Array, at);
    });
    return () => spy.mockRestore();
  }

  it("that never come cost nothing", () => {
    const { gemm } = absent();
    expect(result(gemm, product)).toEqual(expected);
    expect(gemm.threads).toBe(1);
  });

  it("that compute all chunks leave none, in products that differ", () => {
    const { gemm, task } = absent();
    result(gemm, product);
    const { words, memory, packed } = task();
    const worker = createMember(task());
    onJob(words.job, () => worker.work(packed));
    for (const [rows, columns] of [
      [200, 256],
      [15, 1023],
      [256, 200],
    ] as const) {
      const other = large(rows, columns);
      expect(result(gemm, other)).toEqual(result(alone.float64, other));
    }
    const control = new Int32Array((memory as Memory).buffer);
    expect(Atomics.load(control, words.left)).toBeLessThan(0);
  });

  it("serve until all is over", () => {
    const { gemm, task } = absent();
    result(gemm, product);
    const worker = createMember(task());
    gemm.close();
    worker.serve(); // returns
    expect(new Int32Array(task().memory.buffer)[task().words.working]).toBe(1);
  });

  /** Claims a chunk of the next product, and does nothing with it. */
  function claimOne({ words, memory }: Task): void {
    const stop = onJob(words.job, () => {
      Atomics.sub(new Int32Array(memory.buffer), words.left, 1);
      stop();
    });
  }

  it("that die within a chunk are given up, and one thread computes all in a memory of its own", () => {
    const { gemm, task } = absent();
    result(gemm, product);
    claimOne(task());
    expect(result(gemm, product)).toEqual(expected);
    expect(gemm.threads).toBe(1);
    new Uint8Array(task().memory.buffer).fill(255); // the one that was given up may write where it likes
    expect(result(gemm, product)).toEqual(expected);
  });

  it("that die where no other memory can be had are no failure: nothing is written, and the next product is computed", () => {
    const { gemm, task } = absent();
    result(gemm, product);
    claimOne(task());
    const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory } } };
    const grow = vi.spyOn(wasm.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("no memory");
    });
    const out = product.out.slice();
    expect(gemm.multiply({ ...product, out })).toBe(false);
    expect(out).toEqual(product.out);
    grow.mockRestore();
    expect(result(gemm, product)).toEqual(expected);
  });

  it("that end themselves are no failure", () => {
    const gemm = threaded(2);
    untilThreads(gemm, 2);
    gemm.close();
    expect(result(gemm, product)).toEqual(expected);
  });

  it("keep no process running, and need no turn of its events", () => {
    const index = (import.meta as unknown as { url: string }).url.replace(/[^/]*\/[^/]*$/, "index.ts");
    const text = `
      import { createGemm, workerThreads } from ${JSON.stringify(index)};
      const x = new Float64Array(256 ** 2);
      const gemm = createGemm({ threads: workerThreads(2) });
      const end = Date.now() + 20_000;
      while (gemm.threads < 2 && Date.now() < end)
        gemm.multiply({ a: x, b: x, out: x, rows: 256, columns: 256, depth: 256 });
      console.log(gemm.threads);`;
    const options = { timeout: 40_000, encoding: "utf8" };
    const { spawnSync } = node.getBuiltinModule("node:child_process");
    const ended = spawnSync(node.execPath, ["--input-type=module", "-e", text], options);
    expect(ended).toMatchObject({ stdout: "2\n", signal: null });
  });
});

describe("hosts", () => {
  const product = large(200, 200);
  const expected = result(alone.float64, product);

  it("without threads, or that forbid them, have one", () => {
    for (const getBuiltinModule of [
      undefined,
      () => undefined,
      () => ({
        Worker: class {
          constructor() {
            throw new Error("ERR_ACCESS_DENIED");
          }
        },
      }),
    ]) {
      vi.stubGlobal("process", { getBuiltinModule });
      const gemm = threaded(3);
      expect(result(gemm, product)).toEqual(expected);
      expect(gemm.threads).toBe(1);
    }
  });

  it("without shared memory have one", () => {
    const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: Record<string, unknown> };
    const names = ["validate", "Module", "Instance"];
    vi.stubGlobal("WebAssembly", Object.fromEntries(names.map((name) => [name, wasm[name]])));
    const gemm = threaded(2);
    vi.unstubAllGlobals();
    expect(result(gemm, product)).toEqual(expected);
    expect(gemm.threads).toBe(1);
  });

  it("that are pages start workers from blobs, where they are isolated, and wait for them awake", () => {
    const posted: unknown[] = [];
    const page = {
      process: undefined,
      crossOriginIsolated: true,
      Worker: class {
        onerror?: (event: { preventDefault: () => void }) => void;
        readonly postMessage = (message: unknown) => posted.push(message);
        readonly terminate = () => posted.push("end");
        constructor(url: string) {
          expect(url).toMatch(/^blob:/);
          void Promise.resolve().then(() => this.onerror?.({ preventDefault: () => {} }));
        }
      },
    };
    for (const [name, value] of Object.entries(page)) vi.stubGlobal(name, value);
    vi.spyOn(Atomics, "wait").mockImplementation(() => {
      throw new TypeError("Atomics.wait cannot be called in this context");
    });
    const gemm = threaded(2);
    expect(result(gemm, product)).toEqual(expected);
    gemm.close();
    expect(posted).toEqual([expect.objectContaining({ words: expect.anything() }), "end"]);
    vi.stubGlobal("crossOriginIsolated", false);
    expect(result(threaded(2), product)).toEqual(expected);
    expect(posted).toHaveLength(2);
  });
});
