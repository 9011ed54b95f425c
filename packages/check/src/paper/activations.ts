import { differentiate, evaluate, parse } from "@chainrule/expr";
import { crossCheck } from "../crossCheck.ts";
import { area } from "../oracles/area.ts";
import { formulaSubject } from "../subject/formula.ts";
import { centralDifference } from "../witnesses/finiteDifference.ts";
import { equals, formulaAgrees, property, simplifiesToZero } from "./findings.ts";
import type { Finding, PaperItem } from "./item.ts";
import { tailsOf } from "./stability.ts";

/** S3 to S8: the six activation functions, with all their parameters. */
export const activationItems: readonly PaperItem[] = [
  { id: "S3", title: "sigmoid with slope beta", check: sigmoid },
  { id: "S4", title: "piecewise linear unit", check: piecewiseLinear },
  { id: "S5", title: "Gaussian", check: gaussian },
  { id: "S6", title: "threshold", check: threshold },
  { id: "S7", title: "rectifier", check: rectifier },
  { id: "S8", title: "hyperbolic tangent", check: hyperbolicTangent },
];

/** The value of a formula at a point, in float64. */
function valueOf(formula: string, at: Readonly<Record<string, number>>): number {
  return evaluate(parse(formula), at) as number;
}

/** The one-sided derivatives by x at a kink, which any accepted value lies between. */
function interval(
  formula: string,
  at: Readonly<Record<string, number>>,
  [left, right]: readonly [number, number],
): Finding {
  const [entry] = crossCheck(formulaSubject(formula, at, { wrt: ["x"] })).parameters[0]!.entries;
  const sides = [entry?.oneSided?.left, entry?.oneSided?.right].sort();
  return property(
    `at the kink ${at["x"]} any value from ${left} to ${right} is accepted`,
    sides[0] === left && sides[1] === right,
    sides.join(" to "),
  );
}

function sigmoid(): readonly Finding[] {
  const f = parse("sigmoid(x, beta)");
  return [
    formulaAgrees("sigmoid(x, beta)", { x: 0.5, beta: 2 }),
    formulaAgrees("1 / (1 + exp(-beta x))", { x: 0.5, beta: 2 }),
    formulaAgrees("sigmoid(x)", { x: 36 }),
    formulaAgrees("sigmoid(x)", { x: 100 }),
    simplifiesToZero(
      "df/dx = beta f (1 - f)",
      differentiate(f, "x"),
      "beta sigmoid(beta x) (1 - sigmoid(beta x))",
    ),
    simplifiesToZero(
      "df/dbeta = x f (1 - f)",
      differentiate(f, "beta"),
      "x sigmoid(beta x) (1 - sigmoid(beta x))",
    ),
    simplifiesToZero("tanh x = 2 f(2x) - 1", parse("tanh(x)"), "2 sigmoid(2 x) - 1"),
    equals(
      "symmetry: f(-x) = 1 - f(x)",
      valueOf("sigmoid(-x)", { x: 1.3 }),
      1 - valueOf("sigmoid(x)", { x: 1.3 }),
    ),
    ...tailsOf("sigmoid(x)"),
  ];
}

function piecewiseLinear(): readonly Finding[] {
  const unit = "piecewiseLinear(x, m, b, lo, hi)";
  const continuous = { m: 0.25, b: 0.5, lo: -2, hi: 2 };
  const at = (x: number): number => valueOf(unit, { ...continuous, x });
  return [
    formulaAgrees(unit, { ...continuous, x: 0.7 }),
    formulaAgrees(unit, { ...continuous, x: -3 }),
    formulaAgrees(unit, { ...continuous, x: 3 }),
    formulaAgrees("piecewiseLinear(x, 0.25, 0.5, -2, 2)", { x: -2 }, "not differentiable here"),
    formulaAgrees("piecewiseLinear(x, 0.25, 0.5, -2, 2)", { x: 2 }, "not differentiable here"),
    ...[-2, 2].map((kink) => interval(unit, { ...continuous, x: kink }, [0, 0.25])),
    simplifiesToZero(
      "m = 1/(hi - lo) and b = -lo/(hi - lo) give 0 at lo",
      parse("1 / (hi - lo) * lo - lo / (hi - lo)"),
      "0",
    ),
    simplifiesToZero("... and 1 at hi", parse("1 / (hi - lo) * hi - lo / (hi - lo)"), "1"),
    ...[-2, 2].map((kink) => {
      const jump = Math.abs(at(kink + Math.sign(-kink) * 2 ** -50) - at(kink));
      return property(`... so it is continuous at ${kink}`, jump < 1e-15, `${jump}`);
    }),
  ];
}

