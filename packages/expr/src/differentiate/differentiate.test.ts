import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  call,
  countOperations,
  differentiate,
  domainOf,
  type Expression,
  element,
  evaluate,
  gradient,
  hessian,
  jacobian,
  multiply,
  NotDifferentiableError,
  parse,
  ShapeError,
  simplify,
  symbol,
  toText,
  ValueError,
} from "../index.ts";
import { complexStep } from "../testing/differences.ts";
import { expressions, points } from "../testing/expressions.ts";

function value(e: Expression, at: Readonly<Record<string, number>>): number {
  return evaluate(e, at) as number;
}

function expectNear(found: number, right: number, scale: number): void {
  expect(Math.abs(found - right)).toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(right), scale, 1));
}

/** The size of the intermediate values, for a fair bound. */
function sizeOf(e: Expression, at: { x: number; y: number }): number {
  return e.operands.reduce(
    (most, operand) => Math.max(most, Math.abs(value(operand, at))),
    Math.abs(value(e, at)),
  );
}

describe("random smooth expressions", () => {
  test("the first derivative is that of the complex step", () => {
    fc.assert(
      fc.property(expressions, points, (e, at) => {
        const right = complexStep(e, at, "x");
        fc.pre(Math.abs(right) < 1e8);
        expectNear(value(differentiate(e, "x"), at), right, sizeOf(e, at));
      }),
      { numRuns: 200 },
    );
  });

  test("forward and reverse agree, and mixed second derivatives commute", () => {
    fc.assert(
      fc.property(expressions, points, (e, at) => {
        const [dx, dy] = gradient(e, ["x", "y"]) as [Expression, Expression];
        const right = value(differentiate(e, "x"), at);
        fc.pre(Math.abs(right) < 1e8);
        expectNear(value(dx, at), right, sizeOf(e, at));
        const mixed = value(differentiate(dx, "y"), at);
        fc.pre(Math.abs(mixed) < 1e8);
        expectNear(value(differentiate(dy, "x"), at), mixed, 1e3);
      }),
      { numRuns: 100 },
    );
  });

  test("the second derivative is the complex step of the first", () => {
    fc.assert(
      fc.property(expressions, points, (e, at) => {
        const right = complexStep(differentiate(e, "x"), at, "x");
        fc.pre(Math.abs(right) < 1e8);
        expectNear(value(differentiate(e, "x", 2), at), right, 1e3);
      }),
      { numRuns: 100 },
    );
  });
});

describe("order", () => {
  test("of a polynomial", () => {
    const e = parse("x^5");
    expect([0, 1, 2, 5, 6].map((order) => toText(differentiate(e, "x", order)))).toEqual([
      "x^5",
      "5*x^4",
      "20*x^3",
      "120",
      "0",
    ]);
  });

  test("sin comes back after four", () => {
    expect(toText(differentiate(parse("sin(x)"), "x", 8))).toBe("sin(x)");
  });

  test("the eighth derivative of exp(sin x) x^3 stays small", () => {
    const e = differentiate(parse("exp(sin(x))*x^3"), "x", 8);
    expect(countOperations(e)).toBeLessThanOrEqual(200);
    // mpmath 1.3.0, 60 digits: diff(lambda x: exp(sin(x))*x**3, mpf('0.25'), 8)
    expect(value(e, { x: 0.25 })).toBeCloseTo(-1282.7532729590024, 10);
  });

  test.each([-1, 1.5])("%s is no order", (order) => {
    expect(() => differentiate(parse("x"), "x", order)).toThrow(ValueError);
  });
});

