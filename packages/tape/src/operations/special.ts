import { ArgumentError } from "../errors.ts";
import * as bessel from "../rows/bessel.ts";
import * as normal from "../rows/normal.ts";
import { sinc as sincRow } from "../rows/sinc.ts";
import * as rows from "../rows/special.ts";
import type { ArrayLike } from "../value.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { call1, callWith, type Like } from "./call.ts";
import { pi } from "./constants.ts";
import { log } from "./exponential.ts";

/**
 * The error function 2/√π ∫ e^(-t²) dt from 0 to x.
 *
 * @example
 * ```ts
 * import { erf } from "@chainrule/tape";
 * erf(0.5); // => 0.5204998778130465
 * ```
 */
export function erf<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.erf, x);
}

/**
 * 1 - erf x, accurate in its right tail.
 *
 * @example
 * ```ts
 * import { erfc } from "@chainrule/tape";
 * erfc(10); // => 2.0884875837625446e-45
 * ```
 */
export function erfc<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.erfc, x);
}

/**
 * e^(x²) erfc x, without overflow or underflow on the right. No derivative cancels: that of order n is a
 * multiple of the scaled n-th repeated integral of erfc.
 *
 * @example
 * ```ts
 * import { erfcx } from "@chainrule/tape";
 * erfcx(0); // => 1
 * ```
 */
export function erfcx<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.erfcx, x);
}

/**
 * e^(-x²), accurate in its tails.
 *
 * @example
 * ```ts
 * import { gaussian } from "@chainrule/tape";
 * gaussian(0); // => 1
 * ```
 */
export function gaussian<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.gaussian, x);
}

/**
 * The inverse of `erf`: infinite at ±1, NaN outside. The derivative is $\frac{\sqrt \pi}{2} e^{y^2}$ with the result $y$.
 *
 * @example
 * ```ts
 * import { erfinv } from "@chainrule/tape";
 * erfinv(0); // => 0
 * ```
 */
export function erfinv<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.erfinv, x);
}

/**
 * e^(x²) times the n-th repeated integral of erfc: the derivatives of `erfcx` without their signs and
 * factors.
 */
export function scaledErfcIntegral<A extends ArrayLike>(x: A, order: number): Like<A> {
  return callWith(rows.scaledErfcIntegral, { order }, x);
}

/**
 * The distribution function of the standard normal law, $\Phi(x) = \frac{1}{2} \operatorname{erfc}(-x / \sqrt 2)$, accurate in its left tail. The
 * derivative is the density.
 *
 * @example
 * ```ts
 * import { normalCdf } from "@chainrule/tape";
 * normalCdf(0); // => 0.5
 * ```
 */
export function normalCdf<A extends ArrayLike>(x: A): Like<A> {
  return call1(normal.normalCdf, x);
}

/**
 * The density e^(-x²/2) / √(2π) of the standard normal law.
 *
 * @example
 * ```ts
 * import { normalDensity } from "@chainrule/tape";
 * normalDensity(0); // => 0.3989422804014327
 * ```
 */
export function normalDensity<A extends ArrayLike>(x: A): Like<A> {
  return call1(normal.normalDensity, x);
}

/**
 * The logarithm of `normalCdf`, accurate in both tails: like -x²/2 on the left.
 *
 * @example
 * ```ts
 * import { logNormalCdf } from "@chainrule/tape";
 * logNormalCdf(-1e8); // => -5000000000000019
 * ```
 */
export function logNormalCdf<A extends ArrayLike>(x: A): Like<A> {
  return call1(normal.logNormalCdf, x);
}

/**
 * The inverse of `normalCdf`: infinite at 0 and 1, NaN outside. The derivative is 1 over the density at the result.
 *
 * @example
 * ```ts
 * import { normalQuantile } from "@chainrule/tape";
 * normalQuantile(0.5); // => 0
 * ```
 */
export function normalQuantile<A extends ArrayLike>(p: A): Like<A> {
  return call1(normal.normalQuantile, p);
}

/**
 * The modified Bessel function of the first kind of order 0; its derivative is `i1`.
 *
 * @example
 * ```ts
 * import { i0 } from "@chainrule/tape";
 * i0(0); // => 1
 * ```
 */
export function i0<A extends ArrayLike>(x: A): Like<A> {
  return besselI0(x, 0);
}

/**
 * The modified Bessel function of the first kind of order 1.
 *
 * @example
 * ```ts
 * import { i1 } from "@chainrule/tape";
 * i1(0); // => 0
 * ```
 */
