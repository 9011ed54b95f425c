import { describe, expect, test } from "vitest";
import {
  countOperations,
  differentiate,
  domainOf,
  evaluate,
  freeSymbols,
  gradient,
  parse,
  ShapeError,
  simplify,
  substitute,
  symbol,
  toText,
} from "./index.ts";

describe("substitute", () => {
  test("replaces all variables at once", () => {
    expect(toText(substitute(parse("x + y"), { x: parse("y"), y: parse("x") }))).toBe("y + x");
    expect(toText(substitute(parse("x^2 + z"), new Map([["x", 3]])))).toBe("3^2 + z");
    expect(toText(substitute(parse("x + y"), { x: parse("a + b") }))).toBe("a + b + y");
  });

  test("own properties only", () => {
    expect(toText(substitute(parse("toString + x"), { x: 1 }))).toBe("toString + 1");
  });

  test("tensors, their elements and their sizes", () => {
    const e = parse("sum(v[i]*w[i], i, 1, n)", { shapes: { v: ["n"], w: ["n"] } });
    const w = parse("2*v", { shapes: { v: ["n"] } });
    const at = { v: { shape: [2], data: [3, 4] } };
    expect(evaluate(substitute(e, { w }), at)).toBe(50);
    const sized = substitute(e, { n: 2 });
    expect(
      freeSymbols(sized).map(({ name, shape }) => `${name}${shape.map((size) => toText(size))}`),
    ).toEqual(["v2", "w2"]);
    expect(evaluate(sized, { ...at, w: { shape: [2], data: [1, 1] } })).toBe(7);
  });

  test("an index of the replacement is not captured", () => {
    const e = parse("sum(v[i]*x, i, 1, 2)", { shapes: { v: [2] } });
    expect(evaluate(substitute(e, { x: parse("i") }), { v: { shape: [2], data: [1, 2] }, i: 10 })).toBe(30);
  });

  test("shapes must fit", () => {
    expect(() => substitute(parse("sum(v)", { shapes: { v: [2] } }), { v: 1 })).toThrow(ShapeError);
    const v3 = symbol("u", { shape: [3] });
    expect(() => substitute(parse("sum(v)", { shapes: { v: [2] } }), { v: v3 })).toThrow(/\[2\].*\[3\]/);
  });

  test("limits and sizes are refused as if they were written there", () => {
    const sum = parse("sum(b, i, 1, n)");
    expect(() => substitute(sum, { n: 2.5 })).toThrow(/5\/2 is no limit/);
    expect(toText(substitute(sum, { n: 3 }))).toBe("sum(b, i, 1, 3)");
    for (const text of ["v + v", "v' @ v"]) {
      const e = parse(text, { shapes: { v: ["n"] } });
      expect(() => substitute(e, { n: -1 })).toThrow(/-1 is no size/);
      expect(() => substitute(e, { n: 0.5 })).toThrow(/1\/2 is no/);
    }
  });

  test("a domain is substituted into as well", () => {
    const e = substitute(differentiate(parse("log(x)"), "x"), { x: parse("y - 1") });
    expect(evaluate(e, { y: 3 })).toBe(0.5);
    expect(evaluate(e, { y: 0 })).toBeNaN();
  });

  test("10,000 deep", () => {
    const e = substitute(parse(`${"sin(".repeat(10_000)}x${")".repeat(10_000)}`), { x: 0 });
    expect(evaluate(e)).toBe(0);
  });
});

test("free symbols, in order of occurrence", () => {
  expect(freeSymbols(parse("b*sin(a) + b")).map(({ name }) => name)).toEqual(["b", "a"]);
  expect(freeSymbols([parse("x"), parse("y + x")]).map(({ name }) => name)).toEqual(["x", "y"]);
  expect(freeSymbols(parse("sum(v[i], i, 1, k)", { shapes: { v: ["n"] } })).map(({ name }) => name)).toEqual([
    "k",
    "n",
    "v",
  ]);
});

