import { type BinaryParts, binaryParts, ratioToNumber } from "../exact.ts";
import type { DoubleDouble } from "./basic.ts";

/** A fraction of integers. */
interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** numerator / denominator with hi and lo each rounded to nearest: relative error at most 2^-107. */
export function fromRatio(numerator: bigint, denominator: bigint): DoubleDouble {
  const hi = ratioToNumber(numerator, denominator);
  if (!Number.isFinite(hi)) return { hi, lo: 0 };
  const head = ratioOfParts(binaryParts(hi));
  const rest = numerator * head.denominator - head.numerator * denominator;
  return { hi, lo: ratioToNumber(rest, denominator * head.denominator) };
}

function ratioOfParts({ mantissa, exponent }: BinaryParts): Ratio {
  const power = 1n << BigInt(Math.abs(exponent));
  return exponent >= 0
    ? { numerator: mantissa * power, denominator: 1n }
    : { numerator: mantissa, denominator: power };
}

/** The exact value of a finite double-double. */
export function toRatio(a: DoubleDouble): Ratio {
  const hi = ratioOfParts(binaryParts(a.hi));
  const lo = ratioOfParts(binaryParts(a.lo));
  return {
    numerator: hi.numerator * lo.denominator + lo.numerator * hi.denominator,
    denominator: hi.denominator * lo.denominator,
  };
}