describe("size and depth", () => {
  test("the gradient of x1 ... xn takes at most 3 times the operations", () => {
    for (const n of [100, 10_000]) {
      const variables = Array.from({ length: n }, (_, k) => symbol(`x${k}`));
      const product = multiply(...variables);
      const found = gradient(product, variables);
      expect(countOperations(found)).toBeLessThanOrEqual(3 * countOperations(product));
      const ones = Object.fromEntries(variables.map(({ name }) => [name, 1]));
      const at = { ...ones, x3: 2, x7: 0.25 };
      expect(evaluate([found[3]!, found[7]!, found[5]!], at)).toEqual([0.25, 2, 0.5]);
    }
  });

  test("a product with a factor 0 has the right gradient", () => {
    const [dx, dy] = gradient(parse("x*y*a*b*c*d"), ["x", "y"]) as [Expression, Expression];
    const at = { x: 0, y: 3, a: 1, b: 1, c: 1, d: 2 };
    expect([value(dx, at), value(dy, at)]).toEqual([6, 0]);
  });

  test("sin nested 10,000 deep, forwards and backwards", () => {
    const e = parse(`${"sin(".repeat(10_000)}x${")".repeat(10_000)}`);
    let [inner, right] = [1, 1];
    for (let k = 0; k < 10_000; k++) [right, inner] = [right * Math.cos(inner), Math.sin(inner)];
    expect(value(differentiate(e, "x"), { x: 1 })).toBeCloseTo(right, 14);
    expect(value(gradient(e, ["x"])[0]!, { x: 1 })).toBeCloseTo(right, 14);
  });

  test.each(["relu(sin(", "max(y, cos(", "abs(atan("])("%s... nested 3,000 deep", (open) => {
    const e = parse(`${open.repeat(3_000)}x${"))".repeat(3_000)}`);
    const forward = value(differentiate(e, "x"), { x: 0.5, y: -2 });
    expect(value(gradient(e, ["x"])[0]!, { x: 0.5, y: -2 })).toBeCloseTo(forward, 14);
  });

  test.each(["max", "min"])("%s of 8,000 arguments, well within seconds", { timeout: 5_000 }, (name) => {
    const variables = Array.from({ length: 8_000 }, (_, k) => `x${k}`);
    const found = gradient(parse(`${name}(${variables.join(", ")})`), variables);
    const best = name === "max" ? 1 : -1;
    const zeros = Object.fromEntries(variables.map((variable) => [variable, 0]));
    const at = { ...zeros, x5: best, x6: best, x7: best, x7999: best };
    expect(evaluate([found[4]!, found[5]!, found[7_999]!], at)).toEqual([0, 0.25, 0.25]);
  });

  test("many branches within pieces take operations by their count, not by its product with the depth", () => {
    const branches = Array.from({ length: 300 }, (_, k) => `x*${k + 2}, x < ${k}`).join(", ");
    const e = parse(`${"piecewise(".repeat(50)}piecewise(${branches}, 0)${", y < 1, 0)".repeat(50)}`);
    for (const slope of [differentiate(e, "x"), gradient(e, ["x"])[0]!]) {
      expect(countOperations(slope)).toBeLessThanOrEqual(3 * countOperations(e));
      expect(evaluate(slope, { x: 7.5, y: 0 })).toBe(10);
    }
  });

  test("ties within ties that no piece guards repeat nothing for it", () => {
    const e = parse("max(x, min(y, max(w, min(b, max(x*y, y*w)))))");
    expect(countOperations(gradient(e, ["x", "y", "w", "b"]))).toBeLessThanOrEqual(64);
  });

  test("sums of 30,000 terms", () => {
    const variables = Array.from({ length: 30_000 }, (_, k) => symbol(`x${k}`));
    const total = gradient(parse(variables.map(({ name }) => name).join("+")), variables);
    expect(total.every((entry) => toText(entry) === "1")).toBe(true);
  });
});

