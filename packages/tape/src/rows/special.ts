import {
  digamma as digammaNumber,
  erfc as erfcNumber,
  erfcx as erfcxNumber,
  erf as erfNumber,
  lgamma as lgammaNumber,
  polygamma as polygammaNumber,
} from "@chainrule/special";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import { gaussianNumber, scaledErfcIntegralIn, scaledErfcIntegralNumber } from "./erfc-integrals.ts";

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

export const erf: Primitive<undefined> = unary({
  name: "erf",
  number: erfNumber,
  scalar: (A, x) => A.erf(x),
  partials: [(x) => op.multiply(TWO_OVER_ROOT_PI, op.gaussian(x))],
});

export const erfc: Primitive<undefined> = unary({
  name: "erfc",
  number: erfcNumber,
  scalar: (A, x) => A.erfc(x),
  partials: [(x) => op.multiply(-TWO_OVER_ROOT_PI, op.gaussian(x))],
});

/** exp(x²) erfc x. The derivative 2 x y - 2/√π cancels; -2 times the scaled first integral of erfc does not. */
export const erfcx: Primitive<undefined> = unary({
  name: "erfcx",
  number: erfcxNumber,
  scalar: (A, x) => A.erfcx(x),
  partials: [(x) => op.multiply(-2, op.scaledErfcIntegral(x, 1))],
});

/** exp(-x²), with the square split so that the tail keeps its relative accuracy. */
export const gaussian: Primitive<undefined> = unary({
  name: "gaussian",
  number: (x) => gaussianNumber(x, 1),
  scalar: (A, x) => A.exp(A.negate(A.multiply(x, x))),
  partials: [(x, y) => op.multiply(-2, op.multiply(x, y))],
});

/** exp(x²) times the n-th repeated integral of erfc, positive for every n: J' = -2 (n + 1) J of order n + 1. */
export const scaledErfcIntegral: Primitive<{ readonly order: number }> = unary<{ readonly order: number }>({
  name: "scaledErfcIntegral",
  number: (x, { order }) => scaledErfcIntegralNumber(order, x),
  scalar: (A, x, { order }) => scaledErfcIntegralIn(A, order, x),
  partials: [(x, _, { order }) => op.multiply(-2 * (order + 1), op.scaledErfcIntegral(x, order + 1))],
});

/** log |gamma x|. */
export const lgamma: Primitive<undefined> = unary({
  name: "lgamma",
  number: lgammaNumber,
  scalar: (A, x) => A.lgamma(x),
  partials: [(x) => op.digamma(x)],
});

export const digamma: Primitive<undefined> = unary({
  name: "digamma",
  number: digammaNumber,
  scalar: (A, x) => A.digamma(x),
  partials: [(x) => op.polygamma(1, x)],
});

/** The derivative of digamma of a given order, 1 or more. */
export const polygamma: Primitive<{ readonly order: number }> = unary<{ readonly order: number }>({
  name: "polygamma",
  number: (x, { order }) => polygammaNumber(order, x),
  scalar: (A, x, { order }) => A.polygamma(order, x),
  partials: [(x, _, { order }) => op.polygamma(order + 1, x)],
});
