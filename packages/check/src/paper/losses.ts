import { array } from "@chainrule/array";
import { differentiate, parse } from "@chainrule/expr";
import { binaryCrossEntropyWithLogits, meanSquaredError, sumSquaredError } from "@chainrule/losses";
import { grad, type Tensor } from "@chainrule/tape";
import { equalAt, equals, formulaAgrees, property, simplifiesToZero } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";
import { numberOf, numbersOf } from "./uses/newton.ts";

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
    ...reductions(),
  ];
}

/** The factor and the reduction as the losses have them: sum or mean, with one half or without. */
function reductions(): readonly Finding[] {
  const [predictions, targets] = [array([0.75, -0.5, 2]), array([1, 0.5, 1.25])];
  const errors = [-0.25, -1, 0.75];
  const slopes: readonly (readonly [string, (p: Tensor) => Tensor, number])[] = [
    ["sum, factor 1/2", (p) => sumSquaredError(p, targets, { factor: 0.5 }), 1],
    ["sum", (p) => sumSquaredError(p, targets, { factor: 1 }), 2],
    ["mean, factor 1/2", (p) => meanSquaredError(p, targets, { factor: 0.5 }), 1 / 3],
    ["mean", (p) => meanSquaredError(p, targets), 2 / 3],
  ];
  return slopes.map(([name, loss, factor]) => {
    const slope = numbersOf(grad(loss)(predictions) as never);
    const gap = Math.max(...slope.map((g, i) => Math.abs(g - factor * errors[i]!)));
    return property(
      `${name} of 3: dC/dp = ${Number(factor.toFixed(4))} (p - y)`,
      gap < 1e-15,
      slope.map((g) => g.toPrecision(4)).join(", "),
    );
  });
}

/** Cross-entropy behind a sigmoid in the usual form, and what is known to become of it. */
const usualEntropy: readonly (readonly [z: number, lost: number])[] = [
  [30, 3.4e-5],
  [37, Number.POSITIVE_INFINITY],
  [800, Number.POSITIVE_INFINITY],
];

function stableEntropy(): readonly Finding[] {
  return usualEntropy.flatMap(([z, lost]) => {
    const usual = -Math.log(1 - 1 / (1 + Math.exp(-z)));
    const exact = z + Math.log1p(Math.exp(-z));
    const error = Math.abs(usual - exact) / exact;
    return [
      property(
        `-log(1 - sigmoid(${z})) as written is off by a share of ${lost}`,
        error === lost || Math.abs(error / lost - 1) < 0.02,
        `${usual} against ${exact}`,
      ),
      equals("... and the loss that takes z is not", numberOf(binaryCrossEntropyWithLogits(z, 0)), exact),
    ];
  });
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
    ...stableEntropy(),
  ];
}
