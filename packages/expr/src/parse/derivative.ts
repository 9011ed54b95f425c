import { derive } from "../differentiate/differentiate.ts";
import { LimitError } from "../errors.ts";
import { ExpressionSyntaxError } from "./errors.ts";
import { countOf } from "./numbers.ts";
import type { Form } from "./syntax.ts";

/** The highest order that `D(f, x, n)` takes. */
const highestOrder = 100;

const usage = "D takes an expression, a variable and perhaps an order: write D(x^2, x, 2)";

/** The derivative that `D(f, x, n)` or `D(f, x[k])` stands for. */
export const derivative: Form = {
  least: 2,
  most: 3,
  usage,
  build: ([body, variable, order], { operands: [, place] }, { text, derivations }) => {
    const [whole] = variable?.kind === "element" ? variable.operands : [variable];
    const isWritten = place!.rule.isName || variable?.kind === "element";
    if (!isWritten || variable === undefined || whole?.kind !== "symbol" || whole.level !== 0) {
      throw new ExpressionSyntaxError(text, place!, { problem: usage });
    }
    const times = countOf(order);
    if (times > highestOrder)
      throw new LimitError("The order of D", "levels", times, highestOrder, "Nest D.");
    return derive(body!, variable, times, { budget: derivations });
  },
};
