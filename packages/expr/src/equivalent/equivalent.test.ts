import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  call,
  divide,
  type Equivalence,
  equivalent,
  evaluate,
  expand,
  fraction,
  multiply,
  parse,
  power,
  ShapeError,
  simplify,
  symbol,
  ValueError,
} from "../index.ts";
import { expressions } from "../testing/expressions.ts";

const compare = (a: string, b: string, options = {}): Equivalence => equivalent(parse(a), parse(b), options);

describe("the verdict", () => {
  it("is equal with the kind of proof", () => {
    expect(compare("x + y", "y + x")).toEqual({ verdict: "equal", proof: "structure" });
    expect(compare("x + x", "2*x")).toEqual({ verdict: "equal", proof: "structure" });
    expect(compare("sin(2*x)", "2*sin(x)*cos(x)")).toEqual({ verdict: "equal", proof: "normal form" });
  });

  it("is different at a simple point, with both values", () => {
    expect(compare("sqrt(x^2 + 1)", "x + 1")).toEqual({
      verdict: "different",
      at: { x: 1 },
      values: [Math.SQRT2, 2],
    });
    expect(compare("sqrt(x^2)", "x")).toEqual({ verdict: "different", at: { x: -1 }, values: [1, -1] });
    expect(compare("2", "3")).toEqual({ verdict: "different", at: {}, values: [2, 3] });
  });

  it.each([
    ["x^2/x", "x", { x: 0 }, "second"],
    ["log(x^2)", "2*log(x)", { x: -1 }, "first"],
    ["sqrt(x)^2", "x", { x: -1 }, "second"],
    ["(x^2 - 49)/(x - 7)", "x + 7", { x: 7 }, "second"],
    ["x + 5", "(3*x^2 - 75)/(3*x - 15)", { x: 5 }, "first"],
  ])("%s equals %s but for its domain, as at %o", (a, b, at, definedOnly) => {
    expect(compare(a, b)).toMatchObject({
      verdict: "equal where both are defined",
      differsInDomain: { at, definedOnly },
    });
  });

  it("does not count points that break a promise", () => {
    const t = symbol("t", { sign: "positive" });
    const seven = (sign: 1 | -1) => divide(multiply(t, add(t, 7 * sign)), add(t, 7 * sign));
    expect(equivalent(seven(1), t).verdict).toBe("equal");
    expect(equivalent(seven(-1), t)).toMatchObject({ differsInDomain: { at: { t: 7 } } });
  });

  it("is different for functions that are never defined together", () => {
    expect(compare("log(x)", "log(-x)")).toEqual({
      verdict: "different",
      at: { x: 1 },
      values: [0, Number.NaN],
    });
  });

  it("is undecided for functions that are defined nowhere", () => {
    expect(compare("sqrt(-1 - x^2)", "log(-1 - x^2)")).toEqual({ verdict: "undecided", points: 0 });
  });

  it("is only probable without a proof", () => {
    expect(compare("gamma(z)*gamma(1 - z)", "pi/sin(pi*z)")).toMatchObject({ verdict: "probably equal" });
    const domains = compare("acosh(cosh(x)) + log(y)", "abs(x) + log(abs(y))");
    expect(domains).toMatchObject({ verdict: "probably equal", differsInDomain: { definedOnly: "second" } });
  });
});

