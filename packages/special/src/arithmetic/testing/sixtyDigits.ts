/** The rows of fixtures/sixty-digits.json, and exact distances from them. */

import { type BigFloat, round, toRatio } from "../multiprecision/bigFloat.ts";
import { decimal60 } from "../multiprecision/decimal60.ts";

type Function = (...xs: BigFloat[]) => BigFloat;

const named: Readonly<Record<string, Function>> = {
  trigamma: (x) => decimal60.polygamma(1, x!),
  pentagamma: (x) => decimal60.polygamma(3, x!),
  polygammaTwelve: (x) => decimal60.polygamma(12, x!),
};

/** The function of decimal60 that a table of the fixture is about. */
export function functionNamed(name: string): Function {
  return named[name] ?? (decimal60[name as "exp"] as Function);
}

/** "-1fp-3" is -31 / 8. */
export function decodeArgument(text: string): BigFloat {
  const [mantissa = "", exponent] = text.split("p");
  const magnitude = BigInt(`0x${mantissa.replace("-", "")}`);
  return round(mantissa.startsWith("-") ? -magnitude : magnitude, Number(exponent), 256);
}

/** A decimal numeral as a fraction. */
export function decimalRatio(text: string): { numerator: bigint; denominator: bigint } {
  const [digits = "", exponent = "0"] = text.split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  const power = Number(exponent) - fraction.length;
  const numerator = BigInt(whole + fraction);
  return power >= 0
    ? { numerator: numerator * 10n ** BigInt(power), denominator: 1n }
    : { numerator, denominator: 10n ** BigInt(-power) };
}

/** |a - exact| / |exact|, taken in integers and rounded up at the end. */
export function relativeError(a: BigFloat, exact: { numerator: bigint; denominator: bigint }): number {
  if (a.mantissa === 0n) return Number.POSITIVE_INFINITY;
  const { numerator, denominator } = toRatio(a);
  const off = magnitude(numerator * exact.denominator - exact.numerator * denominator);
  const size = magnitude(exact.numerator * denominator);
  return (Number((off << 400n) / size) + (off === 0n ? 0 : 1)) * 2 ** -400;
}

function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n;
}
