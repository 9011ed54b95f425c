import { NDArray } from "@chainrule/array";
import { TapeError } from "./errors.ts";
import type { Primitive } from "./primitive.ts";
import { type ArrayLike, OperandError, type Recorder, Value } from "./value.ts";

/** A recorder that can also record: it lowers its own values, applies the primitive below, and notes it. */
export interface ActiveRecorder extends Recorder {
  /** Applies the primitive to primals, and notes what its own mode of differentiation needs. */
  record(primitive: Primitive, params: unknown, inputs: readonly ArrayLike[]): readonly ArrayLike[];
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

/**
 * The innermost recorder among the inputs and the running tracer; undefined where all is concrete.
 *
 * @throws OperandError for inputs that are no arrays, EscapedError for those that outlived their recorder.
 */
export function innermost(primitive: Primitive, inputs: readonly ArrayLike[]): ActiveRecorder | undefined {
  let found = tracing;
  for (const input of inputs) {
    if (typeof input === "number" || input instanceof NDArray) continue;
    if (!(input instanceof Value)) throw new OperandError(primitive.name, input);
    if (!input.recorder.open) throw new EscapedError(input);
    if (found === undefined || input.recorder.id > found.id) found = input.recorder as ActiveRecorder;
  }
  return found;
}
