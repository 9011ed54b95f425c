import { optionsOf } from "../given.ts";
import type { ArrayLike } from "../value.ts";
import { add, divide, multiply, negate, subtract } from "./arithmetic.ts";
import type { Like } from "./call.ts";
import { equal, isNaN, less, lessEqual, logicalAnd, logicalOr, where } from "./comparison.ts";
import { pi } from "./constants.ts";
import { xlogy } from "./exponential.ts";
import { inFloats } from "./floats.ts";
import { abs, maximum, minimum, trunc } from "./piecewise.ts";

// Functions of elements that are right as compositions of others, and need no rules of their own.

/**
 * The point between a and b at the fraction t: $a + t (b - a)$, exact at both ends.
 *
 * @example
 * ```ts
 * import { lerp } from "@chainrule/tape";
 * lerp(10, 20, 0.25); // => 12.5
 * ```
 */
export function lerp<A extends ArrayLike, B extends ArrayLike, T extends ArrayLike>(
  a: A,
  b: B,
  t: T,
): Like<A, B, T> {
  const [start, end] = [inFloats(a, b), inFloats(b, a)];
  const span = subtract(end, start);
  const [fromA, fromB] = [add(start, multiply(t, span)), subtract(end, multiply(subtract(1, t), span))];
  return where(less(t, 0.5), fromA, fromB) as Like<A, B, T>;
}

/**
 * The square of the difference, $(a - b)^2$.
 *
 * @example
 * ```ts
 * import { squaredDifference } from "@chainrule/tape";
 * squaredDifference(5, 2); // => 9
 * ```
 */
export function squaredDifference<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  const gap = subtract(a, b);
  return multiply(gap, gap) as Like<A, B>;
}

/**
 * What is left of x without its integer part, with the sign of x. The derivative is 1, at the jumps too.
 *
 * @example
 * ```ts
 * import { frac } from "@chainrule/tape";
 * frac(-2.25); // => -0.25
 * ```
 */
export function frac<A extends ArrayLike>(x: A): Like<A> {
  return subtract(x, trunc(x)) as Like<A>;
}

/**
 * An angle in degrees, in radians: $\frac{\pi}{180} x$.
 *
 * @example
 * ```ts
 * import { deg2rad } from "@chainrule/tape";
 * deg2rad(180); // => 3.141592653589793
 * ```
 */
export function deg2rad<A extends ArrayLike>(x: A): Like<A> {
  return multiply(x, divide(pi(), 180)) as Like<A>;
}

/**
 * An angle in radians, in degrees: $\frac{180}{\pi} x$.
 *
 * @example
 * ```ts
 * import { rad2deg } from "@chainrule/tape";
 * rad2deg(Math.PI); // => 180
 * ```
 */
export function rad2deg<A extends ArrayLike>(x: A): Like<A> {
  return multiply(x, divide(180, pi())) as Like<A>;
}

/**
 * The larger of two elements, and the other one where one of them is NaN. At a tie each has the derivative 1/2.
 *
 * @example
 * ```ts
 * import { fmax } from "@chainrule/tape";
 * fmax(Number.NaN, 3); // => 3
 * ```
 */
export function fmax<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return where(isNaN(a), b, where(isNaN(b), a, maximum(a, b))) as Like<A, B>;
}

/**
 * The smaller of two elements, and the other one where one of them is NaN. At a tie each has the derivative 1/2.
 *
 * @example
 * ```ts
 * import { fmin } from "@chainrule/tape";
 * fmin(Number.NaN, 3); // => 3
 * ```
 */
export function fmin<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return where(isNaN(a), b, where(isNaN(b), a, minimum(a, b))) as Like<A, B>;
}

/**
 * The entropy of a probability, $-x \log x$: 0 at 0, -Infinity below. The derivative is $-1 - \log x$.
 *
 * @example
 * ```ts
 * import { entropy } from "@chainrule/tape";
 * entropy(1) === 0; // => true
 * entropy(-1); // => -Infinity
 * ```
 */
export function entropy<A extends ArrayLike>(x: A): Like<A> {
  return where(less(x, 0), Number.NEGATIVE_INFINITY, negate(xlogy(x, x))) as Like<A>;
}

/** How far apart numbers may be that are called close. */
export interface Closeness {
  /** Relative to the size of b; 1e-5 unless given. */
  readonly relative?: number;
  /** In addition to that; 1e-8 unless given. */
  readonly absolute?: number;
  /** Whether NaN is close to NaN; false unless given. */
  readonly equalNaN?: boolean;
}

/**
 * Whether |a - b| <= absolute + relative |b|; equal infinities are close.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { isClose } from "@chainrule/tape";
 * isClose(array([1, 2]), array([1 + 1e-9, 2.1])).toNested(); // => [true, false]
 * ```
 */
export function isClose<A extends ArrayLike, B extends ArrayLike>(
  a: A,
  b: B,
  options: Closeness = {},
): Like<A, B> {
  const {
    relative = 1e-5,
    absolute = 1e-8,
    equalNaN = false,
  } = optionsOf("isClose", options, ["relative", "absolute", "equalNaN"]);
  const size = abs(inFloats(b));
  const near = lessEqual(
    abs(subtract(inFloats(a, b), inFloats(b, a))),
    add(absolute, multiply(relative, size)),
  );
  const finite = less(size, Number.POSITIVE_INFINITY);
  const close = logicalOr(equal(a, b), logicalAnd(near, finite));
  return (equalNaN ? logicalOr(close, logicalAnd(isNaN(a), isNaN(b))) : close) as Like<A, B>;
}
