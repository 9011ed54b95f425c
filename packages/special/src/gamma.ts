import { RECIPROCAL_GAMMA } from "./coefficients.ts";
import { addDouble, dividePairs, type HighLow, multiplyDouble, multiplyPairs } from "./high-low.ts";
import { polynomialPairs } from "./polynomial.ts";

/** gamma overflows above 171.624...; below -178 it is under half the smallest double. */
const GAMMA_OVERFLOW = 171.7;
const GAMMA_UNDERFLOW = -184;

/** Terms of the reciprocal's series that need more than a double. */
const PAIR_TERMS = 22;

/** Keeps the products of gamma (up to 1e308) where pairs are exact. */
const SCALE: number = 2 ** -160;

/** `(1 / gamma(1 + t) - 1) / t` for `|t| <= 1/2`. */
export function reciprocalGammaSlope(t: number): HighLow {
  return polynomialPairs(RECIPROCAL_GAMMA, t, PAIR_TERMS);
}

/** `1 / gamma(1 + t)` for `|t| <= 1/2`. */
export function reciprocalGamma(t: number): HighLow {
  return addDouble(multiplyDouble(reciprocalGammaSlope(t), t), 1);
}

/**
 * Gamma as a ratio of pairs times 2^-160 for x >= 1/2, 2^160 for smaller x, from the nearest integer n and
 * t = x - n (exact): `gamma(x) = (x - 1) (x - 2) ... (t + 1) gamma(1 + t)`, or for n <= 0
 * `gamma(x) = gamma(1 + t) / (x (x + 1) ... t)`. Every factor is exact.
 */
function scaledGamma(x: number): HighLow {
  const n = Math.round(x);
  const reciprocal = reciprocalGamma(x - n);
  let product: HighLow = { hi: SCALE, lo: 0 };
  for (let k = 1; k < n; k++) product = multiplyDouble(product, x - k);
  for (let k = 0; k <= -n; k++) product = multiplyDouble(product, x + k);
  return n > 0
    ? dividePairs(product, reciprocal)
    : dividePairs({ hi: 1, lo: 0 }, multiplyPairs(product, reciprocal));
}

/** gamma to about 95 bits, for `-160 < x < 160` away from the poles. */
export function gammaPair(x: number): HighLow {
  const scaled = scaledGamma(x);
  const unscale = x >= 0.5 ? 1 / SCALE : SCALE;
  return { hi: scaled.hi * unscale, lo: scaled.lo * unscale };
}

/**
 * The gamma function, the factorial's extension: `gamma(n) = (n - 1)!`.
 *
 * `gamma(x) = integral of t^(x - 1) exp(-t) from 0 to Infinity`, continued to negative x by
 * `gamma(x + 1) = x gamma(x)`.
 *
 * Domain: NaN at negative integers and at -Infinity, `gamma(0) = Infinity`, `gamma(-0) = -Infinity`;
 * Infinity above 171.62.
 * Numerics: within 1 ulp of mpmath; factorials are the nearest doubles. Time grows with |x| (at most 184 products).
 * Source: the Taylor series of 1/gamma(1 + t) (J. W. Wrench, Math. Comp. 22, 1968) and the recurrence,
 * both in pairs of doubles.
 *
 * @example
 * ```ts
 * import { gamma } from "@chainrule/special";
 * gamma(5); // => 24
 * gamma(0.5); // => 1.772453850905516
 * ```
 */
export function gamma(x: number): number {
  if (x === 0) return 1 / x;
  if (Number.isNaN(x) || (x < 0 && Number.isInteger(x)) || x === -Infinity) return Number.NaN;
  if (x > GAMMA_OVERFLOW) return Infinity;
  if (x < GAMMA_UNDERFLOW) return Math.floor(x) % 2 === 0 ? 0 : -0;
  if (Math.abs(x) < 1e-17) return 1 / x;
  return scaledGamma(x).hi * (x >= 0.5 ? 1 / SCALE : SCALE);
}
