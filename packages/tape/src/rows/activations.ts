import { sigmoid as sigmoidNumber, twoProduct } from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";
import { logisticDensity } from "./elementwise.ts";
import { siluSlopeNear } from "./slope-series.ts";

/** 0 at the kink. */
export const relu: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "relu",
  dtype: "same",
  number: (x) => (x > 0 || Number.isNaN(x) ? x : 0),
  scalar: (A, x) => A.max(x, A.fromNumber(0)),
  reads: "outputs",
  partials: [(_, y) => op.heaviside(y, 0)],
});

/** The slope at the kink. */
export const leakyRelu: Primitive<{ readonly slope: number }> = /* @__PURE__ */ unary<{
  readonly slope: number;
}>({
  name: "leakyRelu",
  number: (x, { slope }) => (x > 0 ? x : slope * x),
  scalar: (A, x, { slope }) => (A.toNumber(x) > 0 ? x : A.multiply(A.fromNumber(slope), x)),
  reads: "inputs",
  partials: [(x, _, { slope }) => op.where(op.greater(x, 0), 1, slope)],
});

/** Slope right of 0; size and width of the exponential left of it. */
export interface Exponential {
  readonly slope: number;
  readonly size: number;
  readonly width: number;
}

/** slope x right of 0, size expm1(x / width) left of it and at it: elu, selu, celu. Formed from x, not from y + size. */
export const exponentialLinear: Primitive<Exponential> = /* @__PURE__ */ unary<Exponential>({
  name: "exponentialLinear",
  number: (x, { slope, size, width }) => (x > 0 ? slope * x : size * Math.expm1(x / width)),
  scalar: (A, x, { slope, size, width }) =>
    A.toNumber(x) > 0
      ? A.multiply(A.fromNumber(slope), x)
      : A.multiply(A.fromNumber(size), A.expm1(A.divide(x, A.fromNumber(width)))),
  reads: "inputs",
  partials: [
    (x, _, { slope, size, width }) => {
      const exponential = applyOne(stretchedExponential, { width }, [x]);
      return op.where(op.greater(x, 0), slope, op.multiply(size / width, exponential));
    },
  ],
});

/** exp(x / width). */
export const stretchedExponential: Primitive<{ readonly width: number }> = /* @__PURE__ */ unary<{
  readonly width: number;
}>({
  name: "stretchedExponential",
  number: stretchedNumber,
  scalar: (A, x, { width }) => A.exp(A.divide(x, A.fromNumber(width))),
  reads: "outputs",
  partials: [(_, y, { width }) => op.divide(y, width)],
});

/** e^(q + r) = e^q (1 + r), where q + r is x / width: what the quotient loses would be lost many times over. */
function stretchedNumber(x: number, { width }: { readonly width: number }): number {
  const quotient = x / width;
  const rounded = Math.exp(quotient);
  const { hi, lo } = twoProduct(quotient, width);
  const correction = (rounded * (x - hi - lo)) / width;
  return Number.isFinite(correction) ? rounded + correction : rounded;
}

/** x above the threshold, else a value; a jump in general. */
export interface Threshold {
  readonly threshold: number;
  readonly value: number;
}

/** 0 at the threshold. */
export const threshold: Primitive<Threshold> = /* @__PURE__ */ unary<Threshold>({
  name: "threshold",
  dtype: "same",
  number: (x, { threshold: t, value }) => (x <= t ? value : x),
  scalar: (A, x, { threshold: t, value }) => (A.toNumber(x) <= t ? A.fromNumber(value) : x),
  reads: "slopes",
  partials: [(x, _, { threshold: t }) => op.logicalNot(op.lessEqual(x, t))],
});

