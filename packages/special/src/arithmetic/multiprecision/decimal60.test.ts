import fc from "fast-check";
import { describe, expect, it } from "vitest";
import rows from "../../../fixtures/sixty-digits.json" with { type: "json" };
import { toDecimal } from "../decimal.ts";
import { float64 } from "../float64.ts";
import { decimalRatio, decodeArgument, functionNamed, relativeError } from "../testing/sixtyDigits.ts";
import { type BigFloat, toRatio } from "./bigFloat.ts";
import { decimal60 } from "./decimal60.ts";

const A = decimal60;
const n = A.fromNumber;
const tables = Object.entries(rows as unknown as Record<string, string[][]>);

describe("against mpmath", () => {
  it.each(tables)("%s: to 75 digits, next to zeros and for huge arguments too", (name, table) => {
    expect(table.length).toBeGreaterThan(20);
    const f = functionNamed(name);
    for (const row of table) {
      const result = f(...row.slice(0, -1).map(decodeArgument));
      expect(relativeError(result, decimalRatio(row.at(-1)!)), row.join(" ")).toBeLessThan(2 ** -252);
    }
  });

  it("has pi and e", () => {
    // Abramowitz and Stegun, table 1.1, to 60 digits.
    expect(toDecimal(A.pi)).toBe("3.14159265358979323846264338327950288419716939937510582097494");
    expect(toDecimal(A.e)).toBe("2.71828182845904523536028747135266249775724709369995957496697");
  });
});

/** Arguments where float64 is special; sixty digits must be special in the same way. */
const special = [
  ...[0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, 1e-320, -1e-320, 1e300, -1e300, 800, -800, 1.7e308],
  ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
];

describe("special values", () => {
  const unary = tables
    .map(([name]) => name)
    .filter((name) => name in float64 && float64[name as "exp"].length < 2)
    .concat("abs", "sign", "floor", "ceil", "round");

  it.each(unary)("%s is infinite, NaN and zero where float64's is", (name) => {
    for (const x of special) {
      const expected = float64[name as "exp"](x);
      const { nearest, mantissa } = A[name as "exp"](n(x));
      if (Number.isFinite(expected) && Math.abs(expected) > 1e-300) {
        expect(Math.abs(nearest / expected - 1), `${name}(${x})`).toBeLessThan(1e-14);
      } else {
        expect(nearest + 0, `${name}(${x})`).toBe(expected + 0);
      }
      expect(mantissa === 0n).toBe(nearest === 0 || !Number.isFinite(nearest));
    }
  });

  it.each([1, 2])("polygamma %i too", (order) => {
    for (const x of [Infinity, -Infinity, 0, -0, -1, Number.NaN]) {
      expect(A.polygamma(order, n(x)).nearest + 0).toBe(float64.polygamma(order, x) + 0);
    }
    expect(A.polygamma(-1, n(2)).nearest).toBeNaN();
  });

  it.each([
    ...(["add", "subtract", "multiply", "divide", "power"] as const),
    ...(["atan2", "hypot", "max", "min"] as const),
  ])("%s too", (name) => {
    for (const x of special) {
      for (const y of special) {
        const expected = float64[name](x, y);
        const result = A[name](n(x), n(y)).nearest;
        const close = Math.abs(result / expected - 1) < 1e-13 || result === expected;
        expect(close || (Number.isNaN(result) && Number.isNaN(expected)), `${name}(${x}, ${y})`).toBe(true);
      }
    }
  });
});

/** Doubles of ordinary size, and quotients of two of them: 53 bits and 256. */
const double = fc.double({ min: -1e60, max: 1e60, noNaN: true }).filter((x) => Math.abs(x) > 1e-60);
const number = fc
  .tuple(double, double, fc.boolean())
  .map(([x, y, long]) => (long ? A.divide(n(x), n(y)) : n(x)));

