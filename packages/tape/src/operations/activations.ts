import * as rows from "../rows/activations.ts";
import { geluTanh } from "../rows/gelu-tanh.ts";
import * as normal from "../rows/normal.ts";
import type { ArrayLike } from "../value.ts";
import { add, divide, multiply } from "./arithmetic.ts";
import { call1, callWith, type Like } from "./call.ts";
import { softplus } from "./exponential.ts";
import { saturate } from "./piecewise.ts";
import { tanh } from "./trigonometric.ts";

/**
 * max(x, 0). The derivative is 0 at the kink.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { relu } from "@chainrule/tape";
 * relu(array([-1, 2])).toNested(); // => [0, 2]
 * ```
 */
export function relu<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.relu, x);
}

/**
 * min(max(x, 0), 6). The derivative is 0 at both kinks.
 *
 * @example
 * ```ts
 * import { relu6 } from "@chainrule/tape";
 * relu6(7); // => 6
 * ```
 */
export function relu6<A extends ArrayLike>(x: A): Like<A> {
  return saturate(x, 0, 6);
}

/**
 * x right of 0, slope x left of it. At the kink the derivative is the slope.
 *
 * @example
 * ```ts
 * import { leakyRelu } from "@chainrule/tape";
 * leakyRelu(-1, 0.5); // => -0.5
 * ```
 */
export function leakyRelu<A extends ArrayLike>(x: A, slope: number = 0.01): Like<A> {
  return callWith(rows.leakyRelu, { slope }, x);
}

/**
 * x right of 0, alpha (e^x - 1) left of it. At 0 the derivative is alpha; it never overflows.
 *
 * @example
 * ```ts
 * import { elu } from "@chainrule/tape";
 * elu(-1e-8); // => -9.999999950000001e-9
 * ```
 */
export function elu<A extends ArrayLike>(x: A, alpha: number = 1): Like<A> {
  return callWith(rows.exponentialLinear, { slope: 1, size: alpha, width: 1 }, x);
}

/**
 * The self-normalising elu: lambda x right of 0, lambda alpha (e^x - 1) left of it.
 *
 * @source Klambauer et al., Self-Normalizing Neural Networks, 2017.
 *
 * @example
 * ```ts
 * import { selu } from "@chainrule/tape";
 * selu(1); // => 1.0507009873554805
 * ```
 */
export function selu<A extends ArrayLike>(x: A): Like<A> {
  const [lambda, alpha] = [1.0507009873554805, 1.6732632423543772];
  return callWith(rows.exponentialLinear, { slope: lambda, size: lambda * alpha, width: 1 }, x);
}

/**
 * x right of 0, alpha (e^(x / alpha) - 1) left of it: once differentiable at 0 for every alpha.
 *
 * @example
 * ```ts
 * import { celu } from "@chainrule/tape";
 * celu(2); // => 2
 * ```
 */
export function celu<A extends ArrayLike>(x: A, alpha: number = 1): Like<A> {
  return callWith(rows.exponentialLinear, { slope: 1, size: alpha, width: alpha }, x);
}

/**
 * x where it is above the threshold, else `value`. At the threshold the derivative is 0.
 *
 * @example
 * ```ts
 * import { threshold } from "@chainrule/tape";
 * threshold(1, 2, 20); // => 20
 * ```
 */
export function threshold<A extends ArrayLike>(x: A, at: number, value: number): Like<A> {
  return callWith(rows.threshold, { threshold: at, value }, x);
}

/**
 * 0 where |x| <= lambda, else x. At the jumps the derivative is 0.
 *
 * @example
 * ```ts
 * import { hardShrink } from "@chainrule/tape";
 * hardShrink(0.3); // => 0
 * ```
 */
export function hardShrink<A extends ArrayLike>(x: A, lambda: number = 0.5): Like<A> {
  return callWith(rows.hardShrink, { lambda }, x);
}

/**
 * x moved towards 0 by lambda, at most to 0. At the kinks the derivative is 0.
 *
 * @example
 * ```ts
 * import { softShrink } from "@chainrule/tape";
 * softShrink(3, 1); // => 2
 * ```
 */
export function softShrink<A extends ArrayLike>(x: A, lambda: number = 0.5): Like<A> {
  return callWith(rows.softShrink, { lambda }, x);
}

/**
 * x - tanh x, which does not cancel near 0.
 *
 * @example
 * ```ts
 * import { tanhShrink } from "@chainrule/tape";
 * tanhShrink(0); // => 0
 * ```
 */
export function tanhShrink<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.tanhShrink, x);
}

/**
 * x / (1 + |x|), once differentiable at 0.
 *
 * @example
 * ```ts
 * import { softsign } from "@chainrule/tape";
 * softsign(1); // => 0.5
 * ```
 */
export function softsign<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.softsign, x);
}

/**
 * x s(x) with the logistic function s, also called swish; 0 and not NaN at -Infinity.
 *
 * @example
 * ```ts
 * import { silu } from "@chainrule/tape";
 * silu(0); // => 0
 * ```
 */
export function silu<A extends ArrayLike>(x: A): Like<A> {
  return call1(rows.silu, x);
}

/**
 * x tanh(log(1 + e^x)).
 *
 * @example
 * ```ts
 * import { mish } from "@chainrule/tape";
 * mish(0); // => 0
 * ```
 */
export function mish<A extends ArrayLike>(x: A): Like<A> {
  return multiply(x, tanh(softplus(x))) as Like<A>;
}

/**
 * x Φ(x) with the normal distribution function Φ, accurate in the left tail; or its approximation by tanh,
 * formed as x s(2u), which has no cancellation either.
 *
 * @source Hendrycks and Gimpel, Gaussian Error Linear Units, 2016.
 *
 * @example
 * ```ts
 * import { gelu } from "@chainrule/tape";
 * gelu(0); // => 0
 * ```
 */
export function gelu<A extends ArrayLike>(x: A, approximate: "none" | "tanh" = "none"): Like<A> {
  return call1(approximate === "none" ? normal.gelu : geluTanh, x);
}

/**
 * x kept between two numbers. At both kinks the derivative is 0; `clip` is the one with 1.
 *
 * @example
 * ```ts
 * import { hardTanh } from "@chainrule/tape";
 * hardTanh(3); // => 1
 * ```
 */
export function hardTanh<A extends ArrayLike>(x: A, min: number = -1, max: number = 1): Like<A> {
  return saturate(x, min, max);
}

/**
 * min(max(x + 3, 0), 6) / 6. At both kinks the derivative is 0.
 *
 * @example
 * ```ts
 * import { hardSigmoid } from "@chainrule/tape";
 * hardSigmoid(0); // => 0.5
 * ```
 */
export function hardSigmoid<A extends ArrayLike>(x: A): Like<A> {
  return divide(saturate(add(x, 3), 0, 6), 6) as Like<A>;
}

/**
 * x hardSigmoid(x).
 *
 * @example
 * ```ts
 * import { hardSwish } from "@chainrule/tape";
 * hardSwish(3); // => 3
 * ```
 */
export function hardSwish<A extends ArrayLike>(x: A): Like<A> {
  return multiply(x, hardSigmoid(x)) as Like<A>;
}
