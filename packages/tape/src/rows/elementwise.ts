import {
  addRun,
  convert,
  type DType,
  isFloat,
  multiplyRun,
  scaleRun,
  select,
  subtractRun,
} from "@chainrule/array";
import { type Arithmetic, sigmoid as sigmoidNumber, softplus as softplusNumber } from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { binary, broadcastLike, castLike, elementwise, unary, unbroadcast } from "../families.ts";
import type { Primitive } from "../primitive.ts";
import { elementwiseShape } from "../promotion.ts";
import type { ArrayLike } from "../value.ts";

const apply1 = (row: Primitive<undefined>, x: ArrayLike): ArrayLike => applyOne(row, undefined, [x]);
const apply2 = (row: Primitive<undefined>, a: ArrayLike, b: ArrayLike): ArrayLike =>
  applyOne(row, undefined, [a, b]);

// ---- arithmetic ----

export const add: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "add",
  dtype: "same",
  number: (a, b) => a + b,
  run: addRun,
  partials: [1, 1],
});

export const subtract: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "subtract",
  dtype: "same",
  number: (a, b) => a - b,
  run: subtractRun,
  partials: [1, -1],
});

export const multiply: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "multiply",
  dtype: "same",
  number: (a, b) => a * b,
  run: multiplyRun,
  reads: "others",
  partials: [(_, b) => b, (a) => a],
});

/** -(a/b)/b: the form a/b² overflows for tiny b. */
export const divide: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "divide",
  number: (a, b) => a / b,
  reads: ["others", "itself and outputs"],
  partials: [(_, b) => apply2(divide, 1, b), (_, b, y) => apply1(negate, apply2(divide, y, b))],
});

export const negate: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "negate",
  dtype: "same",
  number: (x) => -x,
  partials: [-1],
});

/**
 * `linear * partial` for tangents and cotangents: 0 where they are exactly 0, however infinite the partial.
 *
 * A complex number is compared by its real part, but an imaginary one is not 0: its quotient by itself is 1.
 */
export const scale: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "scale",
  dtype: "same",
  number: scaleNumber,
  scalar: scaleIn,
  run: scaleRun,
  reads: "others",
  partials: [(_, partial) => partial, (linear) => linear],
});

export function scaleNumber(linear: number, partial: number): number {
  return linear === 0 ? 0 : linear * partial;
}

export function scaleIn<T>(A: Arithmetic<T>, linear: T, partial: T): T {
  return isExactZero(A, linear) ? A.fromNumber(0) : A.multiply(linear, partial);
}

export function isExactZero<T>(A: Arithmetic<T>, x: T): boolean {
  return A.compare(x, A.fromNumber(0)) === 0 && Number.isNaN(A.toNumber(A.divide(x, x)));
}

// ---- functions ----

export const exp: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "exp",
  number: Math.exp,
  reads: "outputs",
  partials: [(_, y) => y],
});

export const log: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "log",
  number: Math.log,
  partials: [(x) => apply2(divide, 1, x)],
});

export const sin: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "sin",
  number: Math.sin,
  partials: [(x) => apply1(cos, x)],
});

export const cos: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "cos",
  number: Math.cos,
  partials: [(x) => apply1(negate, apply1(sin, x))],
});

/** Its derivative is formed from the input: 1 - y² loses the tails. */
export const tanh: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "tanh",
  number: Math.tanh,
  partials: [(x) => apply1(squaredSech, x)],
});

/** 1/cosh² x as 4e/(1 + e)² with e = exp(-2|x|), in which nothing overflows or cancels. */
export const squaredSech: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "squaredSech",
  number: (x) => 4 * logisticDensityNumber(2 * x),
  scalar: (A, x) => A.multiply(A.fromNumber(4), densityIn(A, A.multiply(A.fromNumber(2), x))),
  partials: [(x, y) => apply2(multiply, -2, apply2(multiply, y, apply1(tanh, x)))],
});

