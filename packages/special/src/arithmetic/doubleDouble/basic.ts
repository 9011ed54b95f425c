/**
 * Double-double arithmetic: a number is the unevaluated sum hi + lo of two doubles, |lo| <= ulp(hi) / 2, about 106 bits.
 * With u = 2^-53 the proven relative errors are 3 u^2 (add), 7 u^2 (multiply) and 15 u^2 (divide).
 *
 * Source: T. J. Dekker (1971); Joldes, Muller and Popescu, "Tight and rigorous error bounds for basic building blocks
 * of double-word arithmetic", ACM TOMS 44 (2017).
 */
import { scaleByPowerOfTwo } from "../exact.ts";

/** hi + lo, with |lo| at most half a unit in the last place of hi; lo is 0 where hi is not finite. */
export interface DoubleDouble {
  /** The nearest double. */
  readonly hi: number;
  /** What is left. */
  readonly lo: number;
}

/** 2^27 + 1: multiplying by it splits a double into two halves of 26 bits. */
const SPLITTER = 134217729;
/** Below this the rounding error of a product may itself underflow. */
const TINY = 2 ** -960;
/** Above this the splitter overflows. */
const HUGE = 2 ** 990;

export const ZERO: DoubleDouble = { hi: 0, lo: 0 };
export const HALF: DoubleDouble = { hi: 0.5, lo: 0 };
export const ONE: DoubleDouble = { hi: 1, lo: 0 };
export const TWO: DoubleDouble = { hi: 2, lo: 0 };
export const NOT_A_NUMBER: DoubleDouble = { hi: Number.NaN, lo: 0 };

/** A double, exactly. */
export function fromNumber(x: number): DoubleDouble {
  return { hi: x, lo: 0 };
}

/** a + b exactly (Knuth), where nothing overflows. */
export function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  const part = hi - a;
  return { hi, lo: a - (hi - part) + (b - part) };
}

/** The rounding error of the product p = a b (Dekker), where nothing over- or underflows. */
export function productError(a: number, b: number, p: number): number {
  const ta = SPLITTER * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = SPLITTER * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  return ah * bh - p + ah * bl + al * bh + al * bl;
}

export function negate(a: DoubleDouble): DoubleDouble {
  return { hi: -a.hi, lo: -a.lo };
}

export function abs(a: DoubleDouble): DoubleDouble {
  return a.hi < 0 || (a.hi === 0 && 1 / a.hi < 0) ? negate(a) : a;
}

/** a + b with relative error at most 3 u^2, cancellation included. */
export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return addParts(a.hi, a.lo, b.hi, b.lo);
}

export function subtract(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return addParts(a.hi, a.lo, -b.hi, -b.lo);
}

function addParts(ah: number, al: number, bh: number, bl: number): DoubleDouble {
  const s = ah + bh;
  const p = s - ah;
  const e = ah - (s - p) + (bh - p);
  const t = al + bl;
  const q = t - al;
  const f = al - (t - q) + (bl - q);
  const c = e + t;
  const v = s + c;
  const w = f + (c - (v - s));
  const hi = v + w;
  return hi !== 0 && hi - hi === 0 ? { hi, lo: w - (hi - v) } : { hi: hi === 0 && s !== 0 ? 0 : s, lo: 0 };
}

/** a + x for a double x. */
export function addNumber(a: DoubleDouble, x: number): DoubleDouble {
  return addParts(a.hi, a.lo, x, 0);
}

/** a b with relative error at most 7 u^2. */
export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const p = a.hi * b.hi;
  const e = productError(a.hi, b.hi, p) + (a.hi * b.lo + a.lo * b.hi);
  const hi = p + e;
  const size = Math.abs(hi);
  return size > TINY && size < HUGE ? { hi, lo: e - (hi - p) } : multiplyExtremes(a, b, p);
}

