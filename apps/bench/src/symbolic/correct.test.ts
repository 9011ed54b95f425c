import { expect, test } from "vitest";
import { faultOf } from "./correct.ts";
import { bestOf, survey } from "./survey.ts";

test.each<[string, string, string | undefined]>([
  ["2*x", "x^2", undefined],
  ["2*x + 1e-6", "x^2", "wrong"],
  ["-y/(x^2+y^2)", "atan(y/x)", undefined],
  ["y/(x^2+y^2)", "atan(y/x)", "wrong"],
  ["-1", "-log(exp(x)/(exp(x) + exp(y) + exp(z)))", "wrong"],
  ["-2*x*sgn(-x^2+1)", "abs(x^2 - 1)", undefined],
  ["2*(x+ ? Stop: syntax error", "x^2", "none"],
  ["diff(max(x,0),x)", "max(x, 0)", "none"],
])("%s as the derivative of %s", (derivative, primal, fault) => {
  expect(faultOf(derivative, primal)).toBe(fault);
});

test("the best of a row is correct, and there may be none", () => {
  const row = (text: string) => survey.find((one) => one.text.startsWith(text))!.figures;
  expect(bestOf(row("-log"))).toEqual({ name: "algebrite", size: 14 });
  expect(bestOf(row("x^(x^x)"))).toEqual({ name: "sympy", size: 23 });
  expect(bestOf(row("max"))).toBeUndefined();
});
