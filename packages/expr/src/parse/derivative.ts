import { derive } from "../differentiate/differentiate.ts";
import { LimitError } from "../errors.ts";
import type { Expression } from "../node.ts";
import { ExpressionSyntaxError } from "./errors.ts";
import { type Form, rankLimit, type Syntax } from "./syntax.ts";

/** The highest order that `D(f, x, n)` takes. */
const highestOrder = 100;

const usage = "D takes an expression, a variable and perhaps an order: write D(x^2, x, 2)";

/** The derivative that `D(f, x, n)` or `D(f, x[k])` stands for. */
export const derivative: Form = {
  least: 2,
  most: 3,
  usage,
  build: ([body, variable, order], { operands: [, place, last] }, { text, derivations }) => {
    const [whole] = variable?.kind === "element" ? variable.operands : [variable];
    const isWritten = place!.rule.isName || variable?.kind === "element";
    if (!isWritten || variable === undefined || whole?.kind !== "symbol" || whole.level !== 0) {
      throw new ExpressionSyntaxError(text, place!, { problem: usage });
    }
    const times = order === undefined ? 1 : orderOf(text, last!, order);
    requireRank(body!.shape.length + times * variable.shape.length);
    return derive(body!, variable, times, { budget: derivations });
  },
};

function requireRank(rank: number): void {
  if (rank <= rankLimit) return;
  throw new LimitError("Axes of D", "levels", rank, rankLimit, "Lower the order.");
}

function orderOf(text: string, place: Syntax, order: Expression): number {
  const value = order.kind === "number" && order.value.denominator === 1 ? Number(order.value.numerator) : -1;
  if (value < 0) {
    const problem = "the order must be a whole number";
    throw new ExpressionSyntaxError(text, place, { problem });
  }
  if (value <= highestOrder) return value;
  throw new LimitError("The order of D", "levels", value, highestOrder, "Nest D.");
}
