import { array } from "@chainrule/array";
import { type ArrayLike, abs, less, max, maximum, multiply, relu, sort, sum, where } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { crossCheck } from "./crossCheck.ts";
import { faults } from "./faults/faults.ts";
import { overallVerdict } from "./report/overall.ts";
import type { ParameterReport, Report } from "./report/types.ts";
import { formulaSubject } from "./subject/formula.ts";
import { networkSubject } from "./subject/network.ts";
import type { OneSided } from "./verdict/judge.ts";
import { noWitnesses } from "./witnesses/plan.ts";

const kinked = "not differentiable here";
const jump: OneSided = { left: Number.NaN, right: Number.NaN };

type Sides = Readonly<Record<string, OneSided>>;
const both = (left: number, right: number): OneSided => ({ left, right });

/** The one-sided derivatives by every variable that is not differentiable by. */
function sidesOf({ parameters }: Report): Sides {
  return Object.fromEntries(
    parameters.flatMap(({ name, entries }) =>
      entries.flatMap(({ oneSided }) => (oneSided ? [[name, oneSided]] : [])),
    ),
  );
}

/** What is not finite stands for a jump. */
function jumpsAlike(sides: Sides): Sides {
  return Object.fromEntries(
    Object.entries(sides).map(([name, side]) => [
      name,
      Number.isFinite(side.left) && Number.isFinite(side.right) ? side : jump,
    ]),
  );
}

