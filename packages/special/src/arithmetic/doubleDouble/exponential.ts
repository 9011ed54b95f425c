/** Exponential, logarithm and powers in double-double. */
import {
  abs,
  add,
  addNumber,
  type DoubleDouble,
  divide,
  exponentOf,
  integerPower,
  multiply,
  multiplyNumber,
  NOT_A_NUMBER,
  negate,
  scale,
  subtract,
  twoSum,
  ZERO,
} from "./basic.ts";
import { fromRatio } from "./convert.ts";
import { evaluatePolynomial, type Polynomial, polynomial } from "./polynomial.ts";

/** log 2 in three parts; products of the first two with integers below 2^11 are exact. */
const LN2_HEAD = 0.6931471805598903;
const LN2_MIDDLE = 5.49792301870721e-14;
const LN2_TAIL = 1.1612227229362532e-26;

export const LN2: DoubleDouble = { hi: 0.6931471805599453, lo: 2.3190468138462996e-17 };

/** 1/1!, 1/2!, ...: (exp(r) - 1) / r. */
const EXPONENTIAL: Polynomial = /* @__PURE__ */ polynomial(/* @__PURE__ */ inverseFactorials(23), 10);

function inverseFactorials(count: number): DoubleDouble[] {
  let factorial = 1n;
  return Array.from({ length: count }, (_, i) => {
    factorial *= BigInt(i + 1);
    return fromRatio(1n, factorial);
  });
}

/** exp(r) - 1 for |r| <= 0.35. */
function expm1Small(r: DoubleDouble): DoubleDouble {
  return multiply(r, evaluatePolynomial(EXPONENTIAL, r));
}

/** x - k log 2 with an absolute error near 2^-106. */
function reduceByLn2(x: DoubleDouble, k: number): DoubleDouble {
  if (k === 0) return x;
  return add(twoSum(x.hi - k * LN2_HEAD, -k * LN2_MIDDLE), twoSum(x.lo, -k * LN2_TAIL));
}

/** exp(x). Measured relative error at most 2^-105. */
export function exp(x: DoubleDouble): DoubleDouble {
  if (!(x.hi < 710)) return { hi: x.hi + Number.POSITIVE_INFINITY, lo: 0 };
  if (x.hi < -746) return ZERO;
  const k = Math.round(x.hi / Math.LN2);
  return scale(addNumber(expm1Small(reduceByLn2(x, k)), 1), k);
}

/** exp(x) - 1, accurate near 0. Measured relative error at most 2^-104. */
export function expm1(x: DoubleDouble): DoubleDouble {
  if (!(x.hi < 710)) return { hi: x.hi + Number.POSITIVE_INFINITY, lo: 0 };
  if (x.hi < -80) return addNumber(exp(x), -1);
  const k = Math.round(x.hi / Math.LN2);
  const small = expm1Small(reduceByLn2(x, k));
  if (k === 0) return small.hi === 0 ? x : small;
  return addNumber(scale(addNumber(small, 1), k), -1);
}

/** log(1 + f) for f near or in [-0.3, 0.45]: one Newton step on expm1 from the double value. */
function log1pSmall(f: DoubleDouble): DoubleDouble {
  const guess = Math.log1p(f.hi);
  if (guess === 0 || Math.abs(guess) < 1e-290) return f;
  const value = expm1Small({ hi: guess, lo: 0 });
  const step = divide(subtract(f, value), addNumber(value, 1));
  return addNumber(addNumber(step, -0.5 * step.hi * step.hi), guess);
}

/** log(x). Measured relative error at most 2^-104. */
export function log(x: DoubleDouble): DoubleDouble {
  if (!(x.hi > 0 && x.hi < Number.POSITIVE_INFINITY)) return { hi: Math.log(x.hi), lo: 0 };
  const k = exponentOf(x.hi);
  const small = log1pSmall(addNumber(scale(x, -k), -1));
  return k === 0 ? small : add(multiplyNumber(LN2, k), small);
}

/** log(1 + x), accurate near 0. Measured relative error at most 2^-104. */
export function log1p(x: DoubleDouble): DoubleDouble {
  if (x.hi === 0) return x;
  return x.hi > -0.29 && x.hi < 0.41 ? log1pSmall(x) : log(addNumber(x, 1));
}

/** The real cube root by one correction of the double one; measured relative error at most 2^-105. */
export function cbrt(x: DoubleDouble): DoubleDouble {
  const guess = Math.cbrt(x.hi);
  if (guess === 0 || !Number.isFinite(guess)) return { hi: guess, lo: 0 };
  const third = Math.round(exponentOf(x.hi) / 3);
  const scaled = scale(x, -3 * third);
  const y: DoubleDouble = { hi: Math.cbrt(scaled.hi), lo: 0 };
  const rest = divide(subtract(scaled, integerPower(y, 3)), scaled);
  const step = addNumber(rest, (2 / 3) * rest.hi * rest.hi);
  return scale(add(y, divide(multiply(step, y), { hi: 3, lo: 0 })), third);
}

/**
 * a^b. The relative error is about (1 + |b log a|) 2^-102: an error of the exponent grows with its size. Small integer
 * exponents are repeated products. Special cases as in `Math.pow`.
 */
export function power(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  if (b.lo === 0 && Number.isInteger(b.hi) && Math.abs(b.hi) <= 64) return integerPower(a, b.hi);
  const special = a.hi === 0 || !Number.isFinite(a.hi) || !Number.isFinite(b.hi);
  if (special) return { hi: a.hi ** b.hi, lo: 0 };
  if (a.hi > 0) return exp(multiply(b, log(a)));
  if (!isInteger(b)) return NOT_A_NUMBER;
  const magnitude = exp(multiply(b, log(abs(a))));
  return isInteger(scale(b, -1)) ? magnitude : negate(magnitude);
}

function isInteger(a: DoubleDouble): boolean {
  return Number.isInteger(a.hi) && Number.isInteger(a.lo);
}
