import {
  besselI0Derivative,
  float64,
  i1e as i1eNumber,
  scaledBesselI,
  scaledBesselI0Derivative,
} from "@chainrule/special";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";

/** Which member of a family of derivatives. */
export interface Order {
  readonly order: number;
}

/** The derivative of Bessel's I0 of a given order: positive terms, so that none cancels. */
export const besselI0: Primitive<Order> = /* @__PURE__ */ unary<Order>({
  name: "besselI0",
  number: (x, { order }) => besselI0Derivative(float64, order, x),
  scalar: (A, x, { order }) => besselI0Derivative(A, order, x),
  reads: "inputs",
  partials: [(x, _, { order }) => op.besselI0(x, order + 1)],
});

/** Of exp(-x) I0(x) the derivative of a given order without its sign, at |x|; its own derivative at 0 is 0. */
export const scaledBessel: Primitive<Order> = /* @__PURE__ */ unary<Order>({
  name: "scaledBessel",
  number: (x, { order }) => scaledBesselI(float64, order, Math.abs(x)),
  scalar: (A, x, { order }) => scaledBesselI(A, order, A.abs(x)),
  reads: "inputs",
  partials: [(x, _, { order }) => op.negate(op.multiply(op.sign(x), op.scaledBessel(x, order + 1)))],
});

/** exp(-|x|) I1(x) for x > 0 is E0 - E1 of the scaled ones, so its derivative is E2 - E1, on both sides. */
export const i1e: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "i1e",
  number: i1eNumber,
  scalar: (A, x) => A.multiply(A.sign(x), scaledBesselI0Derivative(A, 1, A.abs(x))),
  partials: [(x) => op.subtract(op.scaledBessel(x, 2), op.scaledBessel(x, 1))],
});
