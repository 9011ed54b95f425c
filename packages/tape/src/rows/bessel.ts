import {
  type Arithmetic,
  besselI0Derivative,
  float64,
  i1e as i1eNumber,
  scaledBesselI,
  scaledBesselI0Derivative,
} from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import { i1eSlopeNear } from "./slope-series.ts";

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

/** exp(-|x|) I1(x). */
export const i1e: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "i1e",
  number: i1eNumber,
  scalar: (A, x) => A.multiply(A.sign(x), scaledBesselI0Derivative(A, 1, A.abs(x))),
  partials: [(x) => applyOne(i1eSlope, undefined, [x])],
});

/**
 * For x > 0 i1e is E0 - E1 of the scaled ones, so its derivative is E2 - E1, on both sides, and E2 - E3 in turn. Below 1 less cancels
 * between the second and the first derivative of I0.
 */
export const i1eSlope: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "i1eSlope",
  number: (x) => i1eSlopeNear(Math.abs(x)) ?? slopeIn(float64, x),
  scalar: slopeIn,
  partials: [(x) => op.multiply(op.sign(x), op.subtract(op.scaledBessel(x, 2), op.scaledBessel(x, 3)))],
});

function slopeIn<T>(A: Arithmetic<T>, x: T): T {
  const form = Math.abs(A.toNumber(x)) < 1 ? scaledBesselI0Derivative : scaledBesselI;
  return A.subtract(form(A, 2, A.abs(x)), form(A, 1, A.abs(x)));
}