/** 0 within ±lambda, x outside; a jump. */
export const hardShrink: Primitive<{ readonly lambda: number }> = /* @__PURE__ */ unary<{
  readonly lambda: number;
}>({
  name: "hardShrink",
  number: (x, { lambda }) => (Math.abs(x) <= lambda ? 0 : x),
  scalar: (A, x, { lambda }) => (Math.abs(A.toNumber(x)) <= lambda ? A.fromNumber(0) : x),
  reads: "slopes",
  partials: [(x, _, { lambda }) => op.logicalNot(op.lessEqual(op.abs(x), lambda))],
});

/** x moved towards 0 by lambda, at most to 0. */
export const softShrink: Primitive<{ readonly lambda: number }> = /* @__PURE__ */ unary<{
  readonly lambda: number;
}>({
  name: "softShrink",
  number: (x, { lambda }) => (Math.abs(x) <= lambda ? 0 : x - Math.sign(x) * lambda),
  scalar: (A, x, { lambda }) =>
    Math.abs(A.toNumber(x)) <= lambda
      ? A.fromNumber(0)
      : A.subtract(x, A.fromNumber(Math.sign(A.toNumber(x)) * lambda)),
  reads: "slopes",
  partials: [(x, _, { lambda }) => op.logicalNot(op.lessEqual(op.abs(x), lambda))],
});

/** x / (1 + |x|), with its derivative as one square: the quotient rule cancels. */
export const softsign: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "softsign",
  number: (x) => x / (1 + Math.abs(x)),
  scalar: (A, x) => A.divide(x, A.add(A.fromNumber(1), A.abs(x))),
  partials: [(x) => op.square(op.reciprocal(op.add(1, op.abs(x))))],
});

/** x s(x), with the derivative s(x) (1 + x s(-x)). */
export const silu: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "silu",
  number: siluNumber,
  scalar: (A, x) => A.multiply(x, A.sigmoid(x)),
  partials: [(x) => applyOne(siluSlope, undefined, [x])],
});

/** s(x) (1 + x s(-x)), and s(x) s(-x) (2 - x tanh(x/2)) in turn. */
export const siluSlope: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "siluSlope",
  number: siluSlopeNumber,
  scalar: (A, x) => {
    const rest = A.multiply(x, A.sigmoid(A.negate(x)));
    return A.multiply(A.sigmoid(x), A.add(A.fromNumber(1), rest));
  },
  partials: [
    (x) => op.multiply(logisticDensityOf(x), op.subtract(2, op.multiply(x, op.tanh(op.divide(x, 2))))),
  ],
});

const logisticDensityOf = (x: ArrayLike): ArrayLike => applyOne(logisticDensity, undefined, [x]);

/** At -Infinity 0, where the exponential wins. */
function siluSlopeNumber(x: number): number {
  const rest = x === Number.POSITIVE_INFINITY ? 0 : x * sigmoidNumber(-x);
  if (x === Number.NEGATIVE_INFINITY) return 0;
  return siluSlopeNear(x) ?? sigmoidNumber(x) * (1 + rest);
}

/** x - tanh x, whose derivative tanh² x does not cancel. */
export const tanhShrink: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "tanhShrink",
  number: tanhShrinkNumber,
  scalar: (A, x) => A.subtract(x, A.tanh(x)),
  partials: [(x) => op.square(op.tanh(x))],
});

/** Below 2 by Lambert's fraction tanh x = x / (1 + x²/(3 + x²/(5 + ...))), whose terms are positive. */
function tanhShrinkNumber(x: number): number {
  if (!(Math.abs(x) < 2)) return x - Math.tanh(x);
  let fraction = 0;
  for (let odd = 27; odd >= 3; odd -= 2) fraction = (x * x) / (odd + fraction);
  return (x * fraction) / (1 + fraction);
}

/** x s(x), and 0 at -Infinity, where the exponential wins; near it the exponential is halved, as it would be subnormal. */
function siluNumber(x: number): number {
  if (x < -700) {
    const half = Math.exp(x / 2);
    return half === 0 ? -0 : x * half * half;
  }
  const e = Math.exp(-Math.abs(x));
  return (x >= 0 ? x : x * e) / (1 + e);
}
