import { differentiate, parse } from "@chainrule/expr";
import { equalAt, formulaAgrees, simplifiesToZero } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";

/** S11 and S12: the two cost functions, in their mended form. */
export const lossItems: readonly PaperItem[] = [
  { id: "S11", title: "squared error", check: squaredError },
  { id: "S12", title: "cross-entropy", check: crossEntropy },
];

function squaredError(): readonly Finding[] {
  return [
    formulaAgrees("0.5 (y - p)^2", { y: 1, p: 0.7 }),
    simplifiesToZero(
      "with the factor 1/2: dC/dp = p - y",
      differentiate(parse("1/2 (y - p)^2"), "p"),
      "p - y",
    ),
    simplifiesToZero("without it: dC/dp = 2 (p - y)", differentiate(parse("(y - p)^2"), "p"), "2 (p - y)"),
  ];
}

function crossEntropy(): readonly Finding[] {
  const onProbability = "-(y log(p) + (1 - y) log(1 - p))";
  const onLogit = "-(y logSigmoid(z) + (1 - y) logSigmoid(-z))";
  return [
    formulaAgrees(onProbability, { y: 1, p: 0.7 }),
    formulaAgrees(onProbability, { y: 0, p: 0.2 }),
    formulaAgrees("softplus(z) - y z", { z: 30, y: 0 }),
    formulaAgrees("softplus(z) - y z", { z: -800, y: 1 }),
    formulaAgrees("logaddexp(z1, z2) - z1", { z1: 0, z2: 0 }),
    equalAt(
      "dC/dp = (p - y)/(p (1 - p))",
      differentiate(parse(onProbability), "p"),
      "(p - y) / (p * (1 - p))",
      [
        { y: 1, p: 0.7 },
        { y: 0, p: 0.2 },
        { y: 0.25, p: 0.999 },
      ],
    ),
    simplifiesToZero(
      "after a sigmoid: dC/dz = sigma(z) - y",
      differentiate(parse(onLogit), "z"),
      "sigmoid(z) - y",
    ),
  ];
}
