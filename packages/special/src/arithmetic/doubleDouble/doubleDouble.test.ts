import fc from "fast-check";
import { describe, expect, it } from "vitest";
import rows from "../../../fixtures/double-double.json" with { type: "json" };
import { toDecimal } from "../decimal.ts";
import { float64 } from "../float64.ts";
import type { DoubleDouble } from "./basic.ts";
import { toRatio } from "./convert.ts";
import { doubleDouble } from "./doubleDouble.ts";

const D = doubleDouble;
type Function = (...xs: DoubleDouble[]) => DoubleDouble;

/** The bounds of the doc comments: base-2 logarithms of the largest relative error. */
const bounds: Readonly<Record<string, number>> = {
  exp: -105,
  expm1: -104,
  log: -104,
  log1p: -104,
  sqrt: -104.5,
  cbrt: -105,
  sin: -102.5,
  cos: -102.5,
  tan: -102,
  asin: -102,
  acos: -102,
  atan: -103,
  sinh: -104,
  cosh: -105,
  tanh: -103,
  asinh: -104,
  acosh: -104,
  atanh: -103,
  erf: -103,
  erfc: -103,
  erfcx: -103,
  gamma: -101,
  lgamma: -103,
  sigmoid: -103.5,
  softplus: -104,
  logSigmoid: -104,
  trigamma: -102,
  pentagamma: -102,
  lgammaReflected: -100,
  digammaReflected: -100,
  trigammaReflected: -100,
  tetragammaReflected: -98,
  polygammaTwelve: -100,
  digammaRoot: -102,
  add: -104.4,
  multiply: -103.1,
  divide: -102,
  atan2: -102,
  hypot: -104,
};

const functions: Readonly<Record<string, unknown>> = {
  ...D,
  trigamma: (x: DoubleDouble) => D.polygamma(1, x),
  pentagamma: (x: DoubleDouble) => D.polygamma(3, x),
  lgammaReflected: D.lgamma,
  digammaReflected: D.digamma,
  trigammaReflected: (x: DoubleDouble) => D.polygamma(1, x),
  tetragammaReflected: (x: DoubleDouble) => D.polygamma(2, x),
  polygammaTwelve: (x: DoubleDouble) => D.polygamma(12, x),
  digammaRoot: D.digamma,
};

/** |result / exact - 1|, the exact value given as three doubles. */
function relativeError(result: DoubleDouble, [hi, lo, rest]: number[]): number {
  return Math.abs((result.hi - hi! + (result.lo - lo!) - rest!) / hi!);
}

function errorOf(name: string, row: number[]): number {
  const f = functions[name] as Function;
  const inputs = row.slice(0, -3);
  const first = { hi: inputs[0]!, lo: inputs[1]! };
  const result = inputs.length === 2 ? f(first) : f(first, { hi: inputs[2]!, lo: inputs[3]! });
  return relativeError(result, row.slice(-3));
}

describe("against mpmath", () => {
  it.each(Object.entries(bounds))("%s stays within 2^%s", (name, bound) => {
    const table = (rows as Record<string, number[][]>)[name]!;
    expect(table.length).toBeGreaterThan(20);
    for (const row of table) expect(errorOf(name, row), `${row}`).toBeLessThanOrEqual(2 ** bound);
  });

  it("digamma stays within 2^-102 of the terms it adds up, and relatively so for positive arguments", () => {
    for (const row of rows.digamma) {
      const [x = 0, , value = 0] = row;
      const terms = x > 0 ? 0 : Math.log(2 - x) + 4 + 2 / Math.abs(x - Math.round(x));
      const size = (Math.abs(value) + terms) / Math.abs(value);
      expect(errorOf("digamma", row), `${row}`).toBeLessThanOrEqual(2 ** -102 * size);
    }
  });

  it("power loses no more than its exponent's size", () => {
    for (const row of rows.power) {
      const growth = 1 + Math.abs(row[2]! * Math.log(row[0]!));
      expect(errorOf("power", row), `${row}`).toBeLessThanOrEqual(2 ** -102 * growth);
    }
  });
});

