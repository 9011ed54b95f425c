import { differentiate, evaluate, parse } from "@chainrule/expr";
import { area } from "../../oracles/area.ts";
import { askLoss, type LossFunction, type LossKind } from "../../oracles/losses.ts";
import { askDensity } from "../../oracles/units.ts";
import { claimDocument, formulaDocument } from "../documents.ts";
import { equals, formulaAgrees, oracle, property, simplifiesToZero } from "../findings.ts";
import type { Finding } from "../item.ts";
import { type Erratum, erratum } from "./erratum.ts";

const printedGaussian = "exp(-(x - mu)^2 / (2 sigma^2)) / sqrt(2 pi sigma)";
const bell = { x: 0.8, mu: 0.3, sigma: 0.6 };

const printedEntropy = "p log(y) + (1 - p) log(1 - y)";
const mendedEntropy = "-(y log(p) + (1 - y) log(1 - p))";

const printedMean = "0.5 ((y1 - p1)^2 + (y2 - p2)^2 + (y3 - p3)^2)";
const mendedMean = "((y1 - p1)^2 + (y2 - p2)^2 + (y3 - p3)^2) / 3";
const threeSamples = { y1: 1, p1: 0.7, y2: 0, p2: 0.4, y3: 1, p3: 0.9 };

/** E1 to E4: the density and the cost functions. */
export const formulaErrata: readonly Erratum[] = [
  erratum({
    id: "E1",
    title: "the Gaussian's factor",
    where: "section 3, table of activation functions",
    fault: "sigma stands under the square root, so the area under the curve is sqrt(sigma) and not 1.",
    correction: "The factor is 1 / (sqrt(2 pi) sigma). The derivative by sigma changes with it.",
    broken: {
      text: printedGaussian,
      document: formulaDocument(printedGaussian, bell),
      expected: "agree",
      findings: () => [
        formulaAgrees(printedGaussian, bell),
        ...[0.25, 4].map(areaAsPrinted),
        derivativeBySigma(printedGaussian, "as printed", "fails"),
        oracle(densityOf(printedGaussian)[0]!, "fails"),
      ],
    },
    mended: {
      text: "gaussian(x, mu, sigma) = exp(-(x - mu)^2 / (2 sigma^2)) / (sqrt(2 pi) sigma)",
      document: formulaDocument("gaussian(x, mu, sigma)", bell),
      expected: "agree",
      findings: () => [
        ...[0.25, 4].map((sigma) =>
          equals(
            `mended, the area is 1 (sigma = ${sigma})`,
            areaUnder("gaussian(x, mu, sigma)", sigma),
            1,
            1e-13,
          ),
        ),
        derivativeBySigma("gaussian(x, mu, sigma)", "mended", "holds"),
        ...densityOf("gaussian(x, mu, sigma)").map((result) => oracle(result)),
      ],
    },
  }),
  erratum({
    id: "E2",
    title: "the cross-entropy's sign and hats",
    where: "section 4, cross-entropy cost",
    fault:
      "The minus sign is missing and prediction and label are exchanged: at a label of 0 or 1 the cost is not " +
      "finite, and its derivative by the prediction does not depend on the prediction.",
    correction: "The cost is minus the sum of label times log of prediction, over both classes.",
    broken: {
      text: printedEntropy,
      document: formulaDocument(printedEntropy, { p: 0.7, y: 0.3 }),
      expected: "agree",
      findings: entropyAsPrinted,
    },
    mended: {
      text: mendedEntropy,
      document: formulaDocument(mendedEntropy, { p: 0.7, y: 1 }),
      expected: "agree",
      findings: () => [
        leastAtLabel(mendedEntropy, "mended", "holds"),
        formulaAgrees(mendedEntropy, { p: 0.7, y: 1 }),
        ...asked("cross-entropy of a probability", mendedEntropy),
      ],
    },
  }),
  erratum({
    id: "E3",
    title: "a mean that is a sum",
    where: "section 4, mean squared error",
    fault:
      "What is called a mean is a sum with a factor of one half: nothing divides by the number of samples.",
    correction: "Divide by the number of samples, or call it the sum of squared errors.",
    broken: {
      text: printedMean,
      document: formulaDocument(printedMean, threeSamples),
      expected: "agree",
      findings: () => [
        meanOfCopies("as printed", 0.5, false, "fails"),
        ...asked("mean of squares", "0.5 (p - y)^2", false, "twice", "fails"),
      ],
    },
    mended: {
      text: mendedMean,
      document: formulaDocument(mendedMean, threeSamples),
      expected: "agree",
      findings: () => [
        meanOfCopies("mended", 1, true, "holds"),
        formulaAgrees(mendedMean, threeSamples),
        ...asked("mean of squares", "(p - y)^2"),
      ],
    },
  }),
  erratum({
    id: "E4",
    title: "a factor of two between sections",
    where: "section 4 against section 5",
    fault:
      "The squared error has the factor one half where it is introduced and none where it is differentiated, so its " +
      "derivative is a - y in one section and 2 (a - y) in the other.",
    correction: "Keep one factor throughout, and say which.",
    broken: {
      text: "C = (a - y)^2 with dC/da = a - y",
      document: claimDocument("(a - y)^2", { a: "a - y" }, { a: 0.7, y: 1 }),
      expected: "disagree",
      findings: () => [
        property(
          "as printed, both sections have the same derivative",
          slope("(a - y)^2") === slope("1/2 (a - y)^2"),
          `their ratio is ${slope("(a - y)^2") / slope("1/2 (a - y)^2")}`,
          "fails",
        ),
      ],
    },
    mended: {
      text: "C = 1/2 (a - y)^2 with dC/da = a - y",
      document: claimDocument("1/2 (a - y)^2", { a: "a - y" }, { a: 0.7, y: 1 }),
      expected: "agree",
      findings: () => [
        simplifiesToZero(
          "with the factor 1/2 throughout: dC/da = a - y",
          differentiate(parse("1/2 (a - y)^2"), "a"),
          "a - y",
        ),
      ],
    },
  }),
];

