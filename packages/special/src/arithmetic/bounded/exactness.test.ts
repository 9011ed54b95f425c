import { describe, expect, it } from "vitest";
import type { Arithmetic } from "../arithmetic.ts";
import { complex } from "../complex/complex.ts";
import { bounded } from "./bounded.ts";
import { bounded60, boundedDoubleDouble, boundedFloat64 } from "./carriers.ts";
import type { Bounded } from "./value.ts";

const B = boundedFloat64;
const inexact = (value: number, error = 1e-9): Bounded<number> => ({ value, error });

describe.each([
  ["boundedFloat64", boundedFloat64],
  ["boundedDoubleDouble", boundedDoubleDouble],
  ["bounded60", bounded60],
] as readonly (readonly [string, Arithmetic<Bounded<unknown>>])[])(
  "%s: exact results have error 0",
  (_, A) => {
    const n = A.fromNumber;
    const third = A.divide(n(1), n(3));

    it("structural zeros", () => {
      expect(A.multiply(n(0), third)).toEqual(n(0));
      expect(A.multiply(third, n(0)).error).toBe(0);
      expect(A.divide(n(0), third).error).toBe(0);
      expect(A.add(third, n(0))).toBe(third);
      expect(A.add(n(0), third)).toBe(third);
      expect(A.subtract(third, n(0))).toBe(third);
    });

    it("sums, products, quotients, powers and roots without rounding", () => {
      const results = [
        A.add(n(0.5), n(3)),
        A.subtract(n(0.5), n(3)),
        A.multiply(n(12345), n(-0.0625)),
        A.multiply(n(0.1), n(2)),
        A.divide(n(0.1), n(4)),
        A.divide(n(21), n(7)),
        A.divide(n(0.1), n(1)),
        A.integerPower(n(3), 20),
        A.power(n(-3), n(5)),
        A.integerPower(n(2), -3),
        A.integerPower(third, 0),
        A.sqrt(n(49)),
        A.negate(n(0.1)),
        A.abs(n(-0.1)),
        A.fromRatio(-3n, 8n),
        A.max(n(1), n(2)),
      ];
      expect(results.map(({ error }) => error)).toEqual(results.map(() => 0));
    });

    it("functions of two arguments on a structural zero, so that conditions on them are decided", () => {
      const zeros = [A.hypot(n(0), n(0)), A.power(n(0), third), A.power(n(0), n(2.5)), A.atan2(n(0), third)];
      expect(zeros.map((zero) => ({ value: A.toNumber(zero), error: zero.error }))).toEqual(
        zeros.map(() => ({ value: 0, error: 0 })),
      );
      expect(A.hypot(n(0), n(3))).toEqual(n(3));
      expect(A.hypot(third, n(0))).toEqual(third);
      expect(A.toNumber(A.hypot(A.negate(third), n(0)))).toBe(1 / 3);
      expect(A.power(n(0), n(-0.5)).error).toBe(Infinity);
      expect(A.atan2(n(0), n(-1)).error).toBeGreaterThan(0);
    });

    it("simple values at 0, at 1 and at infinity", () => {
      const zeros = [A.sin, A.tan, A.atan, A.expm1, A.log1p, A.erf, A.tanh, A.sqrt, A.cbrt].map((f) =>
        f(n(0)),
      );
      const ones = [A.exp, A.cos, A.cosh, A.erfc, A.erfcx].map((f) => f(n(0)));
      const others = [
        A.log(n(1)),
        A.acos(n(1)),
        A.acosh(n(1)),
        A.sigmoid(n(0)),
        A.exp(n(-Infinity)),
        A.tanh(n(Infinity)),
      ];
      for (const { error } of [...zeros, ...ones, ...others]) expect(error).toBe(0);
    });

    it("results that do round have an error", () => {
      const results = [
        A.divide(n(1), n(3)),
        A.sqrt(n(2)),
        A.exp(n(1)),
        A.fromRatio(1n, 3n),
        A.pi,
        A.e,
        A.power(n(2), n(0.5)),
      ];
      for (const { error } of results) expect(error).toBeGreaterThan(0);
    });
  },
);

