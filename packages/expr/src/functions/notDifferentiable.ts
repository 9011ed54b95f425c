import { ExpressionError } from "../errors.ts";

/**
 * A derivative by something that the function takes integers of only (`expr/not-differentiable`).
 *
 * @example
 * ```ts
 * import { differentiate, parse } from "@chainrule/expr";
 * differentiate(parse("polygamma(n, x)"), "n"); // throws expr/not-differentiable
 * ```
 */
export class NotDifferentiableError extends ExpressionError {
  /** The function. */
  readonly functionName: string;

  constructor(functionName: string, argument: string) {
    super(
      "expr/not-differentiable",
      `${functionName} has no derivative by its ${argument}, which must be an integer: make it a number`,
    );
    this.functionName = functionName;
  }
}