/** Its derivative is formed from the input: y (1 - y) loses the right tail. */
export const sigmoid: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "sigmoid",
  number: sigmoidNumber,
  partials: [(x) => apply1(logisticDensity, x)],
});

/** The density s(x) s(-x) of the logistic distribution, whose derivative is -s(x) s(-x) tanh(x/2). */
export const logisticDensity: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "logisticDensity",
  number: logisticDensityNumber,
  scalar: densityIn,
  partials: [(x, y) => apply1(negate, apply2(multiply, y, apply1(tanh, apply2(multiply, 0.5, x))))],
});

function logisticDensityNumber(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return e / ((1 + e) * (1 + e));
}

function densityIn<T>(A: Arithmetic<T>, x: T): T {
  return A.multiply(A.sigmoid(x), A.sigmoid(A.negate(x)));
}

/** log(1 + exp x), one named smooth function: its stable form with max and abs has no kink at 0. */
export const softplus: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "softplus",
  number: softplusNumber,
  partials: [(x) => apply1(sigmoid, x)],
});

// ---- dtype and selection ----

/** The identity, through which no derivative passes. */
export const stopGradient: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "stopGradient",
  dtype: "same",
  number: (x) => x,
  scalar: (_, x) => x,
  partials: [undefined],
});

export const cast: Primitive<{ readonly dtype: DType }> = /* @__PURE__ */ elementwise<
  [ArrayLike],
  { readonly dtype: DType }
>(
  {
    name: "cast",
    number: (x) => x,
    scalar: (A, x, { dtype }) => {
      if (isFloat(dtype)) return x;
      const zero = A.compare(x, A.fromNumber(0));
      if (dtype === "bool") return zero === 0 ? x : A.fromNumber(zero === undefined ? Number.NaN : 1);
      return zero === -1 ? A.negate(A.floor(A.negate(x))) : A.floor(x);
    },
    partials: [1],
    reads: "nothing",
  },
  ({ dtype }, [x]) => [convert(x!, dtype)],
  {
    number: undefined,
    shape: ({ dtype }, [x]) => [{ shape: x!.shape, dtype, weak: false }],
    vjp: ([cotangent], { inputs }) => [castLike(cotangent!, inputs[0]!)],
    jvp: ([tangent], { outputs }) => [tangent === undefined ? undefined : castLike(tangent, outputs[0]!)],
  },
);

/** Elements of `a` where the condition holds, else of `b`: selected, not multiplied, so a NaN not taken is not met. */
export const where: Primitive<undefined> = /* @__PURE__ */ elementwise<
  [ArrayLike, ArrayLike, ArrayLike],
  undefined
>(
  {
    name: "where",
    number: (condition, a, b) => (condition !== 0 ? a : b),
    scalar: (A, condition, a, b) => {
      const holds = A.toNumber(condition);
      return Number.isNaN(holds) ? condition : holds !== 0 ? a : b;
    },
    partials: [undefined, undefined, undefined],
    reads: "nothing",
  },
  (_, [condition, a, b], [out]) => [select(condition!, a!, b!, out!.dtype)],
  {
    shape: (_, inputs) => {
      const { dtype, weak } = elementwiseShape("where", "kept", inputs.slice(1));
      return [{ ...elementwiseShape("where", "kept", inputs), dtype, weak: weak && inputs[0]!.weak }];
    },
    saves: ({ inputs: [condition] }) => [condition!],
    vjp: ([cotangent], { inputs: [, a, b], saved: [condition], needed }) => [
      undefined,
      needed[1] ? unbroadcast(applyOne(where, undefined, [condition!, cotangent!, 0]), a!) : undefined,
      needed[2] ? unbroadcast(applyOne(where, undefined, [condition!, 0, cotangent!]), b!) : undefined,
    ],
    jvp: ([, a, b], { saved: [condition], outputs }) =>
      a === undefined && b === undefined
        ? [undefined]
        : [broadcastLike(applyOne(where, undefined, [condition!, a ?? 0, b ?? 0]), outputs[0]!)],
  },
);
