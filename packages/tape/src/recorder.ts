import { TapeError } from "./errors.ts";
import type { Primitive } from "./primitive.ts";
import { type ArrayLike, type Recorder, Value } from "./value.ts";

/** A recorder that can also record: it lowers its own values, applies the primitive below, and notes it. */
export interface ActiveRecorder extends Recorder {
  record(primitive: Primitive, params: unknown, inputs: readonly ArrayLike[]): readonly ArrayLike[];
}

/** A value was used after the transform that made it had returned. */
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

/** The innermost recorder among the inputs and the running tracer; undefined where all is concrete. */
export function innermost(inputs: readonly ArrayLike[]): ActiveRecorder | undefined {
  let found = tracing;
  for (const input of inputs) {
    if (!(input instanceof Value)) continue;
    if (!input.recorder.open) throw new EscapedError(input);
    if (found === undefined || input.recorder.id > found.id) found = input.recorder as ActiveRecorder;
  }
  return found;
}
