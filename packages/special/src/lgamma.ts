import { HALF_LOG_TWO_PI, STIRLING_SERIES } from "./coefficients.ts";
import { gammaPair, reciprocalGammaSlope } from "./gamma.ts";
import { addDouble, dividePairs, type HighLow, multiplyDouble } from "./high-low.ts";
import { sinPi } from "./pi-multiples.ts";
import { polynomial } from "./polynomial.ts";

/** From here on Stirling's series has full accuracy. */
const STIRLING = 16;
/** The product for gamma is used down to here; gamma is then far below 1 off the poles. */
const PRODUCT = -150;

/** `(x - 1/2) (log x - 1) + (log(2 pi) - 1) / 2 + 1 / (12 x) - ...` */
function stirling(x: number): number {
  const correction = polynomial(STIRLING_SERIES, 1 / x / x) / x;
  return (x - 0.5) * (Math.log(x) - 1) + (HALF_LOG_TWO_PI - 0.5 + correction);
}

/** log |a| of a pair, relatively accurate near |a| = 1 too. */
function logAbsolute(a: HighLow): number {
  const sign = a.hi < 0 ? -1 : 1;
  const hi = sign * a.hi;
  const lo = sign * a.lo;
  return hi > 0.5 && hi < 2 ? Math.log1p(hi - 1 + lo) : Math.log(hi) + lo / hi;
}

/** Around 1: `-log(1 + t s(t))` with t = x - 1. */
function nearOne(t: number): number {
  const excess = multiplyDouble(reciprocalGammaSlope(t), t);
  return 0 - Math.log1p(excess.hi);
}

/** Around 2, t = x - 2: `1 / gamma(2 + t) = (1 + t s(t)) / (1 + t) = 1 + t (s(t) - 1) / (1 + t)`. */
function nearTwo(t: number): number {
  const excess = multiplyDouble(addDouble(reciprocalGammaSlope(t), -1), t);
  return 0 - Math.log1p(dividePairs(excess, addDouble({ hi: 1, lo: 0 }, t)).hi);
}

/**
 * The logarithm of the absolute value of gamma.
 *
 * `lgamma(x) = log |gamma(x)|`, 0 at 1 and 2; it does not overflow before 2.5e305.
 *
 * Domain: Infinity at 0, at negative integers and at both infinities.
 * Numerics: within 2.5 ulp of mpmath, near the zeros at 1 and 2 and the zeros on the negative axis too.
 * Source: the logarithm of gamma in pairs of doubles (see {@link gamma}); Stirling's series for x >= 16;
 * the reflection `gamma(x) gamma(-x) = -pi / (x sin(pi x))` below -150.
 *
 * @example
 * ```ts
 * import { lgamma } from "@chainrule/special";
 * lgamma(1); // => 0
 * lgamma(1000); // => 5905.220423209181
 * ```
 */
export function lgamma(x: number): number {
  if (x === Infinity || x === -Infinity) return Infinity;
  if (x >= STIRLING) return stirling(x);
  if (x < 0 && Number.isInteger(x)) return Infinity;
  if (Math.abs(x) < 1e-17) return -Math.log(Math.abs(x));
  if (x < PRODUCT) return -Math.log(Math.abs((x / Math.PI) * sinPi(x))) - stirling(-x);
  const n = Math.round(x);
  if (n === 1) return nearOne(x - 1);
  if (n === 2) return nearTwo(x - 2);
  return logAbsolute(gammaPair(x));
}
