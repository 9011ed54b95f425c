import { differentiate, evaluate, parse } from "@chainrule/expr";
import { area } from "../oracles/area.ts";
import { costAfter } from "./descent.ts";
import { equals, formulaAgrees, property, simplifiesToZero } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";

/**
 * Errata, each broken and mended. The engines agree on a wrong formula: it takes an oracle (an area, a minimum, a sign)
 * to see that the formula itself is wrong.
 */
export const errataItems: readonly PaperItem[] = [
  { id: "E1", title: "the Gaussian's factor", check: gaussianFactor },
  { id: "E2", title: "the cross-entropy's sign and hats", check: crossEntropySign },
  { id: "E4", title: "a factor of two between sections", check: factorOfTwo },
  { id: "E9", title: "the direction of the gradient", check: direction },
];

const printedGaussian = "exp(-(x - mu)^2 / (2 sigma^2)) / sqrt(2 pi sigma)";

function areaUnder(formula: string, sigma: number): number {
  const expression = parse(formula);
  return area((x) => evaluate(expression, { x, mu: 0, sigma }) as number, -12 * sigma, 12 * sigma);
}

function gaussianFactor(): readonly Finding[] {
  return [
    formulaAgrees(printedGaussian, { x: 0.8, mu: 0.3, sigma: 0.6 }),
    ...[0.25, 4].map((sigma) => {
      const measured = areaUnder(printedGaussian, sigma);
      const detail = `${measured.toPrecision(15)}, which is sqrt(sigma)`;
      return property(
        `as printed, the area is 1 (sigma = ${sigma})`,
        Math.abs(measured - 1) < 1e-12,
        detail,
        "fails",
      );
    }),
    ...[0.25, 4].map((sigma) =>
      equals(
        `mended, the area is 1 (sigma = ${sigma})`,
        areaUnder("gaussian(x, mu, sigma)", sigma),
        1,
        1e-13,
      ),
    ),
  ];
}

/** Where a loss is least over probabilities strictly between 0 and 1, for a target that is neither 0 nor 1. */
function minimiser(loss: string, y: number): number {
  const expression = parse(loss);
  const candidates = Array.from({ length: 999 }, (_, i) => (i + 1) / 1000);
  const costs = candidates.map((p) => evaluate(expression, { p, y }) as number);
  return candidates[costs.indexOf(Math.min(...costs))]!;
}

function crossEntropySign(): readonly Finding[] {
  const printed = "p log(y) + (1 - p) log(1 - y)";
  const mended = "-(y log(p) + (1 - y) log(1 - p))";
  const atLabel = evaluate(parse(printed), { p: 0.7, y: 1 }) as number;
  const [broken, right] = [minimiser(printed, 0.3), minimiser(mended, 0.3)];
  return [
    formulaAgrees(printed, { p: 0.7, y: 0.3 }),
    property("as printed, it is finite at the label 1", Number.isFinite(atLabel), `${atLabel}`, "fails"),
    property(
      "as printed, it is least at p = y",
      Math.abs(broken - 0.3) < 1e-3,
      `least at ${broken}`,
      "fails",
    ),
    simplifiesToZero(
      "as printed, dC/dp does not depend on p",
      differentiate(parse(printed), "p"),
      "log(y) - log(1 - y)",
    ),
    property("mended, it is least at p = y", Math.abs(right - 0.3) < 1e-3, `least at ${right}`),
    formulaAgrees(mended, { p: 0.7, y: 1 }),
  ];
}

function factorOfTwo(): readonly Finding[] {
  const first = differentiate(parse("1/2 (a - y)^2"), "a");
  const second = differentiate(parse("(a - y)^2"), "a");
  const at = { a: 0.7, y: 1 };
  const ratio = (evaluate(second, at) as number) / (evaluate(first, at) as number);
  return [
    property(
      "as printed, both sections have the same derivative",
      ratio === 1,
      `their ratio is ${ratio}`,
      "fails",
    ),
    simplifiesToZero("with the factor 1/2 throughout: dC/da = a - y", first, "a - y"),
  ];
}

function direction(): readonly Finding[] {
  const [before, along, against] = [costAfter(0), costAfter(-0.1), costAfter(0.1)];
  return [
    property(
      "as printed, C decreases along the gradient",
      along < before,
      `${before.toFixed(5)} -> ${along.toFixed(5)}`,
      "fails",
    ),
    property(
      "mended, it decreases against it",
      against < before,
      `${before.toFixed(5)} -> ${against.toFixed(5)}`,
    ),
  ];
}
