import { scaleByPowerOfTwo } from "./arithmetic/exact.ts";
import {
  ERF_SMALL,
  ERFCX_0_HALF,
  ERFCX_1_2,
  ERFCX_2_4,
  ERFCX_HALF_1,
  ERFCX_MIDDLE,
  ERFCX_TAIL,
  ERFCX_THREE_QUARTERS,
  ONE_OVER_SQRT_PI,
  type Rational,
} from "./coefficients.ts";
import { expPair, type ScaledPair } from "./extended.ts";
import { type HighLow, negatePair, twoProduct } from "./high-low.ts";
import { polynomial, rational, rationalFrom } from "./polynomial.ts";

/** Beyond this erfc(x) is less than half the smallest double. */
const ERFC_UNDERFLOW = 27.3;
/** Beyond this erfcx(-x) = 2 exp(x^2) overflows. */
const ERFCX_OVERFLOW = 26.7;
/** Beyond this erfc(-x) and erf(x) round to 2 and 1. */
const ERF_SATURATION = 6;

/** erf(x) on [-1, 1]: x plus a small correction. */
function erfSmall(x: number): number {
  return x + x * polynomial(ERF_SMALL, x * x);
}

/** `(1 / sqrt(pi) - R(1 / x^2) / x^2) / x`, the form of the asymptotic series. */
function erfcxFromLimit(r: Rational, x: number): number {
  const z = 1 / x / x;
  return (ONE_OVER_SQRT_PI.hi - (z * rational(r, z) - ONE_OVER_SQRT_PI.lo)) / x;
}

/** erfcx on [0, Infinity]: on each interval a leading constant and a small correction. */
function erfcxPositive(x: number): number {
  if (x <= 0.5) return 1 - x * rational(ERFCX_0_HALF, x);
  if (x <= 1) return rationalFrom(ERFCX_THREE_QUARTERS, ERFCX_HALF_1, x - 0.75);
  if (x <= 2) return rationalFrom(ERFCX_MIDDLE, ERFCX_1_2, x - 1.5) / x;
  return erfcxFromLimit(x <= 4 ? ERFCX_2_4 : ERFCX_TAIL, x);
}

/** exp of `sign x^2`, with the square taken exactly. */
function expOfSquare(x: number, sign: 1 | -1): ScaledPair {
  const square: HighLow = twoProduct(x, x);
  return expPair(sign === 1 ? square : negatePair(square));
}

/** erfc(x) = exp(-x^2) erfcx(x) for 0.5 <= x <= ERFC_UNDERFLOW. */
function erfcTail(x: number): number {
  const gaussian = expOfSquare(x, -1);
  const scaled = erfcxPositive(x);
  return scaleByPowerOfTwo(gaussian.hi * scaled + gaussian.lo * scaled, gaussian.exponent);
}

/**
 * The error function.
 *
 * `erf(x) = 2 / sqrt(pi) * (integral of exp(-t^2) from 0 to x)`, odd, from -1 to 1.
 *
 * Numerics: within 1.5 ulp of mpmath.
 * Source: definition and the split into a series near 0 and 1 - erfc beyond as in W. J. Cody, "Rational
 * Chebyshev approximations for the error function", Math. Comp. 23 (1969); coefficients of our own.
 *
 * @example
 * ```ts
 * import { erf } from "@chainrule/special";
 * erf(0.5); // => 0.5204998778130465
 * ```
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size <= 1 || Number.isNaN(x)) return erfSmall(x);
  const value = size >= ERF_SATURATION ? 1 : 1 - Math.exp(-size * size) * erfcxPositive(size);
  return x < 0 ? -value : value;
}

/**
 * The complementary error function, accurate in its right tail where `1 - erf(x)` is not.
 *
 * `erfc(x) = 1 - erf(x)`, from 2 to 0; it underflows to 0 at x = 27.23.
 *
 * Numerics: within 2.5 ulp of mpmath, subnormal results included.
 * Source: `exp(-x^2) erfcx(x)` with the square taken exactly; see {@link erf}.
 *
 * @example
 * ```ts
 * import { erfc } from "@chainrule/special";
 * erfc(10); // => 2.0884875837625446e-45
 * ```
 */
export function erfc(x: number): number {
  if (x < -ERF_SATURATION) return 2;
  if (x <= -1) return 2 - erfcTail(-x);
  if (x < 0.5 || Number.isNaN(x)) return 1 - erfSmall(x);
  return x > ERFC_UNDERFLOW ? 0 : erfcTail(x);
}

/**
 * The scaled complementary error function: `exp(x^2) erfc(x)` without overflow or underflow on the right.
 *
 * It falls from Infinity (`x < -26.63`) through 1 at 0 like `1 / (x sqrt(pi))`.
 *
 * Numerics: within 2 ulp of mpmath.
 * Source: rational approximations on five intervals, the outer two in `1 / x^2` (form of W. J. Cody 1969);
 * coefficients of our own. On the left `erfcx(-x) = 2 exp(x^2) - erfcx(x)`.
 *
 * @example
 * ```ts
 * import { erfcx } from "@chainrule/special";
 * erfcx(0); // => 1
 * erfcx(1e10); // => 5.641895835477563e-11
 * ```
 */
export function erfcx(x: number): number {
  if (!(x < 0)) return erfcxPositive(x);
  if (x < -ERFCX_OVERFLOW) return Infinity;
  const growth = expOfSquare(x, 1);
  const doubled = scaleByPowerOfTwo(growth.hi, growth.exponent + 1);
  return doubled - erfcxPositive(-x) + scaleByPowerOfTwo(growth.lo, growth.exponent + 1);
}
