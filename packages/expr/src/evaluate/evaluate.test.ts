import { boundedDoubleDouble, boundedFloat64, complex, doubleDouble, toDecimal } from "@chainrule/special";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  type Bindings,
  call,
  compile,
  type Expression,
  element,
  evaluate,
  LimitError,
  multiply,
  parse,
  piecewise,
  power,
  ShapeError,
  symbol,
  type TensorValue,
  UnboundVariableError,
  ValueError,
} from "../index.ts";
import { expressions, points } from "../testing/expressions.ts";

function at(text: string, bindings: Bindings = {}, shapes = {}): unknown {
  return evaluate(parse(text, { shapes }), bindings);
}

describe("scalars", () => {
  test.each<[string, Record<string, number>, number]>([
    ["1/3", {}, 1 / 3],
    ["x/3", { x: 7 }, 7 / 3],
    ["2/3*x", { x: 7 }, 14 / 3],
    ["x/y/z", { x: 1, y: 3, z: 7 }, 1 / 3 / 7],
    ["1/x^2", { x: 1e-200 }, Number.POSITIVE_INFINITY],
    ["1e-200/x^2", { x: 1e-180 }, 1e160],
    ["x^10", { x: 3 }, 59049],
    ["x^-10", { x: 0.5 }, 1024],
    ["x^0.5", { x: 2 }, Math.SQRT2],
    ["x^-0.5", { x: 2 }, 1 / Math.SQRT2],
    ["x^1.5", { x: 4 }, 8],
    ["x^(1/3)", { x: 27 }, 27 ** (1 / 3)],
    ["x^y", { x: 2, y: 0.5 }, 2 ** 0.5],
    ["e^x", { x: 1.5 }, Math.exp(1.5)],
    ["(-8)^(1/3)", {}, Number.NaN],
    ["cbrt(-8)", {}, -2],
    ["log(x, 2)", { x: 8 }, 3],
    ["root(x, 4)", { x: 81 }, 3],
    ["pow(x, 4)", { x: 3 }, 81],
    ["log2(x)", { x: 32 }, 5],
    ["log10(x)", { x: 1000 }, 3],
    ["ln(x)", { x: 2 }, Math.LN2],
    ["arctan(x)", { x: 1 }, Math.PI / 4],
    ["acoth(x)", { x: 0.5 }, Number.NaN],
    ["asec(x)", { x: 0.5 }, Number.NaN],
    ["piecewise(1, not (x < 0), 2)", { x: Number.NaN }, Number.NaN],
    ["step(x)", { x: Number.NaN }, Number.NaN],
    ["max(x, 1)", { x: Number.NaN }, Number.NaN],
    ["min(1, x)", { x: Number.NaN }, Number.NaN],
    ["sigmoid(x, 2)", { x: 0.5 }, 1 / (1 + Math.exp(-1))],
    ["step(x)", { x: 0 }, 1],
    ["mod(-7, 3)", {}, 2],
    ["round(2.5) + round(3.5)", {}, 6],
    ["x*0.1*10", { x: 0.1 }, 0.1],
    ["piecewise(1/x, x != 0, 7)", { x: 0 }, 7],
    ["piecewise(1, x < 0, 2, x < 5 and not (x == 3), 3)", { x: 3 }, 3],
    ["piecewise(1, x < 0 or x > 2, 2)", { x: 3 }, 1],
    ["piecewise(1, x < 0, 2)", { x: Number.NaN }, Number.NaN],
    ["piecewise(1, x < 0 and 1 > 2, 2)", { x: Number.NaN }, 2],
    ["piecewise(1, x < 0 or 1 < 2, 2)", { x: Number.NaN }, 1],
    ["max(3, x, 2)", { x: 4 }, 4],
    ["min(3, x, 2)", { x: 4 }, 2],
    ["logaddexp(x, x)", { x: 1000 }, 1000 + Math.LN2],
    ["logaddexp(x, -5)", { x: 1000 }, 1000],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: 0.5 }, 0.75],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: -1 }, 0],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: 2 }, 1],
    ["piecewiseLinear(x, 1/2, 1/2, -1, 1)", { x: Number.NaN }, Number.NaN],
  ])("%s at %o", (text, bindings, right) => {
    const found = at(text, bindings) as number;
    if (Number.isNaN(right) || !Number.isFinite(right)) expect(found).toBe(right);
    else expect(Math.abs(found - right)).toBeLessThanOrEqual(4 * 2 ** -53 * Math.abs(right));
  });

  test("a list shares what its expressions share", () => {
    expect(evaluate([parse("x + 1"), parse("x^2")], { x: 3 })).toEqual([4, 9]);
  });

  test("terms of a long sum are added pairwise", () => {
    expect(at("sum(0.1, k, 1, 100000)")).toBe(10000);
    expect(at("sum(1/k^2, k, 1, 100000)")).toBeCloseTo(Math.PI ** 2 / 6 - 9.99995e-6, 14);
  });
});

