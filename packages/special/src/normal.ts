import { scaleByPowerOfTwo } from "./arithmetic/exact.ts";
import { erfc, erfcx } from "./erf.ts";
import { erfinv } from "./erfinv.ts";
import { expPair } from "./extended.ts";
import { twoProduct } from "./high-low.ts";

/** Beyond this exp(-x^2 / 2) is less than half the smallest double. */
const DENSITY_UNDERFLOW = 38.7;

/** exp(-x^2 / 2) times a factor, with the square taken exactly. */
function timesGaussian(x: number, factor: number): number {
  if (!(Math.abs(x) < DENSITY_UNDERFLOW)) return Number.isNaN(x) ? x : 0;
  const square = twoProduct(x, x);
  const { hi, lo, exponent } = expPair({ hi: -square.hi / 2, lo: -square.lo / 2 });
  return scaleByPowerOfTwo(hi * factor + lo * factor, exponent);
}

/**
 * The distribution function of the standard normal law: `Phi(x) = erfc(-x / sqrt 2) / 2`, from 0 to 1.
 *
 * Numerics: within 3.5 ulp of mpmath, in its left tail too.
 * Source: {@link erfc}; below -1 `erfcx(-x / sqrt 2) exp(-x^2 / 2) / 2` with the square taken exactly.
 *
 * @example
 * ```ts
 * import { normalCdf } from "@chainrule/special";
 * normalCdf(0); // => 0.5
 * ```
 */
export function normalCdf(x: number): number {
  if (!(x <= -1)) return erfc(-x * Math.SQRT1_2) / 2;
  return timesGaussian(x, erfcx(-x * Math.SQRT1_2) / 2);
}

/**
 * The logarithm of the normal distribution function, `log Phi(x)`, like `-x^2 / 2` on the left.
 *
 * Numerics: within 4 ulp of mpmath.
 * Source: on the left `log(erfcx(-x / sqrt 2) / 2) - x^2 / 2`, on the right `log1p(-Phi(-x))`.
 *
 * @example
 * ```ts
 * import { logNormalCdf } from "@chainrule/special";
 * logNormalCdf(-1e8); // => -5000000000000019
 * ```
 */
export function logNormalCdf(x: number): number {
  if (x > -1) return Math.log1p(-normalCdf(-x));
  return x === -Infinity ? x : Math.log(erfcx(-x * Math.SQRT1_2) / 2) - (x / 2) * x;
}

/** Between these the inverse error function of the exact 2p - 1 serves; outside, logarithms are solved for. */
const CENTRE = [0.25, 0.75] as const;

const ROOT_TWO_OVER_PI: number = Math.sqrt(2 / Math.PI);

/** The quantile to three digits. */
function start(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return (
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
  );
}

/** One step of Halley's method for log Phi(y) = log p, whose slope is h = phi / Phi with h' = -h (y + h). */
function refine(y: number, logarithm: number): number {
  const slope = ROOT_TWO_OVER_PI / erfcx(-y * Math.SQRT1_2);
  const newton = (logNormalCdf(y) - logarithm) / slope;
  return y - newton / (1 + (newton * (y + slope)) / 2);
}

/**
 * The quantile of the standard normal law: the y with `Phi(y) = p`.
 *
 * Domain: 0 <= p <= 1, NaN outside; -Infinity at 0, Infinity at 1.
 * Numerics: within 4 ulp of mpmath, for subnormal p too.
 * Source: {@link erfinv} in the middle; in the tails the first approximation of Abramowitz and Stegun 26.2.23 and two steps of
 * Halley's method on the logarithm.
 *
 * @example
 * ```ts
 * import { normalQuantile } from "@chainrule/special";
 * normalQuantile(0.5); // => 0
 * normalQuantile(1e-300); // => -37.0470962993612
 * ```
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p >= CENTRE[0] && p <= CENTRE[1]) return Math.SQRT2 * erfinv(2 * p - 1);
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  const logarithm = Math.log(p);
  return refine(refine(start(p), logarithm), logarithm);
}
