import { numberOf } from "../literals.ts";
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
  let end = skipDigits(text, start);
  if (text[end] === ".") end = skipDigits(text, end + 1);
  const mantissaEnd = end;
  if ((text.charCodeAt(end) | 32) === letterE) {
    const sign = text[end + 1] === "+" || text[end + 1] === "-" ? 1 : 0;
    end = skipDigits(text, end + 1 + sign);
    if (end === mantissaEnd + 1 + sign) throw malformed(text, start, mantissaEnd);
  }
  if (hasRadix.test(text.slice(start, end + 2)) || text[end] === "_" || text[end] === ".")
    throw malformed(text, start, end);
  return end;
}

function malformed(text: string, start: number, last: number): ExpressionSyntaxError {
  const remedy = "Write numbers as 16, 1000, 0.5 or 1e5: decimal, without separators; a product as 2*e.";
  return new ExpressionSyntaxError(
    text,
    { start, end: last + 1 },
    { problem: "this is not a number", remedy },
  );
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

/** The value of a literal that counts something, 1 where there is none; NaN of what is no literal. */
export function countOf(node: Expression | undefined): number {
  return node === undefined ? 1 : numberOf(node);
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
