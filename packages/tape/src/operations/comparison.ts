import { applyOne } from "../apply.ts";
import * as rows from "../rows/comparison.ts";
import { where as whereRow } from "../rows/elementwise.ts";
import type { ArrayLike } from "../value.ts";
import { call1, call2, type Like } from "./call.ts";

/**
 * Elements of `a` where the condition is not 0, else of `b`. Selected, not multiplied: a NaN or an
 * infinite derivative in the branch not taken is never met.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { where } from "@chainrule/tape";
 * where(array([true, false]), 1, 2).toNested(); // => [1, 2]
 * ```
 */
export function where<C extends ArrayLike, A extends ArrayLike, B extends ArrayLike>(
  condition: C,
  a: A,
  b: B,
): Like<C, A, B> {
  return applyOne(whereRow, undefined, [condition, a, b]) as Like<C, A, B>;
}

/**
 * Whether a = b.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { equal } from "@chainrule/tape";
 * equal(array([1, 2]), 2).toNested(); // => [false, true]
 * ```
 */
export function equal<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.equal, a, b);
}

/**
 * Whether a and b differ; NaN differs from itself.
 *
 * @example
 * ```ts
 * import { notEqual } from "@chainrule/tape";
 * notEqual(1, 2); // => 1
 * ```
 */
export function notEqual<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.notEqual, a, b);
}

/**
 * Whether a < b.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { less } from "@chainrule/tape";
 * less(array([1, 2]), 2).toNested(); // => [true, false]
 * ```
 */
export function less<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.less, a, b);
}

/**
 * Whether a <= b.
 *
 * @example
 * ```ts
 * import { lessEqual } from "@chainrule/tape";
 * lessEqual(2, 2); // => 1
 * ```
 */
export function lessEqual<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.lessEqual, a, b);
}

/**
 * Whether a > b.
 *
 * @example
 * ```ts
 * import { greater } from "@chainrule/tape";
 * greater(1, 2); // => 0
 * ```
 */
export function greater<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.greater, a, b);
}

/**
 * Whether a >= b.
 *
 * @example
 * ```ts
 * import { greaterEqual } from "@chainrule/tape";
 * greaterEqual(2, 2); // => 1
 * ```
 */
export function greaterEqual<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.greaterEqual, a, b);
}

/**
 * Whether both are other than 0.
 *
 * @example
 * ```ts
 * import { logicalAnd } from "@chainrule/tape";
 * logicalAnd(1, 0); // => 0
 * ```
 */
export function logicalAnd<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.logicalAnd, a, b);
}

/**
 * Whether either is other than 0.
 *
 * @example
 * ```ts
 * import { logicalOr } from "@chainrule/tape";
 * logicalOr(1, 0); // => 1
 * ```
 */
export function logicalOr<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.logicalOr, a, b);
}

/**
 * Whether exactly one is other than 0.
 *
 * @example
 * ```ts
 * import { logicalXor } from "@chainrule/tape";
 * logicalXor(1, 1); // => 0
 * ```
 */
export function logicalXor<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.logicalXor, a, b);
}

/**
 * Whether the element is 0.
 *
 * @example
 * ```ts
 * import { logicalNot } from "@chainrule/tape";
 * logicalNot(0); // => 1
 * ```
 */
export function logicalNot<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.logicalNot, x);
}

/**
 * Whether the element is NaN.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { isNaN } from "@chainrule/tape";
 * isNaN(array([1, Number.NaN])).toNested(); // => [false, true]
 * ```
 */
export function isNaN<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.isNaN, x);
}

/**
 * Whether the element is neither infinite nor NaN.
 *
 * @example
 * ```ts
 * import { isFinite } from "@chainrule/tape";
 * isFinite(1); // => 1
 * ```
 */
export function isFinite<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.isFinite, x);
}

/**
 * Whether the element is infinite.
 *
 * @example
 * ```ts
 * import { isInfinite } from "@chainrule/tape";
 * isInfinite(1); // => 0
 * ```
 */
export function isInfinite<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.isInfinite, x);
}
