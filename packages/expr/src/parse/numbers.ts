import { makeNumber } from "../make.ts";
import type { Expression } from "../node.ts";
import { type Rational, rational } from "../rational.ts";
import { ExpressionSyntaxError, maximumDigits, NumberLiteralError } from "./errors.ts";
import type { Span } from "./source.ts";

/**
 * Where the number that starts at `start` ends.
 *
 * @throws {@link ExpressionSyntaxError} when what follows makes it no number: `1e`, `0x10`, `1_000`, `1.2.3`.
 */
export function scanNumber(text: string, start: number): number {
  const malformed = (at: number, remedy: string) =>
    new ExpressionSyntaxError(text, { start, end: at + 1 }, { problem: "this is not a number", remedy });
  let end = skipDigits(text, start);
  if (text[end] === ".") end = skipDigits(text, end + 1);
  if ((text.charCodeAt(end) | 32) === letterE) {
    const sign = text[end + 1] === "+" || text[end + 1] === "-" ? 1 : 0;
    const last = skipDigits(text, end + 1 + sign);
    if (last === end + 1 + sign) throw malformed(end, "Write the exponent as in 1e5, the product as 2*e.");
    end = last;
  }
  if (hasRadix.test(text.slice(start, end + 2)))
    throw malformed(end, "Numbers are decimal: write 0x10 as 16.");
  if (text[end] === "_") throw malformed(end, "Write the digits without separators.");
  if (text[end] === ".") throw malformed(end, "A number has one decimal point.");
  return end;
}

const letterE = 101;
const hasRadix = /^0[xbo][\da-f_]/i;

/** The exact value of a literal that {@link scanNumber} accepted. */
export function numberAt(text: string, span: Span): Expression {
  const literal = text.slice(span.start, span.end);
  const value = literal.length < safeLength ? Number(literal) : Number.NaN;
  const isExact = Number.isSafeInteger(value) && (value > 0 || literal === "0");
  return makeNumber(isExact ? { numerator: value, denominator: 1 } : ratioOf(text, span, literal));
}

/** Of literals that are shorter, different values are different doubles, so that one that gives an integer is it. */
const safeLength = 16;

function ratioOf(text: string, span: Span, literal: string): Rational {
  const [mantissa, exponentText = "0"] = literal.toLowerCase().split("e");
  const [whole, fraction = ""] = mantissa!.split(".");
  const exponent = Number(exponentText) - fraction.length;
  const digits = whole!.length + fraction.length + Math.abs(exponent);
  if (digits > maximumDigits) throw new NumberLiteralError(text, span, digits);
  const value = BigInt(whole + fraction);
  const scale = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? rational(value, scale) : rational(value * scale);
}

/** Whether a character code is that of one of the ten digits. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function skipDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}
