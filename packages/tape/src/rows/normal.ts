import {
  type Arithmetic,
  erfcx as erfcxNumber,
  logNormalCdf as logNormalCdfNumber,
  normalCdf as normalCdfNumber,
  normalQuantile as normalQuantileNumber,
} from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";
import { scale } from "./elementwise.ts";
import { gaussianNumber } from "./erfc-integrals.ts";
import { geluSlopeNear } from "./slope-series.ts";

/** The distribution function of the standard normal law: Phi x = erfc(-x/√2) / 2. */
export const normalCdf: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "normalCdf",
  number: normalCdfNumber,
  scalar: normalCdfIn,
  partials: [(x) => op.normalDensity(x)],
});

function normalCdfIn<T>(A: Arithmetic<T>, x: T): T {
  return A.divide(A.erfc(A.negate(A.divide(x, A.sqrt(A.fromNumber(2))))), A.fromNumber(2));
}

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** exp(-x²/2) / √(2π), flat where it is 0, at infinity too. */
export const normalDensity: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "normalDensity",
  number: densityNumber,
  scalar: densityIn,
  partials: [(x, y) => op.negate(applyOne(scale, undefined, [y, x]))],
});

function densityNumber(x: number): number {
  return gaussianNumber(x, 0.5) / ROOT_TWO_PI;
}

function densityIn<T>(A: Arithmetic<T>, x: T): T {
  const two = A.fromNumber(2);
  return A.divide(A.exp(A.negate(A.divide(A.multiply(x, x), two))), A.sqrt(A.multiply(two, A.pi)));
}

/** x Phi(x), with the derivative Phi(x) + x phi(x): no tail is formed as 1 + erf. */
export const gelu: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "gelu",
  number: (x) => (x === Number.NEGATIVE_INFINITY ? -0 : x * normalCdfNumber(x)),
  scalar: (A, x) =>
    A.multiply(A.divide(x, A.fromNumber(2)), A.erfc(A.negate(A.divide(x, A.sqrt(A.fromNumber(2)))))),
  partials: [(x) => applyOne(geluSlope, undefined, [x])],
});

/** Phi(x) + x phi(x), and phi(x) (2 - x²) in turn. */
export const geluSlope: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "geluSlope",
  number: (x) => geluSlopeNear(x) ?? normalCdfNumber(x) + (Math.abs(x) > 40 ? 0 : x * densityNumber(x)),
  scalar: (A, x) => A.add(normalCdfIn(A, x), A.multiply(x, densityIn(A, x))),
  partials: [(x) => op.multiply(op.normalDensity(x), op.subtract(2, op.square(x)))],
});

/**
 * log Phi(x). Its derivative phi / Phi is a quotient of two that vanish on the left, where erfcx gives it. Each side is formed where it
 * holds only, as erfcx is infinite far on the other.
 */
export const logNormalCdf: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "logNormalCdf",
  number: logNormalCdfNumber,
  scalar: logNormalCdfIn,
  partials: [
    (x) => {
      const isLeft = op.less(x, 0);
      const right = op.where(isLeft, 0, x);
      return op.where(
        isLeft,
        hazard(op.where(isLeft, x, 0)),
        op.divide(op.normalDensity(right), op.normalCdf(right)),
      );
    },
  ],
});

/** phi(x) / Phi(x) = √(2/π) / erfcx(-x/√2). */
function hazard(x: ArrayLike): ArrayLike {
  return op.divide(op.sqrt(op.divide(2, op.pi())), op.erfcx(op.negate(op.divide(x, op.sqrt(2)))));
}

function logNormalCdfIn<T>(A: Arithmetic<T>, x: T): T {
  const two = A.fromNumber(2);
  const scaled = A.divide(x, A.sqrt(two));
  if (A.toNumber(x) > -1) return A.log1p(A.negate(A.divide(A.erfc(scaled), two)));
  const square = A.divide(A.multiply(x, x), two);
  return A.subtract(A.log(A.divide(A.erfcx(A.negate(scaled)), two)), square);
}

/** The inverse of Phi. */
export const normalQuantile: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "normalQuantile",
  number: normalQuantileNumber,
  scalar: normalQuantileIn,
  partials: [(p) => applyOne(normalQuantileSlope, undefined, [p])],
});

/** 1 / phi(y) at the quantile y of p, with the derivative y / phi(y)², in a form that does not cancel about 1/2. */
export const normalQuantileSlope: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "normalQuantileSlope",
  number: quantileSlopeNumber,
  scalar: (A, p) => {
    const y = normalQuantileIn(A, p);
    const [two, root] = [A.fromNumber(2), A.sqrt(A.multiply(A.fromNumber(2), A.pi))];
    return A.multiply(root, A.exp(A.divide(A.multiply(y, y), two)));
  },
  partials: [(p, slope) => op.multiply(op.multiply(op.normalQuantile(p), slope), slope)],
});

/** Phi / phi at y over p, as exp(y²/2) would multiply the rounding of y; from 1/2 on, that of the mirrored one. */
function quantileSlopeNumber(p: number): number {
  const rest = Math.min(p, 1 - p);
  if (rest === 0) return Number.POSITIVE_INFINITY;
  return (Math.sqrt(Math.PI / 2) * erfcxNumber(-normalQuantileNumber(rest) / Math.SQRT2)) / rest;
}

/** From the float64 value, two steps of Halley's method for log Phi(y) = log p, each of which trebles the digits. */
function normalQuantileIn<T>(A: Arithmetic<T>, p: T): T {
  const at = A.toNumber(p);
  if (at > 0.5) return A.negate(normalQuantileIn(A, A.subtract(A.fromNumber(1), p)));
  let y = A.fromNumber(normalQuantileNumber(at));
  if (!Number.isFinite(A.toNumber(y))) return y;
  const [two, logarithm] = [A.fromNumber(2), A.log(p)];
  for (let step = 0; step < 2; step++) {
    const scaled = A.erfcx(A.negate(A.divide(y, A.sqrt(two))));
    const slope = A.divide(A.sqrt(A.divide(two, A.pi)), scaled);
    const newton = A.divide(A.subtract(logNormalCdfIn(A, y), logarithm), slope);
    const curvature = A.divide(A.multiply(newton, A.add(y, slope)), two);
    y = A.subtract(y, A.divide(newton, A.add(A.fromNumber(1), curvature)));
  }
  return y;
}
