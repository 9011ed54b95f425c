import { twoProduct } from "./high-low.ts";

/** Powers of two that bring large and small arguments where squares are exact in pairs. */
const LARGE: number = 2 ** 450;
const SMALL: number = 2 ** -400;
const STEP: number = 2 ** 600;

/** sqrt(a^2 + b^2) for a >= b > 0 of moderate size: one Newton step on the exact residual. */
function hypotModerate(a: number, b: number): number {
  const h = Math.sqrt(a * a + b * b);
  const square = twoProduct(h, h);
  const aSquare = twoProduct(a, a);
  const bSquare = twoProduct(b, b);
  const residual = square.hi - aSquare.hi - bSquare.hi + (square.lo - aSquare.lo - bSquare.lo);
  return h - residual / (2 * h);
}

/**
 * The length of (a, b): `sqrt(a^2 + b^2)`, without overflow or underflow on the way.
 *
 * `hypot(0, 0) = 0`; Infinity if either is infinite, even beside NaN.
 *
 * Numerics: within 1 ulp of mpmath.
 * Source: C. F. Borges, "Algorithm 1014: an improved algorithm for hypot(x, y)", ACM TOMS 47 (2021).
 *
 * @example
 * ```ts
 * import { hypot } from "@chainrule/special";
 * hypot(3, 4); // => 5
 * hypot(1e308, 1e308); // => 1.4142135623730951e+308
 * ```
 */
export function hypot(a: number, b: number): number {
  const x = Math.abs(a);
  const y = Math.abs(b);
  if (x === Infinity || y === Infinity) return Infinity;
  const larger = Math.max(x, y);
  const smaller = Math.min(x, y);
  if (!(smaller > larger * 2 ** -54)) return larger + smaller;
  if (larger > LARGE) return hypotModerate(larger / STEP, smaller / STEP) * STEP;
  if (smaller < SMALL) return hypotModerate(larger * STEP, smaller * STEP) / STEP;
  return hypotModerate(larger, smaller);
}