describe("kinks of formulas", () => {
  const kinks: readonly [string, Readonly<Record<string, number>>, Sides][] = [
    ["relu(x)", { x: 0 }, { x: both(0, 1) }],
    ["max(0, x)", { x: 0 }, { x: both(0, 1) }],
    ["abs(x)", { x: 0 }, { x: both(-1, 1) }],
    ["-3 |x|", { x: 0 }, { x: both(3, -3) }],
    ["|x - y|", { x: 2, y: 2 }, { x: both(-1, 1), y: both(-1, 1) }],
    ["max(x, y)", { x: 1, y: 1 }, { x: both(0, 1), y: both(0, 1) }],
    ["min(x, y)", { x: 1, y: 1 }, { x: both(1, 0), y: both(1, 0) }],
    ["max(x, y, z)", { x: 1, y: 1, z: 0 }, { x: both(0, 1), y: both(0, 1) }],
    ["max(x^2, y)", { x: 3, y: 9 }, { x: both(0, 6), y: both(0, 1) }],
    // no bound can tell which of two rounded arguments is larger
    ["max(sin(x), sin(y))", { x: 1, y: 1 }, { x: both(0, Math.cos(1)), y: both(0, Math.cos(1)) }],
    ["max(pi^x, pi) + y", { x: 1, y: 1 }, { x: both(0, Math.PI * Math.log(Math.PI)) }],
    ["relu(x y)", { x: 0, y: 2 }, { x: both(0, 2) }],
    ["exp(relu(sin(x)))", { x: 0 }, { x: both(0, 1) }],
    ["relu(x) + relu(-x)", { x: 0 }, { x: both(-1, 1) }],
    ["hypot(x, y)", { x: 0, y: 0 }, { x: both(-1, 1), y: both(-1, 1) }],
    ["piecewise(x^2, x < 1, x)", { x: 1 }, { x: both(2, 1) }],
    ["piecewiseLinear(x, 0.25, 0.5, -2, 2)", { x: -2 }, { x: both(0, 0.25) }],
    ["piecewiseLinear(x, 0.25, 0.5, -2, 2)", { x: 2 }, { x: both(0.25, 0) }],
    ["step(x)", { x: 0 }, { x: jump }],
    ["sign(x)", { x: 0 }, { x: jump }],
    ["floor(x)", { x: 3 }, { x: jump }],
    ["ceil(x) + x^2", { x: -1 }, { x: jump }],
    ["round(x)", { x: 0.5 }, { x: jump }],
    ["mod(x, 2)", { x: 4 }, { x: jump }],
    ["atan2(y, x)", { y: 0, x: -1 }, { y: jump }],
    ["piecewise(x + 1, x < 1, x)", { x: 1 }, { x: jump }],
    ["piecewiseLinear(x, 0.5, 0.5, -2, 2)", { x: -2 }, { x: jump }],
    ["step(x - y)", { x: 1, y: 1 }, { x: jump, y: jump }],
    ["piecewise(x^2, x^2 <= 0, 5)", { x: 0 }, { x: jump }],
    ["piecewise(1, x^2 <= 0, 5)", { x: 0 }, { x: jump }],
    ["piecewise(1, x^2 == 0, 5)", { x: 0 }, { x: jump }],
  ];
  it.each(kinks)("%s at %j", (formula, at, sides) => {
    const report = crossCheck(formulaSubject(formula, at));
    expect(overallVerdict(report)).toBe(kinked);
    expect(jumpsAlike(sidesOf(report))).toEqual(sides);
    const others = report.parameters.filter(({ name }) => !(name in sides));
    expect(others.map(({ verdict }) => verdict)).toEqual(others.map(() => "agree"));
  });

  it.each([
    ["floor(cos(x))", 0],
    ["floor(1 - x^2)", 0],
    ["step(-x^2)", 0],
    ["sign(x^3)", 0],
    ["floor(round(x))", 0.5],
    ["floor(floor(x))", 1],
  ])("%s at x = %d jumps although the slope of its argument is 0 or infinite", (formula, x) => {
    expect(overallVerdict(crossCheck(formulaSubject(formula, { x })))).toBe(kinked);
  });

  const beside: readonly [string, Readonly<Record<string, number>>][] = [
    ["relu(x)", { x: 1e-300 }],
    ["abs(x)", { x: -1e-9 }],
    ["max(x, y)", { x: 1, y: 1 + 2 ** -52 }],
    ["step(x)", { x: -1e-300 }],
    ["floor(x)", { x: 3 - 2 ** -51 }],
    ["round(x)", { x: 0.5 - 2 ** -54 }],
    ["piecewiseLinear(x, 0.25, 0.5, -2, 2)", { x: 2 - 2 ** -52 }],
  ];
  it.each(beside)("%s at %j, just beside, agrees", (formula, at) => {
    expect(overallVerdict(crossCheck(formulaSubject(formula, at)))).toBe("agree");
  });

  it.each([
    "x |x|",
    "|x|^3",
    "relu(x)^2",
    "max(x, x)",
    "piecewise(x^2, x < 0, x^3)",
    "piecewise(sin(x), x < 0, x)",
  ])("%s is differentiable at 0 although its parts are not", (formula) => {
    expect(overallVerdict(crossCheck(formulaSubject(formula, { x: 0 })))).toBe("agree");
  });

  it.each([
    ["relu(x) - relu(-x)", 1],
    ["min(max(x, 0), 0)", 0],
    ["piecewise(0, x == 0, x)", 1],
    ["piecewise(x, x == 0, 0)", 0],
  ])("the derivative of %s at 0 is %d, which both conventions miss alike", (formula, slope) => {
    const report = crossCheck(formulaSubject(formula, { x: 0 }));
    const [entry] = report.parameters[0]!.entries;
    expect(entry!.symbolic).toBe(entry!.tape);
    expect(Number(entry!.symbolic)).not.toBe(slope);
    expect(overallVerdict(report)).toBe("disagree");
  });

  it.each<[string, Readonly<Record<string, number>>]>([
    ["floor(x)", { x: 1 }],
    ["step(x)", { x: 0 }],
    ["mod(x, 1)", { x: 2 }],
    ["piecewise(1, x < 0, 2)", { x: 0 }],
    ["atan2(y, x)", { x: -1, y: 0 }],
    ["max(x, y, z)", { x: 1, y: 1, z: 1 }],
  ])("%s at %j has no second derivative, for it has no first one", (formula, at) => {
    const report = crossCheck(formulaSubject(formula, at), { order: 2 });
    expect(overallVerdict(report)).toBe(kinked);
  });

  it("a kink by one variable leaves the second derivatives by another alone", () => {
    const report = crossCheck(formulaSubject("|x| + y^3", { x: 0, y: 2 }), { order: 2 });
    const verdicts = Object.fromEntries(report.parameters.map(({ name, verdict }) => [name, verdict]));
    expect(verdicts).toEqual({
      "d/dx x": kinked,
      "d/dx y": kinked,
      "d/dy x": "agree",
      "d/dy y": "agree",
    });
  });

  it("a float64 result on the other side of a branch that rounding decides is no error of the kernel", () => {
    // The double 0.3 is less than three tenths, but float64 takes 3/10 for that double.
    const report = crossCheck(formulaSubject("piecewise(x, x < 0.3, y)", { x: 0.3, y: 0.3 }));
    expect(report.kernelWithinBounds).toBe(true);
    expect(overallVerdict(report)).toBe(kinked);
  });

  it.each([
    ["|x y|", { "d/dx y": kinked, "d/dy x": kinked, "d/dx x": "agree", "d/dy y": "agree" }],
    ["relu(x y)", { "d/dx y": kinked, "d/dy x": kinked, "d/dx x": "agree", "d/dy y": "agree" }],
    ["|x| |y|", { "d/dx y": kinked, "d/dy x": kinked }],
    // The derivative by x is 0 in either branch, but off the origin there is a jump between them.
    ["piecewise(y, x y^2 > x y, y^2)", { "d/dx y": kinked }],
    // The derivative by y is x sign(y): there is none by y on the x-axis but at the origin, so none by x after it.
    ["x |y|", { "d/dx y": kinked, "d/dy x": kinked, "d/dx x": "agree" }],
  ])("%s has no mixed second derivative at the origin, where both first ones are 0", (formula, verdicts) => {
    const report = crossCheck(formulaSubject(formula, { x: 0, y: 0 }), { order: 2 });
    const found = Object.fromEntries(report.parameters.map(({ name, verdict }) => [name, verdict]));
    expect(found).toMatchObject(verdicts);
    expect(overallVerdict(report)).toBe(kinked);
  });

  it("sides that float64 rounds to nothing do not outweigh the voices", () => {
    // erf(6.2) is 1 in float64, whose logarithm 0 is; it is 1 - 1.8e-18
    const report = crossCheck(formulaSubject("erf(piecewise(y, y < y, 2) 3.1)^x", { x: 0.5, y: -1 }));
    expect(overallVerdict(report)).toBe("agree");
  });

  it("the second derivative of x |x| and of relu^2 jumps at 0", () => {
    for (const formula of ["x |x|", "relu(x)^2", "piecewise(x^2, x < 0, x^3)"]) {
      const report = crossCheck(formulaSubject(formula, { x: 0 }), { order: 2 });
      expect(overallVerdict(report), formula).toBe(kinked);
    }
  });

  it("a voice outside the one-sided derivatives disagrees", () => {
    const doubled = faults.find(({ name }) => name === "scale")!.plant(0);
    const report = crossCheck(formulaSubject("max(x, y) + 2 x", { x: 1, y: 1 }), { fault: doubled });
    expect(overallVerdict(report)).toBe(kinked); // 1.001 (2 + 1/2) still lies between 2 and 3
    const flipped = faults.find(({ name }) => name === "sign")!.plant(0);
    const wrong = crossCheck(formulaSubject("max(x, y) + 2 x", { x: 1, y: 1 }), { fault: flipped });
    expect(overallVerdict(wrong)).toBe("disagree");
    const rounded = formulaSubject("max(sin(x), sin(y)) + 2 sin(x)", { x: 1, y: 1 });
    expect(overallVerdict(crossCheck(rounded))).toBe(kinked);
    expect(overallVerdict(crossCheck(rounded, { fault: flipped }))).toBe("disagree");
  });
});

