import { cos as cosRow, sin as sinRow, tanh as tanhRow } from "../rows/elementwise.ts";
import * as rows from "../rows/trigonometric.ts";
import type { ArrayLike } from "../value.ts";
import { call1, call2, type Like } from "./call.ts";

/**
 * Sine of an angle in radians.
 *
 * @example
 * ```ts
 * import { sin } from "@chainrule/tape";
 * sin(0); // => 0
 * ```
 */
export function sin<A extends ArrayLike>(x: A): Like<A> {
  return call1(sinRow, x);
}

/**
 * Cosine of an angle in radians.
 *
 * @example
 * ```ts
 * import { cos } from "@chainrule/tape";
 * cos(0); // => 1
 * ```
 */
export function cos<A extends ArrayLike>(x: A): Like<A> {
  return call1(cosRow, x);
}

/**
 * Tangent of an angle in radians.
 *
 * @example
 * ```ts
 * import { tan } from "@chainrule/tape";
 * tan(0); // => 0
 * ```
 */
export function tan<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.tan, x);
}

/**
 * The angle in [-π/2, π/2] with a given sine; the derivative is Infinity at ±1.
 *
 * @example
 * ```ts
 * import { asin } from "@chainrule/tape";
 * asin(0); // => 0
 * ```
 */
export function asin<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.asin, x);
}

/**
 * The angle in [0, π] with a given cosine; the derivative is -Infinity at ±1.
 *
 * @example
 * ```ts
 * import { acos } from "@chainrule/tape";
 * acos(1); // => 0
 * ```
 */
export function acos<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.acos, x);
}

/**
 * The angle in (-π/2, π/2) with a given tangent.
 *
 * @example
 * ```ts
 * import { atan } from "@chainrule/tape";
 * atan(0); // => 0
 * ```
 */
export function atan<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.atan, x);
}

/**
 * The angle of the point (x, y) in (-π, π]. Both derivatives are 0 at the origin, and accurate for tiny
 * coordinates.
 *
 * @example
 * ```ts
 * import { atan2 } from "@chainrule/tape";
 * atan2(1, 1); // => 0.7853981633974483
 * ```
 */
export function atan2<A extends ArrayLike, B extends ArrayLike>(y: A, x: B): Like<A, B> {
  return call2(rows.atan2, y, x);
}

/**
 * Hyperbolic sine.
 *
 * @example
 * ```ts
 * import { sinh } from "@chainrule/tape";
 * sinh(0); // => 0
 * ```
 */
export function sinh<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.sinh, x);
}

/**
 * Hyperbolic cosine.
 *
 * @example
 * ```ts
 * import { cosh } from "@chainrule/tape";
 * cosh(0); // => 1
 * ```
 */
export function cosh<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.cosh, x);
}

/**
 * Hyperbolic tangent. The derivative is formed from x, so that it keeps its tails where 1 - y² is 0.
 *
 * @example
 * ```ts
 * import { tanh } from "@chainrule/tape";
 * tanh(0); // => 0
 * ```
 */
export function tanh<A extends ArrayLike>(x: A): Like<A> {
  return call1(tanhRow, x);
}

/**
 * Inverse hyperbolic sine.
 *
 * @example
 * ```ts
 * import { asinh } from "@chainrule/tape";
 * asinh(0); // => 0
 * ```
 */
export function asinh<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.asinh, x);
}

/**
 * Inverse hyperbolic cosine: NaN below 1, derivative Infinity at 1.
 *
 * @example
 * ```ts
 * import { acosh } from "@chainrule/tape";
 * acosh(1); // => 0
 * ```
 */
export function acosh<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.acosh, x);
}

/**
 * Inverse hyperbolic tangent: infinite at ±1, NaN outside.
 *
 * @example
 * ```ts
 * import { atanh } from "@chainrule/tape";
 * atanh(0); // => 0
 * ```
 */
export function atanh<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.atanh, x);
}

/** 1 - x² for derivative rules: accurate at ±1, and its derivative at 0. */
export function oneMinusSquare<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.oneMinusSquare, x);
}

/** √(1 + x²) for derivative rules: without overflow. */
export function rootOfOnePlusSquare<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.rootOfOnePlusSquare, x);
}
