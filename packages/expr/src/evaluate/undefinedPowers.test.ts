import { type DoubleDouble, doubleDouble } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import { compile as generated } from "../codegen.ts";
import { compile, differentiate, domainOf, evaluate, parse, simplify } from "../index.ts";

/** Outside of its domain an expression has no value, whatever is made of it. */
describe("x^0 is 1 where x is defined, and undefined elsewhere", () => {
  test.each<[string, number, number]>([
    ["log(x)^0", -1, Number.NaN],
    ["log(x)^0", 2, 1],
    ["log(x)^0", 1, 1],
    ["sqrt(x)^0 + x", -2, Number.NaN],
    ["x^0", 0, 1],
    ["exp(x)^0", 800, 1],
    ["(-exp(x))^0", 800, 1],
  ])("%s at %f is %f", (text, x, right) => {
    const e = parse(text);
    const ways = [evaluate(e, { x }), compile(e, ["x"])([x]), evaluate(simplify(e), { x })];
    expect(ways).toEqual([right, right, right]);
    expect(evaluate(domainOf(e), { x })).toBe(Number.isNaN(right) ? 0 : 1);
  });
});

describe("x^y is 1 at y = 0 where x is defined, and undefined elsewhere", () => {
  test.each<[string, number, number]>([
    ["log(x)^y", -1, Number.NaN],
    ["log(x)^y", 2, 1],
    ["log(x)^y", 1, 1],
    ["x^y", 0, 1],
    ["asin(x)^y*x", 3, Number.NaN],
    ["exp(x)^y", 800, 1],
  ])("%s at %f is %f", (text, x, right) => {
    const e = parse(text);
    const at = { x, y: 0 };
    const doubles = evaluate(e, at, { arithmetic: doubleDouble }) as DoubleDouble;
    expect([evaluate(e, at), compile(e, ["x", "y"])([x, 0]), generated(e, ["x", "y"])([x, 0])]).toEqual([
      right,
      right,
      right,
    ]);
    expect(doubles.hi).toBe(right);
    expect(evaluate(domainOf(e), at)).toBe(Number.isNaN(right) ? 0 : 1);
  });
});

/** By hand: x (1 + x^2)^(-3/2) is x^-2 far out; (1 + x^2)^(3/2) overflows. */
test("x^(-3/2) divides by x and by its root", () => {
  for (const x of [1e110, 1e140, 1e150])
    expect(Math.abs((evaluate(parse("x/(1 + x^2)^(3/2)"), { x }) as number) * x * x - 1)).toBeLessThan(1e-15);
});

test.each(["1/(1/x)", "y/(2/x)", "1/x^-2", "(1/x)^-1", "1/(y/x)"])(
  "a quotient below the line keeps its pole: %s",
  (text) => {
    for (const e of [parse(text), simplify(parse(text)), differentiate(parse(text), "y")]) {
      expect(evaluate(domainOf(e), { x: 0, y: 3 })).toBe(0);
      expect(evaluate(domainOf(e), { x: 2, y: 3 })).toBe(1);
    }
  },
);