const verdictsOf = ({ entries }: ParameterReport) => entries.map(({ verdict }) => verdict);

describe("kinks of functions over arrays", () => {
  it("are found entry by entry", () => {
    const report = check((x: ArrayLike) => sum(relu(x)), [array([-1, 0, 2, 0])]);
    expect(verdictsOf(report.parameters[0]!)).toEqual(["agree", kinked, "agree", kinked]);
    expect(report.parameters[0]!.entries[1]!.oneSided).toEqual({ left: 0, right: 1 });
  });

  it("ties of a maximum over an axis belong to the entries that tie", () => {
    const x = array([
      [3, 1, 3],
      [0, 5, 4],
    ]);
    const report = check((a: ArrayLike) => sum(max(a, { axis: 1 })), [x]);
    expect(verdictsOf(report.parameters[0]!)).toEqual([kinked, "agree", kinked, "agree", "agree", "agree"]);
  });

  it("of arguments that meet", () => {
    const f = (a: ArrayLike, b: ArrayLike) => sum(maximum(a, multiply(2, b)));
    const { parameters } = check(f, [array([1, 4]), array([3, 2])]);
    expect(parameters.map(verdictsOf)).toEqual([
      ["agree", kinked],
      ["agree", kinked],
    ]);
    expect(parameters[1]!.entries[1]!.oneSided).toEqual({ left: 0, right: 2 });
  });

  it("of a condition in a where", () => {
    const f = (a: ArrayLike) => sum(where(less(a, 0), multiply(-1, a), multiply(3, a)));
    const [parameter] = check(f, [array([-1, 0, 1])]).parameters;
    expect(verdictsOf(parameter!)).toEqual(["agree", kinked, "agree"]);
  });

  it("are seen from values alone where there is no expression", () => {
    const report = check((x: ArrayLike) => sum(abs(sort(x))), [array([0, 1])]);
    expect(report.notes.join()).toContain("argsort");
    expect(verdictsOf(report.parameters[0]!)).toEqual([kinked, "agree"]);
  });
});