describe("jumps", () => {
  it("sign, floor, ceil and round are exact away from their jumps and unknown next to them", () => {
    const steps = (x: Bounded<number>): number[] =>
      [B.sign(x), B.floor(x), B.ceil(x), B.round(x)].map((a) => a.error);
    expect(steps(inexact(2.25))).toEqual([0, 0, 0, 0]);
    expect(steps(inexact(1e-10))).toEqual([Infinity, Infinity, Infinity, 0]);
    expect(steps(inexact(3))).toEqual([0, Infinity, Infinity, 0]);
    expect(steps(inexact(2.5))).toEqual([0, 0, 0, Infinity]);
    expect(steps(B.fromNumber(3))).toEqual([0, 0, 0, 0]);
    expect(B.round(B.fromNumber(2.5))).toEqual(B.fromNumber(2));
  });

  it("compare decides only what the bounds decide", () => {
    const a = inexact(1);
    expect(B.compare(a, inexact(1 + 1e-9))).toBeUndefined();
    expect(B.compare(a, inexact(1.1))).toBe(-1);
    expect(B.compare(inexact(1.1), a)).toBe(1);
    expect(B.compare(a, a)).toBe(0);
    expect(B.compare(B.fromNumber(1), B.fromNumber(1))).toBe(0);
    expect(B.compare(B.fromNumber(Number.NaN), a)).toBeUndefined();
  });

  it("max and min keep the winner's error, or the larger one where they may tie", () => {
    expect(B.max(inexact(1, 1e-3), inexact(2, 1e-9))).toEqual(inexact(2, 1e-9));
    expect(B.min(inexact(1, 1e-3), inexact(2, 1e-9))).toEqual(inexact(1, 1e-3));
    expect(B.max(inexact(1, 1e-3), inexact(1.0001, 1e-9)).error).toBe(1e-3);
    expect(B.max(B.fromNumber(1), B.fromNumber(1)).error).toBe(0);
  });
});