describe("accuracy where naive forms fail", () => {
  test.each<[string, Record<string, number>, number]>([
    ["softplus(x)", { x: 0 }, 0.5],
    ["log(1 + exp(x))", { x: 0 }, 0.5],
    ["logSigmoid(x)", { x: 0 }, 0.5],
    ["logaddexp(x, y)", { x: 0, y: 0 }, 0.5],
    ["log(exp(x) + exp(y))", { x: 900, y: 900 }, 0.5],
    ["softplus(x) - x*y", { x: 0, y: 1 }, -0.5],
    ["-(y*logSigmoid(x) + (1 - y)*logSigmoid(-x))", { x: 0, y: 1 }, -0.5],
    ["-(y*log(sigmoid(x)) + (1 - y)*log(1 - sigmoid(x)))", { x: 100, y: 1 }, -3.720075976020836e-44],
    ["sigmoid(x)", { x: 100 }, 3.720075976020836e-44],
    ["tanh(x)", { x: 20 }, 1.6993417021166355e-17],
    ["exp(x)/(exp(x) + exp(y))", { x: 800, y: 0 }, 0],
    ["1/x", { x: 1e-100 }, -1e200],
    ["atan2(y, x)", { x: 1e-200, y: 1e-200 }, -5e199],
    ["hypot(x, y)", { x: 1e-200, y: 1e-200 }, Math.SQRT1_2],
  ])("%s at %o", (text, at, right) => {
    const found = value(differentiate(parse(text), "x"), at);
    expect(Math.abs(found - right)).toBeLessThanOrEqual(4e-16 * Math.abs(right));
    expect(value(gradient(parse(text), ["x"])[0]!, at)).toBeCloseTo(found, 14);
  });
});

