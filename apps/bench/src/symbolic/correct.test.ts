import { expect, test } from "vitest";
import { isDerivative } from "./correct.ts";
import { bestOf, survey } from "./survey.ts";

test.each<[string, string, boolean]>([
  ["2*x", "x^2", true],
  ["2*x + 1e-6", "x^2", false],
  ["-y/(x^2+y^2)", "atan(y/x)", true],
  ["y/(x^2+y^2)", "atan(y/x)", false],
  ["-1", "-log(exp(x)/(exp(x) + exp(y) + exp(z)))", false],
  ["-2*x*sgn(-x^2+1)", "abs(x^2 - 1)", true],
  ["2*(x+ ? Stop: syntax error", "x^2", false],
])("%s as the derivative of %s", (derivative, primal, isRight) => {
  expect(isDerivative(derivative, primal)).toBe(isRight);
});

test("the best of a row is correct, and there may be none", () => {
  const row = (text: string) => survey.find((one) => one.text.startsWith(text))!.figures;
  expect(bestOf(row("-log"))).toEqual({ name: "algebrite", size: 14 });
  expect(bestOf(row("x^(x^x)"))).toEqual({ name: "sympy", size: 23 });
  expect(bestOf(row("max"))).toBeUndefined();
});