/** The product where it is zero, tiny, huge or not finite: the factors are scaled first. */
function multiplyExtremes(a: DoubleDouble, b: DoubleDouble, p: number): DoubleDouble {
  if (a.hi === 0 || b.hi === 0 || !Number.isFinite(a.hi) || !Number.isFinite(b.hi)) return { hi: p, lo: 0 };
  const j = exponentOf(a.hi);
  const k = exponentOf(b.hi);
  const scaled = multiply(scale(a, -j), scale(b, -k));
  return scale(scaled, j + k);
}

/** a x for a double x. */
export function multiplyNumber(a: DoubleDouble, x: number): DoubleDouble {
  const p = a.hi * x;
  const e = productError(a.hi, x, p) + a.lo * x;
  const hi = p + e;
  const size = Math.abs(hi);
  return size > TINY && size < HUGE ? { hi, lo: e - (hi - p) } : multiplyExtremes(a, fromNumber(x), p);
}

export function square(a: DoubleDouble): DoubleDouble {
  return multiply(a, a);
}

/** a / b with relative error at most 15 u^2. */
export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const q = a.hi / b.hi;
  const p = q * b.hi;
  const rest = a.hi - p - productError(q, b.hi, p) + (a.lo - q * b.lo);
  const correction = rest / b.hi;
  const hi = q + correction;
  const size = Math.abs(hi);
  const ordinary = size > TINY && size < HUGE && Math.abs(p) > TINY && Math.abs(b.hi) < HUGE;
  return ordinary ? { hi, lo: correction - (hi - q) } : divideExtremes(a, b, q);
}

function divideExtremes(a: DoubleDouble, b: DoubleDouble, q: number): DoubleDouble {
  if (a.hi === 0 || b.hi === 0 || !Number.isFinite(a.hi) || !Number.isFinite(b.hi)) return { hi: q, lo: 0 };
  const j = exponentOf(a.hi);
  const k = exponentOf(b.hi);
  return scale(divide(scale(a, -j), scale(b, -k)), j - k);
}

/** The square root by one correction of the double one; relative error at most 2^-104.5. */
export function sqrt(a: DoubleDouble): DoubleDouble {
  const s = Math.sqrt(a.hi);
  if (!(s > 0 && s < Number.POSITIVE_INFINITY)) return { hi: s, lo: 0 };
  if (a.hi < TINY || a.hi > HUGE) {
    const half = Math.floor(exponentOf(a.hi) / 2);
    return scale(sqrt(scale(a, -2 * half)), half);
  }
  const p = s * s;
  const rest = a.hi - p - productError(s, s, p) + a.lo;
  return quickTwoSum(s, rest / (2 * s));
}

/** a + b exactly, for |a| >= |b|. */
export function quickTwoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

/** a 2^k, rounded once where it underflows. */
export function scale(a: DoubleDouble, k: number): DoubleDouble {
  const hi = scaleByPowerOfTwo(a.hi, k);
  return { hi, lo: Number.isFinite(hi) ? scaleByPowerOfTwo(a.lo, k) : 0 };
}

/** The exponent of the power of two nearest |x|, within one. */
export function exponentOf(x: number): number {
  return Math.round(Math.log2(Math.abs(x)));
}

export function compare(a: DoubleDouble, b: DoubleDouble): -1 | 0 | 1 | undefined {
  if (a.hi < b.hi) return -1;
  if (a.hi > b.hi) return 1;
  if (a.hi !== b.hi) return undefined;
  if (a.lo < b.lo) return -1;
  return a.lo > b.lo ? 1 : 0;
}

/** a^n for an integer n by repeated squaring; relative error at most n 2^-103. */
export function integerPower(a: DoubleDouble, n: number): DoubleDouble {
  if (!Number.isInteger(n)) return NOT_A_NUMBER;
  if (n < 0) return negativePower(a, -n);
  let result = ONE;
  let factor = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, factor);
    if (rest > 1) factor = square(factor);
  }
  return result;
}

function negativePower(a: DoubleDouble, n: number): DoubleDouble {
  const power = integerPower(a, n);
  return Number.isFinite(power.hi) ? divide(ONE, power) : integerPower(divide(ONE, a), n);
}
