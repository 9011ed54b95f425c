import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expPair, logPair } from "./extended.ts";
import { addPairs, dividePairs, type HighLow, multiplyPairs, twoProduct, twoSum } from "./high-low.ts";

/** An integer of up to 53 bits over 2^40: sums and products are then exact in BigInt. */
const UNIT = 2 ** 40;
const numerator = fc.maxSafeInteger();
const pair = fc.tuple(numerator, fc.integer()).map(([a, b]) => twoSum(a, b / 2 ** 33));

/** A pair of doubles as an integer over 2^200. */
function scaled(a: HighLow): bigint {
  return part(a.hi) + part(a.lo);
}

function part(x: number): bigint {
  const exponent = x === 0 ? 0 : Math.floor(Math.log2(Math.abs(x))) - 60;
  return exponent >= -200
    ? BigInt(x * 2 ** -exponent) << BigInt(exponent + 200)
    : BigInt(x * 2 ** -exponent) >> BigInt(-exponent - 200);
}

function expectRelative(got: bigint, exact: bigint, bits: bigint): void {
  const error = got > exact ? got - exact : exact - got;
  expect(error << bits <= (exact < 0n ? -exact : exact)).toBe(true);
}

describe("pairs of doubles", () => {
  it("sum and multiply doubles exactly", () => {
    fc.assert(
      fc.property(numerator, numerator, (a, b) => {
        const sum = twoSum(a / UNIT, b);
        expect(scaled(sum)).toBe(part(a / UNIT) + part(b));
        const product = twoProduct(a, b);
        expect(BigInt(product.hi) + BigInt(product.lo)).toBe(BigInt(a) * BigInt(b));
      }),
    );
  });

  it("sum, multiply and divide pairs to about 100 bits", () => {
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        fc.pre(Math.abs(a.hi) > 1 && Math.abs(b.hi) > 1);
        const [exactA, exactB] = [scaled(a), scaled(b)];
        if (exactA + exactB !== 0n) expectRelative(scaled(addPairs(a, b)), exactA + exactB, 95n);
        expectRelative(scaled(multiplyPairs(a, b)) << 200n, exactA * exactB, 98n);
        expectRelative(scaled(dividePairs(multiplyPairs(a, b), b)), exactA, 97n);
      }),
    );
  });
});

describe("exp and log in pairs", () => {
  it.each([
    // x, exp(x) to 34 digits (mpmath)
    [1, 2.718281828459045, 1.4456468917292502e-16],
    [-0.6931471805599453, 0.5, 1.1595234133619e-17],
  ])("exp(%d)", (x, hi, lo) => {
    const value = expPair({ hi: x, lo: 0 });
    const rest = value.hi * 2 ** value.exponent - hi + value.lo * 2 ** value.exponent;
    expect(Math.abs(rest - lo)).toBeLessThan(2 ** -66 * hi);
  });

  it("log undoes exp", () => {
    fc.assert(
      fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
        const power = expPair({ hi: x, lo: 0 });
        const log = logPair(power.hi * 2 ** power.exponent);
        expect(Math.abs(log.hi - x + log.lo + power.lo / power.hi)).toBeLessThan(2 ** -62);
      }),
    );
  });
});
