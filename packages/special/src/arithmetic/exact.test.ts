import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binaryParts, bitLength, equalsRatio, ratioToNumber, scaleByPowerOfTwo } from "./exact.ts";
import { float64, integerPower } from "./float64.ts";
import { roundHalfEven } from "./rounding.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** A double as a fraction of integers. */
function fraction(x: number): [bigint, bigint] {
  const { mantissa, exponent } = binaryParts(x);
  return exponent >= 0 ? [mantissa << BigInt(exponent), 1n] : [mantissa, 1n << BigInt(-exponent)];
}

describe("ratioToNumber", () => {
  it("gives every double back from its own fraction, reduced or not", () => {
    fc.assert(
      fc.property(finite, fc.bigInt(1n, 10n ** 30n), (x, k) => {
        const [n, d] = fraction(x);
        expect(ratioToNumber(n * k, d * k)).toBe(x === 0 ? 0 : x);
        expect(equalsRatio(x, n * k, d * k)).toBe(true);
        expect(equalsRatio(x, n * k + 1n, d * k)).toBe(false);
      }),
    );
  });

  it("rounds quotients of safe integers as the division of doubles does", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1 }), (n, d) => {
        expect(ratioToNumber(BigInt(n), BigInt(d)) + 0).toBe(n / d + 0);
        expect(ratioToNumber(BigInt(n), BigInt(-d)) + 0).toBe(n / -d + 0);
      }),
    );
  });

  it("breaks ties to even, also among subnormal numbers", () => {
    expect(ratioToNumber(2n ** 53n + 1n, 1n)).toBe(2 ** 53);
    expect(ratioToNumber(2n ** 53n + 3n, 1n)).toBe(2 ** 53 + 4);
    expect(ratioToNumber(1n, 1n << 1075n)).toBe(0);
    expect(ratioToNumber(3n, 1n << 1075n)).toBe(2 * Number.MIN_VALUE);
    expect(ratioToNumber((1n << 60n) + 1n, 1n << 1135n)).toBe(Number.MIN_VALUE);
  });

  it("overflows and divides by zero as doubles do", () => {
    expect(ratioToNumber(10n ** 400n, -1n)).toBe(-Infinity);
    expect(ratioToNumber(1n, 0n)).toBe(Infinity);
    expect(ratioToNumber(0n, 0n)).toBeNaN();
    expect(ratioToNumber(1n, 10n ** 400n)).toBe(0);
  });
});

describe("scaleByPowerOfTwo", () => {
  it("agrees with exact fractions, rounding once", () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: -2300, max: 2300 }), (x, k) => {
        const [n, d] = fraction(x);
        const expected = k >= 0 ? ratioToNumber(n << BigInt(k), d) : ratioToNumber(n, d << BigInt(-k));
        expect(scaleByPowerOfTwo(x, k) + 0).toBe(expected + 0);
      }),
    );
  });
});

it("bitLength counts binary digits", () => {
  expect([0n, 1n, 255n, -256n, 1n << 100n].map(bitLength)).toEqual([0, 1, 8, 9, 101]);
});

it("roundHalfEven takes halves to even and keeps the sign of zero", () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 1e300].map(roundHalfEven)).toEqual([0, 2, 2, -0, -2, 2, 1e300]);
  expect(roundHalfEven(0.49999999999999994)).toBe(0);
  expect(roundHalfEven(Number.NaN)).toBeNaN();
});

describe("float64", () => {
  it("raises to integer powers by multiplication alone", () => {
    expect([0, 1, 5, -3].map((n) => integerPower(-2, n))).toEqual([1, -2, -32, -0.125]);
    expect(integerPower(2, -1074)).toBe(Number.MIN_VALUE);
    expect(integerPower(0, 0)).toBe(1);
    expect(integerPower(3, 0.5)).toBeNaN();
  });

  it("orders numbers, but not NaN", () => {
    expect([float64.compare(1, 2), float64.compare(2, 1), float64.compare(0, -0)]).toEqual([-1, 1, 0]);
    expect(float64.compare(Number.NaN, 1)).toBeUndefined();
  });

  it("has the elementary operations of the host", () => {
    expect(float64.divide(float64.subtract(7, 1), float64.negate(4))).toBe(-1.5);
    expect(float64.multiply(float64.add(1, 2), float64.fromNumber(3))).toBe(9);
    expect([float64.max(1, 2), float64.min(1, 2), float64.toNumber(5)]).toEqual([2, 1, 5]);
    expect(float64.max(Number.NaN, 2)).toBeNaN();
  });
});
