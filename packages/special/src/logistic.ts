/**
 * The logistic sigmoid.
 *
 * `sigmoid(x) = 1 / (1 + exp(-x))`, from 0 to 1.
 *
 * Numerics: within 2 ulp of mpmath; neither tail overflows and the left one keeps its relative accuracy.
 *
 * @example
 * ```ts
 * import { sigmoid } from "@chainrule/special";
 * sigmoid(0); // => 0.5
 * sigmoid(-700); // => 9.85967654375977e-305
 * ```
 */
export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/**
 * The softplus, a smooth `max(x, 0)`.
 *
 * `softplus(x) = log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))`.
 *
 * Numerics: within 1.5 ulp of mpmath; no threshold.
 *
 * @example
 * ```ts
 * import { softplus } from "@chainrule/special";
 * softplus(1000); // => 1000
 * ```
 */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/**
 * The logarithm of the sigmoid.
 *
 * `logSigmoid(x) = log(sigmoid(x)) = min(x, 0) - log1p(exp(-|x|)) = -softplus(-x)`.
 *
 * Numerics: within 1.5 ulp of mpmath.
 *
 * @example
 * ```ts
 * import { logSigmoid } from "@chainrule/special";
 * logSigmoid(-1000); // => -1000
 * ```
 */
export function logSigmoid(x: number): number {
  return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
}

/**
 * The log-odds, the inverse of the sigmoid.
 *
 * `logit(p) = log(p / (1 - p))` for `0 <= p <= 1`, NaN outside; -Infinity at 0 and Infinity at 1.
 *
 * Numerics: within 1.5 ulp of mpmath; around 1/2 it is `log1p((2p - 1) / (1 - p))`, whose parts are exact.
 *
 * @example
 * ```ts
 * import { logit } from "@chainrule/special";
 * logit(0.5); // => 0
 * ```
 */
export function logit(p: number): number {
  if (p < 0.25) return Math.log(p) - Math.log1p(-p);
  return p < 0.5 ? -Math.log1p((1 - 2 * p) / p) : Math.log1p((2 * p - 1) / (1 - p));
}