describe("conventions at kinks and edges", () => {
  test.each<[string, Record<string, number>, number]>([
    ["relu(x)", { x: 0 }, 0],
    ["abs(x)", { x: 0 }, 0],
    ["sign(x)", { x: 0 }, 0],
    ["step(x)", { x: 0 }, 0],
    ["max(x, y)", { x: 1, y: 1 }, 0.5],
    ["min(x, y)", { x: 1, y: 1 }, 0.5],
    ["max(x, y, z)", { x: 1, y: 1, z: 0 }, 0.5],
    ["max(x, y, z)", { x: 1, y: 1, z: 1 }, 1 / 3],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: -1 }, 0],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: 1 }, 0.5],
    ["hypot(x, y)", { x: 0, y: 0 }, 0],
    ["atan2(y, x)", { x: 0, y: 0 }, 0],
    ["x^2", { x: 0 }, 0],
    ["x^1", { x: 0 }, 1],
    ["x^0", { x: 0 }, 0],
    ["x^2.4", { x: 0 }, 0],
    ["y^x", { x: 2, y: 0 }, 0],
    ["sqrt(x)", { x: 0 }, Number.POSITIVE_INFINITY],
    ["cbrt(x)", { x: 0 }, Number.POSITIVE_INFINITY],
    ["log(x)", { x: 0 }, Number.POSITIVE_INFINITY],
    ["x*log(x)", { x: 0 }, Number.NEGATIVE_INFINITY],
    ["asin(x)", { x: 1 }, Number.POSITIVE_INFINITY],
    ["relu(sqrt(x))", { x: 0 }, 0],
    ["0*sqrt(x)", { x: 0 }, 0],
    ["piecewise(sqrt(x), x > 0, 0)", { x: 0 }, 0],
    ["piecewise(x^2, x < 1, 2*x)", { x: 1 }, 2],
    ["piecewise(exp(x), x < 0, log(1 + x))", { x: 800 }, 1 / 801],
  ])("%s at %o", (text, at, right) => {
    expect(value(differentiate(parse(text), "x"), at)).toBe(right);
    expect(value(gradient(parse(text), ["x"])[0]!, at)).toBe(right);
  });

  test.each([
    "log(x)",
    "log1p(x - 1)",
    "atanh(x - 2)",
    "acoth(x + 2)",
    "sqrt(x)",
    "x^y",
    "acosh(x)",
    "x*log(x)",
  ])("%s is NaN outside its domain, to any order", (text) => {
    for (const order of [0, 1, 2, 3])
      expect(value(differentiate(parse(text), "x", order), { x: -1.5, y: 0.5 })).toBeNaN();
    expect(value(gradient(parse(text), ["x"])[0]!, { x: -1.5, y: 0.5 })).toBeNaN();
  });

  test("unless told otherwise", () => {
    expect(evaluate(differentiate(parse("log(x)"), "x"), { x: -2 }, { outsideDomain: true })).toBe(-0.5);
  });

  test("a branch that is not taken requires nothing", () => {
    expect(value(differentiate(parse("piecewise(log(x), x > 0, x^2)"), "x"), { x: -3 })).toBe(-6);
  });

  test.each([
    ["piecewise(piecewise(x, sqrt(y) > 1, 2*x), y > 0, x^2)", 6],
    ["piecewise(x^2, y < 0, piecewise(x, sqrt(y) > 1, 2*x))", 6],
    ["piecewise(x^2, y < 0, x^3, y < 1/2, piecewise(x, sqrt(y) > 1, 2*x, sqrt(y) > 2, 4*x))", 6],
    ["piecewise(x^2, y < 0, sin(y*piecewise(x, sqrt(y) > 1, piecewise(x^3, log(y) < 1, x^4))))", 6],
  ])("nor does a condition in it: %s", (text, right) => {
    const slope = gradient(parse(text), ["x"])[0]!;
    expect(value(differentiate(slope, "y"), { x: 3, y: -1 })).toBe(0);
    expect([slope, simplify(slope)].map((e) => value(e, { x: 3, y: -1 }))).toEqual([right, right]);
  });

  test.each([
    ["relu(piecewise(x^2, x < 0, sqrt(x)))", -1, -2],
    ["max(3/4, piecewise(x^2, x < 0, sqrt(x)))", -1, -2],
    ["piecewise(relu(log(x))*x, x > 0, x^2)", -1, -2],
    ["relu(sqrt(x) - 1)*x", 0, 0],
    ["max(relu(sqrt(x) - 1), -1)", 0, 0],
    ["piecewise(max(log(x), 2), x > 0, x^2)", -1, -2],
    ["piecewise(sqrt(max(2, log(x))), x > 0, x^2)", -1, -2],
    ["piecewise(max(log(x), 1, 3), x > 0, x^2)", -1, -2],
    ["piecewise(relu(max(log(x), 2))*relu(sqrt(x)), x > 0, x^2)", -1, -2],
    ["piecewise(max(piecewise(log(x), x > 2, sqrt(x)), 2), x > 0, x^2)", -1, -2],
    ["piecewise(max(0, 1/x)^2, x > 0, x^2)", 0, 0],
    ["piecewise(max(sqrt(x), 1), x >= 0, x^2)", 0, 0],
    ["piecewise(max(min(log(x), 1), 1/2), x > 0, x^2)", -1, -2],
    ["piecewise(max(min(max(log(x), -3), 1), 1/2), x > 0, x^2)", -1, -2],
    ["piecewise(min(1, max(sqrt(x), min(log(x), 2))), x > 0, x^2)", -1, -2],
  ])("nor is a slope of it multiplied: %s", (text, x, right) => {
    expect(value(gradient(parse(text), ["x"])[0]!, { x })).toBe(right);
  });

  test.each([
    ["piecewise(1/x, x > 0 and log(x) < 1, x^2)", -2],
    ["piecewise(x^2, log(x) >= 1 or x <= 0, 1/x)", -2],
    ["piecewise(1/x, not(x <= 0 or log(x) >= 1), x^2)", -2],
    ["piecewise(x^2, x <= 0, x, log(x) < 1, x^3)", -2],
    ["piecewise(x^2, log(x) < 1, x)", Number.NaN],
    ["piecewise(x^2, x < 0 and log(x) < 1, x)", Number.NaN],
  ])("nor does a condition that another one decides: %s", (text, right) => {
    const e = parse(text);
    for (const slope of [differentiate(e, "x"), gradient(e, ["x"])[0]!, differentiate(simplify(e), "x")])
      expect(value(slope, { x: -1 })).toBe(right);
    expect(value(domainOf(e), { x: -1 })).toBe(Number(!Number.isNaN(right)));
  });

  test("a piece that stands twice gets one cotangent", () => {
    const slope = gradient(parse("piecewise(x^2, y < 0, 1, y < 1, x^2)"), ["x"])[0]!;
    expect(toText(slope)).toBe("piecewise(2*x, y < 0, 0, y < 1, 2*x)");
  });

  test("an order of polygamma cannot be differentiated by", () => {
    expect(() => differentiate(parse("polygamma(x, 2)"), "x")).toThrow(NotDifferentiableError);
  });
});