function gaussian(): readonly Finding[] {
  const f = parse("gaussian(x, mu, sigma)");
  const point = { x: 0.8, mu: 0.3, sigma: 0.6 };
  return [
    formulaAgrees("gaussian(x, mu, sigma)", point),
    formulaAgrees("exp(-(x - mu)^2 / (2 sigma^2))", point),
    simplifiesToZero(
      "df/dx = -(x - mu)/sigma^2 f",
      differentiate(f, "x"),
      "-(x - mu) / sigma^2 gaussian(x, mu, sigma)",
    ),
    simplifiesToZero(
      "df/dmu = (x - mu)/sigma^2 f",
      differentiate(f, "mu"),
      "(x - mu) / sigma^2 gaussian(x, mu, sigma)",
    ),
    simplifiesToZero(
      "df/dsigma = ((x - mu)^2/sigma^3 - 1/sigma) f",
      differentiate(f, "sigma"),
      "((x - mu)^2 / sigma^3 - 1 / sigma) gaussian(x, mu, sigma)",
    ),
    ...[0.25, 1, 4].map((sigma) =>
      equals(
        `the area under it is 1 (sigma = ${sigma})`,
        area((x) => valueOf("gaussian(x, 0.3, sigma)", { x, sigma }), 0.3 - 12 * sigma, 0.3 + 12 * sigma),
        1,
        1e-13,
      ),
    ),
  ];
}

function threshold(): readonly Finding[] {
  const step = (x: number): number => valueOf("step(x)", { x });
  return [
    formulaAgrees("step(x)", { x: 0.5 }),
    formulaAgrees("step(x)", { x: -0.5 }),
    formulaAgrees("step(x)", { x: 0 }, "not differentiable here"),
    equals("a central difference with h = 1e-6 at the jump gives", centralDifference(step, 0, 1e-6), 500000),
  ];
}

function rectifier(): readonly Finding[] {
  const relu = (x: number): number => valueOf("relu(x)", { x });
  const half = centralDifference(relu, 0, 1e-6);
  return [
    formulaAgrees("relu(x)", { x: 0.5 }),
    formulaAgrees("max(0, x)", { x: -0.5 }),
    formulaAgrees("relu(x)", { x: 0 }, "not differentiable here"),
    formulaAgrees("max(0, x)", { x: 0 }, "not differentiable here"),
    interval("relu(x)", { x: 0 }, [0, 1]),
    ...([-1, 1] as const).map((side) =>
      equals(
        `a difference to the ${side < 0 ? "left" : "right"} of the kink gives`,
        relu(side * 1e-6) / (side * 1e-6),
        side < 0 ? 0 : 1,
      ),
    ),
    property("a central difference at the kink lies between the sides 0 and 1", half === 0.5, `${half}`),
  ];
}

function hyperbolicTangent(): readonly Finding[] {
  return [
    formulaAgrees("tanh(x)", { x: 0.5 }),
    formulaAgrees("tanh(x)", { x: 20 }),
    simplifiesToZero("d tanh x/dx = 1 - tanh^2 x", differentiate(parse("tanh(x)"), "x"), "1 - tanh(x)^2"),
    simplifiesToZero("1 - tanh^2 x = sech^2 x", parse("1 - tanh(x)^2"), "sech(x)^2"),
    ...tailsOf("tanh(x)"),
  ];
}
