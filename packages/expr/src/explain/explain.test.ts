import { type Complex, complex } from "@chainrule/special";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differentiate, equal, evaluate, explain, gradient, parse, simplify, toText } from "../index.ts";
import { expressions, points } from "../testing/expressions.ts";

function told(text: string, variable: string): string[] {
  return explain(parse(text), variable).map(
    ({ relation, rule, before, after }) =>
      `${rule}: ${relation === "equal" ? "" : "D "}${toText(before)} = ${toText(after)}`,
  );
}

describe("the rules of a textbook, one by one", () => {
  test("product rule", () => {
    expect(told("x^2*sin(x)", "x")).toEqual([
      "variable: D x = 1",
      "power rule: D x^2 = 2*x",
      "derivative of sin: D sin(x) = cos(x)",
      "product rule: D x^2*sin(x) = 2*x*sin(x) + x^2*cos(x)",
      "take out common factors: 2*x*sin(x) + x^2*cos(x) = x*(2*sin(x) + x*cos(x))",
      "result: D x^2*sin(x) = x*(2*sin(x) + x*cos(x))",
    ]);
  });

  test("quotient rule", () => {
    expect(told("(x^2 + 1)/(x^2 - 1)", "x").slice(-3, -1)).toEqual([
      "quotient rule: D (x^2 + 1)/(x^2 - 1) = 2*x/(x^2 - 1) - 2*x*(x^2 + 1)/(x^2 - 1)^2",
      "combine fractions: 2*x/(x^2 - 1) - 2*x*(x^2 + 1)/(x^2 - 1)^2 = -4*x/(x^2 - 1)^2",
    ]);
  });

  test("the primal is recognised first", () => {
    expect(told("1/(1 + exp(-x))", "x")[0]).toBe("recognise sigmoid: 1/(1 + exp(-x)) = sigmoid(x)");
  });

  test.each<[string, string]>([
    ["3*sin(x)", "constant factor"],
    ["x + sin(x)", "sum rule"],
    ["2^x", "exponential rule"],
    ["x^x", "power of functions"],
    ["sin(x^2)", "chain rule with sin"],
    ["piecewise(x^2, x > 1, x)", "each piece"],
    ["sum(i*x, i, 1, n)", "constant factor"],
  ])("%s: %s", (text, rule) => {
    expect(explain(parse(text), "x").map((step) => step.rule)).toContain(rule);
  });

  test.each<[string, readonly string[]]>([
    ["(a + 1)*sum(v)", ["chain rule, back through a product", "chain rule, back through elements"]],
    ["sum(v)^2 + a", ["chain rule, back through a sum", "chain rule, back through a power"]],
    ["exp(norm(v))", ["chain rule, back through a function"]],
    ["piecewise(sum(v), a > 0, 0)", ["chain rule, back through pieces"]],
  ])("backwards, by a vector: %s", (text, rules) => {
    const found = explain(parse(text, { shapes: { v: [3] } }), "v").map((step) => step.rule);
    expect(found).toEqual(expect.arrayContaining([...rules]));
  });

  test.each<[string, string]>([
    ["det(A)*x", "constant factor"],
    ["det(x*A)", "matrix rule"],
    ["sum(x^i, i, 1, n)", "each term"],
  ])("of tensors, by a scalar: %s, %s", (text, rule) => {
    const e = parse(text, { shapes: { A: [2, 2], v: [3] } });
    expect(explain(e, "x").map((step) => step.rule)).toContain(rule);
  });

  test("by an element of a vector", () => {
    const shapes = { v: ["n"] } as const;
    const e = parse("v[1]^2", { shapes });
    expect(explain(e, parse("v[1]", { shapes })).map((step) => step.rule)).toContain(
      "element of the variable",
    );
  });

  test.each<[string, string]>([
    ["2 + 3 + x", "collect like terms"],
    ["x*x*x", "collect like factors"],
    ["sin(x)^2 + cos(x)^2 + x", "collect like terms"],
    ["(sin(x)^2 + cos(x)^2)*x", "evaluate"],
    ["x*(2*y + 3*y)", "collect like terms"],
    ["a*x^2 + b*x^2", "take out common factors"],
    ["log(1 + exp(x))", "recognise softplus"],
    ["1/cos(x)", "recognise sec"],
    ["log(exp(x)*exp(y))", "identity"],
  ])("on the way: %s, %s", (text, rule) => {
    expect(explain(parse(text), "x").map((step) => step.rule)).toContain(rule);
  });

  test("nothing to say of a constant", () => {
    expect(told("y", "x")).toEqual(["result: D y = 0"]);
  });

  test("backwards by a matrix", () => {
    const loss = parse("sum((W @ x - y)^2)", { shapes: { W: [3, 2], x: [2], y: [3] } });
    const steps = explain(loss, "W");
    expect(steps[0]).toMatchObject({ relation: "derivative of the whole" });
    expect(equal(steps.at(-1)!.after, simplify(gradient(loss, ["W"])[0]!))).toBe(true);
  });
});

describe("every step is true", () => {
  const step = 1e-100;
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

  test("equal forms have equal values, and derivatives are what the complex step says", () => {
    fc.assert(
      fc.property(expressions, points, (e, at) => {
        const x = { re: at.x, im: step };
        const y = { re: at.y, im: 0 };
        for (const { relation, before, after } of explain(e, "x")) {
          const found = evaluate(after, at, { outsideDomain: true }) as number;
          const value = evaluate(before, { x, y }, { arithmetic: complex, outsideDomain: true }) as Complex;
          const right = relation === "equal" ? value.re : value.im / step;
          if (!Number.isFinite(right) || Math.abs(right) > 1e6) continue;
          expect(near(found, right), `${relation}: ${toText(before)} and ${toText(after)}`).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("the last is the simplified derivative", () => {
    fc.assert(
      fc.property(expressions, (e) => {
        const steps = explain(e, "x");
        const result = simplify(differentiate(e, "x"));
        expect(equal(steps.at(-1)!.after, result)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
