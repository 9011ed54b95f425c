import { describe, expect, it } from "vitest";
import type { UnaryName } from "../arithmetic.ts";
import type { DoubleDouble } from "../doubleDouble/basic.ts";
import { doubleDouble } from "../doubleDouble/doubleDouble.ts";
import {
  atan2Increment,
  type Interval,
  intervalAbout,
  polygammaBound,
  powerIncrement,
  rangeWidths,
  slopes,
} from "./lipschitz.ts";

const D = doubleDouble;

/** A small generator of our own, so that every run draws the same points. */
function generator(seed: number): (low: number, high: number) => number {
  let state = seed;
  return (low, high) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + ((high - low) * state) / 2 ** 32;
  };
}

/** Where the centres lie: inside the domain, both sides of every change of form. */
const centres: Readonly<Record<UnaryName, readonly [number, number]>> = {
  exp: [-20, 20],
  expm1: [-20, 20],
  log: [0.01, 9],
  log1p: [-0.99, 9],
  sqrt: [0.01, 9],
  cbrt: [-9, 9],
  sin: [-9, 9],
  cos: [-9, 9],
  tan: [-9, 9],
  asin: [-0.999, 0.999],
  acos: [-0.999, 0.999],
  atan: [-9, 9],
  sinh: [-9, 9],
  cosh: [-9, 9],
  tanh: [-9, 9],
  asinh: [-9, 9],
  acosh: [1.001, 9],
  atanh: [-0.999, 0.999],
  erf: [-4, 4],
  erfc: [-4, 4],
  erfcx: [-4, 9],
  gamma: [-4, 9],
  lgamma: [-4, 9],
  digamma: [-4, 9],
  sigmoid: [-20, 20],
  softplus: [-20, 20],
  logSigmoid: [-20, 20],
};

/** |f(p) - f(q)| / |p - q| in double-double. */
function quotient(f: (x: DoubleDouble) => DoubleDouble, p: number, q: number): number {
  const rise = D.toNumber(D.subtract(f(D.fromNumber(p)), f(D.fromNumber(q))));
  return Math.abs(rise / D.toNumber(D.subtract(D.fromNumber(p), D.fromNumber(q))));
}

/** The largest quotient / bound found over many intervals: at most 1 where the bound is one. */
function worstRatio(
  f: (x: DoubleDouble) => DoubleDouble,
  bound: (interval: Interval) => number,
  [low, high]: readonly [number, number],
): number {
  const draw = generator(12345);
  let worst = 0;
  for (let trial = 0; trial < 600; trial++) {
    const x = draw(low, high);
    const radius = 10 ** draw(-9, 0) * Math.abs(x);
    const interval = intervalAbout(x, radius);
    const slope = bound(interval);
    if (slope === Number.POSITIVE_INFINITY) continue;
    expect(slope).toBeGreaterThanOrEqual(0);
    // Pairs next to the ends of the interval, where most slopes are greatest, and anywhere inside.
    for (const part of [1, -1, draw(-1, 1)]) {
      const p = x + part * radius;
      const ratio = quotient(f, p, p - part * radius * 10 ** draw(-6, 0)) / slope;
      if (ratio > worst) worst = ratio;
    }
  }
  return worst;
}

