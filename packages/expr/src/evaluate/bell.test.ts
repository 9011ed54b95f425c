import { bounded, decimal60, doubleDouble, float64, ulpDistance } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import { compile as generated } from "../codegen.ts";
import {
  call,
  compile,
  differentiate,
  type Expression,
  evaluate,
  multiply,
  number,
  parse,
  power,
  symbol,
  toTypeScript,
} from "../index.ts";
import { expOfSquare, squareIn } from "./bell.ts";

/** By 60 digits, at the double x. */
function exactly(e: Expression, x: number): number {
  return decimal60.toNumber(
    evaluate(e, { x: decimal60.fromNumber(x) }, { arithmetic: decimal60 }) as ReturnType<
      typeof decimal60.fromNumber
    >,
  );
}

const far = Array.from({ length: 200 }, (_, k) => (k - 100) * 0.26473);

describe("far out x^2 is not rounded", () => {
  test.each([
    ["exp(-x^2)", 1],
    ["exp(-x^2/2)", 1],
    ["exp(x^2)", 1],
    ["e^(-2*x^2)", 1],
  ])("%s", (text, units) => {
    const e = parse(text);
    for (const x of far) {
      const right = exactly(e, x);
      if (right > 1e-300 && right < 1e300)
        expect(ulpDistance(evaluate(e, { x }) as number, right)).toBeLessThanOrEqual(units);
    }
  });

  test.each(["erf(x)", "erfc(x)"])("the derivative of %s is right to 4 units", (text) => {
    const e = differentiate(parse(text), "x");
    for (const x of far)
      expect(ulpDistance(evaluate(e, { x }) as number, exactly(e, x))).toBeLessThanOrEqual(4);
  });
});

test("other exponents, and other arithmetics, are left alone", () => {
  for (const text of ["-x^3", "-x^2*y", "-x^2/3", "0*x^2", "x^2 + 1", "-sqrt(x)"])
    expect(squareIn(parse(text))).toBeUndefined();
  const e = parse("exp(-x^2)");
  const value = evaluate(e, { x: 5.3 }, { arithmetic: doubleDouble }) as { hi: number };
  expect(value.hi).toBe(exactly(e, 5.3));
  const { value: middle, error } = evaluate(e, { x: 5.3 }, { arithmetic: bounded(float64) }) as {
    value: number;
    error: number;
  };
  expect(Math.abs(middle - exactly(e, 5.3))).toBeLessThanOrEqual(error);
});

test("what overflows, underflows or is undefined does so quietly", () => {
  const hostile = [0, -0, 1e-200, 1e200, -1e200, 30, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of hostile) {
    expect(expOfSquare(-1, x)).toBe(Math.exp(-x * x));
    expect(expOfSquare(1, x)).toBe(Math.exp(x * x));
  }
  expect(expOfSquare(-1, Number.NaN)).toBeNaN();
});

test("no size of x is out of reach", () => {
  for (const x of [1e12, 3.5e38, 1.7e39, -1e150]) {
    const c = -(2 ** -Math.round(2 * Math.log2(Math.abs(x)) - 4));
    const e = call("exp", multiply(number(c), power(symbol("x"), 2)));
    expect(squareIn(e.operands[0]!)).toMatchObject({ coefficient: c });
    expect(ulpDistance(evaluate(e, { x }) as number, exactly(e, x))).toBeLessThanOrEqual(1);
  }
});

test("both engines have the very same values, and TypeScript asks for the same", () => {
  const e = parse("exp(-x^2/2) + exp(-(x - y)^2)");
  expect(toTypeScript(e)).toContain("expOfSquare(-0.5, x)");
  for (const x of far) {
    const right = evaluate(e, { x, y: 0.3 });
    expect(compile(e, ["x", "y"])([x, 0.3])).toBe(right);
    expect(generated(e, ["x", "y"])([x, 0.3])).toBe(right);
  }
});
