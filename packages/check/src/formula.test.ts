import { evaluate, toText } from "@chainrule/expr";
import { array, grad, type NDArray } from "@chainrule/tape";
import { expect, it } from "vitest";
import { formula } from "./formula.ts";
import { overallVerdict } from "./report/overall.ts";

const energy = formula("1/2 m v^2");

it("is an expression, a function, a gradient and a verdict at once", () => {
  expect(evaluate(energy.expression, { m: 3, v: 2 })).toBe(6);
  expect(energy.f({ m: 3, v: 2 })).toBe(6);
  expect(Object.keys(energy.gradient)).toEqual(["m", "v"]);
  expect(evaluate(energy.gradient.v, { m: 3, v: 2 })).toBe(6);
  expect(grad((v) => energy.f({ m: 3, v }))(2)).toBe(6);
  const report = energy.check({ m: 3, v: 2 });
  expect([overallVerdict(report), report.subject]).toEqual(["agree", "1/2 m v^2"]);
});

it("takes arrays, elementwise", () => {
  expect((energy.f({ m: 2, v: array([1, 2, 3]) }) as NDArray).toNested()).toEqual([1, 4, 9]);
});

it("checks with options", () => {
  const { order, parameters } = energy.check({ m: 3, v: 2 }, { order: 2, wrt: ["v"] });
  expect([order, parameters.map(({ name }) => name)]).toEqual([2, ["d/dv v"]]);
});

it("knows its variables", () => {
  // @ts-expect-error: v is forgotten
  expect(() => energy.check({ m: 3 })).toThrow("v");
  // @ts-expect-error: there is no q
  expect(energy.gradient.q).toBeUndefined();
  const text: string = "x y";
  expect(toText(formula(text).gradient["x"]!)).toBe("y");
});

it("of text that is none throws what the parser throws", () => {
  expect(() => formula("x +")).toThrow(expect.objectContaining({ code: "expr/syntax" }));
  expect(() => formula("sum(x[i], i, 1, 3)")).toThrow(expect.objectContaining({ code: "check/not-lowered" }));
});
