import { differentiate, evaluate, parse } from "@chainrule/expr";
import { property } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";

/** S19: the update rule that the paper leaves out. */
export const descentItems: readonly PaperItem[] = [{ id: "S19", title: "gradient descent", check: descent }];

const cost = parse("(sigmoid(w a + b) - y)^2");
const start = { w: 0.3, b: -0.2, a: 0.7, y: 1 };
const learningRate = 0.1;

/** The cost after one step of the given length against the gradient by w and b. */
export function costAfter(step: number): number {
  const moved = { ...start };
  for (const name of ["w", "b"] as const) {
    moved[name] -= step * (evaluate(differentiate(cost, name), start) as number);
  }
  return evaluate(cost, moved) as number;
}

/** How the cost changes by a step along the gradient, and against it. */
function descent(): readonly Finding[] {
  const [before, down, up] = [costAfter(0), costAfter(learningRate), costAfter(-learningRate)];
  return [
    property(
      "w <- w - eta grad C lowers the cost",
      down < before,
      `${before.toFixed(5)} -> ${down.toFixed(5)} at eta ${learningRate}`,
    ),
    property("a step along +grad C raises it", up > before, `${before.toFixed(5)} -> ${up.toFixed(5)}`),
  ];
}
