import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addRationals,
  compareRationals,
  half,
  minusOne,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  rational,
  rationalFromNumber,
  rationalPower,
  rationalToNumber,
  rationalToText,
  reciprocal,
  ValueError,
  zero,
} from "./rational.ts";

const integers = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
  fc.integer(),
);
const nonzero = integers.filter((n) => BigInt(n) !== 0n);
const rationals = fc.tuple(integers, nonzero).map(([n, d]) => rational(n, d));

function big({ numerator, denominator }: Rational): readonly [bigint, bigint] {
  return [BigInt(numerator), BigInt(denominator)];
}

function isReduced(a: Rational): boolean {
  const [n, d] = big(a);
  let [x, y] = [n < 0n ? -n : n, d];
  while (y !== 0n) [x, y] = [y, x % y];
  const small = (value: Rational["numerator"]) =>
    typeof value === "number"
      ? Number.isSafeInteger(value) && !Object.is(value, -0)
      : !Number.isSafeInteger(Number(value));
  return d > 0n && x === 1n && small(a.numerator) && small(a.denominator);
}

describe("arithmetic agrees with bigints", () => {
  test("sum", () => {
    fc.assert(
      fc.property(rationals, rationals, (a, b) => {
        const [an, ad] = big(a);
        const [bn, bd] = big(b);
        const [n, d] = big(addRationals(a, b));
        expect(n * ad * bd).toBe((an * bd + bn * ad) * d);
        expect(isReduced(addRationals(a, b))).toBe(true);
      }),
    );
  });

  test("product, negative, reciprocal", () => {
    fc.assert(
      fc.property(rationals, rationals, (a, b) => {
        const [an, ad] = big(a);
        const [bn, bd] = big(b);
        const [n, d] = big(multiplyRationals(a, b));
        expect(n * ad * bd).toBe(an * bn * d);
        expect(isReduced(multiplyRationals(a, b))).toBe(true);
        expect(big(addRationals(a, negateRational(a)))).toEqual([0n, 1n]);
        if (an !== 0n) expect(big(multiplyRationals(a, reciprocal(a)))).toEqual([1n, 1n]);
      }),
    );
  });

  test("order", () => {
    fc.assert(
      fc.property(rationals, rationals, (a, b) => {
        const difference = big(addRationals(a, negateRational(b)))[0];
        expect(compareRationals(a, b)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      }),
    );
  });
});

describe("doubles", () => {
  test("the exact value of a double, and back", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (x) => {
        expect(rationalToNumber(rationalFromNumber(x))).toBe(x + 0);
      }),
    );
    expect(rationalToText(rationalFromNumber(0.1))).toBe("3602879701896397/36028797018963968");
  });

  test.each([
    [1n, 3n, 1 / 3],
    [10n ** 400n, 10n ** 399n, 10],
    [10n ** 400n, 1n, Number.POSITIVE_INFINITY],
    [-1n, 10n ** 400n, -0],
    [2n ** 53n + 1n, 1n, 2 ** 53],
    [2n ** 53n + 3n, 1n, 2 ** 53 + 4],
    [1n, 2n ** 1074n, 5e-324],
    [3n, 2n ** 1075n, 1e-323],
    [1n, 2n ** 1075n, 0],
    [2n ** 1075n + 1n, 2n ** 2150n, 5e-324],
    [123456789012345678901234567890n, 10n ** 20n, 1234567890.1234567],
  ])("%s/%s is rounded once", (n, d, right) => {
    expect(rationalToNumber(rational(n, d))).toBe(right);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("%s is refused", (x) => {
    expect(() => rationalFromNumber(x)).toThrow(ValueError);
  });
});

describe("long fractions", () => {
  const long = fc.tuple(
    fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
    fc.bigInt({ min: 1n, max: 10n ** 40n }),
    fc.integer({ min: 1, max: 720 }),
  );
  const fraction = long.map(([n, d, k]) => rational(n * BigInt(k), d * 720n));

  test("are added and multiplied like others, in lowest terms", () => {
    fc.assert(
      fc.property(fraction, fc.oneof(fraction, fc.constantFrom(zero, one, minusOne, half)), (a, b) => {
        const [p, q, r, s] = [a.numerator, a.denominator, b.numerator, b.denominator].map(BigInt) as [
          bigint,
          bigint,
          bigint,
          bigint,
        ];
        expect(addRationals(a, b)).toEqual(rational(p * s + r * q, q * s));
        expect(multiplyRationals(a, b)).toEqual(rational(p * r, q * s));
        expect(addRationals(a, negateRational(a))).toEqual(zero);
        expect(multiplyRationals(a, zero)).toEqual(zero);
      }),
    );
  });

  test("many short ones are added in a short time", () => {
    const start = Date.now();
    let total = zero;
    for (let k = 1; k <= 1500; k++) total = addRationals(total, rational(1, k * k + k + 41));
    expect(Date.now() - start).toBeLessThan(5000);
    expect(rationalToNumber(total)).toBeCloseTo(0.22101206517345034, 15);
  });
});

describe("powers", () => {
  test("exact ones", () => {
    expect(rationalToText(rationalPower(rational(-2, 3), 3)!)).toBe("-8/27");
    expect(rationalToText(rationalPower(rational(2, 3), -2)!)).toBe("9/4");
    expect(rationalToText(rationalPower(rational(-1), 1e15 + 1)!)).toBe("-1");
    expect(rationalToText(rationalPower(rational(10), 30)!)).toBe(`1${"0".repeat(30)}`);
  });

  test("those with too many digits, and 0^-1, stay unevaluated", () => {
    expect(rationalPower(rational(9), 387420489)).toBeUndefined();
    expect(rationalPower(rational(0), -1)).toBeUndefined();
  });
});
