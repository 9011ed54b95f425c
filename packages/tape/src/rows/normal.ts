import { erfc as erfcNumber, erfcx as erfcxNumber } from "@chainrule/special";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import { gaussianNumber } from "./erfc-integrals.ts";

/** The distribution function of the standard normal law: Phi x = erfc(-x/√2) / 2. */
export const normalCdf: Primitive<undefined> = unary({
  name: "normalCdf",
  number: normalCdfNumber,
  scalar: (A, x) => A.divide(A.erfc(A.negate(A.divide(x, A.sqrt(A.fromNumber(2))))), A.fromNumber(2)),
  partials: [(x) => op.normalDensity(x)],
});

/** In the left tail erfcx times a Gaussian whose exponent is exact: erfc alone would multiply the error of x/√2. */
function normalCdfNumber(x: number): number {
  if (x > -1) return erfcNumber(-x * Math.SQRT1_2) / 2;
  return (erfcxNumber(-x * Math.SQRT1_2) * gaussianNumber(x, 0.5)) / 2;
}

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** exp(-x²/2) / √(2π). */
export const normalDensity: Primitive<undefined> = unary({
  name: "normalDensity",
  number: (x) => gaussianNumber(x, 0.5) / ROOT_TWO_PI,
  scalar: (A, x) => {
    const two = A.fromNumber(2);
    return A.divide(A.exp(A.negate(A.divide(A.multiply(x, x), two))), A.sqrt(A.multiply(two, A.pi)));
  },
  partials: [(x, y) => op.negate(op.multiply(x, y))],
});

/** x Phi(x), with the derivative Phi(x) + x phi(x): no tail is formed as 1 + erf. */
export const gelu: Primitive<undefined> = unary({
  name: "gelu",
  number: (x) => (x === Number.NEGATIVE_INFINITY ? -0 : x * normalCdfNumber(x)),
  scalar: (A, x) =>
    A.multiply(A.divide(x, A.fromNumber(2)), A.erfc(A.negate(A.divide(x, A.sqrt(A.fromNumber(2)))))),
  partials: [(x) => op.add(op.normalCdf(x), op.multiply(x, op.normalDensity(x)))],
});