export function i1<A extends ArrayLike>(x: A): Like<A> {
  return besselI0(x, 1);
}

/** The derivative of `i0` of a given order. */
export function besselI0<A extends ArrayLike>(x: A, order: number): Like<A> {
  return callWith(bessel.besselI0, { order }, x);
}

/**
 * e^(-|x|) `i0(x)`, without overflow. The derivative is 0 at its kink at 0.
 *
 * @example
 * ```ts
 * import { i0e } from "@chainrule/tape";
 * i0e(0); // => 1
 * ```
 */
export function i0e<A extends ArrayLike>(x: A): Like<A> {
  return scaledBessel(x, 0);
}

/** Of e^(-x) `i0(x)` the derivative of a given order without its sign, at |x|. */
export function scaledBessel<A extends ArrayLike>(x: A, order: number): Like<A> {
  return callWith(bessel.scaledBessel, { order }, x);
}

/**
 * e^(-|x|) `i1(x)`, without overflow.
 *
 * @example
 * ```ts
 * import { i1e } from "@chainrule/tape";
 * i1e(0); // => 0
 * ```
 */
export function i1e<A extends ArrayLike>(x: A): Like<A> {
  return call1(bessel.i1e, x);
}

/**
 * The gamma function: (x - 1)! at integers, with poles at 0, -1, -2, ...
 *
 * @example
 * ```ts
 * import { gamma } from "@chainrule/tape";
 * gamma(5); // => 24
 * ```
 */
export function gamma<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.gamma, x);
}

/**
 * $\log |\Gamma(x)|$: infinite at 0, -1, -2, ... The derivative is `digamma`.
 *
 * @example
 * ```ts
 * import { lgamma } from "@chainrule/tape";
 * lgamma(1); // => 0
 * ```
 */
export function lgamma<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.lgamma, x);
}

/**
 * The logarithm of the multivariate gamma function, $\frac{p (p - 1)}{4} \log \pi + \sum_{j=1}^p \log \Gamma(x + \frac{1 - j}{2})$, for
 * x > (p - 1) / 2.
 *
 * @throws ArgumentError `tape/argument` unless p is an integer of at least 1.
 *
 * @example
 * ```ts
 * import { lgamma, multivariateLgamma } from "@chainrule/tape";
 * multivariateLgamma(3.5, 1) === lgamma(3.5); // => true
 * ```
 */
export function multivariateLgamma<A extends ArrayLike>(x: A, p: number): Like<A> {
  if (!Number.isInteger(p) || p < 1 || p > MAX_DIMENSION) {
    throw new ArgumentError("multivariateLgamma", `p = ${p}; use an integer from 1 to ${MAX_DIMENSION}.`);
  }
  const terms = Array.from({ length: p }, (_, j) => lgamma(subtract(x, j / 2)) as ArrayLike);
  const constant = multiply((p * (p - 1)) / 4, log(pi()));
  const total = terms.reduce((sofar, term) => add(sofar, term));
  return (p === 1 ? total : add(constant, total)) as Like<A>;
}

/** The work grows with the dimension. */
const MAX_DIMENSION = 1000;

/**
 * The derivative of log Γ(x).
 *
 * @example
 * ```ts
 * import { digamma } from "@chainrule/tape";
 * digamma(1); // => -0.5772156649015329
 * ```
 */
export function digamma<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.digamma, x);
}

/**
 * The n-th derivative of `digamma`, for an integer n of 0 or more.
 *
 * @example
 * ```ts
 * import { polygamma } from "@chainrule/tape";
 * polygamma(1, 1); // => 1.6449340668482264
 * ```
 */
export function polygamma<A extends ArrayLike>(order: number, x: A): Like<A> {
  return order === 0 ? digamma(x) : callWith(rows.polygamma, { order }, x);
}

/**
 * sin(πx) / (πx), 1 at 0; all derivatives are accurate near 0.
 *
 * @example
 * ```ts
 * import { sinc } from "@chainrule/tape";
 * sinc(0.5); // => 0.6366197723675814
 * ```
 */
export function sinc<A extends ArrayLike>(x: A): Like<A> {
  return sincDerivative(x, 0);
}

/**
 * The derivative of `sinc` of a given order.
 */
export function sincDerivative<A extends ArrayLike>(x: A, order: number): Like<A> {
  return callWith(sincRow, { order }, x);
}
