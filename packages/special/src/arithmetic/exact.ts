/** Exact conversions between doubles and rational numbers. */

/** A finite double as mantissa * 2^exponent, exactly. */
export interface BinaryParts {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Splits a finite double into an integer and a power of two. */
export function binaryParts(x: number): BinaryParts {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = field === 0 ? fraction : fraction | 0x10000000000000n;
  return { mantissa: x < 0 ? -magnitude : magnitude, exponent: Math.max(field, 1) - 1075 };
}

/** The number of binary digits of |n|. */
export function bitLength(n: bigint): number {
  const text = (n < 0n ? -n : n).toString(16);
  return n === 0n ? 0 : text.length * 4 - Math.clz32(Number.parseInt(text.slice(0, 1), 16)) + 28;
}

/** x 2^k, rounded once, for every integer k: two exact halves where 2^k itself may be out of range. */
export function scaleByPowerOfTwo(x: number, k: number): number {
  if (Math.abs(k) <= 1022) return x * 2 ** k;
  const clamped = Math.max(-2200, Math.min(2200, k));
  const first = Math.trunc(clamped / 3);
  const second = Math.trunc((clamped - first) / 2);
  return x * 2 ** first * 2 ** second * 2 ** (clamped - first - second);
}

/** numerator / denominator as the nearest double (ties to even; gradual underflow; overflow to infinity). */
export function ratioToNumber(numerator: bigint, denominator: bigint): number {
  if (denominator === 0n) return Number(numerator) / 0;
  if (numerator === 0n) return 0;
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  // 62 or 63 binary digits of quotient, fewer where the last place would lie below 2^-1074.
  const shift = Math.min(63 - bitLength(n) + bitLength(d), 1076);
  const scaled = shift >= 0 ? n << BigInt(shift) : n;
  const divisor = shift >= 0 ? d : d << BigInt(-shift);
  const quotient = scaled / divisor;
  const sticky = quotient * divisor === scaled ? 0n : 1n;
  const magnitude = roundQuotient((quotient << 1n) | sticky, -shift - 1);
  return negative ? -magnitude : magnitude;
}

/** integer * 2^exponent to the nearest double, where the last bit of the integer may be a sticky bit. */
function roundQuotient(integer: bigint, exponent: number): number {
  const excess = -1074 - exponent;
  const subnormal = bitLength(integer) + exponent < -1021;
  if (!subnormal) return scaleByPowerOfTwo(Number(integer), exponent);
  const unit = 1n << BigInt(excess);
  const floor = integer >> BigInt(excess);
  const twice = (integer - floor * unit) * 2n;
  const up = twice > unit || (twice === unit && (floor & 1n) === 1n);
  return Number(up ? floor + 1n : floor) * Number.MIN_VALUE;
}

/** Whether the finite double x is numerator / denominator, exactly. */
export function equalsRatio(x: number, numerator: bigint, denominator: bigint): boolean {
  const { mantissa, exponent } = binaryParts(x);
  const left = mantissa * denominator;
  return exponent >= 0 ? left << BigInt(exponent) === numerator : left === numerator << BigInt(-exponent);
}
