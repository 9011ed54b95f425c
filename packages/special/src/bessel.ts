import { float64 } from "./arithmetic/float64.ts";
import { besselI0Derivative, scaledBesselI, scaledBesselI0Derivative } from "./formulas/besselI.ts";

/**
 * The modified Bessel function of the first kind of order 0: even, 1 at 0, like `exp|x| / sqrt(2 pi |x|)` far out.
 *
 * Numerics: within 3 ulp of mpmath.
 * Source: see {@link besselI0Derivative}.
 *
 * @example
 * ```ts
 * import { i0 } from "@chainrule/special";
 * i0(0); // => 1
 * ```
 */
export function i0(x: number): number {
  return besselI0Derivative(float64, 0, x);
}

/**
 * The modified Bessel function of the first kind of order 1: odd, the derivative of `i0`.
 *
 * Numerics: within 3.5 ulp of mpmath.
 * Source: see {@link besselI0Derivative}.
 *
 * @example
 * ```ts
 * import { i1 } from "@chainrule/special";
 * i1(0); // => 0
 * ```
 */
export function i1(x: number): number {
  return besselI0Derivative(float64, 1, x);
}

/**
 * `exp(-|x|) i0(x)`: even, from 1 at 0 down to 0, without overflow on the way.
 *
 * Numerics: within 2.5 ulp of mpmath.
 * Source: see {@link scaledBesselI}.
 *
 * @example
 * ```ts
 * import { i0e } from "@chainrule/special";
 * i0e(0); // => 1
 * ```
 */
export function i0e(x: number): number {
  return scaledBesselI(float64, 0, Math.abs(x));
}

/**
 * `exp(-|x|) i1(x)`: odd, without overflow.
 *
 * Numerics: within 3.5 ulp of mpmath.
 * Source: see {@link scaledBesselI}.
 *
 * @example
 * ```ts
 * import { i1e } from "@chainrule/special";
 * i1e(0); // => 0
 * ```
 */
export function i1e(x: number): number {
  return Math.abs(x) === Infinity ? 0 / x : Math.sign(x) * scaledBesselI0Derivative(float64, 1, Math.abs(x));
}
