import { expect, test } from "vitest";
import { CounterError, countNodes } from "./nodes.ts";

/** Outputs of other systems, and their sizes as counted by hand. */
test.each<[system: string, text: string, nodes: number]>([
  ["mathjs, raw", "-1 * (0 + -b * 1 * exp(-b * x)) / (1 + exp(-b * x)) ^ 2", 25],
  ["mathjs", "b * exp(-(b * x)) / (exp(-(b * x)) + 1) ^ 2", 17],
  ["nerdamer", "(1+e^(-b*x))^(-2)*b*e^(-b*x)", 20],
  ["Algebrite", "b*exp(-b*x)/((1+exp(-b*x))^2)", 17],
  ["compute-engine", "(b * e^(-(b * x))) / (e^(-(b * x)) + 1)^2", 19],
  ["mathjs, raw", "1 * sech(x) ^ 2", 6],
  ["Algebrite", "1/(cosh(x)^2)", 6],
  ["mathjs", "-(x * exp(x ^ 2 * -1 / 2 / s ^ 2) / s ^ 2)", 20],
  ["mathjs", "-((exp(z) + exp(y)) / (exp(x) + exp(y) + exp(z)))", 15],
  ["Algebrite", "-1+exp(x)/(exp(x)+exp(y)+exp(z))", 14],
  ["mathjs, raw", "x ^ x * (1 * x / x + 1 * log(x))", 14],
  ["mathjs", "2 * x * abs(x ^ 2 - 1) / (x ^ 2 - 1)", 16],
  ["mathjs", "2 * (1 / (x ^ 2 - 1) - (1 / (x ^ 2 - 1)) ^ 2 * (x ^ 2 + 1)) * x", 27],
  ["compute-engine", "(-4x) / (x^2 - 1)^2", 12],
  ["SymPy", "x**(x**x)*(x**x*(log(x) + 1)*log(x) + x**x/x)", 23],
])("%s: %s", (_, text, nodes) => {
  expect(countNodes(text)).toBe(nodes);
});

test.each<[string, string]>([
  ["2x", "2*x"],
  ["x y", "x*y"],
  ["2 (a)(b)", "2*a*b"],
  ["a + b + c", "(a + (b + c))"],
  ["x ** 2", "x^2"],
  ["|x - 1|", "abs(x - 1)"],
  ["1e-3*x", "5*x"],
  ["max(x, y)", "x*y"],
])("%s has as many nodes as %s", (a, b) => {
  expect(countNodes(a)).toBe(countNodes(b));
});

test.each(["", "(x", "x)", "|x", "x = 2", "x ? Stop: syntax error"])("%s is refused", (text) => {
  expect(() => countNodes(text)).toThrow(CounterError);
});
