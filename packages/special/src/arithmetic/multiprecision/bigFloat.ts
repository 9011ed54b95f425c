/**
 * Binary floating point on integers: a number is mantissa * 2^exponent, with the range of the host's doubles but as many
 * bits as the caller rounds to. Zeros, infinities and NaN are kept as the doubles they are.
 */
import { binaryParts, bitLength, ratioToNumber, scaleByPowerOfTwo } from "../exact.ts";

/** mantissa * 2^exponent; where the mantissa is 0, the number is `nearest`: a signed zero, an infinity or NaN. */
export interface BigFloat {
  /** An integer with sign. */
  readonly mantissa: bigint;
  /** Of two. */
  readonly exponent: number;
  /** The number of binary digits of the mantissa, give or take one. */
  readonly length: number;
  /** The nearest double. It is finite and not zero for every number with a mantissa. */
  readonly nearest: number;
}

/** A zero, an infinity or NaN. */
export function special(x: number): BigFloat {
  return { mantissa: 0n, exponent: 0, length: 0, nearest: x };
}

export const NOT_A_NUMBER: BigFloat = /* @__PURE__ */ special(Number.NaN);

/** A double, exactly. */
export function fromNumber(x: number): BigFloat {
  if (x === 0 || !Number.isFinite(x)) return special(x);
  if (Number.isSafeInteger(x))
    return { mantissa: BigInt(x), exponent: 0, length: lengthOf(x, 0), nearest: x };
  const { mantissa, exponent } = binaryParts(x);
  return { mantissa, exponent, length: lengthOf(Number(mantissa), 53), nearest: x };
}

/** mantissa * 2^exponent rounded to `bits` binary digits, ties to even. */
export function round(mantissa: bigint, exponent: number, bits: number): BigFloat {
  return roundLength(mantissa, exponent, bitLength(mantissa), bits);
}

/** The same where the length of the mantissa is known within a bit or two. */
export function roundLength(mantissa: bigint, exponent: number, length: number, bits: number): BigFloat {
  const excess = length - bits;
  if (excess <= 0) return inRange(mantissa, exponent, length);
  const shift = BigInt(excess);
  const lastKept = (mantissa >> shift) & 1n;
  const rounded = (mantissa + (1n << (shift - 1n)) - 1n + lastKept) >> shift;
  return inRange(rounded, exponent + excess, bits);
}

/** The number, or the zero or infinity that its nearest double is. */
export function inRange(mantissa: bigint, exponent: number, length: number): BigFloat {
  const size = Number(mantissa);
  const nearest = nearestDouble(mantissa, size, exponent, length);
  if (nearest === 0 || !Number.isFinite(nearest)) return special(nearest);
  return { mantissa, exponent, length: lengthOf(size, length), nearest };
}

/** size 2^exponent, where `size` is the mantissa rounded: among subnormal doubles it must be rounded anew. */
function nearestDouble(mantissa: bigint, size: number, exponent: number, length: number): number {
  if (length + exponent > -1019) return scaleByPowerOfTwo(size, exponent);
  const nearest = ratioToNumber(mantissa, 1n << BigInt(-exponent));
  return nearest === 0 && size < 0 ? -0 : nearest;
}

/** The number of binary digits of an integer given as a double; `guess` saves the logarithm where it is right. */
function lengthOf(size: number, guess: number): number {
  const magnitude = Math.abs(size);
  const power = 2 ** guess;
  if (magnitude < power && magnitude >= power / 2) return guess;
  if (magnitude === 0) return 0;
  const estimate = Math.floor(Math.log2(magnitude));
  return 2 ** estimate > magnitude
    ? estimate
    : 2 ** (estimate + 1) <= magnitude
      ? estimate + 2
      : estimate + 1;
}

/** The exponent of the leading bit: 2^top <= |a| < 2^(top + 1), give or take one. */
export function top(a: BigFloat): number {
  return a.exponent + a.length - 1;
}

export function negate(a: BigFloat): BigFloat {
  return { mantissa: -a.mantissa, exponent: a.exponent, length: a.length, nearest: -a.nearest };
}

export function abs(a: BigFloat): BigFloat {
  return a.nearest < 0 || Object.is(a.nearest, -0) ? negate(a) : a;
}

/** a 2^k. */
export function scale(a: BigFloat, k: number): BigFloat {
  return a.mantissa === 0n ? a : inRange(a.mantissa, a.exponent + k, a.length);
}

export function compare(a: BigFloat, b: BigFloat): -1 | 0 | 1 | undefined {
  if (a.nearest < b.nearest) return -1;
  if (a.nearest > b.nearest) return 1;
  if (a.nearest !== b.nearest) return undefined;
  const shift = a.exponent - b.exponent;
  const left = shift > 0 ? a.mantissa << BigInt(shift) : a.mantissa;
  const right = shift < 0 ? b.mantissa << BigInt(-shift) : b.mantissa;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a has no fraction. */
export function isInteger(a: BigFloat): boolean {
  if (a.mantissa === 0n) return a.nearest === 0;
  return a.exponent >= 0 || (a.mantissa & ((1n << BigInt(-a.exponent)) - 1n)) === 0n;
}

/** The exact value of a finite number as a fraction of integers. */
export function toRatio({ mantissa, exponent }: BigFloat): { numerator: bigint; denominator: bigint } {
  const power = 1n << BigInt(Math.abs(exponent));
  return exponent >= 0
    ? { numerator: mantissa * power, denominator: 1n }
    : { numerator: mantissa, denominator: power };
}
