import { decimal60 } from "@chainrule/special";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  call,
  collect,
  equal,
  evaluate,
  LimitError,
  multiply,
  parse,
  power,
  symbol,
  toText,
} from "../index.ts";
import { expressions, points } from "../testing/expressions.ts";

describe("collect", () => {
  it.each([
    // The published examples of other systems' collect: Maxima's facsum, SymPy's and Mathematica's documentation.
    ["a*x^2 + b*x^2 + a*x - b*x + c", "x", "(a + b)*x^2 + (a - b)*x + c"],
    ["a*x + b*y + c*x", "x", "x*(a + c) + b*y"],
    ["(1 + a + x)^2", "x", "x^2 + x*(2*a + 2) + a^2 + 2*a + 1"],
    ["x*y + x - 3 + 2*x^2 - z*x^2 + x^3", "x", "x^3 + x^2*(2 - z) + x*(y + 1) - 3"],
    ["x^2*y^2 + x*y^2 + x*y + x + y", "y", "y^2*(x^2 + x) + y*(x + 1) + x"],
    ["(x + 1)/2 + x/3", "x", "5*x/6 + 1/2"],
    ["a/x + b/x + 1", "x", "1 + (a + b)/x"],
    ["(a + b)^2*x + x", "x", "x*((a + b)^2 + 1)"],
    ["x - x + 2", "x", "2"],
  ])("%s by %s", (text, variable, expected) => {
    const found = collect(parse(text), variable);
    const same = evaluate([found, parse(expected)], { a: 2, b: 5, c: 3, x: 1.25, y: -2, z: 7 });
    expect(same[0]).toBeCloseTo(same[1] as number, 12);
    const terms = (t: string) => t.split(/ [+-] (?![^(]*\))/u).length;
    expect(terms(toText(found))).toBe(terms(expected));
  });

  it("sorts by several variables", () => {
    expect(toText(collect(parse("x*y + a*x*y + y^2*x + x"), ["x", "y"]))).toBe("y^2*x + x*y*(1 + a) + x");
  });

  it("takes an expression for a variable", () => {
    const e = parse("a*sin(x) + b*sin(x) + sin(x)^2");
    expect(toText(collect(e, parse("sin(x)")))).toBe("sin(x)^2 + (a + b)*sin(x)");
  });

  it("leaves alone what is no polynomial in the variable", () => {
    expect(toText(collect(parse("(x + 1)*sin(x) + a*x + x"), "x"))).toBe("x*(a + 1) + (x + 1)*sin(x)");
    expect(toText(collect(parse("2^x + 1/(x + 1)"), "x"))).toBe("2^x + 1/(x + 1)");
  });

  it("changes nothing by a variable that does not occur", () => {
    expect(toText(collect(parse("(a + b)^2 + c"), "x"))).toBe("(a + b)^2 + c");
  });

  it("collects in sums over an index, and element by element", () => {
    const options = { shapes: { x: ["n"], y: ["n"] } };
    expect(toText(collect(parse("sum((a*x[i] + y[i])^2, i, 1, n)", options), "a"))).toBe(
      "a^2*sum(x^2) + 2*a*x' @ y + sum(y^2)",
    );
    expect(toText(collect(parse("a*x + y*a", options), "a"))).toBe("a*(x + y)");
    const inside = parse("sum(sin(a*x[i]), i, 1, n) + a", options);
    expect(toText(collect(inside, "a"))).toBe("sum(sin(a*x)) + a");
  });

  it("keeps the domain", () => {
    expect(evaluate(collect(parse("a*x*(b/a) + x"), "x"), { a: 0, b: 1, x: 1 })).toBeNaN();
  });

  it("is refused where it would take too much", () => {
    expect(() => collect(parse("(a + x)^(10^7)"), "x")).toThrow(LimitError);
  });

  it("takes products in any order of their factors, as builders make them", () => {
    const [x, y] = [symbol("x"), symbol("y")];
    const twice = add(multiply(y, -1), multiply(-1, y));
    const collected = collect(multiply(x, 1, power(add(2, call("sin", twice)), -1)), "x");
    expect(toText(collected)).toBe("x/(2 - sin(2*y))");
    expect(equal(collect(collected, "x"), collected)).toBe(true);
  });

  it("keeps the value to 50 digits, and collecting again changes nothing", () => {
    fc.assert(
      fc.property(expressions, points, (e, point) => {
        const collected = collect(e, "x");
        const [before, after] = [e, collected].map(
          (f) => evaluate(f, point, { arithmetic: decimal60 }) as never,
        );
        const distance = decimal60.toNumber(decimal60.subtract(before!, after!));
        expect(Math.abs(distance)).toBeLessThanOrEqual(1e-50 * (1 + Math.abs(decimal60.toNumber(before!))));
        expect(equal(collect(collected, "x"), collected)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