describe("the four operations", () => {
  const odd = ["add", "subtract"];

  it.each(["add", "subtract", "multiply", "divide"] as const)(
    "%s rounds once, in the same way on both sides of zero",
    (name) => {
      fc.assert(
        fc.property(number, number, (a, b) => {
          const { numerator: p, denominator: q } = toRatio(a);
          const { numerator: r, denominator: s } = toRatio(b);
          const exact = {
            add: [p * s + r * q, q * s],
            subtract: [p * s - r * q, q * s],
            multiply: [p * r, q * s],
            divide: [p * s, q * r],
          }[name] as [bigint, bigint];
          const result = A[name](a, b);
          if (exact[0] === 0n) expect(result.nearest).toBe(0);
          else {
            const error = relativeError(result, { numerator: exact[0], denominator: exact[1] });
            expect(error).toBeLessThanOrEqual(2 ** -253);
          }
          expect(
            A.compare(A[name](A.negate(a), A.negate(b)), odd.includes(name) ? A.negate(result) : result),
          ).toBe(0);
        }),
        { numRuns: 400 },
      );
    },
  );

  it("multiplies by a power of two exactly, so that x - x is 0 with a written -1 too", () => {
    fc.assert(
      fc.property(number, (a) => {
        expect(A.compare(A.multiply(n(-1), a), A.negate(a))).toBe(0);
        expect(A.add(A.multiply(a, n(-4)), A.multiply(n(4), a)).nearest).toBe(0);
      }),
    );
  });

  it("sees a difference at the last digit, and nothing below half of one", () => {
    const tiny = n(2 ** -253);
    expect(A.compare(A.add(n(1), tiny), n(1))).toBe(1);
    expect(A.compare(A.add(n(1), n(2 ** -260)), n(1))).toBe(0);
    expect(A.compare(A.add(n(2 ** -1000), n(1)), n(1))).toBe(0);
    expect(A.subtract(A.add(n(1), tiny), n(1)).nearest).toBe(2 ** -253);
  });
});

describe("doubles", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

  it("enter exactly and come back, subnormal ones too", () => {
    fc.assert(
      fc.property(finite, (x) => {
        expect(A.toNumber(n(x))).toBe(x);
        expect(A.toNumber(A.add(n(x), n(x)))).toBe(2 * x);
        expect(A.toNumber(A.divide(n(x), n(3))) + 0).toBe(A.fromRatio(...fraction(x, 3n)).nearest + 0);
      }),
    );
  });

  it("are ordered as they are", () => {
    fc.assert(
      fc.property(finite, finite, (x, y) => {
        expect(A.compare(n(x), n(y))).toBe(float64.compare(x, y));
        expect(A.max(n(x), n(y)).nearest + 0).toBe(Math.max(x, y) + 0);
      }),
    );
    expect(A.compare(n(Number.NaN), n(1))).toBeUndefined();
  });

  it("bound the range: what rounds to zero or infinity is that", () => {
    expect(A.multiply(n(1e-200), n(-1e-200))).toEqual(n(-0));
    expect(A.multiply(n(-1e200), n(1e200))).toEqual(n(-Infinity));
    expect(A.exp(n(-745)).nearest).toBe(5e-324);
    expect(A.multiply(A.exp(n(-745)), A.exp(n(700))).nearest).toBe(A.exp(n(-45)).nearest);
  });
});

/** x / divisor as a fraction. */
function fraction(x: number, divisor: bigint): [bigint, bigint] {
  const { numerator, denominator } = toRatio(n(x));
  return [numerator, denominator * divisor];
}

const near = (a: BigFloat, b: BigFloat, size: BigFloat = b): void => {
  const gap = A.toNumber(A.abs(A.divide(A.subtract(a, b), size)));
  expect(gap).toBeLessThan(1e-72);
};
const moderate = fc.double({ min: -20, max: 20, noNaN: true }).map((x) => A.divide(n(x), n(3)));

