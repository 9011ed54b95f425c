import {
  type Arithmetic,
  float64,
  log1mexp as log1mexpNumber,
  logaddexp as logaddexpNumber,
  logit as logitNumber,
  logSigmoid as logSigmoidNumber,
  sigmoid as sigmoidNumber,
  twoSum,
} from "@chainrule/special";
import { applyOne } from "../apply.ts";
import { binary, unary } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";

/** The derivative is exp x, not y + 1, which loses the left tail. */
export const expm1: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "expm1",
  number: Math.expm1,
  partials: [(x) => op.exp(x)],
});

export const log1p: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "log1p",
  number: Math.log1p,
  partials: [(x) => op.reciprocal(op.add(1, x))],
});

export const exp2: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "exp2",
  number: (x) => 2 ** x,
  scalar: (A, x) => A.power(A.fromNumber(2), x),
  reads: "outputs",
  partials: [(_, y) => op.multiply(op.log(2), y)],
});

export const log2: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "log2",
  number: Math.log2,
  scalar: (A, x) => A.divide(A.log(x), A.log(A.fromNumber(2))),
  partials: [(x) => op.reciprocal(op.multiply(op.log(2), x))],
});

export const log10: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "log10",
  number: Math.log10,
  scalar: (A, x) => A.divide(A.log(x), A.log(A.fromNumber(10))),
  partials: [(x) => op.reciprocal(op.multiply(op.log(10), x))],
});

/** log(exp a + exp b), whose derivatives are the shares of both in the sum. */
export const logaddexp: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "logaddexp",
  number: logaddexpNumber,
  scalar: (A, a, b) => {
    const [larger, smaller] = A.compare(a, b) === -1 ? [b, a] : [a, b];
    return isInfinite(A, larger) || isInfinite(A, smaller)
      ? larger
      : A.add(larger, A.softplus(A.subtract(smaller, larger)));
  },
  partials: [(a, b) => shareOf(a, b), (a, b) => shareOf(b, a)],
});

const shareOf = (a: ArrayLike, b: ArrayLike): ArrayLike => applyOne(share, undefined, [a, b]);

/** exp a / (exp a + exp b), the logistic function s of a - b. */
export const share: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "share",
  number: shareNumber,
  scalar: (A, a, b) => A.sigmoid(differenceIn(A, a, b)),
  partials: [(a, b) => densityOf(a, b), (a, b) => op.negate(densityOf(a, b))],
});

const densityOf = (a: ArrayLike, b: ArrayLike): ArrayLike => applyOne(shareDensity, undefined, [a, b]);

/** s(a - b) s(b - a), with the derivative -s(a - b) s(b - a) tanh((a - b) / 2) by a. */
export const shareDensity: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "shareDensity",
  number: (a, b) => shareNumber(a, b) * shareNumber(b, a),
  scalar: (A, a, b) => A.multiply(A.sigmoid(differenceIn(A, a, b)), A.sigmoid(differenceIn(A, b, a))),
  partials: [
    (a, b, y) => op.multiply(y, op.tanh(op.multiply(0.5, op.difference(b, a)))),
    (a, b, y) => op.multiply(y, op.tanh(op.multiply(0.5, op.difference(a, b)))),
  ],
});

/** s(d + e) = s(d) + e s(d) s(-d), where d + e is a - b exactly: what is lost of large differences would be lost many times over. */
function shareNumber(a: number, b: number): number {
  if (a === b) return 0.5;
  const { hi: d, lo: e } = twoSum(a, -b);
  const near = sigmoidNumber(d);
  return Number.isFinite(e) ? near + e * near * sigmoidNumber(-d) : near;
}

/** a - b, and 0 for equal infinities: an argument of derivatives only. */
export const difference: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "difference",
  number: (a, b) => (a === b ? 0 : a - b),
  scalar: differenceIn,
  partials: [1, -1],
});

function differenceIn<T>(A: Arithmetic<T>, a: T, b: T): T {
  return A.compare(a, b) === 0 && isInfinite(A, a) ? A.fromNumber(0) : A.subtract(a, b);
}

