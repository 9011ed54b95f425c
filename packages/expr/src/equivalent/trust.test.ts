import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  type Equivalence,
  type Expression,
  equivalent,
  evaluate,
  expand,
  parse,
  simplify,
  substitute,
  symbol,
  ValueError,
} from "../index.ts";
import { expressions } from "../testing/expressions.ts";
import { compareAt, sidesOf } from "./compare.ts";
import { prove } from "./prove.ts";

const compare = (a: string, b: string, options = {}): Equivalence => equivalent(parse(a), parse(b), options);

/** Random functions that kink, jump and have edges of their domains. */
const rough: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => {
  const part = tie("text");
  const of = (text: string, ...parts: fc.Arbitrary<string>[]) =>
    fc
      .tuple(...parts)
      .map((operands) => operands.reduce((sofar, operand) => sofar.replace("#", () => `(${operand})`), text));
  const unary = ["log(#)", "sqrt(#)", "abs(#)", "asin(#/5)", "sin(#)", "exp(#)", "#^2", "1/#", "cbrt(#)"];
  const more = ["atan(#)", "floor(#)", "sign(#)", "step(#)", "relu(#)", "acosh(#)", "tan(#)", "log1p(#)"];
  const binary = ["# + #", "# - #", "# * #", "# / #", "max(#, #)", "min(#, #)"];
  return {
    text: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("x", "y", "x - 3", "x + y", "2*x - 1", "x^2 - 4", "1/2"),
      fc.constantFrom(...unary, ...more).chain((text) => of(text, part)),
      fc.constantFrom(...binary).chain((text) => of(text, part, part)),
      of("piecewise(#, # < #, #)", part, part, part, part),
    ),
  };
}).text;

/** Functions that are 0 but beyond a breakpoint, or at one point, and a place where they are not. */
const bumps: fc.Arbitrary<readonly [bump: string, place: number]> = fc
  .tuple(
    fc.constantFrom(100, 1234.5, -77, 1e6, -12.013, 37),
    fc.constantFrom(
      (c: number) => [`relu(x - (${c}))*1e-8`, c + 1] as const,
      (c: number) => [`piecewise(1e-8, x == ${c}, 0)`, c] as const,
      (c: number) => [`max(${c} - x, 0)^3`, c - 1] as const,
      (c: number) => [`step(x - (${c}))`, c + 1] as const,
      (c: number) => [`abs(x - (${c})) - x + ${c}`, c - 1] as const,
    ),
  )
  .map(([c, bump]) => bump(c));

/** Whether the function has a value at the place: a bump where there is none is not seen. */
function isDefinedAt(e: Expression, x: number): boolean {
  return [-3, 0.3, 2, 40].some((y) => Number.isFinite(evaluate(e, { x, y })));
}

