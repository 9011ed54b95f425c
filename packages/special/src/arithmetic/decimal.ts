/** Decimal forms of the longer numbers. */
import type { DoubleDouble } from "./doubleDouble/basic.ts";
import { toRatio as ratioOfDoubleDouble } from "./doubleDouble/convert.ts";
import { type BigFloat, toRatio as ratioOfBigFloat } from "./multiprecision/bigFloat.ts";

/**
 * The decimal form of a double-double (30 digits) or of a number of 60 digits, correctly rounded (half up).
 *
 * @param digits how many significant digits instead
 * @example
 * ```ts
 * import { decimal60, doubleDouble, toDecimal } from "@chainrule/special";
 * toDecimal(doubleDouble.pi); // => "3.14159265358979323846264338328"
 * toDecimal(doubleDouble.fromNumber(-1e-7), 20); // => "-9.9999999999999995475e-8"
 * toDecimal(decimal60.fromRatio(2n, 3n)); // => "0.666666666666666666666666666666666666666666666666666666666667"
 * ```
 */
export function toDecimal(a: DoubleDouble | BigFloat, digits: number = digitsOf(a)): string {
  const nearest = "hi" in a ? a.hi : a.nearest;
  if (!Number.isFinite(nearest)) return String(nearest);
  const { numerator, denominator } = "hi" in a ? ratioOfDoubleDouble(a) : ratioOfBigFloat(a);
  if (numerator === 0n) return "0";
  const magnitude = numerator < 0n ? -numerator : numerator;
  const guess = Math.floor(Math.log10(Math.abs(nearest)));
  const { text, exponent } = significantDigits(magnitude, denominator, digits, guess);
  return (numerator < 0n ? "-" : "") + placePoint(text, exponent);
}

/** How many digits the form carries. */
function digitsOf(a: DoubleDouble | BigFloat): number {
  return "hi" in a ? 30 : 60;
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
