import { map2 } from "@chainrule/array";
import { nextAfter as nextAfterNumber, nextAfterSingle, roundHalfEven } from "@chainrule/special";
import { binary, elementwise, unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";

// Kinks and jumps. The derivative at a kink is the one documented with the operation.

/** 0 at 0. */
export const abs: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "abs",
  dtype: "same",
  number: Math.abs,
  partials: [(x) => op.sign(x)],
});

export const sign: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "sign",
  dtype: "same",
  number: Math.sign,
  partials: [undefined],
});

export const floor: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "floor",
  dtype: "same",
  number: Math.floor,
  partials: [undefined],
});

export const ceil: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "ceil",
  dtype: "same",
  number: Math.ceil,
  partials: [undefined],
});

/** Halves to even. */
export const round: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "round",
  dtype: "same",
  number: roundHalfEven,
  partials: [undefined],
});

export const trunc: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "trunc",
  dtype: "same",
  number: Math.trunc,
  scalar: (A, x) => (A.toNumber(x) < 0 ? A.ceil(x) : A.floor(x)),
  partials: [undefined],
});

/** 1 right of 0, `atZero` at 0, 0 left of it; NaN stays. */
export const heaviside: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "heaviside",
  dtype: "same",
  number: (x, atZero) => (x > 0 ? 1 : x < 0 ? 0 : x === 0 ? atZero : x),
  scalar: (A, x, atZero) => {
    const order = A.compare(x, A.fromNumber(0));
    return order === 0 ? atZero : A.fromNumber(order === undefined ? Number.NaN : order === 1 ? 1 : 0);
  },
  reads: "others",
  partials: [undefined, (x) => op.equal(x, 0)],
});

/** Half to each at a tie, so that the weights sum to 1. */
export const maximum: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "maximum",
  dtype: "same",
  number: (a, b) => Math.max(a, b),
  scalar: (A, a, b) => A.max(a, b),
  partials: [
    (a, b) => op.heaviside(op.difference(a, b), 0.5),
    (a, b) => op.heaviside(op.difference(b, a), 0.5),
  ],
});

export const minimum: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "minimum",
  dtype: "same",
  number: (a, b) => Math.min(a, b),
  scalar: (A, a, b) => A.min(a, b),
  partials: [
    (a, b) => op.heaviside(op.difference(b, a), 0.5),
    (a, b) => op.heaviside(op.difference(a, b), 0.5),
  ],
});

/** Bounds of a row, -Infinity or Infinity where there is none. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const clamped = (x: number, { min, max }: Bounds): number => Math.min(Math.max(x, min), max);

/** Derivative 1 at both bounds, 0 for NaN. */
export const clip: Primitive<Bounds> = /* @__PURE__ */ unary<Bounds>({
  name: "clip",
  dtype: "same",
  number: clamped,
  scalar: (A, x, { min, max }) => A.min(A.max(x, A.fromNumber(min)), A.fromNumber(max)),
  reads: "slopes",
  partials: [(x, _, { min, max }) => op.logicalAnd(op.greaterEqual(x, min), op.lessEqual(x, max))],
});

/** As `clip`, but with derivative 0 at both bounds: hardtanh, relu6 and their kind. */
export const saturate: Primitive<Bounds> = /* @__PURE__ */ unary<Bounds>({
  name: "saturate",
  dtype: "same",
  number: clamped,
  scalar: (A, x, { min, max }) => A.min(A.max(x, A.fromNumber(min)), A.fromNumber(max)),
  reads: "slopes",
  partials: [(x, _, { min, max }) => op.logicalAnd(op.greater(x, min), op.less(x, max))],
});

/** The remainder of a / b with the sign of b: a - b floor(a / b). */
export const remainder: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "remainder",
  dtype: "same",
  number: remainderNumber,
  scalar: (A, a, b) => A.subtract(a, A.multiply(b, A.floor(A.divide(a, b)))),
  partials: [1, (a, b) => op.negate(op.floorDivide(a, b))],
});

function remainderNumber(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 !== b < 0 ? rest + b : rest;
}

/** The remainder of a / b with the sign of a: a - b trunc(a / b). */
export const fmod: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "fmod",
  dtype: "same",
  number: (a, b) => a % b,
  scalar: (A, a, b) => {
    const quotient = A.divide(a, b);
    const whole = A.toNumber(quotient) < 0 ? A.ceil(quotient) : A.floor(quotient);
    return A.subtract(a, A.multiply(b, whole));
  },
  partials: [1, (a, b) => op.negate(op.trunc(op.divide(a, b)))],
});

/** floor(a / b), from the exact remainder: 1 / 0.1 is 9 and not 10, as 0.1 is a little more than a tenth. */
export const floorDivide: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "floorDivide",
  dtype: "same",
  number: floorDivideNumber,
  scalar: (A, a, b) => A.floor(A.divide(a, b)),
  partials: [undefined, undefined],
});

function floorDivideNumber(a: number, b: number): number {
  if (a === 0 || b === 0) return a / b;
  const rest = remainderNumber(a, b);
  return Math.abs(rest) === Number.POSITIVE_INFINITY ? -1 : Math.round((a - rest) / b);
}

/** The size of `a` with the sign of `b`, -0 counting as negative. */
export const copySign: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "copySign",
  number: (a, b) => (isNegative(a) === isNegative(b) ? a : -a),
  scalar: (A, a, b) => (isNegative(A.toNumber(a)) === isNegative(A.toNumber(b)) ? a : A.negate(a)),
  partials: [(a, b) => op.multiply(op.sign(a), op.copySign(1, b)), undefined],
});

function isNegative(x: number): boolean {
  return x < 0 || Object.is(x, -0);
}

/** The neighbour of `a` towards `b`, among the numbers of the result's dtype. No derivative passes. */
export const nextAfter: Primitive<undefined> = /* @__PURE__ */ elementwise<[ArrayLike, ArrayLike], undefined>(
  {
    name: "nextAfter",
    number: (a, b) => nextAfterNumber(a, b),
    scalar: (A, a, b) => A.fromNumber(nextAfterNumber(A.toNumber(a), A.toNumber(b))),
    partials: [undefined, undefined],
  },
  (_, [a, b], [out]) => [
    map2(out!.dtype === "float32" ? nextAfterSingle : nextAfterNumber, a!, b!, out!.dtype),
  ],
);

/** What stands in for elements that are not finite. */
export interface NonFiniteReplacements {
  /** For NaN. */
  readonly nan: number;
  /** For Infinity. */
  readonly positive: number;
  /** For -Infinity. */
  readonly negative: number;
}

export const nanToNum: Primitive<NonFiniteReplacements> = /* @__PURE__ */ unary<NonFiniteReplacements>({
  name: "nanToNum",
  dtype: "same",
  number: (x, { nan, positive, negative }) =>
    Number.isFinite(x) ? x : x > 0 ? positive : x < 0 ? negative : nan,
  scalar: (A, x, { nan, positive, negative }) => {
    const at = A.toNumber(x);
    return Number.isFinite(at) ? x : A.fromNumber(at > 0 ? positive : at < 0 ? negative : nan);
  },
  reads: "slopes",
  partials: [(x) => op.isFinite(x)],
});
