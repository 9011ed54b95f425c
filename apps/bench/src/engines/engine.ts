/** What is timed. */
export type Job =
  | { readonly name: "ten" }
  | { readonly name: "gradient"; readonly family: GradientFamily; readonly n: number }
  | { readonly name: "deep"; readonly family: DeepFamily; readonly n: number }
  | { readonly name: "points"; readonly count: number }
  | { readonly name: "matmul"; readonly dtype: "float32" | "float64"; readonly n: number }
  | { readonly name: "conv2d"; readonly dtype: "float32" | "float64" }
  | { readonly name: "loop"; readonly family: LoopFamily; readonly n: number }
  | { readonly name: "network" };

export type LoopFamily = "speelpenning" | "rosenbrock";
export type GradientFamily = "product" | "logistic";
export type DeepFamily = "sines" | "towers" | "sums" | "minuses";

/** One system that differentiates, as its users call it. What it cannot do it throws at. */
export interface Engine {
  /** The derivative of an infix text by x, in infix, simplified as the system does unasked. */
  readonly derivative: (text: string) => string;
  /** The n-th derivative. */
  readonly repeated: (text: string, order: number) => string;
  /** Everything but the work itself done; the function does it once, and gives a number that depends on the result. */
  readonly start: (job: Job) => () => number;
  /** Whether several threads work, so that the time of the one that asks is not all. */
  readonly isThreaded?: boolean;
}

/** The systems that can be asked. */
export type EngineName =
  | "chainrule"
  | "chainrule, interpreted"
  | "hand-written"
  | "mathjs"
  | "mathjs, simplified"
  | "compute-engine"
  | "nerdamer"
  | "nerdamer-prime"
  | "algebrite"
  | NumericName;

/** The systems that compute with arrays. */
export type NumericName =
  | "tape"
  | "wengert list"
  | "array"
  | "array, deterministic"
  | "array, loops"
  | "array, wasm"
  | "array, two threads"
  | "jax-js"
  | "tfjs, wasm"
  | "tfjs, cpu";

/** What a system cannot be asked (`bench/unsupported`). */
class UnsupportedError extends Error {
  readonly code = "bench/unsupported";

  constructor(what: string) {
    super(`${what}: not available here, ask another system`);
    this.name = "UnsupportedError";
  }
}

/** A system that does not differentiate expressions. */
export function numericEngine(start: Engine["start"]): Engine {
  return {
    derivative: () => unsupported("a derivative"),
    repeated: () => unsupported("a derivative"),
    start,
  };
}

/** For a system that has no answer to some question. */
export function unsupported(what: string): never {
  throw new UnsupportedError(what);
}
