import { CheckError } from "../errors.ts";

/**
 * An entry of a traced function has no counterpart in expr (`check/not-lifted`).
 *
 * @example
 * ```ts
 * import { lift } from "@chainrule/check";
 * import { less, multiply, trace, whileLoop } from "@chainrule/tape";
 * const doubled = trace((x) => whileLoop((c) => less(c, 100), (c) => multiply(c, 2), x))(3);
 * lift(doubled, ["x"]); // throws check/not-lifted
 * ```
 */
export class NotLiftedError extends CheckError {
  override readonly name: string = "NotLiftedError";
  /** The name of the row. */
  readonly primitive: string;

  constructor(primitive: string, why = "it has no counterpart there") {
    super(
      "check/not-lifted",
      `The operation "${primitive}" cannot be written as an expression: ${why}. ` +
        "The symbolic witness is not available for this function; the table-free witnesses are.",
    );
    this.primitive = primitive;
  }
}
