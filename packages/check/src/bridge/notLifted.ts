import { CheckError } from "../errors.ts";

/** An entry of a traced function has no counterpart in expr (`check/not-lifted`). */
export class NotLiftedError extends CheckError {
  override readonly name: string = "NotLiftedError";
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
