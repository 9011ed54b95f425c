import { DIGAMMA_2_4, DIGAMMA_4_8, DIGAMMA_NEAR_ROOT, DIGAMMA_ROOT, DIGAMMA_SERIES, RECIPROCAL_GAMMA } from "./coefficients.ts";
import { logPair } from "./extended.ts";
import { reciprocalGamma } from "./gamma.ts";
import { addDouble, addPairs, dividePairs, type HighLow, multiplyDouble, negatePair } from "./high-low.ts";
import { cosPi, sinPi } from "./pi-multiples.ts";
import { polynomial, polynomialPairs, rational } from "./polynomial.ts";

const ONE: HighLow = { hi: 1, lo: 0 };

/** `log x - 1/(2x) - B_2/(2 x^2) - B_4/(4 x^4) - ...` for x >= 8. */
function asymptotic(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  return Math.log(x) - (0.5 * inverse + square * polynomial(DIGAMMA_SERIES, square));
}

/** digamma for x >= 1/2. */
function positive(x: number): number {
  if (x <= 2) return (x - DIGAMMA_ROOT.hi - DIGAMMA_ROOT.lo) * rational(DIGAMMA_NEAR_ROOT, x);
  if (x <= 4) return rational(DIGAMMA_2_4, x - 2);
  return x < 8 ? rational(DIGAMMA_4_8, x - 4) : asymptotic(x);
}

/** The derivative's series of 1/gamma(1 + t): `k c_k`, k = 1, 2, ... */
const RECIPROCAL_GAMMA_DERIVATIVE: readonly HighLow[] = RECIPROCAL_GAMMA.map((c, k) => multiplyDouble(c, k + 1));

/** Terms of that series that need more than a double. */
const PAIR_TERMS = 18;

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
 * digamma for x < -1/2 in pairs of doubles, for the neighbourhoods of its zeros. With t = x - (nearest integer):
 * `digamma(1 + t) - 1/t - 1/(t - 1) - ... - 1/x`, or by reflection
 * `digamma(-x) - 1/x - pi cot(pi t)` where `pi cot(pi t) = 1/t + digamma(1 - t) - digamma(1 + t)`.
 */
function negativeInPairs(x: number): number {
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

/** Values smaller than this part of what cancels are computed again in pairs. */
const CANCELLATION = 0.75;

/** digamma for x < 0, not an integer: `digamma(-x) - 1/x - pi cot(pi x)`. */
function negative(x: number): number {
  const right = x > -0.5 ? positive(1 + x) : positive(-x) - Math.PI * (cosPi(x) / sinPi(x));
  const value = right - 1 / x;
  return Math.abs(value) < CANCELLATION * Math.abs(1 / x + right) + 2 && x < -0.5 ? negativeInPairs(x) : value;
}

/**
 * The digamma function, the logarithmic derivative of gamma.
 *
 * `digamma(x) = d/dx log gamma(x)`; its only positive zero is 1.4616321449683623.
 *
 * Domain: NaN at negative integers and at -Infinity; `digamma(0) = -Infinity`, `digamma(-0) = Infinity` (the limits).
 * Numerics: DIGAMMA_BOUND of mpmath, near the zeros on both axes too.
 * Source: rational approximations of our own on [0.5, 2] (with the zero as a factor), [2, 4], [4, 8];
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
  if (x >= 0.5) return positive(x);
  if (x > 0) return positive(1 + x) - 1 / x;
  return Number.isInteger(x) || x === -Infinity ? Number.NaN : negative(x);
}
