import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equivalent, evaluate, parse } from "../index.ts";
import { prove } from "./prove.ts";

/** Identities that hold for another reason at every sign of a quantity. */
const identities = [
  ["abs(x)", "piecewise(x, x > 0, -x)"],
  ["abs(x)", "piecewise(x, x >= 0, -x)"],
  ["relu(x)", "piecewise(x, 0 < x, 0)"],
  ["piecewise(x + 1, x > 0, 1 - x)", "1 + abs(x)"],
  ["step(x)", "piecewise(0, x < 0, 1)"],
  ["max(x, y)", "piecewise(x, x > y, y)"],
  ["max(x, min(x, y))", "x"],
  ["min(max(x, 0), 1)", "piecewise(0, x < 0, x, x < 1, 1)"],
  ["min(max(x, 0), 1)", "max(min(x, 1), 0)"],
  ["min(max(x, 0), 1)", "relu(x) - relu(x - 1)"],
  ["piecewise(piecewise(1, x < 1, 2), x < 0, 3)", "piecewise(1, x < 0, 3)"],
  ["abs(abs(x) - 1)", "piecewise(-x - 1, x < -1, x + 1, x < 0, 1 - x, x < 1, x - 1)"],
  ["piecewise(x^2 - x, x == 0, 0)", "0*x"],
  ["piecewise(y, x == y, x)", "x"],
  ["log(abs(x))", "piecewise(log(x), x > 0, log(-x))"],
  ["sqrt(x^2 - 2*x + 1)", "piecewise(1 - x, x < 1, x - 1)"],
  ["max(x, y, z)", "max(x, max(z, y))"],
  ["D(abs(x), x)", "piecewise(1, x > 0, -1, x < 0, 0)"],
  ["abs(sin(x))", "piecewise(sin(x), sin(x) >= 0, -sin(x))"],
  ["sign(x)*sign(y)", "sign(x*y)"],
  ["piecewise(1, x^2 < 0, 2)", "2 + 0*x"],
  ["piecewise(x, x^2 == 0, 0)", "0*x"],
  ["piecewise(sin(x)/x, x != 0, 1)", "sinc(x/pi)"],
  ["max(x, y, z) + min(x, y, z) + max(min(x, y), min(max(x, y), z))", "x + y + z"],
] as const;

/** Different at single points, or on an interval far away. */
const others = [
  ["step(x)", "piecewise(1, x > 0, 0)"],
  ["sign(x)", "piecewise(1, x > 0, -1)"],
  ["sign(x)", "piecewise(1, x >= 0, -1)"],
  ["min(max(x, 0), 1)", "piecewise(0, x < 0, x, x < 1, 2)"],
  ["piecewise(y, x == y, x)", "y"],
  ["piecewise(1, x == y, 0)", "0*x*y"],
  ["max(x, 1000)", "1000 + 0*x"],
  ["abs(abs(x) - 1)", "piecewise(-x - 1, x < -1, x + 1, x < 0, 1 - x, x < 2, x - 1)"],
  ["sign(x)*sign(y)", "sign(x + y)"],
  ["piecewise(1, x^2 <= 0, 2)", "2 + 0*x"],
  ["piecewise(x + 1, x^2 == 0, 0)", "0*x"],
  ["piecewise(3, x > 2, 1) + piecewise(2, x < 2, 0)", "3 + 0*x"],
] as const;

describe("proofs by cases", () => {
  it.each(identities)("%s = %s", (a, b) => {
    const { verdict } = equivalent(parse(a), parse(b));
    expect(["equal", "equal where both are defined"]).toContain(verdict);
  });

  it.each(others)("%s is not %s", (a, b) => {
    expect(prove(parse(a), parse(b))).toBeUndefined();
    expect(equivalent(parse(a), parse(b)).verdict).toBe("different");
  });

  it("is named", () => {
    expect(prove(parse("abs(x)"), parse("piecewise(x, x > 0, -x)"))).toBe("cases");
  });

  it("give up where there are too many", () => {
    const terms = Array.from({ length: 8 }, (_, k) => `x^${k + 2} - y`);
    const left = terms.map((term) => `abs(${term})`).join(" + ");
    const right = terms.map((term) => `piecewise(${term}, ${term} > 0, -(${term}))`).join(" + ");
    expect(prove(parse(left), parse(right))).toBeUndefined();
  });
});

const small = fc.integer({ min: -2, max: 2 });
const linear = fc.tuple(small, small, small).map(([a, b, c]) => `(${a}*x + ${b}*y + ${c})`);

const { formula } = fc.letrec<{ formula: string }>((tie) => {
  const inner = fc.oneof({ depthSize: "small", withCrossShrink: true }, linear, tie("formula"));
  const mark = fc.constantFrom("<", "<=", "==", "!=");
  return {
    formula: fc.oneof(
      fc.tuple(fc.constantFrom("abs", "relu", "sign", "step"), inner).map(([name, u]) => `${name}(${u})`),
      fc.tuple(fc.constantFrom("max", "min"), inner, inner).map(([name, u, v]) => `${name}(${u}, ${v})`),
      fc
        .tuple(inner, inner, mark, inner, inner)
        .map(([u, a, m, b, v]) => `piecewise(${u}, ${a} ${m} ${b}, ${v})`),
      fc.tuple(inner, inner).map(([u, v]) => `(${u} + ${v})`),
    ),
  };
});

/** Points on all lines with small coefficients, and off them. */
const grid = [-3, -2, -1.5, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 1.5, 2, 3];

it("no proof is given for formulas that differ", () => {
  let proved = 0;
  const differs = (a: string, b: string) => {
    const pair = [parse(a), parse(b)];
    return grid.some((x) =>
      grid.some((y) => {
        const [u, v] = evaluate(pair, { x, y });
        return u !== v;
      }),
    );
  };
  fc.assert(
    fc.property(formula, formula, (a, b) => {
      for (const other of [b, `${a} + 0*${b}`, `max(${a}, ${a})`, `piecewise(${a}, ${b} < 0, ${a})`]) {
        if (prove(parse(a), parse(other)) === undefined) continue;
        proved += 1;
        expect(differs(a, other), `${a} and ${other}`).toBe(false);
      }
    }),
    { numRuns: 25, seed: 7 },
  );
  expect(proved).toBeGreaterThan(25);
});