describe("slopes bound the difference quotients of the functions", () => {
  it.each(Object.keys(slopes) as UnaryName[])(
    "%s: never exceeded, and within a factor of ten reached",
    (name) => {
      const worst = worstRatio(D[name], slopes[name], centres[name]);
      expect(worst).toBeLessThanOrEqual(1 + 1e-9);
      expect(worst).toBeGreaterThan(0.1);
    },
  );

  it.each([1, 2, 3])("polygamma of order %i", (n) => {
    for (const range of [
      [0.05, 9],
      [-4, 4],
    ] as const) {
      const worst = worstRatio(
        (x) => D.polygamma(n, x),
        (i) => polygammaBound(n + 1, i),
        range,
      );
      expect(worst).toBeLessThanOrEqual(1);
      expect(worst).toBeGreaterThan(0.1);
    }
  });

  it.each(Object.keys(slopes) as UnaryName[])("%s: a planted tenth of the bound is caught", (name) => {
    const planted = (interval: Interval): number => 0.1 * slopes[name](interval);
    expect(worstRatio(D[name], planted, centres[name])).toBeGreaterThan(1);
  });

  it("planted wrong formulas are caught", () => {
    const wrong: readonly (readonly [UnaryName, (i: Interval) => number])[] = [
      ["exp", (i) => Math.exp(i.low)],
      ["log", (i) => 1 / i.high],
      ["sin", (i) => Math.abs(Math.cos(i.x))],
      ["tanh", (i) => slopes.sigmoid(i)],
      ["atan", (i) => 1 / (1 + i.large ** 2)],
      ["acosh", (i) => 1 / Math.sqrt(i.x ** 2 + 1)],
      ["erf", (i) => Math.exp(-i.small * i.small)],
      ["sqrt", (i) => 0.5 / Math.sqrt(i.x)],
      ["softplus", (i) => 1 / (1 + Math.exp(-i.low))],
    ];
    for (const [name, bound] of wrong) {
      expect(worstRatio(D[name], bound, centres[name]), name).toBeGreaterThan(1.001);
    }
  });

  it("no bound is finite across a pole or the end of a domain", () => {
    const singular: readonly (readonly [UnaryName, number])[] = [
      ["log", 0],
      ["log1p", -1],
      ["sqrt", 0],
      ["tan", Math.PI / 2],
      ["asin", 1],
      ["acos", -1],
      ["acosh", 1],
      ["atanh", -1],
      ["gamma", 0],
      ["gamma", -3],
      ["lgamma", -2],
      ["digamma", -1],
    ];
    for (const [name, at] of singular) {
      expect(slopes[name](intervalAbout(at + 1e-3, 2e-3)), `${name} at ${at}`).toBe(Number.POSITIVE_INFINITY);
    }
  });
});

describe("range widths", () => {
  it("are the widths of the ranges", () => {
    for (const [name, width] of Object.entries(rangeWidths)) {
      const values = Array.from(
        { length: 400 },
        (_, i) => D[name as UnaryName](D.fromNumber((i - 200) / 4)).hi,
      );
      const spread = Math.max(...values) - Math.min(...values);
      expect(spread, name).toBeLessThanOrEqual(width);
      expect(spread, name).toBeGreaterThan(0.95 * width);
    }
  });
});

describe("increments of two arguments", () => {
  /** The largest |f(p, q) - f(a, b)| / bound over points of random boxes. */
  function worstOfTwo(
    f: (a: DoubleDouble, b: DoubleDouble) => DoubleDouble,
    bound: (a: Interval, b: Interval) => number,
    lowest: number,
  ): number {
    const draw = generator(777);
    let worst = 0;
    for (let trial = 0; trial < 3000; trial++) {
      const [a, b] = [draw(lowest, 4), draw(-4, 4)];
      const [da, db] = [10 ** draw(-6, 0), 10 ** draw(-6, 0)];
      const limit = bound(intervalAbout(a, da), intervalAbout(b, db));
      const moved = f(D.fromNumber(a + draw(-1, 1) * da), D.fromNumber(b + draw(-1, 1) * db));
      const change = Math.abs(D.toNumber(D.subtract(moved, f(D.fromNumber(a), D.fromNumber(b)))));
      if (limit < Number.POSITIVE_INFINITY) worst = Math.max(worst, change / limit);
    }
    return worst;
  }

  it("atan2 stays inside, and jumps at the cut", () => {
    const worst = worstOfTwo(D.atan2, atan2Increment, -4);
    expect(worst).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst).toBeGreaterThan(0.5);
    expect(atan2Increment(intervalAbout(0, 1e-9), intervalAbout(-1, 0))).toBe(Number.POSITIVE_INFINITY);
    expect(atan2Increment(intervalAbout(1e-9, 1e-8), intervalAbout(0, 1e-8))).toBe(Number.POSITIVE_INFINITY);
  });

  it("power stays inside, and is unknown where the base may be negative", () => {
    const worst = worstOfTwo(D.power, powerIncrement, 0.01);
    expect(worst).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst).toBeGreaterThan(0.5);
    expect(powerIncrement(intervalAbout(0.1, 0.2), intervalAbout(2.5, 0))).toBe(Number.POSITIVE_INFINITY);
    expect(powerIncrement(intervalAbout(0, 0), intervalAbout(2.5, 0.1))).toBe(0);
  });
});
