import { differentiate, evaluate, parse } from "@chainrule/expr";
import { type ArrayLike, grad, multiply, subtract, type Tensor, tree } from "@chainrule/tape";
import { costOf, data, parameters } from "./example.ts";
import { property } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";
import { numberOf } from "./uses/newton.ts";

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
    ...firstOrder(),
    ...netDescent(),
  ];
}

/** A small step changes the cost by eta |grad C|^2, down and up. */
function firstOrder(): readonly Finding[] {
  const squared = ["w", "b"].reduce(
    (total, name) => total + (evaluate(differentiate(cost, name), start) as number) ** 2,
    0,
  );
  return [1, -1].map((sign) => {
    const step = sign * 1e-5;
    const ratio = (costAfter(0) - costAfter(step)) / (step * squared);
    return property(
      `a small step ${sign > 0 ? "against" : "along"} it changes the cost by eta |grad C|^2`,
      Math.abs(ratio - 1) < 1e-5,
      `ratio ${ratio.toFixed(7)}`,
    );
  });
}

/** The 3-4-2 net: the mean cost of five samples falls, rises, and falls for as many steps as one likes. */
function netDescent(): readonly Finding[] {
  const meanCost = (own: object): Tensor =>
    multiply(1 / 10, costOf(own, data.inputs, data.targets)) as Tensor;
  const slope = grad(meanCost);
  const moved = (own: object, step: number): object =>
    tree.map(
      (w: ArrayLike, g: ArrayLike) => subtract(w, multiply(step, g)),
      own as never,
      slope(own) as never,
    );
  const costs = [0, learningRate, -learningRate].map((step) => numberOf(meanCost(moved(parameters, step))));
  const [before, down, up] = costs as [number, number, number];
  let own = parameters;
  const path = Array.from({ length: 50 }, () => {
    own = moved(own, 1);
    return numberOf(meanCost(own));
  });
  const shown = costs.map((each) => each.toFixed(5));
  return [
    property("a 3-4-2 net: the cost falls against the gradient", down < before, `${shown[0]} -> ${shown[1]}`),
    property("... and rises along it", up > before, `${shown[0]} -> ${shown[2]}`),
    property(
      "... and falls at each of 50 steps with eta = 1",
      path.every((each, i) => each < (path[i - 1] ?? before)),
      `${shown[0]} -> ${path.at(-1)!.toFixed(5)}`,
    ),
  ];
}
