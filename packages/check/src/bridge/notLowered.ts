import type { Expression } from "@chainrule/expr";
import { CheckError } from "../errors.ts";

/**
 * A formula holds something that only the symbolic voice can evaluate (`check/not-lowered`).
 *
 * @example
 * ```ts
 * import { lower } from "@chainrule/check";
 * import { parse } from "@chainrule/expr";
 * lower(parse("sum(i^2, i, 1, n)")); // throws check/not-lowered
 * ```
 */
export class NotLoweredError extends CheckError {
  override readonly name: string = "NotLoweredError";
  /** The kind of the part. */
  readonly kind: Expression["kind"];

  constructor(kind: Expression["kind"]) {
    super(
      "check/not-lowered",
      `A part of kind "${kind}" cannot be run on the tape: sizes, limits and orders must be numbers, indices inside their axes, ` +
        "and of matrix functions there are det, logdet and inverse. Write it out, or give the function itself.",
    );
    this.kind = kind;
  }
}
