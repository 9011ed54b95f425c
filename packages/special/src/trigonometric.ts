/**
 * The cotangent: `cot(x) = 1 / tan(x)`; an infinity with its sign at 0.
 *
 * Numerics: within 1.5 ulp of mpmath.
 *
 * @example
 * ```ts
 * import { cot } from "@chainrule/special";
 * cot(1); // => 0.6420926159343306
 * ```
 */
export function cot(x: number): number {
  return 1 / Math.tan(x);
}

/**
 * The secant: `sec(x) = 1 / cos(x)`.
 *
 * Numerics: within 1.5 ulp of mpmath.
 *
 * @example
 * ```ts
 * import { sec } from "@chainrule/special";
 * sec(0); // => 1
 * ```
 */
export function sec(x: number): number {
  return 1 / Math.cos(x);
}

/**
 * The cosecant: `csc(x) = 1 / sin(x)`; an infinity with its sign at 0.
 *
 * Numerics: within 1.5 ulp of mpmath.
 *
 * @example
 * ```ts
 * import { csc } from "@chainrule/special";
 * csc(-0); // => -Infinity
 * ```
 */
export function csc(x: number): number {
  return 1 / Math.sin(x);
}

/**
 * The inverse cotangent, by the convention `acot(x) = atan(1 / x)` (that of SymPy and math.js).
 *
 * Range `(-pi/2, pi/2]`, odd, with a jump at 0: `acot(0) = pi/2`, `acot(-0) = -pi/2`.
 *
 * Numerics: within 1.5 ulp of mpmath.
 *
 * @example
 * ```ts
 * import { acot } from "@chainrule/special";
 * acot(0.4375); // => 1.1583858851975093
 * ```
 */
export function acot(x: number): number {
  return Math.atan(1 / x);
}

/** `sqrt(x^2 - 1)` for x >= 1. */
function legOf(x: number): number {
  return x < 1e100 ? Math.sqrt((x - 1) * (x + 1)) : x;
}

/**
 * The inverse secant: `asec(x) = acos(1 / x)` for `|x| >= 1`, NaN inside; from 0 to pi.
 *
 * Numerics: within 2 ulp of mpmath, near 1 too: `atan2(sqrt(x^2 - 1), 1)`.
 *
 * @example
 * ```ts
 * import { asec } from "@chainrule/special";
 * asec(-1); // => 3.141592653589793
 * ```
 */
export function asec(x: number): number {
  return Math.atan2(legOf(Math.abs(x)), Math.sign(x));
}

/**
 * The inverse cosecant: `acsc(x) = asin(1 / x)` for `|x| >= 1`, NaN inside; from -pi/2 to pi/2.
 *
 * Numerics: within 1.5 ulp of mpmath, near 1 too: `atan2(1, sqrt(x^2 - 1))` up to 2.
 *
 * @example
 * ```ts
 * import { acsc } from "@chainrule/special";
 * acsc(1); // => 1.5707963267948966
 * ```
 */
export function acsc(x: number): number {
  return Math.abs(x) > 2 ? Math.asin(1 / x) : Math.atan2(Math.sign(x), legOf(Math.abs(x)));
}