describe("indices", () => {
  test.each<[string, number]>([
    ["sum(k, k, 1, 0)", 0],
    ["sum(k, k, 5, 2)", 0],
    ["sum(k^2, k, -2, 2)", 10],
    ["sum(sum(j*k, j, 1, k), k, 1, 3)", 1 + 2 * 3 + 3 * 6],
    ["sum(sum(1, j, k, 2*k), k, 1, 3)", 2 + 3 + 4],
    ["sum(piecewise(1/k, k != 0, 0), k, -1, 2)", 0.5],
  ])("%s = %s", (text, right) => {
    expect(at(text)).toBe(right);
  });

  test("limits that are no integers", () => {
    expect(() => at("sum(k, k, 1, x)", { x: 2.5 })).toThrow(ValueError);
  });

  test("elements beside a tensor are undefined, and harmless where they are not taken", () => {
    const v = { shape: [3], data: [1, 2, 4] };
    expect(at("sum(v[i + 1], i, 1, 3)", { v }, { v: [3] })).toBeNaN();
    expect(at("sum(piecewise(v[i + 1], i < 3, 0), i, 1, 3)", { v }, { v: [3] })).toBe(6);
    expect(at("v[k]", { v, k: 2 }, { v: [3] })).toBe(2);
    expect(at("v[k]", { v, k: 0.5 }, { v: [3] })).toBeNaN();
    expect(at("sum(v[i], i, 2, 5)", { v }, { v: [3] })).toBeNaN();
  });

  test("reductions of nothing", () => {
    const none = { shape: [0], data: [] };
    const found = ["sum(v)", "product(v)", "maximum(v)", "minimum(v)", "logSumExp(v)"].map((text) =>
      at(text, { v: none }, { v: ["n"] }),
    );
    expect(found).toEqual([
      0,
      1,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });

  test("logSumExp of infinite terms", () => {
    const infinite = (...data: number[]) =>
      at("logSumExp(v)", { v: { shape: [data.length], data } }, { v: ["n"] });
    expect(infinite(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
    expect(infinite(1, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(infinite(1, Number.NaN)).toBeNaN();
    expect(infinite(-1000, 1e-20, Number.NEGATIVE_INFINITY)).toBe(1e-20);
  });
});

describe("tensors", () => {
  const A = { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] };
  test.each<[string, unknown]>([
    ["A'", { shape: [3, 2], data: [1, 4, 2, 5, 3, 6] }],
    ["A @ A'", { shape: [2, 2], data: [14, 32, 32, 77] }],
    ["A * 2", { shape: [2, 3], data: [2, 4, 6, 8, 10, 12] }],
    ["sum(A)", 21],
    ["trace(A @ A')", 91],
    ["ones(2)", { shape: [2], data: [1, 1] }],
    ["tensor(i + 10*j, i, 2, j, 2)", { shape: [2, 2], data: [11, 21, 12, 22] }],
  ])("%s", (text, right) => {
    expect(at(text, { A }, { A: [2, 3] })).toEqual(right);
  });

  test("typed arrays and Maps are read too", () => {
    const v = { shape: [3], data: Float64Array.of(1, 2, 3) };
    expect(evaluate(parse("sum(v)", { shapes: { v: ["n"] } }), new Map([["v", v]]))).toBe(6);
    expect(evaluate(parse("sum(v)/n", { shapes: { v: ["n"] } }), { v })).toBe(2);
  });
});

describe("other arithmetics", () => {
  test("double-double gives 32 digits", () => {
    const found = evaluate(parse("sin(1/3)^2 + exp(1/7)"), {}, { arithmetic: doubleDouble });
    // mpmath 1.3.0: sin(mpf(1)/3)**2 + exp(mpf(1)/7)
    expect(toDecimal(found as { hi: number; lo: number }, 33)).toMatch(/^1\.260621364506633753099228198939/);
  });

  test("constants are exact in every arithmetic: pi, e and 1/10", () => {
    const found = evaluate(parse("1/10 + 0*x"), { x: 1 }, { arithmetic: doubleDouble }) as {
      hi: number;
      lo: number;
    };
    expect(found.hi + found.lo).toBe(0.1);
    expect(found.lo).not.toBe(0);
  });

  test("bounds hold the double-double value of the float64 one", () => {
    fc.assert(
      fc.property(expressions, points, (e, point) => {
        const found = evaluate(e, point, { arithmetic: boundedDoubleDouble }) as {
          value: { hi: number };
          error: number;
        };
        const float = evaluate(e, point) as number;
        fc.pre(Number.isFinite(float) && Math.abs(float) < 1e12);
        expect(found.error).toBeLessThan(1e-12 * Math.max(1, Math.abs(float)));
        expect(Math.abs(found.value.hi - float)).toBeLessThan(1e-8 * Math.max(1, Math.abs(float)));
      }),
      { numRuns: 100 },
    );
  });

  test("a maximum whose order is not decided within the bounds is bounded all the same", () => {
    const e = parse("max(sin(x)^2 + cos(x)^2, 1) + min(sin(x)^2 + cos(x)^2, 1)");
    const { value, error } = evaluate(e, { x: 1 }, { arithmetic: boundedFloat64 }) as {
      value: number;
      error: number;
    };
    expect(Math.abs(value - 2)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(1e-14);
  });

  test("values of the carrier, alone and in tensors", () => {
    const z = { re: 1, im: 2 };
    expect(evaluate(parse("x^2"), { x: z }, { arithmetic: complex })).toMatchObject({ re: -3, im: 4 });
    const v = { shape: [2], data: [z, 3] };
    const sum = evaluate(parse("sum(v)", { shapes: { v: [2] } }), { v }, { arithmetic: complex });
    expect(sum).toMatchObject({ re: 4, im: 2 });
  });
});

describe("mistakes", () => {
  const v = symbol("v", { shape: [3] });
  const two = { shape: [2], data: [1, 2] };
  test.each<[string, () => unknown, new (...args: never[]) => Error, RegExp]>([
    ["unbound", () => at("x + y", { x: 1 }), UnboundVariableError, /variable y has no value/],
    [
      "wrong size",
      () => evaluate(v, { v: two }),
      ShapeError,
      /v has shape \[3\], but its value is shape \[2\]/,
    ],
    ["a number for a tensor", () => evaluate(v, { v: 1 }), ShapeError, /is a number/],
    [
      "a list for a tensor",
      () => evaluate(v, { v: [1, 2, 3] as never }),
      ValueError,
      /bound to a list.*\{ shape, data \}/,
    ],
    ["a tensor for a number", () => at("x", { x: two }), ShapeError, /x has shape \[\]/],
    ["wrong length", () => evaluate(v, { v: { shape: [3], data: [1] } }), ShapeError, /\[3\] but 1 elements/],
    [
      "sizes that differ",
      () => at("sum(a + b)", { a: two, b: { shape: [3], data: [1, 2, 3] } }, { a: ["n"], b: ["n"] }),
      ShapeError,
      /equal names/,
    ],
    [
      "a size bound otherwise",
      () => at("sum(a)/n", { a: two, n: 5 }, { a: ["n"] }),
      ShapeError,
      /shape \[n\]/,
    ],
    ["too many terms", () => at("sum(k^2, k, 1, 1e9)"), LimitError, /1000000000/],
    [
      "too many terms at all",
      () =>
        at(
          "sum(sum(a[i]*b[j], i, 1, 20000), j, 1, 20000)",
          { a: big(), b: big() },
          { a: [20000], b: [20000] },
        ),
      LimitError,
      /terms/,
    ],
    ["too many elements", () => at("tensor(sin(i*j), i, 1e5, j, 1e5)"), LimitError, /elements/],
  ])("%s", (_, action, type, message) => {
    const start = Date.now();
    expect(action).toThrow(type);
    expect(action).toThrow(message);
    expect(Date.now() - start).toBeLessThan(2000);
  });

  function big() {
    return { shape: [20000], data: new Array<number>(20000).fill(1) };
  }

  test("accessors of bindings are not called", () => {
    const trap = Object.defineProperty({}, "x", { get: () => 1, enumerable: true });
    expect(() => evaluate(symbol("x"), trap)).toThrow(UnboundVariableError);
  });

  test("every error has a code", () => {
    for (const action of [() => at("x"), () => evaluate(v, { v: two }), () => at("sum(k^2, k, 1, 1e9)")]) {
      expect(action).toThrow(expect.objectContaining({ code: expect.stringMatching(/^expr\//) }));
    }
  });
});

test("depth is limited by memory alone", () => {
  const x = symbol("x");
  const isPositive = call("less", 0, x);
  let e: Expression = x;
  for (let k = 0; k < 10_000; k++) e = power(piecewise(add(multiply(e, 0.5), 1), isPositive, 1), 1);
  expect(evaluate(e, { x: 1 })).toBeCloseTo(2, 12);
});

test("an element of a tensor within a sum is computed once for each index", () => {
  const e = parse("sum(sum(sin(v)[i]*sin(v)[j], i, 1, 200), j, 1, 200)", { shapes: { v: [200] } });
  const data = Array.from({ length: 200 }, (_, k) => k / 100);
  const total = data.reduce((sum, x) => sum + Math.sin(x), 0);
  expect(evaluate(e, { v: { shape: [200], data } })).toBeCloseTo(total ** 2, 8);
  expect(
    evaluate(element(parse("v' @ v + 0*v", { shapes: { v: [2] } }), 2), { v: { shape: [2], data: [3, 4] } }),
  ).toBe(25);
});

describe("values that nobody else reads", () => {
  test("are not stored: a sum may be longer than what can be", () => {
    const text = "sum(sin(i) + cos(i) + exp(-i) + atan(i) + tanh(i) + i^3/(1 + i^4), i, 1, 2000000)";
    expect(evaluate(parse(text))).toBeGreaterThan(2e6);
    const stored = Array.from({ length: 20 }, (_, k) => `sum(tensor(i*${k + 1}, i, 2000000))`).join(" + ");
    expect(() => evaluate(parse(stored))).toThrow(LimitError);
  }, 180_000); // some 70 million values, which coverage counts one by one

  test("are the same as if they were: every kind of scalar in a chain", () => {
    const shapes = { x: ["n"] };
    const chain = "piecewise(exp(x)/(1 + x^2)^3, x < 1/2, x^(3/2) - 2^x)*max(x, sin(x))/x^2";
    const x = { shape: [3], data: [0.25, 0.5, 2] };
    const { data } = evaluate(parse(chain, { shapes }), { x }) as TensorValue;
    const right = (v: number) =>
      ((v < 0.5 ? Math.exp(v) / (1 + v * v) ** 3 : v ** 1.5 - 2 ** v) * Math.max(v, Math.sin(v))) / v ** 2;
    for (const [k, v] of x.data.entries()) expect(data[k]).toBeCloseTo(right(v), 14);
    const total = evaluate(parse(`sum(${chain})`, { shapes }), { x });
    expect(total).toBeCloseTo(
      x.data.map(right).reduce((a, b) => a + b),
      14,
    );
  });

  test("a part that two read is computed for both", () => {
    const e = parse("s", {});
    const shared = call("sin", multiply(2, e));
    const both = add(power(shared, 2), call("exp", shared));
    expect(evaluate(both, { s: 0.3 })).toBeCloseTo(Math.sin(0.6) ** 2 + Math.exp(Math.sin(0.6)), 15);
    expect(evaluate([shared, both], { s: 0.3 })[0]).toBe(Math.sin(0.6));
  });
});

test.each<[number[], typeof ShapeError | typeof LimitError | typeof ValueError]>([
  [[1.5], ValueError],
  [[-2], ShapeError],
  [[Number.NaN], ValueError],
  [[2 ** 60], ValueError],
  [[1e9], LimitError],
])("a value of shape %j", (shape, error) => {
  const e = parse("sum(x)", { shapes: { x: ["n"] } });
  expect(() => evaluate(e, { x: { shape, data: { length: shape[0]! } } })).toThrow(error);
});

test.each<[string, number]>([
  ["(x + 1)^y*log(x + 1)", 0],
  ["-(1/0)^-y*log(1/0)", 0],
])("%s is at a zero of its power what the derivative of the power is, whoever built it", (text, value) => {
  const at = { x: -1, y: 1.5 };
  expect(evaluate(parse(text), at)).toBe(value);
  expect(compile(parse(text), ["x", "y"])([at.x, at.y])).toBe(value);
});