describe("kinks inside networks", () => {
  const inputs = array([
    [1, -1],
    [0.5, 2],
  ]);
  const targets = array([[1], [0]]);
  const parameters = {
    layers: [
      {
        weight: array([
          [2, 2],
          [1, -0.5],
        ]),
        bias: array([0, 0.25]),
      },
      { weight: array([[1.5, -1]]), bias: array([0.5]) },
    ],
  };
  const subject = networkSubject("2 -> 2 relu -> 1; loss=sse", { inputs, targets, parameters });

  it("only the entries that move the unit off its kink are not differentiable", () => {
    const report = crossCheck(subject);
    expect(overallVerdict(report)).toBe(kinked);
    const verdicts = Object.fromEntries(report.parameters.map((each) => [each.name, verdictsOf(each)]));
    expect(verdicts).toEqual({
      "layers.0.weight": [kinked, kinked, "agree", "agree"],
      "layers.0.bias": [kinked, "agree"],
      "layers.1.weight": ["agree", "agree"],
      "layers.1.bias": ["agree"],
    });
  });

  it("a fault is caught beside a kink", () => {
    const planted = faults.find(({ name }) => name === "sign")!.plant(0);
    expect(overallVerdict(crossCheck(subject, { fault: planted, witnesses: noWitnesses }))).toBe("disagree");
  });

  it("in a network too wide to follow every entry, none is given a number silently", () => {
    const wide = networkSubject("40 -> 60 relu -> 1; loss=sse", {
      inputs: array(new Array(40).fill(0), { shape: [1, 40] }),
      targets: array([[1]]),
    });
    const report = crossCheck(wide, { witnesses: noWitnesses });
    expect(overallVerdict(report)).toBe(kinked);
  });
});