/** Arguments where float64 is special; the double-double must be special in the same way. */
const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  1e-320,
  -1e-320,
  1e300,
  -1e300,
  800,
  -800,
  1.7e308,
  Infinity,
  -Infinity,
  Number.NaN,
];

describe("special values", () => {
  const unary = Object.keys(bounds).filter((name) => (D as never)[name] && float64[name as "exp"].length < 2);

  it.each(unary)("%s is infinite, NaN and zero where float64's is", (name) => {
    for (const x of special) {
      const expected = float64[name as "exp"](x);
      const { hi, lo } = D[name as "exp"](D.fromNumber(x));
      if (Number.isFinite(expected) && Math.abs(expected) > 1e-300) {
        expect(Math.abs(hi / expected - 1), `${name}(${x})`).toBeLessThan(1e-14);
      } else {
        expect(hi + 0, `${name}(${x})`).toBe(expected + 0);
        if (hi === 0 || !Number.isFinite(hi)) expect(lo + 0).toBe(0);
      }
    }
  });

  it.each([1, 2])("polygamma %i too", (n) => {
    for (const x of [Infinity, -Infinity, 0, -0, -1, Number.NaN]) {
      expect(D.polygamma(n, D.fromNumber(x)).hi + 0).toBe(float64.polygamma(n, x) + 0);
    }
    expect(D.polygamma(-1, D.fromNumber(2)).hi).toBeNaN();
    expect(D.polygamma(0.5, D.fromNumber(2)).hi).toBeNaN();
  });

  it.each(["add", "subtract", "multiply", "divide", "power", "atan2", "hypot", "max", "min"] as const)(
    "%s too",
    (name) => {
      for (const x of special) {
        for (const y of special) {
          const expected = float64[name](x, y);
          const result = D[name](D.fromNumber(x), D.fromNumber(y)).hi;
          const close = Math.abs(result / expected - 1) < 1e-13 || result === expected;
          expect(
            close || (Number.isNaN(result) && Number.isNaN(expected)),
            `${name}(${x}, ${y}) ${result}`,
          ).toBe(true);
        }
      }
    },
  );
});

