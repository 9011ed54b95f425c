import { hypot as hypotNumber } from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { binary, unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";
import { isExactZero } from "./elementwise.ts";
import { cosineIn, cosineNumber, overLength } from "./powers.ts";

export const tan: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "tan",
  number: Math.tan,
  reads: "outputs",
  partials: [(_, y) => op.add(1, op.square(y))],
});

/** 1 - x² as (1 - x)(1 + x), which does not cancel at the edges; the derivative -2x does not cancel at 0. */
export const oneMinusSquare: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "oneMinusSquare",
  number: (x) => (1 - x) * (1 + x),
  scalar: (A, x) => A.multiply(A.subtract(A.fromNumber(1), x), A.add(A.fromNumber(1), x)),
  partials: [(x) => op.multiply(-2, x)],
});

export const asin: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "asin",
  number: Math.asin,
  partials: [(x) => op.rsqrt(op.oneMinusSquare(x))],
});

export const acos: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "acos",
  number: Math.acos,
  partials: [(x) => op.negate(op.rsqrt(op.oneMinusSquare(x)))],
});

/** sqrt(1 + x²), which is |x| where the square would overflow. */
export const rootOfOnePlusSquare: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "rootOfOnePlusSquare",
  number: (x) => (Math.abs(x) > 2 ** 27 ? Math.abs(x) : Math.sqrt(1 + x * x)),
  scalar: (A, x) => A.hypot(A.fromNumber(1), x),
  partials: [(x, y) => op.divide(x, y)],
});

/** 1 over the square of a length, which does not overflow where 1 + x² does. */
export const atan: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "atan",
  number: Math.atan,
  partials: [(x) => op.square(op.reciprocal(op.rootOfOnePlusSquare(x)))],
});

/** The angle of (x, y), whose derivatives are the point over its square, turned by a right angle. */
export const atan2: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "atan2",
  number: Math.atan2,
  partials: [(y, x) => inverted(x, y), (y, x) => op.negate(inverted(y, x))],
});

const inverted = (x: ArrayLike, y: ArrayLike): ArrayLike => applyOne(inversion, undefined, [x, y]);

/**
 * p = x/r² at (x, y), r the length, 0 at the origin: formed as (x/r)/r, as squares underflow. By y it is -2 p(x, y) p(y, x); by x
 * (y - x)(y + x)/r⁴, in which no squares cancel. There halves of x and y are added, as their sums may overflow.
 */
export const inversion: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "inversion",
  number: (x, y) => {
    const r = hypotNumber(x, y);
    return r === 0 ? 0 : cosineNumber(x, y) / r;
  },
  scalar: (A, x, y) => {
    const r = A.hypot(x, y);
    return isExactZero(A, r) ? r : A.divide(cosineIn(A, x, y), r);
  },
  partials: [
    (x, y) => {
      const [r, halfX, halfY] = [op.hypot(x, y), op.multiply(0.5, x), op.multiply(0.5, y)];
      const [rest, sum] = [op.subtract(halfY, halfX), op.add(halfY, halfX)];
      const quarter = op.multiply(overLength(rest, r), overLength(sum, r));
      return overLength(overLength(op.multiply(4, quarter), r), r);
    },
    (x, y) => op.multiply(-2, op.multiply(inverted(x, y), inverted(y, x))),
  ],
});

export const sinh: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "sinh",
  number: Math.sinh,
  partials: [(x) => op.cosh(x)],
});

export const cosh: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "cosh",
  number: Math.cosh,
  partials: [(x) => op.sinh(x)],
});

/** 1 / sqrt(1 + x²) by a root that does not overflow. */
export const asinh: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "asinh",
  number: Math.asinh,
  partials: [(x) => op.reciprocal(op.rootOfOnePlusSquare(x))],
});

/** 1 / (sqrt(x - 1) sqrt(x + 1)): two roots, so that nothing overflows. */
export const acosh: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "acosh",
  number: Math.acosh,
  partials: [(x) => op.multiply(op.rsqrt(op.subtract(x, 1)), op.rsqrt(op.add(x, 1)))],
});

export const atanh: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "atanh",
  number: Math.atanh,
  partials: [(x) => op.reciprocal(op.oneMinusSquare(x))],
});
