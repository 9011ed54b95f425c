/** Trigonometric functions and their inverses in double-double. */
import { binaryParts } from "../exact.ts";
import {
  add,
  addNumber,
  type DoubleDouble,
  divide,
  multiply,
  multiplyNumber,
  NOT_A_NUMBER,
  negate,
  ONE,
  sqrt,
  square,
  subtract,
  twoSum,
} from "./basic.ts";
import { fromRatio } from "./convert.ts";
import { evaluatePolynomial, type Polynomial, polynomial } from "./polynomial.ts";

export const PI: DoubleDouble = { hi: 3.141592653589793, lo: 1.2246467991473532e-16 };
const HALF_PI: DoubleDouble = { hi: 1.5707963267948966, lo: 6.123233995736766e-17 };

/** pi / 2 in parts of 32 bits and a rest: 213 bits. Products of the parts with integers below 2^20 are exact. */
const HALF_PI_PARTS = [
  1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.478427660348229e-32,
  2.0670321090332047e-43, 7.931941156482614e-53,
] as const;

/** floor(2^1300 2 / pi): enough for every double, 2^1024 included. */
const TWO_OVER_PI =
  0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361da9e39n;
const TWO_OVER_PI_BITS = 1300;

/** (sin(r) / r - 1) / r^2 and (cos(r) - 1) / r^2 as series in r^2. */
const SINE: Polynomial = /* @__PURE__ */ polynomial(/* @__PURE__ */ alternatingFactorials(3, 13), 6);
const COSINE: Polynomial = /* @__PURE__ */ polynomial(/* @__PURE__ */ alternatingFactorials(2, 13), 6);

function alternatingFactorials(first: number, count: number): DoubleDouble[] {
  let factorial = first === 3 ? -6n : -2n;
  return Array.from({ length: count }, (_, i) => {
    const coefficient = fromRatio(1n, factorial);
    factorial *= -BigInt((first + 2 * i + 1) * (first + 2 * i + 2));
    return coefficient;
  });
}

interface Reduced {
  /** The argument less the multiple of pi / 2, at most pi / 4 in size. */
  readonly rest: DoubleDouble;
  /** The multiple modulo 4. */
  readonly quadrant: number;
}

/** x - k pi / 2 for the nearest integer k, with nearly full relative accuracy whatever x. */
function reduceByHalfPi(x: DoubleDouble): Reduced {
  if (Math.abs(x.hi) < 0.785) return { rest: x, quadrant: 0 };
  const k = Math.round((x.hi * 2) / Math.PI);
  if (Math.abs(k) > 1048576) return reduceExactly(x);
  let rest = addNumber(twoSum(x.hi - k * HALF_PI_PARTS[0], -k * HALF_PI_PARTS[1]), x.lo);
  for (let i = 2; i < 6; i++) rest = addNumber(rest, -k * HALF_PI_PARTS[i]!);
  return Math.abs(rest.hi) < 1e-12 ? reduceExactly(x) : { rest, quadrant: k & 3 };
}

/** The same in integers, for huge arguments and for those next to a multiple of pi / 2. */
function reduceExactly(x: DoubleDouble): Reduced {
  const hi = binaryParts(x.hi);
  const lo = binaryParts(x.lo);
  const exponent = Math.min(hi.exponent, lo.exponent, 0);
  const integer =
    (hi.mantissa << BigInt(hi.exponent - exponent)) + (lo.mantissa << BigInt(lo.exponent - exponent));
  const places = BigInt(TWO_OVER_PI_BITS - exponent);
  const turns = integer * TWO_OVER_PI;
  const k = (turns + (1n << (places - 1n))) >> places;
  const fraction = fromRatio(turns - (k << places), 1n << places);
  return { rest: multiply(fraction, HALF_PI), quadrant: Number(k & 3n) };
}

function sinSmall(r: DoubleDouble): DoubleDouble {
  const z = square(r);
  return add(r, multiply(multiply(r, z), evaluatePolynomial(SINE, z)));
}

function cosSmall(r: DoubleDouble): DoubleDouble {
  const z = square(r);
  return addNumber(multiply(z, evaluatePolynomial(COSINE, z)), 1);
}

