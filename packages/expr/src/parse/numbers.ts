import { ExpressionSyntaxError, maximumDigits, NumberLiteralError } from "./errors.ts";
import type { Span } from "./source.ts";

/** A decimal literal as an exact ratio. */
export interface DecimalRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Where the number that starts at `start` ends.
 *
 * @throws {@link ExpressionSyntaxError} when what follows makes it no number: `1e`, `0x10`, `1_000`, `1.2.3`.
 */
export function scanNumber(text: string, start: number): number {
  let end = skipDigits(text, start);
  if (text[end] === ".") end = skipDigits(text, end + 1);
  if (end === start + 1 && text[start] === "0" && isRadixPrefix(text, end)) {
    throw malformed(text, { start, end: end + 1 }, "Only decimal numbers are read: write 0x10 as 16.");
  }
  if (text[end] === "e" || text[end] === "E") end = scanExponent(text, start, end);
  if (text[end] === "_")
    throw malformed(text, { start, end: end + 1 }, "Write the digits without separators.");
  if (text[end] === ".") throw malformed(text, { start, end: end + 1 }, "A number has one decimal point.");
  return end;
}

/** The exact value of a literal that {@link scanNumber} accepted. */
export function decimalRatio(text: string, span: Span): DecimalRatio {
  const literal = text.slice(span.start, span.end);
  const [mantissa = "", exponentText = "0"] = literal.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const exponent = Number(exponentText) - fraction.length;
  const digits = whole.length + fraction.length;
  if (digits + Math.abs(exponent) > maximumDigits) {
    throw new NumberLiteralError(text, span, digits + Math.abs(exponent));
  }
  const value = BigInt(whole + fraction);
  return exponent < 0
    ? { numerator: value, denominator: 10n ** BigInt(-exponent) }
    : { numerator: value * 10n ** BigInt(exponent), denominator: 1n };
}

/** Whether a character is one of the ten digits. */
export function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function scanExponent(text: string, start: number, at: number): number {
  const sign = text[at + 1] === "+" || text[at + 1] === "-" ? 1 : 0;
  const end = skipDigits(text, at + 1 + sign);
  if (end === at + 1 + sign) {
    const remedy = "Write the exponent as in 1e5, or the product with *, as in 2*e.";
    throw malformed(text, { start, end: at + 1 }, remedy);
  }
  return end;
}

function isRadixPrefix(text: string, at: number): boolean {
  return /^[xXbBoO][0-9a-fA-F_]/.test(text.slice(at, at + 2));
}

function skipDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text[at])) at += 1;
  return at;
}

function malformed(text: string, span: Span, remedy: string): ExpressionSyntaxError {
  return new ExpressionSyntaxError(text, span, { problem: "this is not a number", remedy });
}
