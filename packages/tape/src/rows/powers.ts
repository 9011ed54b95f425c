import { hypot as hypotNumber, integerPower as integerPowerNumber } from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { binary, unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";
import { scale } from "./elementwise.ts";

export const square: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "square",
  dtype: "same",
  number: (x) => x * x,
  scalar: (A, x) => A.multiply(x, x),
  partials: [(x) => op.multiply(2, x)],
});

/** Infinity at 0, where a cotangent of 0 stays 0. */
export const sqrt: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "sqrt",
  number: Math.sqrt,
  scalar: (A, x) => A.sqrt(x),
  reads: "outputs",
  partials: [(_, y) => op.divide(0.5, y)],
});

export const rsqrt: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "rsqrt",
  number: (x) => 1 / Math.sqrt(x),
  scalar: (A, x) => A.divide(A.fromNumber(1), A.sqrt(x)),
  partials: [(x, y) => op.divide(op.multiply(-0.5, y), x)],
});

/** 1 / (3 y²), not a third of x^(-2/3): real for negative x. */
export const cbrt: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "cbrt",
  number: Math.cbrt,
  scalar: (A, x) => A.cbrt(x),
  reads: "outputs",
  partials: [(_, y) => op.reciprocal(op.multiply(3, op.square(y)))],
});

export const reciprocal: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "reciprocal",
  number: (x) => 1 / x,
  scalar: (A, x) => A.divide(A.fromNumber(1), x),
  reads: "outputs",
  partials: [(_, y) => op.negate(op.square(y))],
});

/** x^n for a fixed integer n, by repeated squaring: k x^(k-1), so that 0 is no exception. */
export const integerPower: Primitive<{ readonly exponent: number }> = /* @__PURE__ */ unary<{
  readonly exponent: number;
}>({
  name: "integerPower",
  number: (x, { exponent }) => integerPowerNumber(x, exponent),
  scalar: (A, x, { exponent }) => A.integerPower(x, exponent),
  reads: "inputs",
  partials: [
    (x, _, { exponent }) => (exponent === 0 ? 0 : op.multiply(exponent, op.integerPower(x, exponent - 1))),
  ],
});

/**
 * By the base y x^(y-1), 0 at y = 0; by the exponent z log x, 0 at x = 0 < y, NaN for other x <= 0. Where these are constants
 * at x = 0, their own derivatives still say that x^(y-1) log x is infinite there for y <= 1.
 */
export const power: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "power",
  number: powerNumber,
  scalar: (A, x, y) => A.power(x, y),
  partials: [
    (x, y, z) => {
      const slope = op.multiply(y, op.power(x, op.subtract(y, 1)));
      const atOne = op.add(1, falling(op.subtract(y, 1)));
      const isOne = op.logicalAnd(op.equal(x, 0), op.equal(y, 1));
      return op.where(op.equal(y, 0), withoutExponent(x, y, z), op.where(isOne, atOne, slope));
    },
    (x, y, z) => {
      const atZero = op.where(op.greater(y, 1), 0, falling(x));
      return op.where(op.logicalAnd(op.equal(x, 0), op.greater(y, 0)), atZero, op.multiply(z, logOfBase(x)));
    },
  ],
});

/** As IEEE 754 has it: 1 to any power is 1, -1 to an infinite one too, where `Math.pow` gives NaN. */
function powerNumber(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY)) return 1;
  return x ** y;
}

/** 0 at 0, with the slope -Infinity. */
function falling(x: ArrayLike): ArrayLike {
  return applyOne(scale, undefined, [x, Number.NEGATIVE_INFINITY]);
}

/** y z / x at y = 0: it is 0 for every x, 0 too, and its own derivative by y is still 1 / x. */
function withoutExponent(x: ArrayLike, y: ArrayLike, z: ArrayLike): ArrayLike {
  return op.divide(op.multiply(y, z), op.where(op.equal(x, 0), 1, x));
}

/** log x for positive x, else NaN. */
function logOfBase(x: Parameters<typeof op.log>[0]): ReturnType<typeof op.log> {
  return op.where(op.greater(x, 0), op.log(x), Number.NaN);
}

/** By a: a / h, the sine of an angle, in [-1, 1]; 0 at the origin. */
export const hypot: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "hypot",
  number: hypotNumber,
  scalar: (A, a, b) => A.hypot(a, b),
  reads: "itself and outputs",
  partials: [
    (a, _, h) => op.where(op.equal(h, 0), 0, op.divide(a, h)),
    (_, b, h) => op.where(op.equal(h, 0), 0, op.divide(b, h)),
  ],
});
