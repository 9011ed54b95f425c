import { applyNumber, applyOne } from "../apply.ts";
import * as rows from "../rows/elementwise.ts";
import { difference as differenceRow } from "../rows/exponential.ts";
import * as powers from "../rows/powers.ts";
import type { ArrayLike } from "../value.ts";
import { call1, call2, callWith, type Like } from "./call.ts";

/**
 * Sum of two arrays, with broadcasting.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when the shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { add } from "@chainrule/tape";
 * add(array([1, 2]), 10).toNested(); // => [11, 12]
 * ```
 */
export function add<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.add, a, b);
}

/**
 * Difference of two arrays, with broadcasting.
 *
 * @example
 * ```ts
 * import { subtract } from "@chainrule/tape";
 * subtract(5, 3); // => 2
 * ```
 */
export function subtract<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.subtract, a, b);
}

/**
 * Product of two arrays element by element, with broadcasting; for the matrix product see `matmul`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { multiply } from "@chainrule/tape";
 * multiply(array([1, 2]), array([[3], [4]])).toNested(); // => [[3, 6], [4, 8]]
 * ```
 */
export function multiply<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.multiply, a, b);
}

/**
 * Quotient of two arrays, with broadcasting; integers are divided as `float64`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { divide } from "@chainrule/tape";
 * divide(array([1, 3]), 2).toNested(); // => [0.5, 1.5]
 * ```
 */
export function divide<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.divide, a, b);
}

/**
 * The array with all signs changed.
 *
 * @example
 * ```ts
 * import { negate } from "@chainrule/tape";
 * negate(3); // => -3
 * ```
 */
export function negate<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.negate, x);
}

/**
 * x² of every element.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { square } from "@chainrule/tape";
 * square(array([1, -3])).toNested(); // => [1, 9]
 * ```
 */
export function square<A extends ArrayLike>(x: A): Like<A> {
  return call1(powers.square, x);
}

/**
 * Square root; NaN below 0. The derivative is Infinity at 0, where a cotangent of 0 stays 0.
 *
 * @example
 * ```ts
 * import { sqrt } from "@chainrule/tape";
 * sqrt(9); // => 3
 * ```
 */
export function sqrt<A extends ArrayLike>(x: A): Like<A> {
  return call1(powers.sqrt, x);
}

/**
 * Cube root, real for negative elements too. The derivative is Infinity at 0.
 *
 * @example
 * ```ts
 * import { cbrt } from "@chainrule/tape";
 * cbrt(-8); // => -2
 * ```
 */
export function cbrt<A extends ArrayLike>(x: A): Like<A> {
  return call1(powers.cbrt, x);
}

/**
 * 1 / √x: Infinity at 0, NaN below.
 *
 * @example
 * ```ts
 * import { rsqrt } from "@chainrule/tape";
 * rsqrt(4); // => 0.5
 * ```
 */
export function rsqrt<A extends ArrayLike>(x: A): Like<A> {
  return call1(powers.rsqrt, x);
}

/**
 * 1 / x.
 *
 * @example
 * ```ts
 * import { reciprocal } from "@chainrule/tape";
 * reciprocal(4); // => 0.25
 * ```
 */
export function reciprocal<A extends ArrayLike>(x: A): Like<A> {
  return call1(powers.reciprocal, x);
}

/**
 * x^y. An exponent that is a JavaScript integer is taken by repeated squaring, so that the derivative at 0
 * is right for every integer: 0 for x^0, 1 for x^1, 0 for x^2.
 *
 * For other exponents NaN below 0; 1 to any power is 1, even to NaN. The derivative by x is y x^(y-1) (0 for y = 0), that by y is x^y log x:
 * 0 at x = 0 for y > 0, NaN for other x <= 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { power } from "@chainrule/tape";
 * power(array([2, 3]), 2).toNested(); // => [4, 9]
 * power(9, 0.5); // => 3
 * ```
 */
export function power<A extends ArrayLike, B extends ArrayLike>(x: A, y: B): Like<A, B> {
  const isFixed = typeof y === "number" && Number.isInteger(y) && Math.abs(y) <= LARGEST_FIXED_EXPONENT;
  return isFixed ? (integerPower(x, y) as Like<A, B>) : call2(powers.power, x, y);
}

/** Above this, repeated squaring is no more accurate than a power by logarithms. */
const LARGEST_FIXED_EXPONENT = 64;

/**
 * x^n for a fixed integer n, by repeated squaring; x^0 is 1 everywhere, its derivative 0.
 *
 * @example
 * ```ts
 * import { integerPower } from "@chainrule/tape";
 * integerPower(3, 4); // => 81
 * ```
 */
export function integerPower<A extends ArrayLike>(x: A, exponent: number): Like<A> {
  return callWith(powers.integerPower, { exponent }, x);
}

/**
 * √(a² + b²) without overflow or underflow of the squares. At the origin both derivatives are 0.
 *
 * @example
 * ```ts
 * import { hypot } from "@chainrule/tape";
 * hypot(3, 4); // => 5
 * ```
 */
export function hypot<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(powers.hypot, a, b);
}

/** A derivative of x^y, for derivative rules. */
export function powerDerivative(x: ArrayLike, y: ArrayLike, order: powers.PowerOrder): ArrayLike {
  return applyNumber(powers.powerDerivative, order, x, y) ?? applyOne(powers.powerDerivative, order, [x, y]);
}

/** a - b, and 0 for equal infinities: an argument of derivative rules. */
export function difference(a: ArrayLike, b: ArrayLike): ArrayLike {
  return call2(differenceRow, a, b);
}
