import { decimal60 } from "@chainrule/special";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Expression, evaluate, oneSidedDerivatives, parse } from "../index.ts";

/**
 * One-sided derivatives against differences in 60 digits, of random expressions that kink and jump at small numbers. A
 * finite slope must be the right one; an infinite one says no more than that first derivatives do not tell.
 */

const S = decimal60;

const { formula } = fc.letrec<{ formula: string; condition: string }>((tie) => {
  const [f, c] = [tie("formula"), tie("condition")];
  const of = (text: string, ...parts: fc.Arbitrary<string>[]) =>
    fc
      .tuple(...parts)
      .map((operands) => operands.reduce((sofar, part) => sofar.replace("#", () => part), text));
  const leaf = fc.constantFrom("x", "x^2", "x^3", "-x", "(x - 1)", "(x^2 - 1)", "x*(x - 1)", "0", "1", "2");
  const unary = ["abs", "relu", "step", "sign", "floor", "ceil", "softsign", "sin", "tanh", "cbrt"];
  const binary = ["max(#, #)", "min(#, #)", "hypot(#, #)", "atan2(#, #)", "(# + #)", "(# - #)", "(#)*(#)"];
  return {
    formula: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      ...unary.map((name) => of(`${name}(#)`, f)),
      ...binary.map((text) => of(text, f, f)),
      of("round((#)/2)", f),
      of("mod(#, 2)", f),
      of("(#)^2", f),
      of("max(#, #, #)", f, f, f),
      of("piecewise(#, #, #)", f, c, f),
      of("piecewise(#, #, #)", f, c, f),
      of("piecewiseLinear(#, 1/2, #, #, 1)", f, f, f),
    ),
    condition: fc.oneof(
      { depthSize: "small" },
      ...["<", "<=", "==", "!=", ">"].map((order) => of(`# ${order} #`, f, f)),
      of("(#) and (#)", c, c),
      of("(#) or (#)", c, c),
      of("not (#)", c),
    ),
  };
});

/** (f(x + h) - f(x)) / h for h = 2^-bits to either side, so that polynomials are exact; undefined where f is not finite. */
function slope(e: Expression, x: number, side: 1 | -1, bits: number): number | undefined {
  const h = S.fromNumber(side * 2 ** -bits);
  const at = (moved: typeof h) => evaluate(e, { x: moved }, { arithmetic: S }) as typeof h;
  const rise = S.toNumber(S.divide(S.subtract(at(S.add(S.fromNumber(x), h)), at(S.fromNumber(x))), h));
  return Number.isFinite(rise) ? rise : undefined;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b));
}

test("a finite one-sided derivative is the limit of the differences", () => {
  fc.assert(
    fc.property(formula, fc.constantFrom(0, 1, -1, 2, 0.5), (text, x) => {
      const e = parse(text);
      const sides = oneSidedDerivatives(e, "x", { x });
      for (const [side, found] of [[-1, sides.left] as const, [1, sides.right] as const]) {
        const [coarse, fine] = [slope(e, x, side, 30), slope(e, x, side, 34)];
        if (!Number.isFinite(found) || coarse === undefined || fine === undefined) continue;
        expect(
          [coarse, fine].every((each) => isNear(found, each)),
          `${found}, not ${coarse}, ${fine}`,
        ).toBe(true);
      }
    }),
    { numRuns: 500, seed: 20261122 },
  );
});

test("conditions that stand in each other are looked at once: a fraction nested 1,000 deep", () => {
  const text = `${"1 + 1/(".repeat(1000)}x${")".repeat(1000)}`;
  const start = Date.now();
  const { left, right } = oneSidedDerivatives(parse(text), "x", { x: 0.7 });
  expect(Date.now() - start).toBeLessThan(5000);
  expect([left, right]).toEqual([0, 0]);
});
