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

/**
 * The decimal form of a double-double, correctly rounded to the digits asked for (half up).
 *
 * @example
 * ```ts
 * import { doubleDouble, toDecimal } from "@chainrule/special";
 * toDecimal(doubleDouble.pi, 30); // => "3.14159265358979323846264338328"
 * toDecimal(doubleDouble.fromNumber(-1e-7), 20); // => "-9.9999999999999995475e-8"
 * ```
 */
export function toDecimal(a: DoubleDouble, digits = 30): string {
  if (!Number.isFinite(a.hi)) return String(a.hi);
  const { numerator, denominator } = toRatio(a);
  if (numerator === 0n) return "0";
  const magnitude = numerator < 0n ? -numerator : numerator;
  const guess = Math.floor(Math.log10(Math.abs(a.hi)));
  const { text, exponent } = significantDigits(magnitude, denominator, digits, guess);
  return (numerator < 0n ? "-" : "") + placePoint(text, exponent);
}

/** `digits` rounded decimal digits of n / d and the decimal exponent of the first. */
function significantDigits(
  n: bigint,
  d: bigint,
  digits: number,
  guess: number,
): { text: string; exponent: number } {
  for (const exponent of [guess - 1, guess, guess + 1]) {
    const shift = digits - 1 - exponent;
    const top = shift >= 0 ? n * 10n ** BigInt(shift) : n;
    const bottom = shift >= 0 ? d : d * 10n ** BigInt(-shift);
    const text = ((2n * top + bottom) / (2n * bottom)).toString();
    if (text.length === digits) return { text, exponent };
  }
  return { text: "1".padEnd(digits, "0"), exponent: guess + 1 };
}

function placePoint(text: string, exponent: number): string {
  if (exponent < -6 || exponent >= 21) return `${withPoint(text, 1)}e${exponent}`;
  return exponent < 0
    ? `0.${"0".repeat(-exponent - 1)}${text}`
    : withPoint(text.padEnd(exponent + 1, "0"), exponent + 1);
}

function withPoint(text: string, place: number): string {
  return place < text.length ? `${text.slice(0, place)}.${text.slice(place)}` : text;
}
