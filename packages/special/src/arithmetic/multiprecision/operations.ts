/** The operations that round once, to any number of bits. */
import { bitLength } from "../exact.ts";
import {
  type BigFloat,
  fromNumber,
  NOT_A_NUMBER,
  negate,
  round,
  roundLength,
  special,
  top,
} from "./bigFloat.ts";

type Binary = (a: BigFloat, b: BigFloat) => BigFloat;

/** Sums, products, quotients, roots and integer powers of one precision. */
export interface Operations {
  readonly bits: number;
  readonly add: Binary;
  readonly subtract: Binary;
  readonly multiply: Binary;
  readonly divide: Binary;
  readonly sqrt: (a: BigFloat) => BigFloat;
  readonly integerPower: (a: BigFloat, n: number) => BigFloat;
  readonly fromRatio: (numerator: bigint, denominator: bigint) => BigFloat;
  /** The number rounded to this precision. */
  readonly narrow: (a: BigFloat) => BigFloat;
}

/** The operations at `bits` binary digits: one rounding each, to at least `bits` - 3 digits. */
export function operations(bits: number): Operations {
  const multiply: Binary = (a, b) => product(a, b, bits);
  const divide: Binary = (a, b) => quotient(a, b, bits);
  return {
    bits,
    add: (a, b) => sum(a, b, bits),
    subtract: (a, b) => sum(a, negate(b), bits),
    multiply,
    divide,
    sqrt: (a) => squareRoot(a, bits),
    integerPower: (a, n) => repeatedProduct(a, n, multiply, divide),
    fromRatio: (numerator, denominator) => ratio(numerator, denominator, bits),
    narrow: (a) => (a.mantissa === 0n ? a : roundLength(a.mantissa, a.exponent, a.length, bits)),
  };
}

function sum(a: BigFloat, b: BigFloat, bits: number): BigFloat {
  if (a.mantissa === 0n || b.mantissa === 0n) return sumWithSpecial(a, b);
  if (a.exponent < b.exponent) return sum(b, a, bits);
  const gap = top(a) - top(b);
  if (gap > bits + 3) return a;
  if (gap < -bits - 3) return b;
  const shift = a.exponent - b.exponent;
  const mantissa = (a.mantissa << BigInt(shift)) + b.mantissa;
  if (mantissa === 0n) return special(0);
  const length = Math.max(a.length + shift, b.length) + 1;
  const cancels = a.nearest < 0 !== b.nearest < 0;
  return cancels ? round(mantissa, b.exponent, bits) : roundLength(mantissa, b.exponent, length, bits);
}

/** Where one of the two is a zero, an infinity or NaN. */
function sumWithSpecial(a: BigFloat, b: BigFloat): BigFloat {
  if (a.nearest === 0 && b.mantissa !== 0n) return b;
  if (b.nearest === 0 && a.mantissa !== 0n) return a;
  return special(a.nearest + b.nearest);
}

function product(a: BigFloat, b: BigFloat, bits: number): BigFloat {
  if (a.mantissa === 0n || b.mantissa === 0n) return special(a.nearest * b.nearest);
  // By a power of two the length stays, so that the product is exact.
  const length = a.length + b.length - (a.length === 1 || b.length === 1 ? 1 : 0);
  return roundLength(a.mantissa * b.mantissa, a.exponent + b.exponent, length, bits);
}

function quotient(a: BigFloat, b: BigFloat, bits: number): BigFloat {
  if (a.mantissa === 0n || b.mantissa === 0n) return special(a.nearest / b.nearest);
  const shift = Math.max(0, bits + 4 + b.length - a.length);
  const digits = integerQuotient(a.mantissa << BigInt(shift), b.mantissa);
  return roundDigits(digits, a.exponent - b.exponent - shift, bits);
}

function ratio(numerator: bigint, denominator: bigint, bits: number): BigFloat {
  if (numerator === 0n || denominator === 0n) return special(Number(numerator) / Number(denominator));
  const shift = Math.max(0, bits + 4 + bitLength(denominator) - bitLength(numerator));
  return roundDigits(integerQuotient(numerator << BigInt(shift), denominator), -shift, bits);
}

/** An integer and whether it is the exact result; else the exact one lies next to it, away from zero. */
interface Digits {
  readonly integer: bigint;
  readonly exact: boolean;
}

function integerQuotient(numerator: bigint, denominator: bigint): Digits {
  const integer = numerator / denominator;
  return { integer, exact: integer * denominator === numerator };
}

/** Rounds with a sticky bit in place of the digits cut off; exact results lose their trailing zeros. */
function roundDigits({ integer, exact }: Digits, exponent: number, bits: number): BigFloat {
  if (exact) return shortest(integer, exponent, bits);
  const sticky = integer < 0n ? -1n : 1n;
  return round((integer << 1n) + sticky, exponent - 1, bits);
}

function shortest(integer: bigint, exponent: number, bits: number): BigFloat {
  let mantissa = integer;
  let zeros = 0;
  for (const step of [64, 8, 1]) {
    const mask = (1n << BigInt(step)) - 1n;
    for (; (mantissa & mask) === 0n; zeros += step) mantissa >>= BigInt(step);
  }
  return round(mantissa, exponent + zeros, bits);
}

function squareRoot(a: BigFloat, bits: number): BigFloat {
  if (a.mantissa <= 0n) return a.nearest < 0 ? NOT_A_NUMBER : special(Math.sqrt(a.nearest));
  const wanted = Math.max(0, 2 * bits + 4 - a.length);
  const shift = wanted + ((wanted + a.exponent) & 1);
  const square = a.mantissa << BigInt(shift);
  const integer = integerRoot(square);
  return roundDigits({ integer, exact: integer * integer === square }, (a.exponent - shift) / 2, bits);
}

/** floor(sqrt(n)): Newton's iteration from above, started by the root of the leading digits. */
function integerRoot(n: bigint): bigint {
  const shift = Math.max(0, bitLength(n) - 104);
  const even = BigInt(shift + (shift & 1));
  let root = (BigInt(Math.ceil(Math.sqrt(Number(n >> even)))) + 2n) << (even / 2n);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** a^n for an integer n by repeated squaring. */
function repeatedProduct(a: BigFloat, n: number, multiply: Binary, divide: Binary): BigFloat {
  if (!Number.isInteger(n)) return NOT_A_NUMBER;
  let result = fromNumber(1);
  let square = a;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square);
    if (rest > 1) square = multiply(square, square);
  }
  if (n >= 0) return result;
  if (Number.isFinite(result.nearest)) return divide(fromNumber(1), result);
  return repeatedProduct(divide(fromNumber(1), a), -n, multiply, divide);
}