describe("infinities and underflow", () => {
  const n = B.fromNumber;

  it("an exact infinity stays exact, an overflow is unknown", () => {
    expect(B.add(n(Infinity), n(1)).error).toBe(0);
    expect(B.log(n(0))).toEqual({ value: -Infinity, error: 0 });
    expect(B.divide(n(1), n(0))).toEqual({ value: Infinity, error: 0 });
    const undefinedResults = [
      B.divide(n(0), n(0)),
      B.add(n(Infinity), n(-Infinity)),
      B.sin(n(Infinity)),
      B.log(n(-1)),
    ];
    for (const { error } of undefinedResults) expect(error).toBe(Infinity);
    expect(B.exp(n(1000))).toEqual({ value: Infinity, error: Infinity });
    expect(B.multiply(n(1e200), n(1e200)).error).toBe(Infinity);
    expect(B.add(n(1.7e308), n(1.7e308)).error).toBe(Infinity);
    expect(B.power(n(10), n(400.5)).error).toBe(Infinity);
    expect(B.fromRatio(10n ** 400n, 1n).error).toBe(Infinity);
  });

  it.each([
    ["boundedFloat64", boundedFloat64],
    ["boundedDoubleDouble", boundedDoubleDouble],
    ["bounded60", bounded60],
  ] as readonly (readonly [string, Arithmetic<Bounded<unknown>>])[])(
    "%s: an exact infinity stays exact beside a value with an error, where no value that it may have says otherwise",
    (_, A) => {
      const infinity = A.fromNumber(Infinity);
      const third = A.divide(A.fromNumber(1), A.fromNumber(3));
      const about = (x: number, error: number): Bounded<unknown> => ({ value: A.fromNumber(x).value, error });
      const outcome = (x: Bounded<unknown>): [number, number] => [A.toNumber(x), x.error];

      expect(outcome(A.add(A.negate(infinity), third))).toEqual([-Infinity, 0]);
      expect(outcome(A.subtract(third, infinity))).toEqual([-Infinity, 0]);
      expect(outcome(A.add(about(1e-9, 1), infinity))).toEqual([Infinity, 0]);
      expect(outcome(A.multiply(infinity, A.negate(third)))).toEqual([-Infinity, 0]);
      expect(outcome(A.divide(infinity, third))).toEqual([Infinity, 0]);
      expect(outcome(A.divide(third, infinity))).toEqual([0, 0]);
      expect(outcome(A.sigmoid(A.subtract(A.negate(infinity), third)))).toEqual([0, 0]);

      const open = [
        A.add(infinity, about(1, Infinity)),
        A.add(infinity, about(-Infinity, Infinity)),
        A.subtract(infinity, infinity),
        A.multiply(infinity, about(1e-9, 1e-9)),
        A.multiply(infinity, about(1e-9, 1)),
        A.multiply(infinity, about(1, Infinity)),
        A.multiply(infinity, A.fromNumber(0)),
        A.divide(infinity, about(1e-9, 1)),
        A.divide(infinity, infinity),
        A.divide(about(1, Infinity), infinity),
        A.divide(third, about(Infinity, Infinity)),
      ];
      expect(open.map(({ error }) => error)).toEqual(open.map(() => Infinity));
    },
  );

  it("a result that underflows has an error", () => {
    for (const a of [
      B.exp(n(-800)),
      B.multiply(n(1e-200), n(1e-200)),
      B.divide(n(1e-320), n(3)),
      B.erfc(n(30)),
    ]) {
      expect(a.error).toBeGreaterThan(0);
      expect(a.error).toBeLessThan(1e-320);
    }
  });

  it("a divisor that may be zero, a pole or the end of a domain within reach gives no bound", () => {
    expect(B.divide(n(1), inexact(1e-10)).error).toBe(Infinity);
    expect(B.log(inexact(1e-10)).error).toBe(Infinity);
    expect(B.asin(inexact(1 - 1e-10)).error).toBe(Infinity);
    expect(B.atan2(inexact(0), n(-1)).error).toBe(Infinity);
    expect(B.polygamma(1, inexact(-2)).error).toBe(Infinity);
    expect(B.sin(inexact(1, Infinity)).error).toBeLessThan(2.1);
    expect(B.multiply({ value: 0, error: 1e-9 }, { value: 1, error: Infinity }).error).toBe(Infinity);
  });

  it("negative integers are raised to by the reciprocal where the power overflows", () => {
    const { value, error } = B.integerPower(n(1e10), -31);
    expect(Math.abs(value - 1e-310)).toBeLessThanOrEqual(error);
    expect(B.integerPower(n(2), 0.5).error).toBe(Infinity);
  });
});

describe("functions of two arguments", () => {
  it("power passes on the errors of base and exponent", () => {
    const result = B.power(inexact(2, 1e-6), inexact(2.5, 1e-6));
    const change = Math.abs((2 + 1e-6) ** (2.5 + 1e-6) - 2 ** 2.5);
    expect(result.error).toBeGreaterThanOrEqual(change);
    expect(result.error).toBeLessThan(1.1 * change);
    expect(B.power(inexact(-2, 1e-6), B.fromNumber(101)).error).toBeGreaterThan(101 * 2 ** 100 * 1e-6);
    expect(B.power(inexact(-2, 1e-6), B.fromNumber(101)).value).toBe(-(2 ** 101));
    expect(B.power(inexact(-2), B.fromNumber(0.5)).error).toBe(Infinity);
  });

  it("atan2, hypot and polygamma too", () => {
    expect(B.atan2(inexact(1, 1e-6), B.fromNumber(1)).error).toBeGreaterThan(4.9e-7);
    expect(B.hypot(inexact(3, 1e-6), inexact(4, 1e-6)).error).toBeGreaterThanOrEqual(1.4e-6);
    expect(B.polygamma(1, inexact(1, 1e-6)).error).toBeGreaterThan(2.4e-6);
    expect(B.polygamma(2, B.fromNumber(-1.5)).error).toBeLessThan(1e-11);
  });
});

describe("any other base", () => {
  it("gets cautious bounds", () => {
    const A = bounded(complex);
    const third = A.divide(A.fromNumber(1), A.fromNumber(3));
    expect(A.name).toBe("bounded complex");
    expect(A.toNumber(third)).toBe(1 / 3);
    expect(A.exp(third).error).toBeGreaterThan(2 ** -53);
  });
});