describe("differences", () => {
  it.each(["x*(1 + 1e-12)", "x + 1e-30", "x*(1 + 10^(-70))", "x*(1 + 10^(-90))", "x + 10^(-99)"])(
    "x and %s are told apart",
    (near) => {
      expect(compare("x", near).verdict).toBe("different");
    },
  );

  it("are confirmed by plain evaluation where they are large", () => {
    const found = compare("cos(x + y)", "cos(x) + cos(y)");
    if (found.verdict !== "different") throw new TypeError(found.verdict);
    expect(evaluate(parse("cos(x + y)"), found.at)).toBeCloseTo(found.values[0] as number, 12);
    expect(evaluate(parse("cos(x) + cos(y)"), found.at)).toBeCloseTo(found.values[1] as number, 12);
  });

  it("respect what symbols are promised to be", () => {
    const x = symbol("x", { sign: "positive" });
    expect(equivalent(power(multiply(x, x), fraction(1, 2)), x).verdict).toBe("equal");
    const n = symbol("n", { integer: true });
    expect(equivalent(call("floor", n), n).verdict).toBe("probably equal");
    expect(compare("floor(n)", "n").verdict).toBe("different");
  });

  it("are the same for the same seed", () => {
    const pair = [
      "sin(x)*y^2 + exp(x*y)",
      "sin(x)*y^2 + exp(x*y)*(1 + (x - 1)*(x - 2)*x*(x + 1)/1000)",
    ] as const;
    expect(compare(...pair)).toEqual(compare(...pair));
    expect(compare(...pair, { seed: 5 }).verdict).toBe("different");
  });

  it("between a random expression and the same plus 1e-9 are found", () => {
    fc.assert(
      fc.property(expressions, (e) => {
        const off = add(e, fraction(1, 1_000_000_000));
        expect(equivalent(e, off).verdict).toBe("different");
      }),
      { numRuns: 60 },
    );
  });

  it("are never found between a random expression and other forms of it", () => {
    fc.assert(
      fc.property(expressions, (e) => {
        for (const form of [expand(e), simplify(e)]) {
          expect(["equal", "probably equal"]).toContain(equivalent(e, form).verdict);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("upToConstant", () => {
  it("takes antiderivatives for equal that differ by a constant", () => {
    expect(compare("log(3*x)", "log(x) + c", { upToConstant: "x" }).verdict).toBe("equal");
    expect(compare("sin(x)^2", "-cos(x)^2 + 7", { upToConstant: "x" }).verdict).toBe("equal");
    expect(compare("atan(x)", "-atan(1/x)", { upToConstant: "x" }).verdict).toBe(
      "equal where both are defined",
    );
    expect(compare("x^2", "x^2 + x", { upToConstant: "x" }).verdict).toBe("different");
  });
});

describe("tensors", () => {
  const shapes = { A: ["n", "m"], B: ["m", "n"], C: ["n", "n"], x: ["n"], y: ["n"] } as const;
  const both = (a: string, b: string): Equivalence => equivalent(parse(a, { shapes }), parse(b, { shapes }));

  it.each([
    ["(A @ B)'", "B' @ A'", "structure"],
    ["sum((x - y)^2)", "x' @ x - 2*(x' @ y) + y' @ y", "structure"],
    ["trace(A @ B)", "trace(B @ A)", "structure"],
    ["x' @ C @ y", "y' @ C' @ x", "structure"],
    ["x' @ A @ B @ y", "(B @ y)' @ A' @ x", "structure"],
    ["sum(A)", "ones(n)' @ A @ ones(m)", "structure"],
    ["trace(outer(x, y))", "x' @ y", "structure"],
    ["(C + C') @ x", "C @ x + C' @ x", "structure"],
    ["x*exp(log(x))", "x^2", "normal form"],
  ])("%s is %s", (a, b, proof) => {
    expect(both(a, b)).toMatchObject({ proof });
  });

  it("may be probably equal", () => {
    expect(both("inverse(C) @ C @ x", "x").verdict).toBe("probably equal");
  });

  it.each([
    ["(A @ B)'", "A' @ B'"],
    ["x' @ C @ y", "y' @ C @ x"],
    ["trace(C @ C)", "trace(C @ C')"],
    ["sum(x)^2", "sum(x^2)"],
    ["norm(x + y)", "norm(x) + norm(y)"],
    ["det(2*C)", "2*det(C)"],
    ["inverse(C + C')", "inverse(C) + inverse(C')"],
  ])("%s is not %s", (a, b) => {
    const shape = { ...shapes, A: ["n", "n"], B: ["n", "n"] } as const;
    expect(equivalent(parse(a, { shapes: shape }), parse(b, { shapes: shape })).verdict).toBe("different");
  });

  it("of different shapes are refused", () => {
    expect(() => both("A", "B")).toThrow(ShapeError);
    expect(() => both("x", "1")).toThrow("shapes [n] and [] cannot be equal");
  });
});

describe("branches", () => {
  it("are compared one by one", () => {
    expect(
      compare("piecewise((x + 1)^2, x > 0, sin(x))", "piecewise(x^2 + 2*x + 1, 0 < x, sin(x))").verdict,
    ).toBe("equal");
    expect(compare("piecewise(1/x, x != 0, 0)*x", "piecewise(1, x != 0, 0)").verdict).toBe("equal");
    expect(compare("piecewise(x, x > 0, -x)", "abs(x)").verdict).toBe("equal");
    expect(compare("piecewise(1, x > 0, 0)", "step(x)")).toEqual({
      verdict: "different",
      at: { x: 0 },
      values: [0, 1],
    });
  });

  it("do not cancel what is 0 in the other branch", () => {
    const first = "piecewise(x/(abs(x) - x), x < 0, abs(x) + x)";
    expect(compare(first, "piecewise(-1/2, x < 0, 0)")).toEqual({
      verdict: "different",
      at: { x: 1 },
      values: [2, 0],
    });
    expect(compare(first, "piecewise(-1/2, x < 0, 2*x)").verdict).toBe("equal");
  });
});

describe("sums over an index", () => {
  it("take whole numbers for their limits", () => {
    expect(compare("sum(i, i, 1, n)", "n*(n + 1)/2").verdict).toBe("probably equal");
    expect(compare("sum(i^2, i, 1, n)", "n*(n + 1)*(2*n + 1)/6").verdict).toBe("probably equal");
    expect(compare("sum(sum(i*j, j, 1, i), i, 1, n)", "sum(sum(j*i, j, 1, i), i, 1, n)").verdict).toBe(
      "equal",
    );
    expect(compare("sum(i^2, i, 1, n)", "n*(n + 1)*(n + 2)/6").verdict).toBe("different");
    expect(compare("sum(q^i, i, 0, n)", "(1 - q^(n + 1))/(1 - q)").verdict).toBe("probably equal");
  });
});

describe("hostile expressions", () => {
  const repeat = (count: number, part: (i: number) => string, between: string): string =>
    Array.from({ length: count }, (_, i) => part(i)).join(between);
  const nested = (name: string, depth: number, inner: string): string =>
    `${`${name}(`.repeat(depth)}${inner}${")".repeat(depth)}`;

  it.each<[string, string, string, Equivalence["verdict"]]>([
    [
      "10,000 variables",
      repeat(10_000, (i) => `x${i}`, "+"),
      repeat(10_000, (i) => `x${9999 - i}`, "+"),
      "equal",
    ],
    [
      "10,000 sines",
      repeat(10_000, (i) => `sin(x${i})`, "+"),
      `1e-9 + ${repeat(10_000, (i) => `sin(x${i})`, "+")}`,
      "different",
    ],
    ["a tower of 200 powers", repeat(200, () => "x", "^"), repeat(201, () => "x", "^"), "different"],
    ["1000 nested sines", nested("sin", 1000, "x"), nested("sin", 1001, "x"), "different"],
    ["500 nested roots", nested("sqrt", 500, "1 + x"), nested("sqrt", 500, "x + 1"), "equal"],
    [
      "a power of a sum that is too large to multiply out",
      "(a + b + c + d)^1000",
      "(a + b + c - d)^1000",
      "different",
    ],
    [
      "a product of 40 cosines",
      repeat(40, (i) => `cos(${i}*x)`, "*"),
      repeat(40, (i) => `cos(${i + 1}*x)`, "*"),
      "different",
    ],
    [
      "a continued fraction",
      `${"1/(1 + ".repeat(300)}x${")".repeat(300)}`,
      `${"1/(1 + ".repeat(300)}y${")".repeat(300)}`,
      "different",
    ],
  ])("%s", (_, a, b, verdict) => {
    expect(compare(a, b).verdict).toBe(verdict);
  });

  it("and values that are no expressions are refused", () => {
    expect(equivalent(parse("1/2"), 0.5).verdict).toBe("equal");
    expect(() => equivalent("x" as never, parse("x"))).toThrow(ValueError);
    expect(() => equivalent(parse("x + 0"), parse("x"), { limits: { points: Number.NaN } })).toThrow(
      "limits.points",
    );
    const vector = parse("sum(x)", { shapes: { x: [3] } });
    expect(() => equivalent(vector, parse("3*x"))).toThrow(ShapeError);
  });

  it("keeps to the points that it may try", () => {
    expect(compare("acosh(cosh(x))", "abs(x)", { limits: { points: 9 } })).toEqual({
      verdict: "probably equal",
      points: 9,
    });
  });
});
