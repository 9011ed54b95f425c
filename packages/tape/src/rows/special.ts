import {
  type Arithmetic,
  digamma as digammaNumber,
  erfc as erfcNumber,
  erfcx as erfcxNumber,
  erfinv as erfinvNumber,
  erf as erfNumber,
  gamma as gammaNumber,
  lgamma as lgammaNumber,
  polygamma as polygammaNumber,
} from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";
import { scale } from "./elementwise.ts";
import { gaussianNumber, scaledErfcIntegralIn, scaledErfcIntegralNumber } from "./erfc-integrals.ts";

export const erf: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "erf",
  number: erfNumber,
  partials: [(x) => op.multiply(twoOverRootPi(), op.gaussian(x))],
});

export const erfc: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "erfc",
  number: erfcNumber,
  partials: [(x) => op.negate(op.multiply(twoOverRootPi(), op.gaussian(x)))],
});

/** exp(x²) erfc x. The derivative 2 x y - 2/√π cancels; -2 times the scaled first integral of erfc does not. */
export const erfcx: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "erfcx",
  number: erfcxNumber,
  partials: [(x) => op.multiply(-2, op.scaledErfcIntegral(x, 1))],
});

/** exp(-x²), with the square split so that the tail keeps its relative accuracy; flat where it is 0, at infinity too. */
export const gaussian: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "gaussian",
  number: (x) => gaussianNumber(x, 1),
  scalar: (A, x) => A.exp(A.negate(A.multiply(x, x))),
  partials: [(x, y) => op.multiply(-2, applyOne(scale, undefined, [y, x]))],
});

/** exp(x²) times the n-th repeated integral of erfc, positive for every n: J' = -2 (n + 1) J of order n + 1. */
export const scaledErfcIntegral: Primitive<{ readonly order: number }> = /* @__PURE__ */ unary<{
  readonly order: number;
}>({
  name: "scaledErfcIntegral",
  number: (x, { order }) => scaledErfcIntegralNumber(order, x),
  scalar: (A, x, { order }) => scaledErfcIntegralIn(A, order, x),
  reads: "inputs",
  partials: [(x, _, { order }) => op.multiply(-2 * (order + 1), op.scaledErfcIntegral(x, order + 1))],
});

/** log |gamma x|. */
export const lgamma: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "lgamma",
  number: lgammaNumber,
  partials: [(x) => op.digamma(x)],
});

export const digamma: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "digamma",
  number: digammaNumber,
  partials: [(x) => op.polygamma(1, x)],
});

/** The derivative of digamma of a given order, 1 or more. */
export const polygamma: Primitive<{ readonly order: number }> = /* @__PURE__ */ unary<{
  readonly order: number;
}>({
  name: "polygamma",
  number: (x, { order }) => polygammaNumber(order, x),
  scalar: (A, x, { order }) => A.polygamma(order, x),
  reads: "inputs",
  partials: [(x, _, { order }) => op.polygamma(order + 1, x)],
});

/** 2 / √π, made of operations so that every arithmetic has it to its own precision. */
function twoOverRootPi(): ArrayLike {
  return op.divide(2, op.sqrt(op.pi()));
}

/** The inverse error function; other arithmetics refine the float64 value by Newton's method on erf. */
export const erfinv: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "erfinv",
  number: erfinvNumber,
  scalar: erfinvIn,
  partials: [(x) => applyOne(erfinvSlope, undefined, [x])],
});

/** √π/2 exp(y²) at y = erfinv x, with the derivative 2 y times its square. */
export const erfinvSlope: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "erfinvSlope",
  number: erfinvSlopeNumber,
  scalar: (A, x) => {
    const y = erfinvIn(A, x);
    return A.multiply(A.divide(A.sqrt(A.pi), A.fromNumber(2)), A.exp(A.multiply(y, y)));
  },
  partials: [(x, slope) => op.multiply(op.multiply(op.multiply(2, op.erfinv(x)), slope), slope)],
});

/** Far out √π/2 erfcx(y) / (1 - |x|), since 1 - |x| is erfc(y): exact, where y² would be rounded. */
function erfinvSlopeNumber(x: number): number {
  const y = erfinvNumber(Math.abs(x));
  const halfRootPi = Math.sqrt(Math.PI) / 2;
  if (Math.abs(x) < 0.5) return halfRootPi * Math.exp(y * y);
  return y === Number.POSITIVE_INFINITY ? y : (halfRootPi * erfcxNumber(y)) / (1 - Math.abs(x));
}

function erfinvIn<T>(A: Arithmetic<T>, x: T): T {
  const halfRootPi = A.divide(A.sqrt(A.pi), A.fromNumber(2));
  let y = A.fromNumber(erfinvNumber(A.toNumber(x)));
  if (!Number.isFinite(A.toNumber(y))) return y;
  for (let step = 0; step < 2; step++) {
    const residual = A.subtract(A.erf(y), x);
    y = A.subtract(y, A.multiply(A.multiply(residual, halfRootPi), A.exp(A.multiply(y, y))));
  }
  return y;
}

/** Its poles at 0, -1, -2, ... are jumps of sign. */
export const gamma: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "gamma",
  number: gammaNumber,
  partials: [(x, y) => op.multiply(y, op.digamma(x))],
});
