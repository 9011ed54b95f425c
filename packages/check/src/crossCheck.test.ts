import { array, type NDArray } from "@chainrule/array";
import { parse, toText } from "@chainrule/expr";
import { binaryCrossEntropyWithLogits } from "@chainrule/losses";
import { boundedDoubleDouble } from "@chainrule/special";
import {
  type ArrayLike,
  add,
  applyOne,
  evaluate,
  exp,
  grad,
  ifElse,
  less,
  log,
  multiply,
  sin,
  sum,
  trace,
  unary,
  whileLoop,
} from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import derivatives from "../fixtures/derivatives.json" with { type: "json" };
import { check } from "./check.ts";
import { crossCheck, NothingToCheckError } from "./crossCheck.ts";
import { overallVerdict } from "./report/overall.ts";
import type { EntryReport, Report } from "./report/types.ts";
import { formulaSubject } from "./subject/formula.ts";
import type { Subject } from "./subject/subject.ts";
import { relativeGap } from "./testing/decimal.ts";

type Point = Readonly<Record<string, number>>;

const reportOf = (formula: string, at: Point, order: 1 | 2 = 1): Report =>
  crossCheck(formulaSubject(formula, at), { order });

/** The single entry by a variable. */
const entryOf = ({ parameters }: Report, name: string): EntryReport =>
  parameters.find((parameter) => parameter.name === name)!.entries[0]!;