function valueOf(formula: string, at: Readonly<Record<string, number>>): number {
  return evaluate(parse(formula), at) as number;
}

function slope(cost: string): number {
  return evaluate(differentiate(parse(cost), "a"), { a: 0.75, y: 1 }) as number;
}

function areaUnder(formula: string, sigma: number): number {
  const expression = parse(formula);
  return area((x) => evaluate(expression, { x, mu: 0, sigma }) as number, -12 * sigma, 12 * sigma);
}

function densityOf(formula: string): ReturnType<typeof askDensity> {
  const expression = parse(formula);
  return askDensity((x) => evaluate(expression, { x, mu: 0.3, sigma: 0.25 }) as number, 0.3, 0.25);
}

/** What the oracles say of the sum or mean of a formula of p and y over samples; those whose name has a word. */
function asked(
  kind: LossKind,
  formula: string,
  divides = true,
  word = "",
  expected: "holds" | "fails" = "holds",
): readonly Finding[] {
  const expression = parse(formula);
  const loss: LossFunction = (predictions, targets) =>
    predictions.reduce((sum, p, i) => sum + (evaluate(expression, { p, y: targets[i]! }) as number), 0) /
    (divides ? predictions.length : 1);
  const results = askLoss(kind, loss).filter((result) => result.oracle.includes(word));
  return results.map((result) => oracle(result, expected));
}

function areaAsPrinted(sigma: number): Finding {
  const measured = areaUnder(printedGaussian, sigma);
  return property(
    `as printed, the area is 1 (sigma = ${sigma})`,
    Math.abs(measured - 1) < 1e-12,
    `${measured.toPrecision(15)}, which is sqrt(sigma)`,
    "fails",
  );
}

/** A density's derivative by sigma vanishes one standard deviation from the mean; as printed, at sigma / sqrt(2). */
function derivativeBySigma(formula: string, which: string, expected: "holds" | "fails"): Finding {
  const measured = evaluate(differentiate(parse(formula), "sigma"), {
    x: 0.75,
    mu: 0.25,
    sigma: 0.5,
  }) as number;
  return property(
    `${which}, the derivative by sigma is 0 at one standard deviation`,
    Math.abs(measured) < 1e-15,
    `${measured}`,
    expected,
  );
}

function entropyAsPrinted(): readonly Finding[] {
  const atLabel = valueOf(printedEntropy, { p: 0.7, y: 1 });
  return [
    formulaAgrees(printedEntropy, { p: 0.7, y: 0.3 }),
    property("as printed, it is finite at the label 1", Number.isFinite(atLabel), `${atLabel}`, "fails"),
    leastAtLabel(printedEntropy, "as printed", "fails"),
    simplifiesToZero(
      "as printed, dC/dp does not depend on p",
      differentiate(parse(printedEntropy), "p"),
      "log(y) - log(1 - y)",
    ),
    ...asked("cross-entropy of a probability", printedEntropy, true, "label", "fails"),
  ];
}

/** Where a loss is least over probabilities strictly between 0 and 1, for a target that is neither 0 nor 1. */
function leastAtLabel(loss: string, which: string, expected: "holds" | "fails"): Finding {
  const expression = parse(loss);
  const candidates = Array.from({ length: 999 }, (_, i) => (i + 1) / 1000);
  const costs = candidates.map((p) => evaluate(expression, { p, y: 0.3 }) as number);
  const least = candidates[costs.indexOf(Math.min(...costs))]!;
  return property(
    `${which}, it is least at p = y`,
    Math.abs(least - 0.3) < 1e-3,
    `least at ${least}`,
    expected,
  );
}

/** A mean stays what it is when every sample is given twice. */
function meanOfCopies(which: string, factor: number, divides: boolean, expected: "holds" | "fails"): Finding {
  const errors = [0.3, -0.4];
  const cost = (all: readonly number[]): number =>
    (factor * all.reduce((sum, e) => sum + e * e, 0)) / (divides ? all.length : 1);
  const [once, twice] = [cost(errors), cost([...errors, ...errors])];
  return property(
    `${which}, the mean stays the same when every sample is given twice`,
    Math.abs(once - twice) < 1e-15,
    `${once} and ${twice}`,
    expected,
  );
}
