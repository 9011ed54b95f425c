import { NDArray } from "@chainrule/array";
import { TapeError } from "./errors.ts";
import { listOf } from "./given.ts";
import type { Primitive } from "./primitive.ts";
import { type ArrayLike, OperandError, type Recorder, type Value } from "./value.ts";

/** A recorder that can also record: it lowers its own values, applies the primitive below, and notes it. */
export interface ActiveRecorder extends Recorder {
  /** Applies the primitive to primals, and notes what its own mode of differentiation needs. */
  record(primitive: Primitive, params: unknown, inputs: readonly ArrayLike[]): readonly ArrayLike[];
  /** The same for one or two plain numbers; undefined where they are none. */
  recordNumber?(row: Primitive, params: unknown, a: ArrayLike, b?: ArrayLike): ArrayLike | undefined;
}

/** The recorder of a recorded value; undefined for anything else. */
export function recorderOf(x: unknown): Recorder | undefined {
  return typeof x === "object" && x !== null ? (x as Partial<Value>).recorder : undefined;
}

/**
 * A value was used after the transform that made it had returned (`tape/escaped`).
 *
 * @example
 * ```ts
 * import { add, grad } from "@chainrule/tape";
 * let kept: number = 0;
 * grad((x) => {
 *   kept = x;
 *   return x;
 * })(2);
 * add(kept, 1); // throws tape/escaped
 * ```
 */
export class EscapedError extends TapeError {
  constructor(value: Value) {
    super(
      "tape/escaped",
      `A value recorded by ${value.recorder.name} (${value.toString()}) is used after ${value.recorder.name} returned; ` +
        "return it from the function instead of keeping it in an outer variable.",
    );
  }
}

// The only state of this package: how many recorders there have been, and the tracer that is running. A tracer
// also records operations without recorded inputs, so that constants made while tracing become entries of the
// program instead of baked arrays.
let recorders = 0;
let tracing: ActiveRecorder | undefined;

/** The next recorder's identifier. */
export function nextRecorderId(): number {
  recorders += 1;
  return recorders;
}

/** Runs `body` while `tracer` records all that is applied (but for what newer recorders record). */
export function whileTracing<R>(tracer: ActiveRecorder, body: () => R): R {
  const outer = tracing;
  tracing = tracer;
  try {
    return body();
  } finally {
    tracing = outer;
  }
}

/** Whether a tracer records all that is applied, plain numbers too. */
export function isTracing(): boolean {
  return tracing !== undefined;
}

/**
 * The innermost recorder among the inputs and the running tracer; undefined where all is concrete.
 *
 * @throws OperandError for inputs that are no arrays, EscapedError for those that outlived their recorder.
 */
export function innermost(primitive: Primitive, inputs: readonly ArrayLike[]): ActiveRecorder | undefined {
  let found = tracing;
  for (const input of listOf("apply", "the inputs", inputs)) {
    if (typeof input === "number") continue;
    const recorder = recorderOf(input);
    if (recorder === undefined) {
      if (!(input instanceof NDArray)) throw new OperandError(primitive.name, input);
      continue;
    }
    if (!recorder.open) throw new EscapedError(input as Value);
    if (found === undefined || recorder.id > found.id) found = recorder as ActiveRecorder;
  }
  return found;
}