interface Derivatives {
  readonly formula: string;
  readonly at: Point;
  readonly value: string;
  readonly gradient: Readonly<Record<string, string>>;
  readonly hessian: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

describe("values computed elsewhere", () => {
  it.each(derivatives as unknown as readonly Derivatives[])(
    "$formula: gradient and Hessian to 28 digits, in both voices",
    (expected) => {
      const { at } = expected;
      const first = reportOf(expected.formula, at);
      expect(overallVerdict(first)).toBe("agree");
      expect(first.value).toBeCloseTo(Number(expected.value), 14);
      for (const [name, truth] of Object.entries(expected.gradient)) {
        expect(relativeGap(entryOf(first, name).symbolic, truth)).toBeLessThan(1e-28);
        expect(relativeGap(entryOf(first, name).tape, truth)).toBeLessThan(1e-28);
      }
      const second = reportOf(expected.formula, at, 2);
      expect(overallVerdict(second)).toBe("agree");
      for (const [row, columns] of Object.entries(expected.hessian)) {
        for (const [column, truth] of Object.entries(columns)) {
          const entry = entryOf(second, `d/d${row} ${column}`);
          const limit = 1e-27 / Math.min(1, Math.abs(Number(truth)) || 1);
          expect(relativeGap(entry.symbolic, truth), `${row} ${column}`).toBeLessThan(limit);
          expect(relativeGap(entry.tape, truth), `${row} ${column}`).toBeLessThan(limit);
        }
      }
    },
  );

  it("the chain of one neuron, as published with 17 digits", () => {
    const at = { w: 0.3, b: -0.2, a: 0.7, y: 1 };
    const published = { w: -0.17412065423896253, b: -0.24874379176994646, a: -0.07462313753098393 };
    const report = reportOf("(sigmoid(w a + b) - y)^2", at);
    const half = reportOf("0.5 (sigmoid(w a + b) - y)^2", at);
    for (const [name, truth] of Object.entries(published)) {
      expect(Number(entryOf(report, name).symbolic)).toBeCloseTo(truth, 16);
      expect(entryOf(report, name).kernel).toBeCloseTo(truth, 16);
      expect(entryOf(half, name).kernel).toBeCloseTo(truth / 2, 16);
    }
  });
});

describe("the gradient at 0 of smooth functions that are computed by max and abs", () => {
  const cases: readonly [string, Point, Point][] = [
    ["softplus(x)", { x: 0 }, { x: 0.5 }],
    ["logSigmoid(x)", { x: 0 }, { x: 0.5 }],
    ["logaddexp(a, b)", { a: 0, b: 0 }, { a: 0.5, b: 0.5 }],
    ["logaddexp(a, b)", { a: -3, b: -3 }, { a: 0.5, b: 0.5 }],
    ["softplus(z) - y z", { z: 0, y: 1 }, { z: -0.5, y: 0 }],
    ["-(0.25 logSigmoid(z) + 0.75 logSigmoid(-z))", { z: 0 }, { z: 0.25 }],
    ["sigmoid(x)", { x: 0 }, { x: 0.25 }],
    ["tanh(x)", { x: 0 }, { x: 1 }],
  ];
  it.each(cases)("%s at %j is exactly %j in both voices", (formula, at, exact) => {
    const report = reportOf(formula, at);
    expect(overallVerdict(report)).toBe("agree");
    for (const [name, derivative] of Object.entries(exact)) {
      const { symbolic, tape, kernel } = entryOf(report, name);
      const values = [Number(symbolic), Number(tape), kernel];
      expect(
        values.every((value) => value === derivative),
        `${name}: ${values.join()}`,
      ).toBe(true);
    }
  });

  it("the binary cross-entropy with logits of the losses, too", () => {
    const loss = (z: ArrayLike) => binaryCrossEntropyWithLogits(z, 1);
    expect(grad(loss)(0)).toBe(-0.5);
    const report = check(loss, [0]);
    expect(overallVerdict(report)).toBe("agree");
    expect(Number(entryOf(report, "x").symbolic)).toBe(-0.5);
  });

  it("second derivatives at 0 are right too", () => {
    const report = reportOf("softplus(x) + logSigmoid(x)", { x: 0 }, 2);
    expect(overallVerdict(report)).toBe("agree");
    expect(Number(entryOf(report, "d/dx x").symbolic)).toBe(0);
    expect(Number(entryOf(reportOf("softplus(x)", { x: 0 }, 2), "d/dx x").tape)).toBe(0.25);
  });
});

describe("values that are not finite", () => {
  const cases: readonly [string, Point][] = [
    ["log(x)", { x: -1 }],
    ["log(x)", { x: 0 }],
    ["log(x)", { x: 1e-320 }],
    ["1/x", { x: 0 }],
    ["x^x", { x: 0 }],
    ["sqrt(x)", { x: -1 }],
    ["acos(x)", { x: 2 }],
    ["gamma(x)", { x: 0 }],
    ["acoth(x)", { x: -1 }],
    ["erf(x y) * (y - 1) / x", { x: 0, y: 2 }],
    ["sin(x) / x", { x: 0 }],
    ["x log(x)", { x: 0 }],
    ["exp(x)", { x: 1000 }],
    ["tan(pi / 2 + x)", { x: 0 }],
    ["(x - x) / (x - x)", { x: 3 }],
    ["x^2.5", { x: -1 }],
  ];
  it.each(cases)("%s at %j never agrees", (formula, at) => {
    for (const order of [1, 2] as const) {
      expect(["inconclusive", "not differentiable here"]).toContain(
        overallVerdict(reportOf(formula, at, order)),
      );
    }
  });

  it("an infinite slope of a finite function is shown as what it is", () => {
    const { symbolic, kernel, detectionLimit } = entryOf(reportOf("cbrt(x)", { x: 0 }), "x");
    expect([symbolic, kernel, detectionLimit]).toEqual(["Infinity", Infinity, Infinity]);
  });
});

// 0.1 and sin(y) are rounded, so that bounds leave open whether one is less than itself.
describe("a condition that the bounds leave open", () => {
  const at = { x: -0.3, y: 0.7 };
  it.each([
    "x*piecewise(5, 0.1 < 0.1, 6)",
    "x*piecewise(5, 0.1 <= 0.1, 6)",
    "x*piecewise(5, not(0.1 < 0.1), 6)",
    "x*piecewise(5, 0.1 < 0.1 and x < 1, 6)",
    "x*piecewise(5, 1 < piecewise(3, 0.1 < 0.1, 4), x)",
    "x*piecewise(5, not(1 < piecewise(3, sin(y) < sin(y) + 0, 4)), x)",
    "x*piecewise(5, sin(y) < sin(y) + 0 or 1 < x, y)",
  ])("leaves open what depends on it: %s", (formula) => {
    const given = formula.includes("y") ? at : { x: at.x };
    expect(overallVerdict(reportOf(formula, given, 1))).toBe("inconclusive");
  });

  it.each(["x*piecewise(5, 0.1 < 0.1 and x < -1, 6)", "x*piecewise(5, 0.1 < 0.1 or x < 1, 6)"])(
    "is no matter where others settle it: %s",
    (formula) => {
      expect(overallVerdict(reportOf(formula, { x: at.x }, 1))).toBe("agree");
    },
  );

  it("leaves open which branch is taken, and when a loop ends", () => {
    const [x, y] = [array(-0.3), array(0.7)];
    const isLess = (a: ArrayLike) => less(sin(a), sin(add(a, 0)));
    const branch = (a: NDArray, b: NDArray) =>
      ifElse(
        isLess(b),
        () => multiply(a, 5),
        () => multiply(a, 6),
      );
    expect(overallVerdict(check(branch, [x, y]))).toBe("inconclusive");
    const loop = (a: NDArray, b: NDArray) =>
      whileLoop(
        () => isLess(b),
        (c) => multiply(c, 2),
        a,
      );
    const [left] = evaluate(trace(loop)(x, y), [x, y], boundedDoubleDouble);
    expect(boundedDoubleDouble.toNumber(left!.data[0]!)).toBeNaN();
  });
});

describe("primals", () => {
  const f = (values: readonly ArrayLike[]) => sin(values[0]!);
  const subjectOf = (formula: string, x = 0.5): Subject => ({
    ...formulaSubject(formula, { x }),
    f,
  });

  it("that differ are reported, even where their gradients are the same", () => {
    const report = crossCheck(subjectOf("sin(x) + 1e-15"));
    expect(report.primalVerdict).toBe("disagree");
    expect(report.verdict).toBe("agree");
    expect(overallVerdict(report)).toBe("disagree");
    expect(overallVerdict(crossCheck(subjectOf("sin(x)")))).toBe("agree");
  });

  it("that differ in value and in gradient", () => {
    const report = crossCheck(subjectOf("cos(x)"));
    expect([report.primalVerdict, report.verdict]).toEqual(["disagree", "disagree"]);
  });
});

describe("witnesses", () => {
  const withSlope = (extra: string): EntryReport =>
    entryOf(crossCheck({ ...formulaSubject(`sin(x) + ${extra} x`, { x: 0.5 }), f: ([x]) => sin(x!) }), "x");

  it("contradict a derivative that is off by little more than they can tell", () => {
    expect(withSlope("10^(-13)").complexStep!.contradicts).toBe(true);
    expect(withSlope("10^(-9)").finiteDifference!.contradicts).toBe(true);
  });

  it("say nothing where the difference is below their own error", () => {
    expect(withSlope("10^(-17)").complexStep!.contradicts).toBe(false);
    expect(withSlope("10^(-13)").finiteDifference!.contradicts).toBe(false);
  });
});

describe("a complex step", () => {
  it.each([
    ["x^3", 0],
    ["10^6 x^3", 0],
    ["abs(x)^3", 0],
  ])("does not contradict %s at the flat point %d, where its square shows", (formula, x) => {
    const entry = entryOf(reportOf(formula, { x }), "x");
    expect([entry.verdict, entry.complexStep!.contradicts]).toEqual(["agree", false]);
  });
});

describe("decimals", () => {
  it("below the range of normal numbers are read exactly by both voices", () => {
    const entry = entryOf(reportOf("x*1e-320", { x: 1 }), "x");
    expect(entry.kernel).toBe(1e-320);
    expect(entry.ulps).toBeLessThan(1);
  });
});

describe("detection limits", () => {
  it("are relative to the entry itself, and no smaller than the bounds allow", () => {
    const { detectionLimit } = entryOf(reportOf("exp(x)", { x: 0.5 }), "x");
    expect(detectionLimit).toBeGreaterThan(1e-31);
    expect(detectionLimit).toBeLessThan(1e-28);
  });

  it("of a small entry are relative to its largest neighbour in the same array", () => {
    const weights = array([1, 1e-12]);
    const { entries } = check((x: ArrayLike) => sum(multiply(weights, exp(x))), [array([0.5, 0.5])])
      .parameters[0]!;
    const [large, small] = entries as [EntryReport, EntryReport];
    expect(small.detectionLimit / large.detectionLimit).toBeCloseTo(1e-12, 13);
  });
});

describe("structural zeros", () => {
  it("agree in both voices, beside entries of any size", () => {
    const report = crossCheck(formulaSubject("0 y + x^2", { x: 1e8, y: 3 }));
    expect(overallVerdict(report)).toBe("agree");
    expect(entryOf(report, "y")).toMatchObject({
      symbolic: "0",
      tape: "0",
      kernel: 0,
      detectionLimit: 0,
      ulps: 0,
    });
  });

  it("an argument that a function ignores has derivative 0", () => {
    const report = check((x: ArrayLike, _: ArrayLike) => sum(log(x)), [2, 5]);
    expect(overallVerdict(report)).toBe("agree");
    expect(entryOf(report, "x2").kernel).toBe(0);
  });
});

describe("the report", () => {
  it("says what was checked and what it cost", () => {
    const report = reportOf("x^2 y", { x: 3, y: 2 });
    expect(report).toMatchObject({
      schema: "chainrule-report/1",
      subject: "x^2 y",
      order: 1,
      value: 18,
      notes: [],
    });
    expect(report.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ["x", []],
      ["y", []],
    ]);
    expect(report.formulas).toEqual([`d/dx = ${toText(parse("2 x y"))}`, "d/dy = x^2"]);
    expect(report.cost.primal).toBe(2);
    expect(report.cost.gradient).toBeGreaterThan(2);
    expect(reportOf("x^2 y", { x: 3, y: 2 }, 2).formulas).toContain(`d/dx d/dy = ${toText(parse("2 x"))}`);
  });

  it("has a bound on every float64 error, and the error is within it", () => {
    const { entries } = reportOf("exp(-x^2 / 2) sin(30 x)", { x: 1.3 }).parameters[0]!;
    const [{ ulps, boundUlps, kernelWithinBound }] = entries as [EntryReport];
    expect(ulps).toBeGreaterThan(0);
    expect(boundUlps).toBeGreaterThanOrEqual(ulps);
    expect(kernelWithinBound).toBe(true);
  });

  it("a float64 kernel outside its bound decides, though the formulas agree", () => {
    const sloppyExp = unary({
      name: "exp",
      number: (x) => Math.exp(x) * (1 + 1e-12),
      scalar: (A, x) => A.exp(x),
      partials: [(_, y) => y],
    });
    const subject = formulaSubject("exp(x)", { x: 0.5 });
    const report = crossCheck({ ...subject, f: ([x]) => applyOne(sloppyExp, undefined, [x!]) });
    expect([report.verdict, report.kernelWithinBounds]).toEqual(["agree", false]);
    expect(overallVerdict(report)).toBe("disagree");
  });

  it("counts progress up to 1", () => {
    const seen: number[] = [];
    crossCheck(formulaSubject("x y z", { x: 1, y: 2, z: 3 }), {
      onProgress: (fraction) => seen.push(fraction),
    });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  it("is inconclusive where the tolerance asks for more than the bounds give", () => {
    const subject = formulaSubject("exp(x)", { x: 0.5 });
    expect(crossCheck(subject, { tolerance: 1e-90 }).verdict).toBe("inconclusive");
  });

  it("needs something to differentiate by", () => {
    expect(() => reportOf("2 + 3", {})).toThrow(NothingToCheckError);
    expect(() => check(() => 3, [])).toThrow(expect.objectContaining({ code: "check/nothing" }));
    const empty = () => check((x: ArrayLike) => sum(x), [array([])]);
    expect(empty).toThrow(
      expect.objectContaining({
        code: "check/nothing",
        message: expect.stringContaining("that is not empty"),
      }),
    );
  });
});

describe("where a point sits", () => {
  it("decimals in a formula are exact, doubles at the point are what they are", () => {
    const exact = reportOf("0.1 x", { x: 1 });
    expect(entryOf(exact, "x").symbolic).toBe("0.100000000000000000000000000000");
    const double = reportOf("a x", { x: 1, a: 0.1 });
    expect(entryOf(double, "x").symbolic).toBe("0.100000000000000005551115123126");
  });

  it("an expression is as good as its text", () => {
    const report = crossCheck(formulaSubject(parse("x + x"), { x: 2 }));
    expect(report.subject).toBe("x + x");
    expect(entryOf(report, "x").kernel).toBe(2);
  });

  it("of functions of several arguments names them by position", () => {
    const f = (a: ArrayLike, { w }: { w: ArrayLike }) => add(multiply(a, w), w);
    const report = check(f, [2, { w: 3 }]);
    expect(report.parameters.map(({ name }) => name)).toEqual(["x1", "x2.w"]);
  });
});

describe("table-free witnesses at 0, where stable forms change over", () => {
  it.each(["softplus(x)", "logSigmoid(x)", "sigmoid(x)", "tanh(x)", "log(1 + exp(x))"])("%s", (formula) => {
    for (const order of [1, 2] as const) {
      const { complexStep, finiteDifference } = entryOf(
        reportOf(formula, { x: 0 }, order),
        order === 1 ? "x" : "d/dx x",
      );
      expect([complexStep?.contradicts, finiteDifference?.contradicts]).toEqual([false, false]);
    }
  });
});

describe("the complex step of a first derivative", () => {
  it.each<[string, Point]>([
    ["x^3 z", { x: 1.9, z: 0 }],
    ["7 z x^2", { x: 0, z: 0.62 }],
    ["cosh(x y)", { x: 0, y: 0.5 }],
    ["(0.5 - x) mod(z, x)", { x: 0.5, z: -5.6 }],
  ])("of %s sees the slope through a cotangent that is 0 at the point", (formula, at) => {
    const report = reportOf(formula, at, 2);
    const witnesses = report.parameters.flatMap(({ entries }) => entries.map((entry) => entry.complexStep));
    expect(witnesses.map((witness) => witness?.contradicts)).toEqual(witnesses.map(() => false));
  });
});

describe("an infinite slope in both voices", () => {
  it.each<[string, number]>([
    ["sqrt(x)", 0],
    ["asin(x)", 1],
    ["x^(1/2) + y", 0],
  ])("of %s at %d is no derivative, and is said", (formula, x) => {
    const report = crossCheck(formulaSubject(formula, formula.includes("y") ? { x, y: 1 } : { x }));
    expect(overallVerdict(report)).toBe("not differentiable here");
    expect(report.notes).toEqual(["the derivative by x is Infinity in both voices"]);
  });

  it.each<[string, number]>([
    ["cbrt(x)", 0],
    ["acosh(x)", 1],
    ["log(x)", 0],
    ["1 / x", 0],
    ["x^(-1/2)", 0],
    ["atanh(x)", 1],
  ])("or where there is no finite value or bound, as of %s at %d, never agrees", (formula, x) => {
    expect(overallVerdict(crossCheck(formulaSubject(formula, { x })))).not.toBe("agree");
  });
});