describe("what can be differentiated by what", () => {
  test("a variable that does not occur", () => {
    expect(toText(differentiate(parse("x"), "w"))).toBe("0");
    expect(gradient(parse("x"), ["w", "x"]).map((e) => toText(e))).toEqual(["0", "1"]);
  });

  test("variables of equal value are still two", () => {
    const found = gradient(parse("w1 + w2"), ["w1", "w2"]);
    expect(evaluate(found, { w1: 3, w2: 3 })).toEqual([1, 1]);
  });

  test("not by a sum", () => {
    expect(() => differentiate(parse("x"), parse("x + 1"))).toThrow(ValueError);
  });

  test("jacobian and hessian", () => {
    const rows = jacobian([parse("x*y"), parse("x + y^2")], ["x", "y"]);
    expect(rows.map((row) => row.map((e) => value(e, { x: 2, y: 3 })))).toEqual([
      [3, 2],
      [1, 6],
    ]);
    const second = hessian(parse("x^2*y + sin(x*y)"), ["x", "y"]);
    const at = { x: 0.5, y: 0.75 };
    for (const [i, first] of ["x", "y"].entries()) {
      for (const [k, other] of ["x", "y"].entries()) {
        const right = value(differentiate(differentiate(parse("x^2*y + sin(x*y)"), first), other), at);
        expect(value(second[i]![k]!, at)).toBeCloseTo(right, 13);
      }
    }
  });

  test("gradients are of scalars", () => {
    const v = symbol("v", { shape: [2] });
    expect(() => gradient(v, [v])).toThrow(ShapeError);
    expect(() => hessian(add(v, 1), [v])).toThrow(/jacobian/);
  });

  test("an element of a vector", () => {
    const e = parse("sin(v[2]) * v[1]", { shapes: { v: [2] } });
    const v = symbol("v", { shape: [2] });
    const at = { v: { shape: [2], data: [3, 0.5] } };
    expect(evaluate(differentiate(e, element(v, 2)), at)).toBeCloseTo(3 * Math.cos(0.5), 14);
    expect(evaluate(differentiate(call("exp", element(v, 1)), element(v, 2)), at)).toBe(0);
  });
});

describe("a derivative is defined where its function is", () => {
  test.each<[string, number, number]>([
    ["sqrt(x)*sqrt(x)", -1, Number.NaN],
    ["sqrt(x)*sqrt(x)", 4, 1],
    ["x/x", 0, Number.NaN],
    ["log(x) - log(x)", -1, Number.NaN],
    ["x^1.5*x^0.5", -2, Number.NaN],
    ["x^2/x", 0, Number.NaN],
    ["1/(1 + exp(-x))", -800, 0],
    ["log(exp(x)/(exp(x) + exp(3)))", 800, 0],
  ])("%s at %s: %s", (text, x, right) => {
    const e = parse(text);
    for (const found of [differentiate(e, "x"), gradient(e, ["x"])[0]!]) {
      expect(evaluate(found, { x })).toBe(right);
    }
  });
});

test.each<[string, Record<string, number>, number, number]>([
  ["x^n", { x: 0, n: 0 }, 1, 0],
  ["x^n", { x: 0, n: 1 }, 1, 1],
  ["x^n", { x: 0, n: 1 }, 2, 0],
  ["x^n", { x: 0, n: 2 }, 2, 2],
  ["sum(x^k/factorial(k), k, 0, 5)", { x: 0 }, 1, 1],
  ["sum(x^k/factorial(k), k, 0, 5)", { x: 0 }, 3, 1],
])("power series at 0: %s at %o, order %s, is %s", (text, at, order, right) => {
  expect(evaluate(differentiate(parse(text), "x", order), at)).toBe(right);
});