/** sin(x) and cos(x) together, from one reduction. */
function sinCos(x: DoubleDouble): { sin: DoubleDouble; cos: DoubleDouble } {
  const { rest, quadrant } = reduceByHalfPi(x);
  const s = sinSmall(rest);
  const c = cosSmall(rest);
  if (quadrant === 0) return { sin: s, cos: c };
  if (quadrant === 1) return { sin: c, cos: negate(s) };
  return quadrant === 2 ? { sin: negate(s), cos: negate(c) } : { sin: negate(c), cos: s };
}

/** sin(x). Measured relative error at most 2^-102.5, zeros and huge arguments included. */
export function sin(x: DoubleDouble): DoubleDouble {
  if (!Number.isFinite(x.hi)) return NOT_A_NUMBER;
  if (Math.abs(x.hi) < 1e-100) return x;
  const { rest, quadrant } = reduceByHalfPi(x);
  const value = quadrant % 2 === 0 ? sinSmall(rest) : cosSmall(rest);
  return quadrant >= 2 ? negate(value) : value;
}

/** cos(x). Measured relative error at most 2^-102.5, zeros and huge arguments included. */
export function cos(x: DoubleDouble): DoubleDouble {
  if (!Number.isFinite(x.hi)) return NOT_A_NUMBER;
  const { rest, quadrant } = reduceByHalfPi(x);
  const value = quadrant % 2 === 0 ? cosSmall(rest) : sinSmall(rest);
  return quadrant === 1 || quadrant === 2 ? negate(value) : value;
}

/** tan(x). Measured relative error at most 2^-102. */
export function tan(x: DoubleDouble): DoubleDouble {
  if (!Number.isFinite(x.hi)) return NOT_A_NUMBER;
  if (Math.abs(x.hi) < 1e-100) return x;
  const { sin: s, cos: c } = sinCos(x);
  return divide(s, c);
}

/** atan(x): the double value and the arctangent of what it misses. Measured relative error at most 2^-103. */
export function atan(x: DoubleDouble): DoubleDouble {
  if (Number.isNaN(x.hi) || Math.abs(x.hi) < 1e-100) return x;
  if (Math.abs(x.hi) > 1e40)
    return x.hi > 0 ? subtract(HALF_PI, divide(ONE, x)) : subtract(negate(HALF_PI), divide(ONE, x));
  const guess = Math.atan(x.hi);
  const { sin: s, cos: c } = sinCos({ hi: guess, lo: 0 });
  const step = divide(subtract(multiply(x, c), s), add(c, multiply(x, s)));
  return addNumber(step, guess);
}

/** The angle of the point (x, y), in (-pi, pi]. Signs of zero and infinities as in `Math.atan2`. */
export function atan2(y: DoubleDouble, x: DoubleDouble): DoubleDouble {
  if (x.hi === 0 || y.hi === 0 || !Number.isFinite(x.hi) || !Number.isFinite(y.hi))
    return angleOfSpecial(y, x);
  const angle = atan(divide(y, x));
  if (x.hi > 0) return angle;
  return y.hi > 0 ? add(angle, PI) : subtract(angle, PI);
}

/** The angle on an axis or a diagonal at infinity: a multiple of pi / 4. */
function angleOfSpecial(y: DoubleDouble, x: DoubleDouble): DoubleDouble {
  const angle = Math.atan2(y.hi, x.hi);
  const eighths = Math.round((angle * 4) / Math.PI);
  return eighths === 0 || Number.isNaN(angle) ? { hi: angle, lo: 0 } : multiplyNumber(PI, eighths / 4);
}

/** asin(x) = atan(x / sqrt((1 - x)(1 + x))). Measured relative error at most 2^-102. */
export function asin(x: DoubleDouble): DoubleDouble {
  if (Math.abs(x.hi) < 1e-100) return x;
  return atan2(x, sqrt(multiply(subtract(ONE, x), addNumber(x, 1))));
}

/** acos(x) = 2 atan(sqrt(1 - x) / sqrt(1 + x)), accurate near 1. Measured relative error at most 2^-102. */
export function acos(x: DoubleDouble): DoubleDouble {
  return multiplyNumber(atan2(sqrt(subtract(ONE, x)), sqrt(addNumber(x, 1))), 2);
}