describe("random functions", () => {
  it("are never different from what they are simplified or expanded to", () => {
    fc.assert(
      fc.property(rough, (text) => {
        const e = parse(text);
        expect(equivalent(e, expand(e)).verdict).not.toBe("different");
        const simplified = equivalent(e, simplify(e));
        expect(simplified.verdict).not.toBe("different");
        expect(simplified).not.toHaveProperty("differsInDomain");
      }),
      { numRuns: 60 },
    );
  });

  it("are never equal to themselves with a bump far away", () => {
    fc.assert(
      fc.property(rough, bumps, (text, [bump, place]) => {
        const e = parse(text);
        fc.pre(isDefinedAt(e, place));
        expect(equivalent(e, add(e, parse(bump))).verdict).not.toMatch(/^equal$/u);
      }),
      { numRuns: 60 },
    );
  });

  it("that are defined everywhere are always told from themselves with a bump", () => {
    fc.assert(
      fc.property(expressions, bumps, (e, [bump]) => {
        expect(equivalent(add(e, parse(bump)), e).verdict).toBe("different");
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("counterexamples", () => {
  it.each([
    ["max(x - 100, 0)", "0", { x: 101 }, [1, 0]],
    ["piecewise(1, x == 7.3, 0)", "0", { x: 7.3 }, [1, 0]],
    ["piecewise(5, x^2 == 2, 4)", "4", { x: -Math.SQRT2 }, [5, 4]],
    ["piecewise(5, cos(x) == 0, 4)", "4", { x: -Math.PI / 2 }, [5, 4]],
    ["sqrt(x - 200)", "2*sqrt(x - 200)", { x: 201 }, [1, 2]],
  ])("of %s and %s are simple", (a, b, at, values) => {
    expect(compare(a, b)).toEqual({ verdict: "different", at, values });
  });

  it("keep promises", () => {
    const n = symbol("n", { integer: true });
    const whole = equivalent(
      substitute(parse("floor(n/1000)"), { n }),
      substitute(parse("step(n) - 1"), { n }),
    );
    if (whole.verdict !== "different") throw new TypeError(whole.verdict);
    expect(Number.isInteger(whole.at["n"])).toBe(true);
    const t = symbol("t", { sign: "positive" });
    const beside = (text: string) => equivalent(substitute(parse(text), { t }), t);
    expect(beside("t + relu(-50 - t)").verdict).not.toBe("different");
    expect(beside("t + relu(t - 50)")).toMatchObject({ verdict: "different", at: { t: 51 } });
  });
});

describe("bumps narrower than what doubles tell from a point", () => {
  it.each([
    ["x^2", "x^2 + max(0, 1e-12 - abs(x - 3.7))"],
    ["0", "relu(1e-15 - abs(x - 3.5))"],
    ["exp(x)", "exp(x) + max(0, 1e-11 - abs(x - pi))"],
  ])("%s and %s", (a, b) => {
    expect(compare(a, b).verdict).toBe("different");
  });
});

describe("powers of negative numbers", () => {
  it.each([
    ["x^n", "abs(x)^n"],
    ["(-x)^n", "x^n"],
    ["(a - b)^n", "(b - a)^n"],
    ["(x^a)^b", "x^(a*b)"],
    ["(x^2)^n", "x^(2*n)"],
    ["sin(x)^n", "abs(sin(x))^n"],
    ["x^n*abs(x)^n", "abs(x)^(2*n)"],
  ])("keep their sign: %s is not %s", (a, b) => {
    expect(prove(parse(a), parse(b))).toBeUndefined();
    for (const seed of [1, 2, 3]) expect(compare(a, b, { seed }).verdict).toBe("different");
  });

  it.each([
    ["(x*y)^a", "x^a*y^a"],
    ["(x/y)^a", "x^a/y^a"],
    ["(x^3)^a", "x^(3*a)"],
    ["(2*x)^n", "2^n*x^n"],
    ["sqrt(x)^n", "x^(n/2)"],
    ["(1 + x^2)^n", "exp(n*log(1 + x^2))"],
    ["x^n", "exp(n*log(x))"],
  ])("%s is %s", (a, b) => {
    expect(prove(parse(a), parse(b))).toBe("normal form");
  });
});

describe("values that are unknown", () => {
  it("are no difference: 0/0 after an overflow", () => {
    const sides = ["atan2(y, x)", "2*atan(y/(sqrt(x^2 + y^2) + x))"] as const;
    for (const seed of [1, 2, 3, 4]) expect(compare(...sides, { seed }).verdict).not.toBe("different");
    const at = { x: -4.69e154, y: 0 };
    expect(compareAt(sidesOf(parse(sides[0]), parse(sides[1])), at).outcome).toBe("unclear");
  });
});

describe("tensors", () => {
  const shapes = {
    A: ["n", "n"],
    B: ["n", "n"],
    C: ["n", "n"],
    X: ["n", "m"],
    u: ["n"],
    v: ["n"],
    w: ["n"],
  } as const;
  const both = (a: string, b: string): Equivalence => equivalent(parse(a, { shapes }), parse(b, { shapes }));

  it.each([
    ["(A @ B)'", "B' @ A'"],
    ["(A @ B) @ C", "A @ (B @ C)"],
    ["trace(A @ B @ C)", "trace(C @ A @ B)"],
    ["trace(A' @ B)", "sum(A*B)"],
    ["norm(u)^2", "u' @ u"],
    ["norm(u + v)^2 + norm(u - v)^2", "2*norm(u)^2 + 2*norm(v)^2"],
    ["norm(A)^2", "trace(A' @ A)"],
    ["u' @ A @ v", "v' @ A' @ u"],
    ["trace(outer(u, v) @ A)", "v' @ A @ u"],
    ["det(A @ B)", "det(A)*det(B)"],
    ["det(A')", "det(A)"],
    ["inverse(A @ B)", "inverse(B) @ inverse(A)"],
    ["(A + B) @ (A - B)", "A @ A - A @ B + B @ A - B @ B"],
    ["sum(softmax(u))", "1"],
    ["logSumExp(u + 3)", "logSumExp(u) + 3"],
    ["u*relu(v)", "relu(v)*u"],
    ["max(u, v) + min(u, v)", "u + v"],
    ["X' @ (A @ X)", "(X' @ A) @ X"],
    ["relu(u - 100)", "max(u, 100) - 100"],
  ])("%s is %s", (a, b) => {
    expect(["equal", "probably equal"]).toContain(both(a, b).verdict);
  });

  it.each([
    ["A @ B", "B @ A"],
    ["(A @ B)'", "A' @ B'"],
    ["det(A + B)", "det(A) + det(B)"],
    ["det(2*A)", "2*det(A)"],
    ["inverse(A + B)", "inverse(A) + inverse(B)"],
    ["trace(A @ B)", "trace(A)*trace(B)"],
    ["norm(u + v)", "norm(u) + norm(v)"],
    ["A*B", "A @ B"],
    ["(A + B) @ (A + B)", "A @ A + 2*(A @ B) + B @ B"],
    ["softmax(u + v)", "softmax(u)*softmax(v)"],
    ["sum(u*v)", "sum(u)*sum(v)"],
    ["2*(A @ u)", "(A + A') @ u"],
    ["relu(u - 100)", "0*u"],
    ["min(u, 1000)", "u"],
    ["sum(abs(u - 5000))", "sum(5000 - u)"],
    ["x*u", "min(x, 300)*u"],
    ["piecewise(1, x == 7.3, 0)*u", "0*u"],
  ])("%s is not %s", (a, b) => {
    expect(both(a, b).verdict).toBe("different");
  });
});

describe("limits", () => {
  it("end the search, and are named", () => {
    const [a, b] = ["sum(sum(1/(i*j + x^2), i, 1, 1000), j, 1, 1000)", "x"];
    const unhurried = { limits: { milliseconds: Number.POSITIVE_INFINITY } };
    expect(compare(a, b, unhurried)).toEqual({ verdict: "undecided", points: 0, spent: "operations" });
    expect(compare("acosh(cosh(x))", "abs(x)", { limits: { operations: 200 } })).toMatchObject({
      spent: "operations",
    });
    expect(
      compare("erf(x)*gamma(x)", "gamma(x)*erf(x) + acosh(cosh(x)) - abs(x)", {
        limits: { milliseconds: 0 },
      }),
    ).toMatchObject({
      spent: "milliseconds",
    });
  });

  it.each(["points", "operations", "milliseconds"])("%s are numbers of at least 0", (name) => {
    expect(() => compare("x", "y", { limits: { [name]: -1 } })).toThrow(ValueError);
    expect(() => compare("x", "y", { limits: { [name]: Number.NaN } })).toThrow(`limits.${name}`);
  });

  it("do not take values for equal that are beyond the range of doubles", () => {
    expect(compare("erfc(30)", "0").verdict).toBe("undecided");
    expect(compare("exp(-exp(x^2 + 8))", "exp(-exp(x^2 + 9))").verdict).toBe("undecided");
  });

  it("of a constant is one point", () => {
    expect(compare("sqrt(3 + 2*sqrt(2))", "1 + sqrt(2)")).toEqual({ verdict: "probably equal", points: 1 });
  });
});
