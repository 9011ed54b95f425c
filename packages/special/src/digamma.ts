import {
  DIGAMMA_2_4,
  DIGAMMA_2_4_MIDDLE,
  DIGAMMA_4_8,
  DIGAMMA_4_8_MIDDLE,
  DIGAMMA_NEAR_ROOT,
  DIGAMMA_ROOT,
  DIGAMMA_SERIES,
  DIGAMMA_SLOPE,
  RECIPROCAL_GAMMA,
} from "./coefficients.ts";
import { logPair } from "./extended.ts";
import { reciprocalGamma } from "./gamma.ts";
import { addDouble, addPairs, dividePairs, type HighLow, multiplyDouble, negatePair } from "./high-low.ts";
import { polynomial, polynomialPairs, rational, rationalFrom } from "./polynomial.ts";

const ONE: HighLow = { hi: 1, lo: 0 };

/** `log x - 1/(2x) - B_2/(2 x^2) - B_4/(4 x^4) - ...` for x >= 8. */
function asymptotic(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  return Math.log(x) - (0.5 * inverse + square * polynomial(DIGAMMA_SERIES, square));
}

/** On [0.75, 2], with the zero as an exact factor: `d (slope + d R(x))`, d = x - root. */
function nearRoot(x: number): number {
  const d = x - DIGAMMA_ROOT.hi - DIGAMMA_ROOT.lo;
  return d * (DIGAMMA_SLOPE.hi + (d * rational(DIGAMMA_NEAR_ROOT, x) + DIGAMMA_SLOPE.lo));
}

/** digamma for x >= 3/4. */
function positive(x: number): number {
  if (x <= 2) return nearRoot(x);
  if (x <= 4) return rationalFrom(DIGAMMA_2_4_MIDDLE, DIGAMMA_2_4, x - 2.5);
  return x < 8 ? rationalFrom(DIGAMMA_4_8_MIDDLE, DIGAMMA_4_8, x - 5.5) : asymptotic(x);
}

/** The derivative's series of 1/gamma(1 + t): `k c_k`, k = 1, 2, ... */
const RECIPROCAL_GAMMA_DERIVATIVE: readonly HighLow[] = /* @__PURE__ */ RECIPROCAL_GAMMA.map((c, k) =>
  multiplyDouble(c, k + 1),
);

/** Terms of that series that need more than a double. */
const PAIR_TERMS = 24;

/** digamma(1 + t) for `|t| <= 1/2`: minus the logarithmic derivative of 1/gamma(1 + t). */
function digammaOfOnePlus(t: number): HighLow {
  const slope = polynomialPairs(RECIPROCAL_GAMMA_DERIVATIVE, t, PAIR_TERMS);
  return negatePair(dividePairs(slope, reciprocalGamma(t)));
}

/** `1 / x` as a pair. */
function reciprocalPair(x: number): HighLow {
  return dividePairs(ONE, { hi: x, lo: 0 });
}

/** log x - 1/(2x) in pairs, the rest of the asymptotic series in doubles. */
function asymptoticPair(x: number): HighLow {
  const inverse = reciprocalPair(x);
  const square = inverse.hi * inverse.hi;
  const leading = addPairs(logPair(x), multiplyDouble(inverse, -0.5));
  return addDouble(leading, -square * polynomial(DIGAMMA_SERIES, square));
}

/** From here to the left the recurrence gives way to the reflection. */
const RECURRENCE = -24;

/**
 * digamma for x < 0 in pairs of doubles, because its terms cancel around the zeros between the poles. With t = x - (nearest integer):
 * `digamma(1 + t) - 1/t - 1/(t - 1) - ... - 1/x`, or by reflection
 * `digamma(-x) - 1/x - pi cot(pi t)` where `pi cot(pi t) = 1/t + digamma(1 - t) - digamma(1 + t)`.
 */
function negative(x: number): number {
  const n = Math.round(x);
  const t = x - n;
  let sum = digammaOfOnePlus(t);
  if (x >= RECURRENCE) {
    for (let k = 0; k <= -n; k++) sum = addPairs(sum, negatePair(reciprocalPair(x + k)));
    return sum.hi;
  }
  sum = addPairs(sum, negatePair(addPairs(reciprocalPair(t), digammaOfOnePlus(-t))));
  sum = addPairs(sum, negatePair(reciprocalPair(x)));
  return addPairs(sum, asymptoticPair(-x)).hi;
}

/** From here to 0 the term `1 / x` is too large to be cancelled. */
const NO_ZERO = -0.25;

/**
 * The digamma function, the logarithmic derivative of gamma.
 *
 * `digamma(x) = d/dx log gamma(x)`; its only positive zero is 1.4616321449683623.
 *
 * Domain: NaN at negative integers and at -Infinity; `digamma(0) = -Infinity`, `digamma(-0) = Infinity` (the limits).
 * Numerics: within 2.5 ulp of mpmath, near the zeros on both axes too.
 * Source: rational approximations of our own on [0.75, 2] (with the zero as a factor), [2, 4], [4, 8];
 * the asymptotic series (NIST DLMF 5.11.2) beyond; reflection (DLMF 5.5.4) on the left.
 *
 * @example
 * ```ts
 * import { digamma } from "@chainrule/special";
 * digamma(1); // => -0.5772156649015329
 * ```
 */
export function digamma(x: number): number {
  if (x === 0) return -1 / x;
  if (x === Infinity) return Infinity;
  if (x >= 0.75) return positive(x);
  if (x > NO_ZERO) return positive(1 + x) - 1 / x;
  return Number.isInteger(x) || x === -Infinity ? Number.NaN : negative(x);
}
