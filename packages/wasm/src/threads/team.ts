import { bytesOf, memoryOf, reserve } from "../gemm/arena.ts";
import { BLOCK_COLUMNS, type GemmFunction, type GemmVariant, gemmModule, roomFor } from "../gemm/gemm.ts";
import { host, type Instance, instantiate } from "../host.ts";
import { MAX_PAGES } from "../module.ts";
import { type Arguments, createMember, type Member, type Task, type Words } from "./member.ts";
import type { Start } from "./start.ts";
import type { Kernels } from "./threads.ts";

const words: Words = { job: 0, left: 1, done: 2, working: 3, over: 4, arguments: 8 };

/** Bytes of the words. */
const CONTROL = 128;

/** Products of at least so many multiplications are split: measured by `npm run bench -- kernels --only threads`. */
const LEAST_PRODUCTS = 2 ** 22;

/** Milliseconds that a claimed chunk may take: so many, and what a hundredth of a thread's usual speed takes. */
const PATIENCE = 2000;

/** Multiplications in a millisecond, at a hundredth of the usual speed. */
const SLOWEST = 1e5;

/** How often to look whether others are done before sleeping, which takes longer to wake from. */
const SPINS = 10_000;

/** The text of a worker: a function of its task. */
const TEXT = `(task) => (${createMember})(task).serve()`;

/** How a team is made. */
export interface TeamOptions {
  readonly variant: GemmVariant;
  /** The module with a memory of its own. */
  readonly module: Uint8Array<ArrayBuffer>;
  /** Threads beside this one. */
  readonly workers: number;
  readonly start: Start;
}

/** The kernels of several threads over one shared memory; undefined where the host has none. */
export function openTeam(options: TeamOptions): Kernels | undefined {
  const wasm = host();
  if (wasm === undefined) return undefined;
  const packed = roomFor(options.variant, 0, BLOCK_COLUMNS).packed;
  const reserved = CONTROL + options.workers * packed;
  try {
    const initial = Math.ceil(reserved / 2 ** 16);
    const memory = new wasm.Memory({ initial, maximum: MAX_PAGES, shared: true });
    const module = new wasm.Module(gemmModule(options.variant, "shared"));
    return new Team(options, { module, memory, words, packed }, reserved);
  } catch {
    return undefined;
  }
}

class Team implements Kernels {
  readonly reserved: number;
  exports: Instance["exports"];
  readonly #options: TeamOptions;
  readonly #task: Task;
  readonly #member: Member;
  readonly #control: Int32Array;
  #ends: readonly (() => void)[] | undefined;

  constructor(options: TeamOptions, task: Task, reserved: number) {
    this.reserved = reserved;
    this.#options = options;
    this.#task = task;
    this.#member = createMember(task);
    this.#control = new Int32Array(task.memory.buffer, 0, CONTROL / 4);
    const gemm: GemmFunction = (...given) => this.#multiply(given);
    this.exports = { ...this.#member.instance.exports, memory: task.memory, gemm };
  }

  get threads(): number {
    const isAlone = this.exports["memory"] !== this.#task.memory;
    return isAlone ? 1 : 1 + Atomics.load(this.#control, words.working);
  }

  close(): void {
    Atomics.store(this.#control, words.over, 1);
    Atomics.notify(this.#control, words.job);
    for (const end of this.#ends ?? []) end();
    this.#ends = [];
  }

  #multiply(given: Parameters<GemmFunction>): boolean | undefined {
    const [, , c, packed, rows, columns, depth] = given;
    const { variant, workers } = this.#options;
    const { tileRows } = variant;
    const high = Math.ceil(rows / ((1 + workers) * tileRows)) * tileRows;
    const chunks = Math.ceil(rows / high);
    const isLarge = chunks > 1 && rows * columns * depth >= LEAST_PRODUCTS;
    if (isLarge) this.#ends ??= this.#startWorkers();
    if (!isLarge || this.#ends?.length === 0) return gemmOf(this.#member.instance)(...given);
    const stride = roomFor(variant, tileRows, columns).result / tileRows;
    this.#announce([high, stride, ...given], chunks);
    this.#member.work(packed);
    const isDone = this.#await(chunks, PATIENCE + (high * columns * depth) / SLOWEST);
    if (isDone) this.#compact(c, { rows, high, stride, width: columns * bytesOf(variant.dtype) });
    return isDone || this.#goOnAlone(given);
  }

  #startWorkers(): (() => void)[] {
    const { workers, start } = this.#options;
    const places = Array.from({ length: workers }, (_, k) => CONTROL + k * this.#task.packed);
    const ends = places.map((packed) => start(TEXT, { ...this.#task, packed }));
    return ends.filter((end) => end !== undefined);
  }

  /** Gives the job to all: `left` last but one, since whoever lowers it reads all others. */
  #announce(given: Arguments, chunks: number): void {
    this.#control.set(given, words.arguments);
    Atomics.store(this.#control, words.done, 0);
    Atomics.store(this.#control, words.left, chunks);
    Atomics.add(this.#control, words.job, 1);
    Atomics.notify(this.#control, words.job);
  }

  /** Whether all chunks are done within some milliseconds. */
  #await(chunks: number, patience: number): boolean {
    const limit = Date.now() + patience;
    for (let spins = 0; ; spins++) {
      const done = Atomics.load(this.#control, words.done);
      if (done === chunks) return true;
      if (spins < SPINS) continue;
      const rest = limit - Date.now();
      if (rest <= 0) return false;
      sleep(this.#control, words.done, done, rest);
    }
  }

  /** Moves the rows of all chunks together, where they are filled up. */
  #compact(c: number, { rows, high, stride, width }: Layout): void {
    if (width === stride) return;
    const bytes = new Uint8Array(this.#task.memory.buffer);
    for (let row = high; row < rows; row += high) {
      const from = c + row * stride;
      bytes.copyWithin(c + row * width, from, from + Math.min(high, rows - row) * width);
    }
  }

  /** A worker has died with a chunk, or sleeps: it may still write into the memory, so one thread goes on in another. */
  #goOnAlone(given: Parameters<GemmFunction>): boolean {
    this.close();
    const { buffer } = this.#task.memory;
    const alone = instantiate(this.#options.module);
    if (alone === undefined || !reserve(memoryOf(alone), buffer.byteLength)) return false;
    new Uint8Array(memoryOf(alone).buffer).set(new Uint8Array(buffer));
    this.exports = alone.exports;
    gemmOf(alone)(...given);
    return true;
  }
}

/** The result's rows, those of a chunk, and bytes from row to row while it is computed and after. */
interface Layout {
  readonly rows: number;
  readonly high: number;
  readonly stride: number;
  readonly width: number;
}

function gemmOf({ exports }: Instance): GemmFunction {
  return exports["gemm"] as GemmFunction;
}

/** Waits until a word changes, for some milliseconds; not at all in a page's own thread, which may not. */
function sleep(control: Int32Array, word: number, value: number, milliseconds: number): void {
  try {
    Atomics.wait(control, word, value, milliseconds);
  } catch {
    // the caller looks again
  }
}