/** A normalised double-double of ordinary size. */
const ordinary = fc
  .tuple(
    fc.double({ min: 1e-60, max: 1e60, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.boolean(),
  )
  .map(([x, part, negative]) => {
    const hi = negative ? -x : x;
    const sum = hi + part * Math.abs(hi) * 2 ** -54;
    return { hi: sum, lo: part * Math.abs(hi) * 2 ** -55 };
  });

describe("the four operations", () => {
  it.each(["add", "subtract", "multiply", "divide"] as const)(
    "%s is exact within its proven bound",
    (name) => {
      const exact = { add: [1n, 1n], subtract: [1n, -1n] } as Readonly<Record<string, readonly bigint[]>>;
      fc.assert(
        fc.property(ordinary, ordinary, (a, b) => {
          const x = toRatio(a);
          const y = toRatio(b);
          const z = toRatio(D[name](a, b));
          const [p, q] =
            name === "multiply"
              ? [x.numerator * y.numerator, x.denominator * y.denominator]
              : name === "divide"
                ? [x.numerator * y.denominator, x.denominator * y.numerator]
                : [
                    x.numerator * y.denominator + exact[name]![1]! * y.numerator * x.denominator,
                    x.denominator * y.denominator,
                  ];
          const difference = z.numerator * q - p * z.denominator;
          const size = p * z.denominator;
          const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);
          expect(magnitude(difference) << 102n <= magnitude(size)).toBe(true);
        }),
      );
    },
  );

  it("keeps accuracy at both ends of the range", () => {
    const third = D.divide(D.fromNumber(1), D.fromNumber(3));
    const huge = D.multiply(third, D.fromNumber(1.7e308));
    expect(D.multiply(huge, D.fromNumber(3))).toEqual(D.fromNumber(1.7e308));
    expect(D.divide(huge, third).hi).toBe(1.7e308);
    expect(D.multiply(D.fromNumber(1e-200), D.fromNumber(1e-200))).toEqual({ hi: 0, lo: 0 });
    expect(D.sqrt(D.fromNumber(2 ** -1074))).toEqual(D.fromNumber(2 ** -537));
    expect(D.sqrt(D.multiply(D.fromNumber(1.2e154), D.fromNumber(1.2e154))).hi).toBe(1.2e154);
  });

  it("raises to integer powers", () => {
    expect(D.integerPower(D.fromNumber(3), 60)).toEqual(D.fromRatio(3n ** 60n, 1n));
    expect(D.integerPower(D.fromNumber(2), -1074).hi).toBe(Number.MIN_VALUE);
    expect(D.integerPower(D.fromNumber(2), 0.5).hi).toBeNaN();
    expect(D.power(D.fromNumber(-2), D.fromNumber(101)).hi).toBe(-(2 ** 101));
    expect(D.power(D.fromNumber(-2), D.fromNumber(100)).hi).toBe(2 ** 100);
    expect(D.power(D.fromNumber(-2), D.fromNumber(0.5)).hi).toBeNaN();
  });
});

describe("rounding and order", () => {
  const near = (x: number, lo: number): DoubleDouble => ({ hi: x, lo });

  it("sees the low part", () => {
    expect(D.floor(near(3, -1e-20)).hi).toBe(2);
    expect(D.ceil(near(3, 1e-20)).hi).toBe(4);
    expect(D.round(near(2.5, 1e-20)).hi).toBe(3);
    expect(D.round(near(3.5, -1e-20)).hi).toBe(3);
    expect(D.round(near(2.5, 0)).hi).toBe(2);
    expect(D.compare(near(3, 1e-20), near(3, 0))).toBe(1);
    expect(D.compare(near(3, -1e-20), near(3, 0))).toBe(-1);
  });

  it("rounds integers beyond 2^53 by their low parts, ties to even", () => {
    const big = 2 ** 60;
    expect(D.round(near(big, 0.5))).toEqual(near(big, 0));
    expect(D.round(near(big, 1.5))).toEqual(near(big, 2));
    expect(D.round(near(big, 0.75))).toEqual(near(big, 1));
    expect(D.floor(near(big, -0.25))).toEqual(near(big, -1));
    expect(D.ceil(near(big, 0.25))).toEqual(near(big, 1));
    expect(D.round(near(Infinity, 0)).hi).toBe(Infinity);
  });

  it("selects the larger and the smaller", () => {
    expect(D.max(near(3, 1e-20), near(3, 0)).lo).toBe(1e-20);
    expect(D.min(near(3, 1e-20), near(3, 0)).lo).toBe(0);
    expect(D.sign(near(-3, 0)).hi).toBe(-1);
    expect(D.abs(near(-3, 1e-20))).toEqual(near(3, -1e-20));
  });
});

describe("toDecimal", () => {
  it("prints exact digits", () => {
    expect(toDecimal(D.e, 32)).toBe("2.7182818284590452353602874713527");
    expect(toDecimal(D.fromNumber(0.1), 56)).toBe(
      "0.10000000000000000555111512312578270211815834045410156250",
    );
    expect(toDecimal(D.fromRatio(-1n, 3n), 20)).toBe("-0.33333333333333333333");
    expect(toDecimal(D.fromNumber(1e22), 3)).toBe("1.00e22");
    expect(toDecimal(D.fromNumber(123456), 3)).toBe("123000");
    expect(toDecimal(D.fromNumber(0.9999), 3)).toBe("1.00");
    expect(toDecimal(D.fromNumber(2 ** -1074), 5)).toBe("4.9407e-324");
  });

  it("names what is not finite, and zero", () => {
    expect([Infinity, Number.NaN, 0].map((x) => toDecimal(D.fromNumber(x)))).toEqual([
      "Infinity",
      "NaN",
      "0",
    ]);
  });
});
