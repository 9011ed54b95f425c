import fc from "fast-check";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/composites.json" with { type: "json" };
import rows from "../../../fixtures/sixty-digits.json" with { type: "json" };
import type { Arithmetic, UnaryName } from "../arithmetic.ts";
import { type BigFloat, fromNumber } from "../multiprecision/bigFloat.ts";
import { decimal60 } from "../multiprecision/decimal60.ts";
import { composites } from "../testing/composites.ts";
import { decimalRatio, decodeArgument } from "../testing/sixtyDigits.ts";
import { bounded } from "./bounded.ts";
import { bounded60, boundedDoubleDouble } from "./carriers.ts";
import { slopes } from "./lipschitz.ts";
import { DECIMAL60_ROUNDOFF } from "./roundoff.ts";
import type { Bounded } from "./value.ts";

const A = decimal60;
const B = bounded60;
const tables = rows as unknown as Record<string, string[][]>;
const unaryNames = Object.keys(slopes) as UnaryName[];

/** |a - b| as a double. */
const gap = (a: BigFloat, b: BigFloat): number => Math.abs(A.toNumber(A.subtract(a, b)));
const exactly = (value: BigFloat): Bounded<BigFloat> => ({ value, error: 0 });

describe("the bound covers the rounding of every function", () => {
  it.each([...unaryNames, "add", "multiply", "divide", "power", "atan2", "hypot"] as const)("%s", (name) => {
    for (const row of tables[name]!) {
      const f = B[name] as (...xs: Bounded<BigFloat>[]) => Bounded<BigFloat>;
      const { value, error } = f(...row.slice(0, -1).map((text) => exactly(decodeArgument(text))));
      const { numerator, denominator } = decimalRatio(row.at(-1)!);
      // The exact value is itself rounded here: to 2^-252 of it at most.
      const exact = A.fromRatio(numerator, denominator);
      expect(gap(value, exact)).toBeLessThanOrEqual(error + 2 ** -252 * Math.abs(exact.nearest));
      if (value.nearest > 1e-200) expect(error).toBeLessThanOrEqual(1e-60 * (Math.abs(value.nearest) + 1e3));
    }
  });
});

/** Points inside every domain. */
const domain: Partial<Record<UnaryName, [number, number]>> = {
  log: [0.01, 9],
  log1p: [-0.9, 9],
  sqrt: [0.01, 9],
  asin: [-0.99, 0.99],
  acos: [-0.99, 0.99],
  acosh: [1.01, 9],
  atanh: [-0.99, 0.99],
};

describe("errors of 1e-60 pass through every function by its slope", () => {
  it.each(unaryNames)("%s: neither lost nor swamped", (name) => {
    const [low, high] = domain[name] ?? [-3, 6];
    fc.assert(
      fc.property(
        fc.double({ min: low, max: high, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (x, part) => {
          const centre = A.divide(fromNumber(Math.round(x * 3e9) + 0.37), fromNumber(3e9));
          const { value, error } = B[name]({ value: centre, error: 1e-60 });
          const moved = A[name](A.add(centre, fromNumber(part * 1e-60)));
          expect(gap(moved, value)).toBeLessThanOrEqual(error * (1 + 1e-9));
          const steep = 1 / Math.abs(x - Math.round(x));
          expect(error).toBeLessThan(1e-55 * (1 + Math.abs(value.nearest)) * (1 + steep ** 2 + 1e6));
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe("composites", () => {
  it.each(Object.entries(fixtures as Record<string, number[][]>))(
    "%s: within its bound of the fixture, and of double-double within both",
    (name, table) => {
      const f = composites[name]!;
      for (const [x = 0, y = 0, hi = 0, lo = 0, rest = 0] of table) {
        const { value, error } = f(B, B.fromNumber(x), B.fromNumber(y));
        const exact = [lo, rest].reduce((sum, part) => A.add(sum, fromNumber(part)), fromNumber(hi));
        // The fixture holds 160 bits.
        expect(gap(value, exact)).toBeLessThanOrEqual(error + 2 ** -155 * Math.abs(hi));
        expect(error).toBeLessThan(1e-50 * (1 + Math.abs(hi)));
        const shorter = f(
          boundedDoubleDouble,
          boundedDoubleDouble.fromNumber(x),
          boundedDoubleDouble.fromNumber(y),
        );
        const same = A.add(fromNumber(shorter.value.hi), fromNumber(shorter.value.lo));
        expect(gap(value, same)).toBeLessThanOrEqual((error + shorter.error) * (1 + 1e-12));
      }
    },
  );

  it("a unit a million times smaller than the rounding would be caught", () => {
    const boastful = bounded({ ...A, unitRoundoff: A.unitRoundoff / 1e6 }, DECIMAL60_ROUNDOFF) as Arithmetic<
      Bounded<BigFloat>
    >;
    const misses = tables["erfc"]!.filter(([x, y]) => {
      const { numerator, denominator } = decimalRatio(y!);
      const { value, error } = boastful.erfc(exactly(decodeArgument(x!)));
      return gap(value, A.fromRatio(numerator, denominator)) > error;
    });
    expect(misses.length).toBeGreaterThan(0);
  });
});

describe("small results", () => {
  it("keep a positive bound where 1e-76 of them would underflow", () => {
    const third = B.divide(B.fromNumber(1), B.fromNumber(3));
    const small = B.multiply(third, B.fromNumber(1e-300));
    expect(small.error).toBeGreaterThan(0);
    expect(small.error).toBeLessThan(1e-320);
    const lost = B.multiply(small, small);
    expect(lost.value.nearest).toBe(0);
    expect(lost.error).toBeGreaterThan(0);
  });
});
