/**
 * How fast each function can vary: an upper bound of |f'| over a whole interval, in plain doubles.
 *
 * These are bounds, not derivatives: standard inequalities, most of them with slack, that serve only to carry an error
 * bound through a function. No rule under test is read from here and none reads from here. The table is tested against
 * difference quotients of the functions themselves, and planted wrong entries are caught by that test.
 */
import type { UnaryName } from "../arithmetic.ts";

/** All numbers within `radius` of an exact centre; x is the centre to double precision. */
export interface Interval {
  readonly x: number;
  readonly low: number;
  readonly high: number;
  /** How far the numbers lie from the exact centre: 0 for an exact argument. */
  readonly radius: number;
  /** How far they lie from x, its rounding included. */
  readonly spread: number;
  /** The least and the greatest of |t| over the interval. */
  readonly small: number;
  readonly large: number;
  /** A lower bound of the distance from the interval to the number `edge`; 0 if it may contain it. */
  distance(edge: number): number;
}

/** The interval of the given radius about a centre whose double is x; `distance` is exact in the centre. */
export function intervalAbout(
  x: number,
  error: number,
  distance: (edge: number) => number = (edge) => Math.abs(x - edge),
): Interval {
  const radius = error * OUTWARD;
  const spread = (radius + Math.abs(x) * 2 ** -52) * OUTWARD;
  const low = x - spread;
  const high = x + spread;
  return {
    x,
    low,
    high,
    radius,
    spread,
    small: Math.max(0, Math.abs(x) - spread),
    large: Math.abs(x) + spread,
    distance: (edge) => Math.max(0, (distance(edge) / OUTWARD - radius) / OUTWARD),
  };
}

type Slope = (interval: Interval) => number;

/** Slack for the roundings of the bounds' own arithmetic. */
const OUTWARD = 1 + 2 ** -50;
const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
/** The least value of gamma on the positive axis, rounded down. */
const LEAST_GAMMA = 0.885;

/** 1 / x, infinite where x may be 0 or below. */
function inverse(x: number): number {
  return x > 0 ? 1 / x : Number.POSITIVE_INFINITY;
}

function distanceToOne(i: Interval): number {
  return Math.min(i.distance(1), i.distance(-1));
}

function arcsineSlope(i: Interval): number {
  return inverse(Math.sqrt(distanceToOne(i) * (1 + i.small)));
}

function bellSlope(i: Interval): number {
  return TWO_OVER_ROOT_PI * Math.exp(-i.small * i.small);
}

/** e / (1 + e)^2 with e = exp(-t) for the least t = |x|. */
function logisticSlope(small: number): number {
  const e = Math.exp(-small);
  return e / ((1 + e) * (1 + e));
}

/** |erfcx'| falls with x; for x >= 0 it is below (2 / sqrt(pi)) 2 / (x + sqrt(x^2 + 2))^2. */
function scaledComplementSlope({ low }: Interval): number {
  if (low < 0) return -4 * low * Math.exp(low * low) + TWO_OVER_ROOT_PI;
  return (2 * TWO_OVER_ROOT_PI) / (low + Math.sqrt(low * low + 2)) ** 2;
}

/** |digamma| <= |log x| + 1 / x for x > 0; each pole adds at most the inverse of its distance on the left. */
function digammaBound(i: Interval): number {
  if (i.low > 0) return Math.max(Math.abs(Math.log(i.low)), Math.abs(Math.log(i.high))) + 1 / i.low;
  return Math.log(2 + i.large) + 2 + inverse(poleDistance(i));
}

/** The distance to the nearest of 0, -1, -2, ...; 0 if the interval may hold one. */
function poleDistance(i: Interval): number {
  const nearest = Math.min(0, Math.round(i.x));
  return Math.min(i.distance(nearest), nearest === 0 ? 1 : i.distance(nearest + 1), i.distance(nearest - 1));
}

/** Gamma is convex for x > 0; on the left |gamma(x)| = pi / (|sin(pi x)| gamma(1 - x)) with |sin(pi x)| >= 2 d. */
function gammaSlope(i: Interval): number {
  if (i.low > 0) return Math.max(gammaUpper(i.low), gammaUpper(i.high)) * digammaBound(i);
  const mirrored = i.high < -1 ? gammaLower(1 - i.high) : LEAST_GAMMA;
  return ((Math.PI / 2) * inverse(poleDistance(i)) * digammaBound(i)) / mirrored;
}

