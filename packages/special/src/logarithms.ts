import { expPair } from "./extended.ts";
import { addPairs, type HighLow } from "./high-low.ts";

/**
 * The logarithm of one minus an exponential.
 *
 * `log1mexp(x) = log(1 - exp(-x))` for `x >= 0` (note the sign), from -Infinity at 0 up to 0; NaN for `x < 0`.
 *
 * Numerics: within 2 ulp of mpmath.
 * Source: M. Mächler, "Accurately computing log(1 - exp(-|a|))", 2012: expm1 up to log 2, log1p beyond.
 *
 * @example
 * ```ts
 * import { log1mexp } from "@chainrule/special";
 * log1mexp(1e-300); // => -690.7755278982137
 * ```
 */
export function log1mexp(x: number): number {
  return x <= Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x));
}

/** Below this the sum of a negative maximum and a positive logarithm has lost bits. */
const CANCELLATION = 0.5;

/** exp(x) as a pair, for small x. */
function expOfDouble(x: number): HighLow {
  const { hi, lo, exponent } = expPair({ hi: x, lo: 0 });
  return { hi: hi * 2 ** exponent, lo: lo * 2 ** exponent };
}

/**
 * The logarithm of a sum of exponentials.
 *
 * `logaddexp(a, b) = log(exp(a) + exp(b)) = max(a, b) + log1p(exp(-|a - b|))`.
 *
 * Numerics: within 1.5 ulp of mpmath; where the two parts cancel (a result near 0) the exponentials are
 * summed in pairs of doubles.
 *
 * @example
 * ```ts
 * import { logaddexp } from "@chainrule/special";
 * logaddexp(1000, 1000); // => 1000.6931471805599
 * logaddexp(-Infinity, 2); // => 2
 * ```
 */
export function logaddexp(a: number, b: number): number {
  const larger = Math.max(a, b);
  if (Math.abs(larger) === Infinity) return larger;
  const smaller = Math.min(a, b);
  const value = larger + Math.log1p(Math.exp(smaller - larger));
  if (larger >= 0 || value < -CANCELLATION) return value;
  if (smaller < -100) return value;
  const sum = addPairs(expOfDouble(a), expOfDouble(b));
  return Math.log1p(sum.hi - 1 + sum.lo);
}

/**
 * A product with a logarithm that is 0 where the factor is 0.
 *
 * `xlogy(x, y) = x log y`, and 0 for x = 0 whatever y is, unless y is NaN.
 *
 * Numerics: within 2 ulp of mpmath.
 *
 * @example
 * ```ts
 * import { xlogy } from "@chainrule/special";
 * xlogy(0, 0); // => 0
 * xlogy(2, 1); // => 0
 * ```
 */
export function xlogy(x: number, y: number): number {
  return x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y);
}

/**
 * The same with `log(1 + y)`.
 *
 * `xlog1py(x, y) = x log1p(y)`, and 0 for x = 0 whatever y is, unless y is NaN.
 *
 * Numerics: within 2 ulp of mpmath.
 *
 * @example
 * ```ts
 * import { xlog1py } from "@chainrule/special";
 * xlog1py(2, 1e-20); // => 2e-20
 * ```
 */
export function xlog1py(x: number, y: number): number {
  return x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y);
}
