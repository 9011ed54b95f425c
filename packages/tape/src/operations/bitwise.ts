import * as rows from "../rows/bitwise.ts";
import type { ArrayLike } from "../value.ts";
import { call1, call2, type Like } from "./call.ts";

/**
 * The bits that both integers have; of truths, whether both hold.
 *
 * @throws DTypeError `array/dtype` for floats.
 *
 * @example
 * ```ts
 * import { bitwiseAnd } from "@chainrule/tape";
 * bitwiseAnd(0b1100, 0b1010) === 0b1000; // => true
 * ```
 */
export function bitwiseAnd<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.bitwiseAnd, a, b);
}

/**
 * The bits that either integer has; of truths, whether either holds.
 *
 * @throws DTypeError `array/dtype` for floats.
 *
 * @example
 * ```ts
 * import { bitwiseOr } from "@chainrule/tape";
 * bitwiseOr(0b1100, 0b1010) === 0b1110; // => true
 * ```
 */
export function bitwiseOr<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.bitwiseOr, a, b);
}

/**
 * The bits that exactly one integer has; of truths, whether exactly one holds.
 *
 * @throws DTypeError `array/dtype` for floats.
 *
 * @example
 * ```ts
 * import { bitwiseXor } from "@chainrule/tape";
 * bitwiseXor(0b1100, 0b1010) === 0b0110; // => true
 * ```
 */
export function bitwiseXor<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.bitwiseXor, a, b);
}

/**
 * Every bit of an integer turned; of a truth, its opposite.
 *
 * @throws DTypeError `array/dtype` for floats.
 *
 * @example
 * ```ts
 * import { bitwiseInvert } from "@chainrule/tape";
 * bitwiseInvert(5); // => -6
 * ```
 */
export function bitwiseInvert<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.bitwiseInvert, x);
}

/**
 * Bits moved to the left by a number of places; those that leave the word are lost.
 *
 * @throws DTypeError `array/dtype` for floats.
 *
 * @example
 * ```ts
 * import { bitwiseLeftShift } from "@chainrule/tape";
 * bitwiseLeftShift(3, 2); // => 12
 * ```
 */
export function bitwiseLeftShift<A extends ArrayLike, B extends ArrayLike>(a: A, places: B): Like<A, B> {
  return call2(rows.bitwiseLeftShift, a, places);
}

/**
 * Bits moved to the right by a number of places; the sign stays: floor(a / 2^places).
 *
 * @throws DTypeError `array/dtype` for floats.
 *
 * @example
 * ```ts
 * import { bitwiseRightShift } from "@chainrule/tape";
 * bitwiseRightShift(-5, 1); // => -3
 * ```
 */
export function bitwiseRightShift<A extends ArrayLike, B extends ArrayLike>(a: A, places: B): Like<A, B> {
  return call2(rows.bitwiseRightShift, a, places);
}
