import { mapPairs, multiplyRun } from "@chainrule/array";
import {
  type Arithmetic,
  hypot as hypotNumber,
  integerPower as integerPowerNumber,
  twoSum,
} from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { binary, elementwise, unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";
import { isExactZero, scaleIn, scaleNumber } from "./elementwise.ts";

export const square: Primitive<undefined> = /* @__PURE__ */ elementwise<[ArrayLike], undefined>(
  {
    name: "square",
    dtype: "same",
    number: (x) => x * x,
    scalar: (A, x) => A.multiply(x, x),
    partials: [(x) => op.multiply(2, x)],
  },
  (_, [x], [out]) => [mapPairs((a, b) => a * b, x!, x!, out!.shape, out!.dtype, multiplyRun)],
);

/** Infinity at 0, where a cotangent of 0 stays 0. */
export const sqrt: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "sqrt",
  number: Math.sqrt,
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

/** How many times x^y is differentiated by x and by y. */
export interface PowerOrder {
  readonly byBase: number;
  readonly byExponent: number;
}

/** By the base y x^(y-1), 0 at y = 0; by the exponent x^y log x, 0 at x = 0 < y, NaN for other x <= 0. */
export const power: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "power",
  number: powerNumber,
  partials: [
    (x, y) => op.powerDerivative(x, y, { byBase: 1, byExponent: 0 }),
    (x, y) => op.powerDerivative(x, y, { byBase: 0, byExponent: 1 }),
  ],
});

/**
 * Any derivative of x^y: m times by x and n times by y it is x^(y-m) p(m, n), where p(0, n) = (log x)^n and
 * p(m, n) = (y-m+1) p(m-1, n) + n p(m-1, n-1). Where p is 0, so is the derivative; at x = 0 powers win over logarithms.
 */
export const powerDerivative: Primitive<PowerOrder> = /* @__PURE__ */ binary<PowerOrder>({
  name: "powerDerivative",
  number: powerDerivativeNumber,
  scalar: powerDerivativeIn,
  reads: "inputs",
  partials: [
    (x, y, _, order) => op.powerDerivative(x, y, { ...order, byBase: order.byBase + 1 }),
    (x, y, _, order) => op.powerDerivative(x, y, { ...order, byExponent: order.byExponent + 1 }),
  ],
});

/** As IEEE 754 has it: 1 to any power is 1, -1 to an infinite one too, where `Math.pow` gives NaN. */
function powerNumber(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY)) return 1;
  return x ** y;
}

function powerDerivativeNumber(x: number, y: number, { byBase: m, byExponent: n }: PowerOrder): number {
  const logarithm = x === 0 && y > 0 ? Number.NEGATIVE_INFINITY : x > 0 ? Math.log(x) : Number.NaN;
  const parts = [1];
  for (let j = 0; j < n; j++) parts.push(parts[j]! * logarithm);
  for (let k = 0; k < m; k++) {
    for (let j = n; j >= 0; j--) parts[j] = scaleNumber(y - k, parts[j]!) + j * (parts[j - 1] ?? 0);
  }
  const power = loweredPower(x, y, m);
  return power === 0 && !Number.isNaN(parts[n]) ? 0 : scaleNumber(parts[n]!, power);
}

/** x^(y - m), with what y - m loses to rounding: of a power it is log x times as much. */
function loweredPower(x: number, y: number, m: number): number {
  const { hi: exponent, lo: lost } = twoSum(y, -m);
  const rounded = powerNumber(x, exponent);
  const correction = lost === 0 ? 0 : rounded * lost * Math.log(Math.abs(x));
  return Number.isFinite(correction) ? rounded + correction : rounded;
}

/** The same in any arithmetic. */
function powerDerivativeIn<T>(A: Arithmetic<T>, x: T, y: T, order: PowerOrder): T {
  if (isExactZero(A, x)) return A.fromNumber(powerDerivativeNumber(0, A.toNumber(y), order));
  const { byBase: m, byExponent: n } = order;
  const [zero, parts] = [A.fromNumber(0), [A.fromNumber(1)]];
  for (let j = 0; j < n; j++) parts.push(A.multiply(parts[j]!, A.log(x)));
  for (let k = 0; k < m; k++) {
    const factor = A.subtract(y, A.fromNumber(k));
    for (let j = n; j >= 0; j--) {
      const below = A.multiply(A.fromNumber(j), parts[j - 1] ?? zero);
      parts[j] = A.add(scaleIn(A, factor, parts[j]!), below);
    }
  }
  return scaleIn(A, parts[n]!, A.power(x, A.subtract(y, A.fromNumber(m))));
}

/** The length of (a, b), whose derivatives are the cosines of its angles to the axes. */
export const hypot: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "hypot",
  number: hypotNumber,
  partials: [(a, b) => cosineOf(a, b), (a, b) => cosineOf(b, a)],
});

const cosineOf = (a: ArrayLike, b: ArrayLike): ArrayLike => applyOne(directionCosine, undefined, [a, b]);

/** x / r, and 0 at the origin and at infinity. */
export function overLength(x: ArrayLike, r: ArrayLike): ArrayLike {
  return op.where(op.logicalOr(op.equal(r, 0), op.isInfinite(r)), 0, op.divide(x, r));
}

/** u = a/r at (a, b), r the length, 0 at the origin; with v = b/r its derivatives are v v/r and -u v/r, in which no squares cancel. */
export const directionCosine: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "directionCosine",
  number: cosineNumber,
  scalar: cosineIn,
  partials: [
    (a, b) => op.multiply(cosineOf(b, a), overLength(cosineOf(b, a), op.hypot(a, b))),
    (a, b) => op.negate(overLength(op.multiply(cosineOf(a, b), cosineOf(b, a)), op.hypot(a, b))),
  ],
});

/** a / r, and its limits where a is infinite and at the origin. */
export function cosineNumber(a: number, b: number): number {
  const r = hypotNumber(a, b);
  return r === Math.abs(a) && Number.isFinite(b) ? Math.sign(a) : a / r;
}

/** The same in any arithmetic. */
export function cosineIn<T>(A: Arithmetic<T>, a: T, b: T): T {
  const r = A.hypot(a, b);
  if (isExactZero(A, r)) return A.fromNumber(0);
  const isAxis = !Number.isFinite(A.toNumber(a)) && Number.isFinite(A.toNumber(b));
  return isAxis ? A.sign(a) : A.divide(a, r);
}
