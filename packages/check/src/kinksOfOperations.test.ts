import { array } from "@chainrule/array";
import { piecewiseLinear, stepUnit } from "@chainrule/nn";
import {
  type ArrayLike,
  abs,
  ceil,
  clip,
  floor,
  greaterEqual,
  heaviside,
  hypot,
  max,
  maximum,
  min,
  minimum,
  multiply,
  relu,
  remainder,
  round,
  sign,
  sqrt,
  square,
  subtract,
  sum,
  trunc,
  where,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { overallVerdict } from "./report/overall.ts";

type Unary = (x: ArrayLike) => ArrayLike;

const unit = { m: 0.25, b: 0.5, xMin: -2, xMax: 2 };

/** Operations at the points where they have no derivative. */
const kinked: readonly [string, Unary, number][] = [
  ["relu", relu, 0],
  ["abs", abs, 0],
  ["abs of a difference", (x) => abs(subtract(x, 3)), 3],
  ["maximum with a number", (x) => maximum(x, 2), 2],
  ["minimum with a number", (x) => minimum(x, 2), 2],
  ["maximum of two branches", (x) => maximum(multiply(2, x), square(x)), 2],
  ["clip, low end", (x) => clip(x, -1, 1), -1],
  ["clip, high end", (x) => clip(x, -1, 1), 1],
  ["piecewise linear unit, low end", (x) => piecewiseLinear(x, unit), -2],
  ["piecewise linear unit, high end", (x) => piecewiseLinear(x, unit), 2],
  ["threshold", stepUnit, 0],
  ["heaviside", (x) => heaviside(x, 0.5), 0],
  ["sign", sign, 0],
  ["floor", floor, 4],
  ["ceil", ceil, -1],
  ["round", round, 2.5],
  ["trunc", trunc, 3],
  ["remainder", (x) => remainder(x, 2), 4],
  ["where, with a jump", (x) => where(greaterEqual(x, 1), multiply(2, x), x), 1],
  ["where, with a bend", (x) => where(greaterEqual(x, 1), square(x), x), 1],
  ["hypot of nothing", (x) => hypot(x, 0), 0],
  ["square root", sqrt, 0],
];

describe("at its kink", () => {
  it.each(kinked)("%s gives no number silently", (_, f, x) => {
    expect(["not differentiable here", "inconclusive"]).toContain(overallVerdict(check(f, [x])));
    const many = check((v: ArrayLike) => sum(f(v)), [array([x + 0.25, x])]);
    const [smooth, atKink] = many.parameters[0]!.entries;
    expect(["not differentiable here", "inconclusive"]).toContain(atKink!.verdict);
    expect(smooth!.verdict).not.toBe("disagree");
  });

  it.each(kinked)("%s agrees a quarter beside it", (_, f, x) => {
    expect(overallVerdict(check(f, [x + 0.25]))).toBe("agree");
  });

  it("ties of max and min over an array are told for the entries that tie alone", () => {
    for (const f of [max, (x: ArrayLike) => min(multiply(-1, x))]) {
      const [parameter] = check((x: ArrayLike) => f(x), [array([1, 3, 3, 2])]).parameters;
      expect(parameter!.entries.map(({ verdict }) => verdict)).toEqual([
        "agree",
        "not differentiable here",
        "not differentiable here",
        "agree",
      ]);
    }
  });
});
