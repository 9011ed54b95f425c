/** Hyperbolic functions, their inverses and the logistic family in double-double. */
import {
  abs,
  add,
  addNumber,
  type DoubleDouble,
  divide,
  multiply,
  multiplyNumber,
  NOT_A_NUMBER,
  negate,
  ONE,
  scale,
  sqrt,
  square,
  subtract,
  TWO,
  ZERO,
} from "./basic.ts";
import { exp, expm1, LN2, log, log1p } from "./exponential.ts";

/** f(|x|) with the sign of x. */
function odd(f: (x: DoubleDouble) => DoubleDouble, x: DoubleDouble): DoubleDouble {
  return x.hi < 0 ? negate(f(negate(x))) : x.hi === 0 ? x : f(x);
}

/** exp(x) / 2 for large x, where exp(x) alone may overflow. */
function halfExp(x: DoubleDouble): DoubleDouble {
  if (x.hi > 1500) return { hi: Number.POSITIVE_INFINITY, lo: 0 };
  const root = exp(scale(x, -1));
  return multiply(scale(root, -1), root);
}

function sinhPositive(x: DoubleDouble): DoubleDouble {
  if (x.hi > 700) return halfExp(x);
  const m = expm1(x);
  return scale(add(m, divide(m, addNumber(m, 1))), -1);
}

/** sinh(x) = (m + m / (m + 1)) / 2 with m = expm1(x). Measured relative error at most 2^-104. */
export function sinh(x: DoubleDouble): DoubleDouble {
  return odd(sinhPositive, x);
}

/** cosh(x). Measured relative error at most 2^-105. */
export function cosh(x: DoubleDouble): DoubleDouble {
  const size = abs(x);
  if (size.hi > 700) return halfExp(size);
  const e = exp(size);
  return scale(add(e, divide(ONE, e)), -1);
}

function tanhPositive(x: DoubleDouble): DoubleDouble {
  if (x.hi > 350) return ONE;
  const m = expm1(multiplyNumber(x, 2));
  return x.hi < 1 ? divide(m, addNumber(m, 2)) : subtract(ONE, divide(TWO, addNumber(m, 2)));
}

/** tanh(x) from expm1(2 x). Measured relative error at most 2^-103. */
export function tanh(x: DoubleDouble): DoubleDouble {
  return odd(tanhPositive, x);
}

function asinhPositive(x: DoubleDouble): DoubleDouble {
  if (x.hi > 1e20) return add(log(x), LN2);
  const z = square(x);
  return log1p(add(x, divide(z, addNumber(sqrt(addNumber(z, 1)), 1))));
}

/** asinh(x) = log1p(x + x^2 / (1 + sqrt(1 + x^2))). Measured relative error at most 2^-104. */
export function asinh(x: DoubleDouble): DoubleDouble {
  return odd(asinhPositive, x);
}

/** acosh(x) = log1p(t + sqrt(2 t + t^2)) with t = x - 1. Measured relative error at most 2^-104. */
export function acosh(x: DoubleDouble): DoubleDouble {
  if (x.hi > 1e40) return add(log(x), LN2);
  const t = addNumber(x, -1);
  if (t.hi < 0) return NOT_A_NUMBER;
  return log1p(add(t, sqrt(multiply(t, addNumber(t, 2)))));
}

function atanhPositive(x: DoubleDouble): DoubleDouble {
  return scale(log1p(divide(scale(x, 1), subtract(ONE, x))), -1);
}

/** atanh(x) = log1p(2 x / (1 - x)) / 2. Measured relative error at most 2^-103. */
export function atanh(x: DoubleDouble): DoubleDouble {
  return odd(atanhPositive, x);
}

/** sqrt(a^2 + b^2), scaled so that no square over- or underflows. */
export function hypot(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const size = Math.max(Math.abs(a.hi), Math.abs(b.hi));
  if (size === 0 || !Number.isFinite(size)) return { hi: Math.hypot(a.hi, b.hi), lo: 0 };
  const k = Math.round(Math.log2(size));
  return scale(sqrt(add(square(scale(a, -k)), square(scale(b, -k)))), k);
}

/** 1 / (1 + exp(-x)) without overflow. Measured relative error at most 2^-103.5. */
export function sigmoid(x: DoubleDouble): DoubleDouble {
  const e = exp(negate(abs(x)));
  return divide(x.hi < 0 ? e : ONE, addNumber(e, 1));
}

/** log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)). Measured relative error at most 2^-104. */
export function softplus(x: DoubleDouble): DoubleDouble {
  const rest = log1p(exp(negate(abs(x))));
  return x.hi > 0 ? add(x, rest) : x.hi <= 0 ? add(ZERO, rest) : NOT_A_NUMBER;
}

/** log(sigmoid(x)) = -softplus(-x). */
export function logSigmoid(x: DoubleDouble): DoubleDouble {
  return negate(softplus(negate(x)));
}
