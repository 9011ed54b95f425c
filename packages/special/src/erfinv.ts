import { erf, erfc } from "./erf.ts";
import { polynomial } from "./polynomial.ts";

/** Giles' central polynomial in `w - 2.5`, for `w = -log(1 - x^2) < 5`: seven digits. */
const CENTRAL: readonly number[] = [
  1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.000218580870, -4.39150654e-6, -3.5233877e-6,
  3.43273939e-7, 2.81022636e-8,
];

/** Giles' tail polynomial in `sqrt(w) - 3`. */
const TAIL: readonly number[] = [
  2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322,
  0.000100950558, -0.000200214257,
];

/** Seven digits of erfinv. */
function start(x: number): number {
  const w = -Math.log((1 - x) * (1 + x));
  return x * (w < 5 ? polynomial(CENTRAL, w - 2.5) : polynomial(TAIL, Math.sqrt(w) - 3));
}

const HALF_SQRT_PI: number = Math.sqrt(Math.PI) / 2;

/** One step of Halley's method for erf(y) = x, on erfc where x is near 1 so that 1 - x is exact. */
function refine(y: number, x: number): number {
  const residual = x < 0.5 ? erf(y) - x : 1 - x - erfc(y);
  const newton = residual * HALF_SQRT_PI * Math.exp(y * y);
  return y - newton / (1 + y * newton);
}

/**
 * The inverse error function: the y with `erf(y) = x`.
 *
 * Domain: `-1 <= x <= 1`, NaN outside; Infinity at 1 and -Infinity at -1.
 * Numerics: ERFINV_BOUND of mpmath.
 * Source: first approximation of M. Giles, "Approximating the erfinv function", GPU Computing Gems 2012; two
 * steps of Halley's method.
 *
 * @example
 * ```ts
 * import { erfinv } from "@chainrule/special";
 * erfinv(0.5); // => 0.4769362762044699
 * ```
 */
export function erfinv(x: number): number {
  const size = Math.abs(x);
  if (!(size < 1)) return size === 1 ? x * Infinity : Number.NaN;
  if (size < 1e-9) return x * HALF_SQRT_PI;
  const value = refine(refine(start(size), size), size);
  return x < 0 ? -value : value;
}
