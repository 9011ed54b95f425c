import { decimal60 } from "@chainrule/special";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  equal,
  evaluate,
  expand,
  LimitError,
  multiply,
  number,
  parse,
  substitute,
  symbol,
  toText,
} from "../index.ts";
import { expressions, points } from "../testing/expressions.ts";

/** C(20, k), from Pascal's triangle as printed in any table. */
const row20 = [1, 20, 190, 1140, 4845, 15504, 38760, 77520, 125970, 167960, 184756];

/** The coefficients of a sum of numbers times powers of x, by the exponent. */
function coefficientsOf(text: string): number[] {
  const found: number[] = [];
  for (const term of expand(parse(text)).operands) {
    const at1 = evaluate(term, { x: 1 }) as number;
    found[Math.round(Math.log2((evaluate(term, { x: 2 }) as number) / at1))] = at1;
  }
  return found;
}

describe("expand", () => {
  it("multiplies powers of sums out by the binomial theorem", () => {
    expect(coefficientsOf("(1 + x)^20")).toEqual([...row20, ...row20.slice(0, -1).reverse()]);
    expect(coefficientsOf("(1 - x)^5")).toEqual([1, -5, 10, -10, 5, -1]);
  });

  it.each([
    // Multinomial coefficients 4!/(2! 1! 1!) = 12: DLMF 26.4.
    ["(a + b + c)^4", 15, "12*a^2*b*c"],
    ["(a + b + c + d)^6", 84, "180*a^2*b^2*c*d"],
  ])("%s has %i terms, %s among them", (text, count, term) => {
    const { operands } = expand(parse(text));
    expect(operands).toHaveLength(count);
    expect(operands.some((operand) => equal(operand, parse(term)))).toBe(true);
  });

  it.each([
    ["(x + y)*(x - y)", "x^2 - y^2"],
    ["(x - 1)*(x^4 + x^3 + x^2 + x + 1)", "x^5 - 1"],
    ["(a^2 + b^2)*(c^2 + d^2) - (a*c - b*d)^2 - (a*d + b*c)^2", "0"],
    ["(a + b + c)*(a^2 + b^2 + c^2 - a*b - b*c - c*a)", "a^3 + b^3 + c^3 - 3*a*b*c"],
    ["(x/2 + 1/3)^2", "x^2/4 + x/3 + 1/9"],
    ["(sqrt(x) + 1)*(sqrt(x) - 1)", "x - 1"],
    ["exp(x)*(exp(-x) + 1)", "1 + exp(x)"],
    ["sin((x + 1)^2)", "sin(x^2 + 2*x + 1)"],
    ["(x + 2)/(x + 1)^2", "x/(x + 1)^2 + 2/(x + 1)^2"],
    ["(x + 1)/x", "1 + 1/x"],
    ["log(2*x*exp(y))", "log(2) + y + log(x)"],
    ["log(x*y)", "log(x*y)"],
    ["exp(x + y)", "exp(x + y)"],
    ["x^(-2)*y", "y/x^2"],
  ])("%s is %s", (text, expected) => {
    const expanded = expand(parse(text));
    expect(equal(expanded, expand(parse(expected))), toText(expanded)).toBe(true);
  });

  it("splits logarithms of symbols that are promised to be positive", () => {
    const x = symbol("x", { sign: "positive" });
    const e = substitute(parse("log(u^y*z)"), { u: x });
    expect(toText(expand(e))).toBe("y*log(x) + log(z)");
  });

  it("splits sums over an index and takes constant factors out", () => {
    const shapes = { x: ["n"], y: ["n"] };
    const squares = parse("sum((a*x[i] + y[i])^2, i, 1, n)", { shapes });
    expect(toText(expand(squares))).toBe("a^2*sum(x^2) + 2*a*x' @ y + sum(y^2)");
    expect(toText(expand(parse("(x - y)' @ (x + y)", { shapes })))).toBe("sum(x^2) - sum(y^2)");
    const largest = parse("max(x + y)", { shapes });
    expect(toText(expand(largest))).toBe(toText(largest));
  });

  it("keeps the domain", () => {
    const expanded = expand(parse("x*(1 + 1/x)"));
    expect(toText(expanded)).toBe("x + 1");
    expect(evaluate(expanded, { x: 0 })).toBeNaN();
    expect(evaluate(expand(parse("(sqrt(x) + 1)*(sqrt(x) - 1)")), { x: -4 })).toBeNaN();
  });

  it("returns the same node where there is nothing to do", () => {
    const e = parse("x^2 + 3*sin(x)/y");
    expect(expand(e)).toBe(e);
  });

  it.each(["(a + b + c + d)^1000", "(x + 1)^(10^9)", "((x + 1)^100 + y)^20"])("%s is refused", (text) => {
    expect(() => expand(parse(text))).toThrow(LimitError);
  });

  it("has a limit that can be set", () => {
    expect(() => expand(parse("(x + 1)^9"), { limits: { terms: 10 } })).toThrow("10 allowed");
    expect(expand(parse("(x + 1)^9"), { limits: { terms: 100 } }).operands).toHaveLength(10);
    expect(() => expand(parse("(x + 1)^9"), { limits: { terms: Number.NaN } })).toThrow(
      "limits.terms is NaN",
    );
  });

  it("refuses what is no expression", () => {
    expect(() => expand("x" as never)).toThrow("parse text with parse(...)");
  });

  it("goes as deep as the expression", () => {
    const deep = `${"sin(".repeat(5000)}(x + 1)*y${")".repeat(5000)}`;
    const terms = toText(expand(parse(deep))).slice(5000 * 4, 5000 * 4 + 9);
    expect(terms).toBe("x*y + y))");
  });

  it("collects factors that stand before their number", () => {
    const [x, minus] = [symbol("x"), number(-1)];
    expect(toText(expand(add(multiply(x, minus), multiply(minus, x))))).toBe("-2*x");
  });

  it("multiplies out the exponents that it has formed", () => {
    const squared = expand(parse("((exp(a + b) - y)*exp(c))^2"));
    expect(toText(squared)).toContain("exp(2*a + 2*b + 2*c)");
    expect(expand(squared)).toBe(squared);
  });

  it("keeps the value to 50 digits, and expanding again changes nothing", () => {
    fc.assert(
      fc.property(expressions, points, (e, point) => {
        const expanded = expand(e);
        const [before, after] = [e, expanded].map(
          (f) => evaluate(f, point, { arithmetic: decimal60 }) as never,
        );
        const distance = decimal60.toNumber(decimal60.subtract(before!, after!));
        expect(Math.abs(distance)).toBeLessThanOrEqual(1e-50 * (1 + Math.abs(decimal60.toNumber(before!))));
        expect(equal(expand(expanded), expanded)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