describe("identities", () => {
  it("logarithm and exponential, powers and roots", () => {
    fc.assert(
      fc.property(moderate, moderate, (x, y) => {
        near(A.log(A.exp(x)), x, A.add(A.abs(x), n(1)));
        near(A.exp(A.add(x, y)), A.multiply(A.exp(x), A.exp(y)));
        near(A.expm1(x), A.subtract(A.exp(x), n(1)), A.add(A.exp(x), n(1)));
        const size = A.add(A.abs(x), n(1));
        near(A.multiply(A.sqrt(size), A.sqrt(size)), size);
        near(A.integerPower(A.cbrt(size), 3), size);
        near(A.power(size, y), A.exp(A.multiply(y, A.log(size))));
      }),
      { numRuns: 40 },
    );
  });

  it("trigonometric and hyperbolic", () => {
    fc.assert(
      fc.property(moderate, (x) => {
        const one = n(1);
        near(A.add(A.multiply(A.sin(x), A.sin(x)), A.multiply(A.cos(x), A.cos(x))), one);
        near(A.multiply(A.tan(x), A.cos(x)), A.sin(x), one);
        near(A.tan(A.atan(x)), x, A.add(one, A.multiply(x, x)));
        near(A.sin(A.asin(A.tanh(x))), A.tanh(x), one);
        near(A.add(A.asin(A.tanh(x)), A.acos(A.tanh(x))), A.divide(A.pi, n(2)));
        near(A.subtract(A.multiply(A.cosh(x), A.cosh(x)), A.multiply(A.sinh(x), A.sinh(x))), one, n(1e6));
        near(A.sinh(A.asinh(x)), x, A.add(one, A.abs(x)));
      }),
      { numRuns: 40 },
    );
  });

  it("special functions", () => {
    fc.assert(
      fc.property(moderate, (x) => {
        near(A.add(A.erf(x), A.erfc(x)), n(1));
        near(
          A.multiply(A.erfcx(x), A.exp(A.negate(A.multiply(x, x)))),
          A.erfc(x),
          A.add(A.erfc(x), n(1e-20)),
        );
        near(A.add(A.sigmoid(x), A.sigmoid(A.negate(x))), n(1));
        near(A.subtract(A.softplus(x), A.softplus(A.negate(x))), x, n(7));
        const next = A.add(x, n(1));
        if (Number.isInteger(x.nearest) || Math.abs(x.nearest) < 1e-300) return;
        near(A.gamma(next), A.multiply(x, A.gamma(x)));
        near(A.digamma(next), A.add(A.digamma(x), A.divide(n(1), x)), A.add(n(1), A.abs(A.divide(n(1), x))));
      }),
      { numRuns: 25 },
    );
  });

  it("angles in all quadrants", () => {
    const third = A.divide(n(1), n(3));
    for (const [y, x, turns] of [
      [1, 1, 0.25],
      [1, -1, 0.75],
      [-1, -1, -0.75],
      [-1, 1, -0.25],
    ] as const) {
      near(A.atan2(A.multiply(n(y), third), A.multiply(n(x), third)), A.multiply(A.pi, n(turns)));
    }
    const far = (x: number): BigFloat => A.multiply(n(x * 2 ** 1000), third); // its square would overflow
    near(A.hypot(far(3), far(-4)), far(5));
  });
});

describe("rounding to integers", () => {
  const just = (x: number, part: number): BigFloat => A.add(n(x), n(part));

  it("sees the last digits", () => {
    expect(A.floor(just(3, -1e-40)).nearest).toBe(2);
    expect(A.ceil(just(3, 1e-40)).nearest).toBe(4);
    expect(A.round(just(2.5, 1e-40)).nearest).toBe(3);
    expect(A.round(just(3.5, -1e-40)).nearest).toBe(3);
    expect([2.5, 3.5, -2.5, 0.5, -0.5].map((x) => A.round(n(x)).nearest)).toEqual([2, 4, -2, 0, -0]);
    expect(A.ceil(n(-0.5)).nearest).toBe(-0);
    expect(A.compare(A.floor(just(1e30, 0.5)), n(1e30))).toBe(0);
  });

  it("raises to integer powers, negative and huge ones too", () => {
    expect(A.integerPower(n(3), 60)).toEqual(A.fromRatio(3n ** 60n, 1n));
    expect(A.integerPower(n(2), -1074).nearest).toBe(Number.MIN_VALUE);
    expect(A.integerPower(n(1e10), -31).nearest).toBe(1e-310);
    expect(A.integerPower(n(2), 0.5).nearest).toBeNaN();
    expect(A.power(n(-2), n(101)).nearest).toBe(-(2 ** 101));
    expect(A.power(n(-2), n(100)).nearest).toBe(2 ** 100);
  });

  it("prints 60 digits, or as many as asked for", () => {
    expect(toDecimal(n(0.1))).toBe("0.100000000000000005551115123125782702118158340454101562500000");
    expect(toDecimal(A.fromRatio(-1n, 3n), 5)).toBe("-0.33333");
    expect([Infinity, Number.NaN, -0].map((x) => toDecimal(n(x)))).toEqual(["Infinity", "NaN", "0"]);
  });
});