function isInfinite<T>(A: Arithmetic<T>, x: T): boolean {
  return Math.abs(A.toNumber(x)) === Number.POSITIVE_INFINITY;
}

/** x log y, 0 for x = 0. By x it is log y, which is -Infinity at y = 0. */
export const xlogy: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "xlogy",
  number: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)),
  scalar: (A, x, y) => timesLogarithm(A, x, A.log(y)),
  reads: ["others", "inputs"],
  partials: [(_, y) => op.log(y), (x, y) => quotient(x, y)],
});

/** x log(1 + y), 0 for x = 0. */
export const xlog1py: Primitive<undefined> = /* @__PURE__ */ binary({
  name: "xlog1py",
  number: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y)),
  scalar: (A, x, y) => timesLogarithm(A, x, A.log1p(y)),
  reads: ["others", "inputs"],
  partials: [(_, y) => op.log1p(y), (x, y) => quotient(x, op.add(1, y))],
});

/** x times a logarithm, which 0 outweighs; where it is finite it is multiplied by, so that an x with a slope keeps it. */
function timesLogarithm<T>(A: Arithmetic<T>, x: T, logarithm: T): T {
  const isOutweighed = A.compare(x, A.fromNumber(0)) === 0 && !Number.isFinite(A.toNumber(logarithm));
  return isOutweighed ? A.fromNumber(0) : A.multiply(x, logarithm);
}

/** x / y, and 0 for 0 / 0. */
function quotient(x: ArrayLike, y: ArrayLike): ArrayLike {
  return op.where(op.logicalAnd(op.equal(x, 0), op.equal(y, 0)), 0, op.divide(x, y));
}

/** 1 / (exp x - 1), whose derivative -y (1 + y) neither over- nor underflows before it must. */
export const reciprocalExpm1: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "reciprocalExpm1",
  number: (x) => (x > 40 ? Math.exp(-x) : 1 / Math.expm1(x)),
  scalar: (A, x) => A.divide(A.fromNumber(1), A.expm1(x)),
  reads: "outputs",
  partials: [(_, y) => op.negate(op.multiply(y, op.add(1, y)))],
});

/** log(1 - exp(-x)), x > 0; the derivative is 1 / (exp x - 1). */
export const log1mexp: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "log1mexp",
  number: log1mexpNumber,
  scalar: (A, x) => A.log(A.negate(A.expm1(A.negate(x)))),
  partials: [(x) => op.reciprocalExpm1(x)],
});

export const logSigmoid: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "logSigmoid",
  number: logSigmoidNumber,
  partials: [(x) => op.sigmoid(op.negate(x))],
});

/** x (1 - x). */
export const timesComplement: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "timesComplement",
  number: (x) => x * (1 - x),
  scalar: (A, x) => A.multiply(x, A.subtract(A.fromNumber(1), x)),
  partials: [(x) => op.subtract(1, op.multiply(2, x))],
});

/** log(x / (1 - x)). Its derivative 1 / (x (1 - x)) is the square of a root, so that it is NaN where the value is. */
export const logit: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "logit",
  number: logitNumber,
  scalar: (A, x) => A.subtract(A.log(x), A.log1p(A.negate(x))),
  partials: [(x) => op.square(op.rsqrt(op.timesComplement(x)))],
});

/** log cosh x, smooth at 0 although its two forms are chosen by |x|. */
export const logCosh: Primitive<undefined> = /* @__PURE__ */ unary({
  name: "logCosh",
  number: (x) => logCoshIn(float64, x),
  scalar: logCoshIn,
  partials: [(x) => op.tanh(x)],
});

/** log1p(2 sinh²(x/2)) near 0, where |x| + log1p(exp(-2|x|)) - log 2 cancels; the latter where sinh overflows. */
function logCoshIn<T>(A: Arithmetic<T>, x: T): T {
  const two = A.fromNumber(2);
  if (Math.abs(A.toNumber(x)) < 2) {
    const h = A.sinh(A.divide(x, two));
    return A.log1p(A.multiply(two, A.multiply(h, h)));
  }
  const size = A.abs(x);
  return A.subtract(A.add(size, A.softplus(A.negate(A.add(size, size)))), A.log(two));
}
