import { describe, expect, it } from "vitest";
import fixture from "../../fixtures/derivatives.json" with { type: "json" };
import { decimalRatio } from "../arithmetic/testing/sixtyDigits.ts";
import {
  type Arithmetic,
  type BigFloat,
  type Bounded,
  besselI0Derivative,
  bounded60,
  boundedDoubleDouble,
  boundedFloat64,
  complex,
  type DoubleDouble,
  decimal60,
  doubleDouble,
  erfcxDerivative,
  float64,
  scaledBesselI,
  sincDerivative,
  ulpDistance,
} from "../index.ts";

type Family = <T>(A: Arithmetic<T>, n: number, x: T) => T;
type Row = readonly [n: number, x: number, value: string];

const families: Readonly<Record<string, Family>> = {
  sincDerivative,
  erfcxDerivative,
  besselI0Derivative,
  scaledBesselI,
};
const tables = Object.entries(fixture as unknown as Record<string, Row[]>);
const S = decimal60;

function exactly(text: string): BigFloat {
  const { numerator, denominator } = decimalRatio(text);
  return S.fromRatio(numerator, denominator);
}

/** A carrier, and how its values become numbers of 60 digits. */
interface Carrier<T> {
  readonly A: Arithmetic<T>;
  readonly exact: (value: T) => BigFloat;
}

const ofDouble: Carrier<number> = { A: float64, exact: S.fromNumber };
const ofPair: Carrier<DoubleDouble> = {
  A: doubleDouble,
  exact: ({ hi, lo }) => S.add(S.fromNumber(hi), S.fromNumber(lo)),
};
const ofSixty: Carrier<BigFloat> = { A: decimal60, exact: (value) => value };

function distance<T>({ exact }: Carrier<T>, value: T, right: string): number {
  return Math.abs(S.toNumber(S.subtract(exact(value), exactly(right))));
}

/** The largest error of a family, in roundings for each order and four more. */
function worstUnits<T>(carrier: Carrier<T>, family: Family, rows: readonly Row[]): number {
  const { A } = carrier;
  const units = rows.map(([n, x, right]) => {
    const off = distance(carrier, family(A, n, A.fromNumber(x)), right);
    return off / Math.abs(Number(right)) / A.unitRoundoff / (n + 4);
  });
  return Math.max(...units);
}

/** Whether every bound covers the error, and how many roundings for each order the largest is. */
function bounds<T>(B: Arithmetic<Bounded<T>>, carrier: Carrier<T>, family: Family, rows: readonly Row[]) {
  const found = rows.map(([n, x, right]) => {
    const { value, error } = family(B, n, B.fromNumber(x));
    const rounded = 2 ** -252 * Math.abs(Number(right));
    const covers = distance(carrier, value, right) <= error + rounded;
    return { covers, units: error / Math.abs(Number(right)) / B.unitRoundoff / (n + 4) };
  });
  return { cover: found.every(({ covers }) => covers), units: Math.max(...found.map(({ units }) => units)) };
}

describe.each(tables)("%s", (name, rows) => {
  const family = families[name]!;

  it("is within a few roundings of mpmath, in every precision", () => {
    expect(worstUnits(ofDouble, family, rows)).toBeLessThan(1.3);
    expect(worstUnits(ofPair, family, rows)).toBeLessThan(1.3);
    expect(worstUnits(ofSixty, family, rows)).toBeLessThan(1.3);
  });

  it("has bounds that cover the error and stay narrow", () => {
    const found = [
      bounds(boundedFloat64, ofDouble, family, rows),
      bounds(boundedDoubleDouble, ofPair, family, rows),
      bounds(bounded60, ofSixty, family, rows),
    ];
    for (const { cover, units } of found) {
      expect(cover).toBe(true);
      expect(units).toBeLessThan(200);
    }
  });

  it("of a complex step is the next derivative", () => {
    for (const [n, x] of rows) {
      const next = rows.find(([order, at]) => order === n + 1 && at === x);
      if (next === undefined) continue;
      const { im } = family(complex, n, { re: x, im: 1e-30 });
      const sign = name === "scaledBesselI" ? -1 : 1;
      expect(Math.abs((sign * im) / 1e-30 / Number(next[2]) - 1), `${n} at ${x}`).toBeLessThan(1e-14);
    }
  });

  it("takes whole orders up to 100, so that no order asks for unbounded work", () => {
    for (const n of [-1, 0.5, 101, 1e9, Number.NaN]) expect(family(float64, n, 1)).toBeNaN();
    expect(Number.isFinite(family(float64, 100, 1))).toBe(true);
    expect(decimal60.toNumber(decimal60.polygamma(1e9, decimal60.fromNumber(1)))).toBeNaN();
  });

  it("goes on to infinity and NaN", () => {
    for (const n of [0, 1, 2, 3]) {
      const limit = name === "besselI0Derivative" ? Number.POSITIVE_INFINITY : 0;
      expect(Math.abs(family(float64, n, Number.POSITIVE_INFINITY))).toBe(limit);
      expect(family(float64, n, Number.NaN)).toBeNaN();
    }
    expect(Math.abs(sincDerivative(float64, 1, Number.NEGATIVE_INFINITY))).toBe(0);
    expect(erfcxDerivative(float64, 1, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
  });
});

it("is exact where sin(pi x) and cos(pi x) are", () => {
  const points = [0, 1, 2, 1e300, Number.MAX_VALUE];
  expect(points.map((x) => sincDerivative(float64, 0, x) + 0)).toEqual([1, 0, 0, 0, 0]);
  expect(sincDerivative(float64, 1, 4)).toBe(0.25);
});

/** By mpmath to 80 digits: the doubles nearest to zeros, and near them. */
it("of sinc is right in doubles next to its own zeros", () => {
  const rows: readonly (readonly [n: number, x: number, value: number])[] = [
    [1, 1.4302966531242027, -5.3972132071961494e-17],
    [1, 1.4303, 7.175718296462152e-6],
    [1, 20.49505670857245, 5.011863810893609e-17],
    [1, 20.4951, -6.635128898558854e-6],
    [2, 0.6625862125821924, 2.3466520607900903e-16],
    [2, 0.6626, 0.00010039713289518732],
    [2, 1.8908784955888058, -2.48088924294882e-16],
    [2, 1.8909, -0.0001057117549130645],
    [3, 1.231935201974633, -1.2295084801685812e-15],
    [3, 1.2319, 0.0005899508393888088],
    [4, 1.7641337388653806, 2.649745065942939e-16],
    [4, 1.7641, -0.0013744820790176332],
  ];
  for (const [n, x, right] of rows)
    expect(ulpDistance(sincDerivative(float64, n, x), right), `${n} at ${x}`).toBeLessThanOrEqual(n + 4);
});
