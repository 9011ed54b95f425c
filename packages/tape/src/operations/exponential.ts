import {
  exp as expRow,
  log as logRow,
  sigmoid as sigmoidRow,
  softplus as softplusRow,
} from "../rows/elementwise.ts";
import * as rows from "../rows/exponential.ts";
import type { ArrayLike } from "../value.ts";
import { divide, multiply } from "./arithmetic.ts";
import { call1, call2, type Like } from "./call.ts";

/**
 * e^x.
 *
 * @example
 * ```ts
 * import { exp } from "@chainrule/tape";
 * exp(0); // => 1
 * ```
 */
export function exp<A extends ArrayLike>(x: A): Like<A> {
  return call1(expRow, x);
}

/**
 * 2^x.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { exp2 } from "@chainrule/tape";
 * exp2(array([1, 3])).toNested(); // => [2, 8]
 * ```
 */
export function exp2<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.exp2, x);
}

/**
 * e^x - 1, accurate near 0; the derivative is e^x, accurate in the left tail.
 *
 * @example
 * ```ts
 * import { expm1 } from "@chainrule/tape";
 * expm1(1e-20); // => 1e-20
 * ```
 */
export function expm1<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.expm1, x);
}

/**
 * Natural logarithm: -Infinity at 0, NaN below.
 *
 * @example
 * ```ts
 * import { log } from "@chainrule/tape";
 * log(1); // => 0
 * ```
 */
export function log<A extends ArrayLike>(x: A): Like<A> {
  return call1(logRow, x);
}

/**
 * log(1 + x), accurate near 0.
 *
 * @example
 * ```ts
 * import { log1p } from "@chainrule/tape";
 * log1p(1e-20); // => 1e-20
 * ```
 */
export function log1p<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.log1p, x);
}

/**
 * Logarithm to base 2.
 *
 * @example
 * ```ts
 * import { log2 } from "@chainrule/tape";
 * log2(8); // => 3
 * ```
 */
export function log2<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.log2, x);
}

/**
 * Logarithm to base 10.
 *
 * @example
 * ```ts
 * import { log10 } from "@chainrule/tape";
 * log10(1000); // => 3
 * ```
 */
export function log10<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.log10, x);
}

/**
 * log(e^a + e^b) without overflow, smooth where a = b; there both derivatives are 1/2, for equal
 * infinities too.
 *
 * @example
 * ```ts
 * import { logaddexp } from "@chainrule/tape";
 * logaddexp(1000, 1000); // => 1000.6931471805599
 * ```
 */
export function logaddexp<A extends ArrayLike, B extends ArrayLike>(a: A, b: B): Like<A, B> {
  return call2(rows.logaddexp, a, b);
}

/**
 * log2(2^a + 2^b) without overflow.
 *
 * @example
 * ```ts
 * import { logaddexp2 } from "@chainrule/tape";
 * logaddexp2(3, 3); // => 4
 * ```
 */
export function logaddexp2(a: ArrayLike, b: ArrayLike): ArrayLike {
  return divide(logaddexp(multiply(a, log(2)), multiply(b, log(2))), log(2));
}

/**
 * x log y, and 0 where x = 0. The derivative by x is log y (-Infinity at y = 0), that by y is x / y (0
 * where x = 0).
 *
 * @example
 * ```ts
 * import { xlogy } from "@chainrule/tape";
 * xlogy(0, 0); // => 0
 * ```
 */
export function xlogy<A extends ArrayLike, B extends ArrayLike>(x: A, y: B): Like<A, B> {
  return call2(rows.xlogy, x, y);
}

/**
 * x log(1 + y), and 0 where x = 0.
 *
 * @example
 * ```ts
 * import { xlog1py } from "@chainrule/tape";
 * xlog1py(2, 1e-20); // => 2e-20
 * ```
 */
export function xlog1py<A extends ArrayLike, B extends ArrayLike>(x: A, y: B): Like<A, B> {
  return call2(rows.xlog1py, x, y);
}

/**
 * log(1 - e^(-x)) for x > 0, accurate at both ends.
 *
 * @example
 * ```ts
 * import { log1mexp } from "@chainrule/tape";
 * log1mexp(40); // => -4.248354255291589e-18
 * ```
 */
export function log1mexp<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.log1mexp, x);
}

/**
 * The logistic function 1 / (1 + e^(-x)). The derivative is formed as s(x) s(-x), which keeps its right
 * tail.
 *
 * @example
 * ```ts
 * import { sigmoid } from "@chainrule/tape";
 * sigmoid(0); // => 0.5
 * ```
 */
export function sigmoid<A extends ArrayLike>(x: A): Like<A> {
  return call1(sigmoidRow, x);
}

/**
 * log(1 / (1 + e^(-x))) without overflow; its derivative s(-x) is exactly 1/2 at 0.
 *
 * @example
 * ```ts
 * import { logSigmoid } from "@chainrule/tape";
 * logSigmoid(-800); // => -800
 * ```
 */
export function logSigmoid<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.logSigmoid, x);
}

/**
 * log(1 + e^x) without overflow; its derivative s(x) is exactly 1/2 at 0.
 *
 * @example
 * ```ts
 * import { softplus } from "@chainrule/tape";
 * softplus(800); // => 800
 * ```
 */
export function softplus<A extends ArrayLike>(x: A): Like<A> {
  return call1(softplusRow, x);
}

/**
 * log(x / (1 - x)), the inverse of the logistic function, accurate near 1/2.
 *
 * @example
 * ```ts
 * import { logit } from "@chainrule/tape";
 * logit(0.5); // => 0
 * ```
 */
export function logit<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.logit, x);
}

/**
 * log cosh x, accurate near 0 and without overflow.
 *
 * @example
 * ```ts
 * import { logCosh } from "@chainrule/tape";
 * logCosh(0); // => 0
 * ```
 */
export function logCosh<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.logCosh, x);
}

/** 1 / (e^x - 1) for derivative rules. */
export function reciprocalExpm1<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.reciprocalExpm1, x);
}

/** x (1 - x) for derivative rules. */
export function timesComplement<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.timesComplement, x);
}