/** Stirling's bounds of log gamma, for x > 0: the series cut before and after its first term. */
function gammaUpper(x: number): number {
  return x < 1 ? 1 / x : Math.exp(stirling(x) + 1 / (12 * x));
}

function gammaLower(x: number): number {
  return Math.exp(stirling(x));
}

function stirling(x: number): number {
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046727;
}

/** The upper bounds of |f'| over an interval. */
export const slopes: { readonly [name in UnaryName]: Slope } = {
  exp: (i) => Math.exp(i.high),
  expm1: (i) => Math.exp(i.high),
  log: (i) => inverse(i.distance(0)),
  log1p: (i) => inverse(i.distance(-1)),
  sqrt: (i) => 0.5 * inverse(Math.sqrt(i.distance(0))),
  cbrt: (i) => inverse(3 * Math.cbrt(i.small) ** 2),
  sin: (i) => Math.min(1, Math.abs(Math.cos(i.x)) + i.spread),
  cos: (i) => Math.min(1, Math.abs(Math.sin(i.x)) + i.spread),
  tan: (i) => inverse(Math.max(0, Math.abs(Math.cos(i.x)) - i.spread) ** 2),
  asin: arcsineSlope,
  acos: arcsineSlope,
  atan: (i) => 1 / (1 + i.small * i.small),
  sinh: (i) => Math.cosh(i.large),
  cosh: (i) => Math.sinh(i.large),
  tanh: (i) => 4 * logisticSlope(2 * i.small),
  asinh: (i) => 1 / Math.hypot(1, i.small),
  acosh: (i) => inverse(Math.sqrt(i.distance(1) * (2 + i.distance(1)))),
  atanh: (i) => inverse(distanceToOne(i) * (1 + i.small)),
  erf: bellSlope,
  erfc: bellSlope,
  erfcx: scaledComplementSlope,
  gamma: gammaSlope,
  lgamma: digammaBound,
  digamma: (i) => polygammaBound(1, i),
  sigmoid: (i) => logisticSlope(i.small),
  softplus: (i) => 1 / (1 + Math.exp(-i.high)),
  logSigmoid: (i) => 1 / (1 + Math.exp(i.low)),
};

/** An upper bound of |polygamma(n)|, n >= 1: (n-1)! / x^n + n! / x^(n+1) for x > 0; else over the poles on both sides. */
export function polygammaBound(n: number, i: Interval): number {
  let factorial = 1;
  for (let k = 2; k < n; k++) factorial *= k;
  if (i.low > 0) return factorial * (i.low ** -n + n * i.low ** (-n - 1));
  return factorial * n * (2 * inverse(poleDistance(i) ** (n + 1)) + 2 ** (n + 1) + 4);
}

/** Widths of the ranges of the functions that have one: no error exceeds them. */
export const rangeWidths: { readonly [name in UnaryName]?: number } = {
  sin: 2,
  cos: 2,
  atan: 3.2,
  tanh: 2,
  erf: 2,
  erfc: 2,
  sigmoid: 1,
};

/** |atan2| varies by at most (|x| dy + |y| dx) / r^2 over a box away from the origin and the cut; else by 2 pi. */
export function atan2Increment(y: Interval, x: Interval): number {
  const crossesCut = x.low < 0 && y.small === 0 && y.radius > 0;
  const radiusSquared = x.small * x.small + y.small * y.small;
  if (crossesCut || radiusSquared === 0) return Number.POSITIVE_INFINITY;
  return (x.large * y.radius + y.large * x.radius) / radiusSquared;
}

/** a^b for a > 0: |b| a^(b-1) da + |log a| a^b db with every factor at its largest over the box. */
export function powerIncrement(a: Interval, b: Interval): number {
  if (a.low <= 0) return a.radius === 0 && b.low > 0 ? 0 : Number.POSITIVE_INFINITY;
  const largest = Math.max(a.low ** b.low, a.low ** b.high, a.high ** b.low, a.high ** b.high);
  const logarithm = Math.max(Math.abs(Math.log(a.low)), Math.abs(Math.log(a.high)));
  const fromBase = a.radius === 0 ? 0 : (b.large / a.low) * a.radius;
  return largest * (fromBase + (b.radius === 0 ? 0 : logarithm * b.radius));
}
