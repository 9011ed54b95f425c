import { ArgumentError } from "../errors.ts";
import * as rows from "../rows/piecewise.ts";
import type { ArrayLike } from "../value.ts";
import { call1, call2, callWith, type Like } from "./call.ts";
import { greater, less, where } from "./comparison.ts";

/**
 * |x|. The derivative is 0 at the kink.
 *
 * @example
 * ```ts
 * import { abs } from "@chainrule/tape";
 * abs(-3); // => 3
 * ```
 */
export function abs<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.abs, x);
}

/**
 * -1, 0 or 1. The derivative is 0 everywhere, at the jump too.
 *
 * @example
 * ```ts
 * import { sign } from "@chainrule/tape";
 * sign(-3); // => -1
 * ```
 */
export function sign<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.sign, x);
}

/**
 * The largest integer not above x. The derivative is 0.
 *
 * @example
 * ```ts
 * import { floor } from "@chainrule/tape";
 * floor(-1.5); // => -2
 * ```
 */
export function floor<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.floor, x);
}

/**
 * The smallest integer not below x. The derivative is 0.
 *
 * @example
 * ```ts
 * import { ceil } from "@chainrule/tape";
 * ceil(1.5); // => 2
 * ```
 */
export function ceil<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.ceil, x);
}

/**
 * The nearest integer, halves to even. The derivative is 0.
 *
 * @example
 * ```ts
 * import { round } from "@chainrule/tape";
 * round(2.5); // => 2
 * ```
 */
export function round<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.round, x);
}

/**
 * The integer part. The derivative is 0.
 *
 * @example
 * ```ts
 * import { trunc } from "@chainrule/tape";
 * trunc(-1.5); // => -1
 * ```
 */
export function trunc<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.trunc, x);
}

/**
 * 0 left of 0, 1 right of it, `atZero` at 0. The derivative by x is 0, at the jump too.
 *
 * @example
 * ```ts
 * import { heaviside } from "@chainrule/tape";
 * heaviside(-2, 0.5); // => 0
 * ```
 */
export function heaviside<A extends ArrayLike, B extends ArrayLike>(x: A, atZero: B): Like<A, B> {
  return call2(rows.heaviside, x, atZero);
}

/**
 * 0 for x <= 0, else 1. The derivative is 0, at the jump too.
 *
 * @example
 * ```ts
 * import { step } from "@chainrule/tape";
 * step(3); // => 1
 * ```
 */
export function step<A extends ArrayLike>(x: A): Like<A> {
  return call2(rows.heaviside, x, 0);
}

/**
 * The larger of two elements, NaN if either is. At a tie each has the derivative 1/2.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { maximum } from "@chainrule/tape";
 * maximum(array([1, 5]), 3).toNested(); // => [3, 5]
 * ```
 */
export function maximum<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.maximum, a, b);
}

/**
 * The smaller of two elements, NaN if either is. At a tie each has the derivative 1/2.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { minimum } from "@chainrule/tape";
 * minimum(array([1, 5]), 3).toNested(); // => [1, 3]
 * ```
 */
export function minimum<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.minimum, a, b);
}

/**
 * x kept between two bounds, numbers or arrays. The derivative is 1 inside and at both bounds, 0 outside and for NaN; that of an
 * array of bounds is 1 where x is beyond it.
 *
 * @throws ArgumentError `tape/argument` when the lower of two numbers is above the upper one.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { clip } from "@chainrule/tape";
 * clip(array([-2, 0.5, 2]), -1, 1).toNested(); // => [-1, 0.5, 1]
 * clip(array([-2, 0.5, 2]), array([0, 1, 2])).toNested(); // => [0, 1, 2]
 * ```
 */
export function clip<A extends ArrayLike, B extends ArrayLike = number, C extends ArrayLike = number>(
  x: A,
  min: B | number = Number.NEGATIVE_INFINITY,
  max: C | number = Number.POSITIVE_INFINITY,
): Like<A, B, C> {
  if (typeof min === "number" && typeof max === "number") {
    return callWith(rows.clip, boundsOf("clip", min, max), x) as Like<A, B, C>;
  }
  const raised = where(less(x, min), min, x);
  return where(greater(raised, max), max, raised) as Like<A, B, C>;
}

function boundsOf(operation: string, min: number, max: number): rows.Bounds {
  if (min <= max) return { min, max };
  throw new ArgumentError(operation, `no number is between ${min} and ${max}; give the lower bound first.`);
}

/**
 * As `clip`, but with derivative 0 at both bounds: what hardtanh and relu6 are made of.
 */
export function saturate<A extends ArrayLike>(x: A, min: number, max: number): Like<A> {
  return callWith(rows.saturate, boundsOf("saturate", min, max), x);
}

/**
 * The remainder of a / b with the sign of b. The derivatives are 1 and -floor(a / b), at the jumps too.
 *
 * @example
 * ```ts
 * import { remainder } from "@chainrule/tape";
 * remainder(-7, 3); // => 2
 * ```
 */
export function remainder<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.remainder, a, b);
}

/**
 * The remainder of a / b with the sign of a. The derivatives are 1 and -trunc(a / b), at the jumps too.
 *
 * @example
 * ```ts
 * import { fmod } from "@chainrule/tape";
 * fmod(-7, 3); // => -1
 * ```
 */
export function fmod<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.fmod, a, b);
}

/**
 * The largest integer not above the exact a / b. The derivative is 0.
 *
 * @example
 * ```ts
 * import { floorDivide } from "@chainrule/tape";
 * floorDivide(-7, 2); // => -4
 * ```
 */
export function floorDivide<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.floorDivide, a, b);
}

/**
 * The size of a with the sign of b (-0 is negative). By a the derivative is the sign change, 0 at 0; by b
 * it is 0.
 *
 * @example
 * ```ts
 * import { copySign } from "@chainrule/tape";
 * copySign(3, -1); // => -3
 * ```
 */
export function copySign<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.copySign, a, b);
}

/**
 * The neighbour of a in the direction of b, among the numbers of their dtype; b where they are equal. The derivative is 0.
 *
 * @example
 * ```ts
 * import { nextAfter } from "@chainrule/tape";
 * nextAfter(0, 1); // => 5e-324
 * ```
 */
export function nextAfter<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.nextAfter, a, b);
}

/**
 * x with NaN replaced by 0 and infinities by the largest doubles, or by what is given. The derivative is 1 at finite
 * elements, else 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { nanToNum } from "@chainrule/tape";
 * nanToNum(array([1, Number.NaN]), { nan: 0 }).toNested(); // => [1, 0]
 * ```
 */
export function nanToNum<A extends ArrayLike>(
  x: A,
  replacements: Partial<rows.NonFiniteReplacements> = {},
): Like<A> {
  const defaults = { nan: 0, positive: Number.MAX_VALUE, negative: -Number.MAX_VALUE };
  return callWith(rows.nanToNum, { ...defaults, ...replacements }, x);
}
