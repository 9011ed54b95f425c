import { type Complex, complex } from "@chainrule/special";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  differentiate,
  equal,
  evaluate,
  explain,
  gradient,
  parse,
  simplify,
  type TensorValue,
  toText,
} from "../index.ts";
import { firstDifferences, numbersOf } from "../testing/differences.ts";
import { expressions, points } from "../testing/expressions.ts";
import { rewritingRule } from "./rewriting.ts";

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
    ["(a + 1)*sum(v)", ["constant factor", "derivative of a sum"]],
    ["(a + v[1])*sum(v)", ["product rule", "sum rule"]],
    ["sum(v)^2 + a", ["sum rule", "power rule"]],
    ["a/sum(v)", ["constant factor", "power rule"]],
    ["exp(norm(v))", ["chain rule with exp", "derivative of norm"]],
    ["max(v)", ["derivative of max"]],
    ["product(v)", ["derivative of a product"]],
    ["logSumExp(2*v)", ["derivative of logSumExp", "constant factor"]],
    ["piecewise(sum(v), a > 0, 0)", ["each piece"]],
    ["sin(v[1])*cos(v[1])", ["product rule", "sum over all uses", "element of the variable"]],
    ["logdet(diag(v))", ["matrix rule"]],
  ])("outside in, by a vector: %s", (text, rules) => {
    const found = explain(parse(text, { shapes: { v: [3] } }), "v").map((step) => step.rule);
    expect(found).toEqual(expect.arrayContaining([...rules]));
    expect(found[0]).toBe("the whole by itself");
  });

  test.each<[string, string]>([
    ["det(A)*x", "constant factor"],
    ["det(x*A)", "matrix rule"],
    ["sum(x^i, i, 1, n)", "derivative of a sum"],
    ["sum(sin(x*v))", "derivative of a sum"],
    ["sum(sin(x*v))", "chain rule with sin"],
    ["sum(sin(x*v)*cos(x*v))", "derivative of a contraction"],
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
    ["sin(x)^2 + cos(x)^2 + x", "identity"],
    ["(sin(x)^2 + cos(x)^2)*x", "identity"],
    ["x*(2*y + 3*y)", "collect like terms"],
    ["a*x^2 + b*x^2", "take out common factors"],
    ["log(1 + exp(x))", "recognise softplus"],
    ["1/cos(x)", "recognise sec"],
    ["log(exp(x)*exp(y))", "identity"],
  ])("on the way: %s, %s", (text, rule) => {
    expect(explain(parse(text), "x").map((step) => step.rule)).toContain(rule);
  });

  test.each<[before: string, after: string, rule: string]>([
    ["2 + 3", "5", "evaluate"],
    ["0*x", "0", "evaluate"],
    ["log(e)", "1", "evaluate"],
    ["x - x", "0", "collect like terms"],
    ["x + 1 - x", "1", "collect like terms"],
    ["x^2/x^2", "1", "collect like factors"],
    ["2*(1 + x) - 2*x", "2", "multiply out"],
    ["sin(x)^2 + cos(x)^2", "1", "identity"],
    ["cos(x)*sec(x)", "1", "identity"],
    ["x/10 + x/5", "3*x/10", "collect like terms"],
    ["1/2 + (x - 1/2)", "x", "collect like terms"],
    ["1/(2*x) + 1/(2*x)", "1/x", "collect like terms"],
    ["2 + (x + y)*z + 3", "5 + (x + y)*z", "collect like terms"],
    ["x*y*2/y", "2*x", "collect like factors"],
    ["2*x^2*(1/(2*x))", "x", "collect like factors"],
    ["(x + 1)^2/(x + 1)", "x + 1", "collect like factors"],
    ["exp(x)*exp(2*x)", "exp(3*x)", "collect like factors"],
    ["a*x + b*x", "(a + b)*x", "take out common factors"],
    ["a*x + b*x + c", "(a + b)*x + c", "take out common factors"],
    ["1/x + 1/(x + 1)", "(2*x + 1)/(x*(x + 1))", "combine fractions"],
    ["-(x - y)", "y - x", "multiply out"],
    ["(2*x + 1)/x", "2 + 1/x", "multiply out"],
    ["3*x - 2*(x + y)", "x - 2*y", "multiply out"],
    ["2*piecewise(x, x > 0, 0)", "piecewise(2*x, x > 0, 0)", "each piece"],
    ["1 - exp(x)", "-expm1(x)", "recognise expm1"],
    ["exp(x) + exp(-x)", "2*cosh(x)", "recognise cosh"],
    ["1/cos(x)^2", "sec(x)^2", "recognise sec"],
    ["sin(x)*sec(x)", "tan(x)", "recognise tan"],
    ["log(1 + exp(x))", "softplus(x)", "recognise softplus"],
    ["sin(asin(cos(x)))", "cos(x)", "identity"],
    ["cos(-x)", "cos(x)", "identity"],
    ["cosh(x)^2 + sinh(x)^2", "cosh(2*x)", "identity"],
    ["x^2 + 2*x + 1", "(x + 1)^2", "identity"],
    ["abs(x)*sign(x)", "x", "identity"],
    ["(x*y)^2", "x^2*y^2", "identity"],
  ])("what %s = %s is called: %s", (before, after, rule) => {
    expect(rewritingRule(parse(before), parse(after))).toBe(rule);
  });

  test("names of steps take no longer than the steps: a product of 2,000 factors", () => {
    const product = Array.from({ length: 2000 }, (_, k) => `(x + ${k})`).join("*");
    expect(explain(parse(product), "x").length).toBeGreaterThan(2000);
  });

  test("what reads the same is no step", () => {
    expect(told("y + 1/(2*pi)", "x")).toEqual(["result: D y + 1/(2*pi) = 0"]);
    expect(told("x/(2*a)", "x")).not.toContainEqual(expect.stringMatching(/^(.*): (.*) = \2$/));
  });

  test("nothing to say of a constant", () => {
    expect(told("y", "x")).toEqual(["result: D y = 0"]);
  });

  const shapes = { A: ["m", "n"], W: ["m", "n"], b: ["m"], y: ["m"], x: ["n"], t: ["n"] } as const;

  /** The steps in a line each. The derivative of the whole by a part has a D and the part in brackets. */
  function lines(text: string, variable: string): string[] {
    return explain(parse(text, { shapes }), variable).map(({ relation, rule, before, after }) => {
      const [part, result] = [toText(before), toText(after)];
      if (relation === "equal") return `${rule}: ${part} = ${result}`;
      return `${rule}: D${relation === "derivative" ? "" : "["}${part}${relation === "derivative" ? "" : "]"} = ${result}`;
    });
  }

  test("least squares", () => {
    expect(lines("sum((A @ x - b)^2)", "x")).toEqual([
      "the whole by itself: D[sum((A @ x - b)^2)] = 1",
      "derivative of a sum: D[(A @ x - b)^2] = ones(m)",
      "power rule: D[A @ x - b] = 2*(A @ x - b)",
      "sum rule: D[A @ x] = 2*(A @ x - b)",
      "derivative of a contraction: D[x] = 2*A' @ (A @ x - b)",
      "result: Dsum((A @ x - b)^2) = 2*A' @ (A @ x - b)",
    ]);
  });

  test("the Jacobian of softmax", () => {
    expect(lines("softmax(x)", "x")).toEqual([
      "the whole by itself: D[softmax(x)] = eye(n)",
      "chain rule with exp: D[x - logSumExp(x)] = diag(softmax(x))",
      "sum rule: D[-logSumExp(x)] = softmax(x)",
      "constant factor: D[logSumExp(x)] = -softmax(x)",
      expect.stringMatching(
        /^resolve Kronecker deltas: .*kronecker.* = -outer\(softmax\(x\), softmax\(x\)\)$/,
      ),
      "sum over all uses: D[x] = diag(softmax(x)) - outer(softmax(x), softmax(x))",
      "result: Dsoftmax(x) = diag(softmax(x)) - outer(softmax(x), softmax(x))",
    ]);
  });

  test("cross-entropy of logits", () => {
    expect(lines("-sum(t*log(softmax(x)))", "x")).toEqual([
      "identity: t' @ log(softmax(x)) = t' @ (x - logSumExp(x))",
      "the whole by itself: D[-t' @ (x - logSumExp(x))] = 1",
      "constant factor: D[t' @ (x - logSumExp(x))] = -1",
      "derivative of a contraction: D[x - logSumExp(x)] = -t",
      "sum rule: D[-logSumExp(x)] = -sum(t)",
      "constant factor: D[logSumExp(x)] = sum(t)",
      "sum over all uses: D[x] = sum(t)*softmax(x) - t",
      "result: D-t' @ log(softmax(x)) = sum(t)*softmax(x) - t",
    ]);
  });

  test("the weights of a layer", () => {
    const found = lines("sum((sigmoid(W @ x + b) - y)^2)/2", "W");
    const slope = "sigmoid(W @ x + b)*sigmoid(-(W @ x + b))*(sigmoid(W @ x + b) - y)";
    expect(found.slice(3, 7)).toEqual([
      "power rule: D[sigmoid(W @ x + b) - y] = sigmoid(W @ x + b) - y",
      "sum rule: D[sigmoid(W @ x + b)] = sigmoid(W @ x + b) - y",
      `chain rule with sigmoid: D[W @ x + b] = ${slope}`,
      `sum rule: D[W @ x] = ${slope}`,
    ]);
    expect(found.at(-2)).toBe(`derivative of a contraction: D[W] = outer(${slope}, x)`);
  });

  test("what is done inside an index is shown with what binds it", () => {
    expect(lines("sum(log(1 + exp(W @ x)))", "x")[0]).toBe(
      "recognise softplus: sum(log(1 + exp(W @ x))) = sum(softplus(W @ x))",
    );
  });

  test("a second derivative", () => {
    expect(lines2("sum(exp(x))")).toEqual([
      "variable: Dx = eye(n)",
      "derivative of exp: Dexp(x) = diag(exp(x))",
    ]);
  });

  function lines2(text: string): string[] {
    const steps = explain(parse(text, { shapes }), "x", 2).filter(
      ({ relation }) => relation === "derivative",
    );
    return steps
      .slice(0, -1)
      .map(({ rule, before, after }) => `${rule}: D${toText(before)} = ${toText(after)}`);
  }
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

  const shapes = { A: [2, 3], W: [2, 3], x: [3], b: [2], y: [2], X: [3, 3] } as const;
  const values = (size: number, seed: number) =>
    Array.from({ length: size }, (_, k) => Math.sin(3 * k + seed) + (k % 4 === 0 ? 2 : 0));
  const at = {
    A: { shape: [2, 3], data: values(6, 1) },
    W: { shape: [2, 3], data: values(6, 2) },
    x: { shape: [3], data: values(3, 3) },
    b: { shape: [2], data: values(2, 4) },
    y: { shape: [2], data: values(2, 5) },
    X: { shape: [3, 3], data: values(9, 6) },
    a: 0.75,
  };

  test.each<[string, string]>([
    ["sum((A @ x - b)^2)", "x"],
    ["sum((sigmoid(W @ x + b) - y)^2)/2", "W"],
    ["y' @ tanh(A @ exp(x))", "x"],
    ["a/norm(A @ x)", "x"],
    ["max(A @ x)*a", "x"],
    ["log(product(exp(x)))^3", "x"],
    ["logSumExp(A @ x + b)", "x"],
    ["det(X @ X')", "X"],
    ["a^sum(A @ x)", "x"],
  ])("on one path, every step and what is left of the way make the derivative: %s", (text, variable) => {
    const e = parse(text, { shapes });
    const right = numbersOf(evaluate(gradient(e, [variable])[0]!, at) as TensorValue);
    const steps = explain(e, variable).filter(({ relation }) => relation === "derivative of the whole");
    expect(steps.length).toBeGreaterThan(2);
    for (const { before, after } of steps) {
      const slopes = numbersOf(evaluate(after, at));
      const rest = firstDifferences(before, at, variable);
      const found = right.map((_, k) =>
        slopes.reduce((total, slope, part) => total + slope * rest[part * right.length + k]!, 0),
      );
      expect(
        found.every((value, k) => near(value, right[k]!)),
        toText(before),
      ).toBe(true);
    }
  });

  test.each<[string, string]>([
    ["softmax(x)", "x"],
    ["sum(log(1 + exp(A @ x)))", "x"],
    ["x/norm(x)", "x"],
    ["sum(sin(a*x)*cos(a*x))", "a"],
    ["det(a*X)", "a"],
    ["x' @ X @ x", "x"],
  ])("equal tensors have equal values, and derivatives by a number are differences: %s", (text, variable) => {
    for (const { relation, before, after } of explain(parse(text, { shapes }), variable)) {
      if (relation === "derivative of the whole") continue;
      const left =
        relation === "equal" ? numbersOf(evaluate(before, at)) : firstDifferences(before, at, variable);
      const right = numbersOf(evaluate(after, at));
      expect(
        right.every((value, k) => near(value, left[k]!)),
        toText(before),
      ).toBe(true);
    }
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
