import { array } from "@chainrule/array";
import { multiply as multiplyExpressions } from "@chainrule/expr";
import { multiply, sin, sum, type Tensor } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { crossCheck } from "../crossCheck.ts";
import { formulaSubject } from "../subject/formula.ts";
import { functionSubject } from "../subject/function.ts";
import type { SymbolicPrimal } from "../subject/subject.ts";
import { finiteDifference } from "./finiteDifference.ts";
import { gradcheckPasses } from "./gradcheckRule.ts";

describe("finiteDifference", () => {
  const unit = 2 ** -53;
  const cases: [string, (x: number) => number, number, number][] = [
    ["exp", Math.exp, 1, Math.E],
    ["sin", Math.sin, 2, Math.cos(2)],
    ["log near 0.5", Math.log, 0.5, 2],
    ["x^3 at 100", (x) => x ** 3, 100, 30_000],
    ["tanh", Math.tanh, 0.3, 1 / Math.cosh(0.3) ** 2],
  ];
  it.each(cases)("of %s is within its own bound, and the bound is useful", (_, f, x, truth) => {
    const { value, error } = finiteDifference(f, x, 4 * unit * Math.abs(f(x)));
    expect(Math.abs(value - truth)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(1e-4 * Math.abs(truth));
  });

  it.each<[string, (x: number) => number, number, number]>([
    ["x + 1/2 at 0, where the value is exact", (x) => x + 0.5, 0, 1],
    ["2 - x", (x) => 2 - x, 0.40797349670901895, -1],
    ["1/x next to its pole", (x) => 1 / x, 5.8e-8, -1 / 5.8e-8 ** 2],
    ["log |x| next to its pole", (x) => Math.log(Math.abs(x)), 1.8e-6, 1 / 1.8e-6],
    ["sin far out", Math.sin, 105605.85293282846, Math.cos(105605.85293282846)],
    ["floor close to a jump", Math.floor, 4.47e-6, 0],
    ["a step just beyond", (x) => (x < 0.51 ? 0 : 1), 0.5, 0],
  ])("of %s is within its own bound", (_, f, x, truth) => {
    const { value, error } = finiteDifference(f, x, 0);
    expect(Math.abs(value - truth)).toBeLessThanOrEqual(error);
  });

  it("has an infinite bound where no value is finite", () => {
    expect(finiteDifference(() => Number.NaN, 1, 0).error).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("gradcheckPasses", () => {
  it("passes a right and fails a grossly wrong derivative", () => {
    expect(gradcheckPasses(Math.sin, 1, Math.cos(1))).toBe(true);
    expect(gradcheckPasses(Math.sin, 1, -Math.cos(1))).toBe(false);
  });
  it("passes any derivative below its absolute tolerance: the fault that this project exists for", () => {
    expect(gradcheckPasses((x) => 1e-6 * Math.sin(x), 0.5, -1e-6)).toBe(true);
  });
  it("fails relu at its kink, where 0 is the convention and the central difference is 1/2", () => {
    expect(gradcheckPasses((x) => Math.max(0, x), 0, 0)).toBe(false);
  });
});

describe("finite differences that cannot tell", () => {
  it.each<[string, (x: number) => number, number]>([
    ["a pole between all steps", (x) => 1 / (x - 1), 1 + 1e-9],
    ["a double pole between all steps", (x) => (x - 1) ** -2, 1 + 1e-9],
    ["tan beside its pole", Math.tan, Math.PI / 2 - 1e-9],
    ["a kink between all steps", (x) => Math.abs(x - 1), 1 + 1e-9],
    ["a jump between all steps", (x) => Math.floor(x) * x, 2 + 1e-10],
    ["periods that every step misses", (x) => Math.sin(1e12 * x), 0.7],
    ["a spike", (x) => Math.exp(-(((x - 1) * 1e10) ** 2)), 1 + 1e-11],
  ])("have no estimate at %s", (_, f, x) => {
    expect(finiteDifference(f, x, 0).error).toBe(Number.POSITIVE_INFINITY);
  });

  it("contradict no right gradient in the report, nor confirm it", () => {
    const report = crossCheck(formulaSubject("1 / (x - 1)", { x: 1 + 1e-9 }));
    const { finiteDifference: differences, dualNumbers } = report.parameters[0]!.entries[0]!;
    expect([report.verdict, differences!.contradicts, differences!.error]).toEqual([
      "agree",
      false,
      Infinity,
    ]);
    expect(dualNumbers!.contradicts).toBe(false);
    expect(dualNumbers!.error).toBeLessThan(1e-20 * Math.abs(dualNumbers!.value));
  });
});

describe("complex steps of long sums", () => {
  const signs = Array.from({ length: 3001 }, (_, k) => (k % 2 === 0 ? 1 : -1) * (1 + Math.sin(k)) * 1e6);
  const long = (wrong: number) => {
    const subject = functionSubject(
      (x: Tensor) => sum(multiply(array(signs), sin(multiply(x, array(signs.map((_, k) => 1 + k / 3000)))))),
      [0.7],
    );
    return { ...subject, symbolic: formulaOf(subject.symbolic!, wrong) };
  };
  const formulaOf = (symbolic: SymbolicPrimal, wrong: number): SymbolicPrimal => ({
    ...symbolic,
    expression: multiplyExpressions(symbolic.expression, 1 + wrong),
  });

  it("are no contradiction where the sum alone rounds so, and are one where it does not", () => {
    const entry = (wrong: number) => crossCheck(long(wrong)).parameters[0]!.entries[0]!;
    expect(entry(0).complexStep!.contradicts).toBe(false);
    expect(entry(1e-2).complexStep!.contradicts).toBe(true);
  });
});
