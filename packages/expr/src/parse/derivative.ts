import { differentiate } from "../differentiate/differentiate.ts";
import { LimitError } from "../errors.ts";
import type { Expression } from "../node.ts";
import { ExpressionSyntaxError } from "./errors.ts";
import type { Syntax } from "./syntax.ts";

type Call = Extract<Syntax, { kind: "call" }>;

/** The highest order that `D(f, x, n)` takes. */
const highestOrder = 100;

/** Whether a call is `D(f, x)` or `D(f, x, n)`. */
export function isDerivative(call: Call): boolean {
  return call.name === "D";
}

/** The derivative that `D(f, x, n)` stands for. */
export function buildDerivative(text: string, call: Call, operands: readonly Expression[]): Expression {
  const [body, variable, order] = operands;
  const place = call.operands[1];
  if (operands.length > 3 || place?.kind !== "name" || variable?.kind !== "symbol" || variable.level !== 0) {
    const problem = "D takes an expression, the name of a variable, and perhaps an order";
    const remedy = "Write D(x^2, x), or D(x^2, x, 2).";
    throw new ExpressionSyntaxError(text, place?.span ?? call.span, { problem, remedy });
  }
  return differentiate(body!, variable, order === undefined ? 1 : orderOf(text, call, order));
}

function orderOf(text: string, call: Call, order: Expression): number {
  const value = order.kind === "number" && order.value.denominator === 1 ? Number(order.value.numerator) : -1;
  if (value < 0) {
    const problem = "the order of a derivative is a whole number of at least 0";
    throw new ExpressionSyntaxError(text, call.operands[2]?.span ?? call.span, { problem });
  }
  if (value <= highestOrder) return value;
  throw new LimitError("The derivative's order is too high", "levels", value, highestOrder, "Nest D.");
}