describe("countOperations", () => {
  test.each<[string, number]>([
    ["x", 0],
    ["pi", 0],
    ["x + y + z", 2],
    ["x*y - 1", 2],
    ["x^2", 1],
    ["sin(x) + sin(x)^2", 3],
    ["piecewise(x, x < 0, y)", 2],
    ["sum(sin(k), k, 1, 10)", 20],
  ])("%s: %s", (text, right) => {
    expect(countOperations(parse(text))).toBe(right);
  });

  test("an operation counts for each element, a shared one once", () => {
    const shapes = { A: [2, 3], x: [3] };
    expect(countOperations(parse("A @ x", { shapes }))).toBe(2 * 3 + 2 * 3);
    expect(countOperations(parse("exp(A)", { shapes }))).toBe(6);
    expect(countOperations([parse("sin(x) + 1"), parse("sin(x)")])).toBe(2);
    const shared = gradient(parse("sin(x*y)"), ["x", "y"]);
    expect(countOperations(shared)).toBe(4);
  });

  test("unknown sizes count as one", () => {
    expect(countOperations(parse("sum(exp(v))", { shapes: { v: ["n"] } }))).toBe(2);
  });
});

describe("domainOf", () => {
  test.each<[string, string]>([
    ["x + sin(x)", "1"],
    ["log(x)", "0 <= x"],
    ["1/x", "x != 0"],
    ["sqrt(x - 1)", "0 <= x - 1"],
    ["1/sqrt(x)", "0 < x"],
    ["1/(1/x)", "x != 0"],
    ["log(y)/(-2/x)", "0 <= y and x != 0"],
    ["1/(-2/x)^2", "x != 0"],
    ["1/(2/(x - 1))", "x - 1 != 0"],
    ["x^y", "0 < x or x == 0 and 0 <= y or x != 0 and y == floor(y)"],
    ["x^3", "1"],
    ["acosh(x)", "1 <= x"],
    ["gamma(exp(x))", "1"],
    ["(1 + exp(x))^y", "1"],
    ["piecewise(log(x), x > 0, 0)", "piecewise(0 <= x, 0 < x, 1)"],
  ])("%s: %s", (text, right) => {
    expect(toText(domainOf(parse(text)))).toBe(right);
  });

  test.each<[string, number, number]>([
    ["log(x)*acosh(x)", 1, 1],
    ["log(x)*acosh(x)", 0.5, 0],
    ["asech(x)", 0.5, 1],
    ["asech(x)", 2, 0],
    ["mod(1, x)", 0, 0],
    ["tan(x) + coth(x)", 0, 0],
    ["piecewise(log(x), x > 0, 0)", -1, 1],
    ["asin(x) + acsc(x)", 1, 1],
  ])("%s at %s: %s", (text, x, right) => {
    expect(evaluate(domainOf(parse(text)), { x })).toBe(right);
  });

  test.each<[string, Record<string, number>]>([
    ["x*(1/log(w))/(1/log(w))", { w: 0 }],
    ["x*(1/(y - log(w)))/(1/(y - log(w)))", { w: 0, y: 1 }],
    ["x/(1/atanh(w))*(1/atanh(w))", { w: 1 }],
  ])("%s at %o: a reciprocal is 0 where its base is infinite, and is divided by", (text, point) => {
    const bindings = { x: 2, ...point };
    expect(evaluate(simplify(parse(text)), bindings)).toBeNaN();
    expect(evaluate(differentiate(parse(text), "x"), bindings)).toBeNaN();
  });

  test("of tensors: at every index", () => {
    const condition = domainOf(parse("sum(log(v))", { shapes: { v: ["n"] } }));
    expect(evaluate(condition, { v: { shape: [2], data: [1, 2] } })).toBe(1);
    expect(evaluate(condition, { v: { shape: [2], data: [1, -2] } })).toBe(0);
  });

  test("a derivative has its primal's", () => {
    expect(toText(domainOf(differentiate(parse("log(x)"), "x")))).toMatch(/0 <= x/);
  });
});
