import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";

/**
 * A named smooth function made of several rows, with rules of its own where those of its parts would cancel.
 * Interpreters that do not know it run its definition.
 */
export interface Composite<P> extends Primitive<P> {
  readonly family: "composite";
  /** The same function in simpler operations. */
  definition(params: P, inputs: readonly ArrayLike[]): readonly ArrayLike[];
}

/** Whether a row has a definition in simpler rows. */
export function isComposite(row: Primitive): row is Composite<unknown> {
  return row.family === "composite";
}
