import { makeNumber } from "../make.ts";
import type { Expression } from "../node.ts";
import { rational } from "../rational.ts";
import { ExpressionSyntaxError, maximumDigits, NumberLiteralError } from "./errors.ts";
import type { Span } from "./source.ts";

const [zero, point, underscore, letterE, plus, minus] = [48, 46, 95, 101, 43, 45];

/**
 * Where the number that starts at `start` ends.
 *
 * @throws {@link ExpressionSyntaxError} when what follows makes it no number: `1e`, `0x10`, `1_000`, `1.2.3`.
 */
export function scanNumber(text: string, start: number): number {
  const malformed = (at: number, remedy: string) =>
    new ExpressionSyntaxError(text, { start, end: at + 1 }, { problem: "this is not a number", remedy });
  let end = skipDigits(text, start);
  if (text.charCodeAt(end) === point) end = skipDigits(text, end + 1);
  let next = text.charCodeAt(end) | 32;
  if (next === letterE) {
    const sign = text.charCodeAt(end + 1);
    const digits = sign === plus || sign === minus ? end + 2 : end + 1;
    const last = skipDigits(text, digits);
    if (last === digits)
      throw malformed(end, "Write the exponent as in 1e5, or the product with *, as in 2*e.");
    end = last;
  } else if (end === start + 1 && text.charCodeAt(start) === zero && hasRadix.test(text.slice(end, end + 2))) {
    throw malformed(end, "Only decimal numbers are read: write 0x10 as 16.");
  }
  next = text.charCodeAt(end);
  if (next === underscore) throw malformed(end, "Write the digits without separators.");
  if (next === point) throw malformed(end, "A number has one decimal point.");
  return end;
}

const hasRadix = /^[xbo][\da-f_]/i;

/** The exact value of a literal that {@link scanNumber} accepted. */
export function numberAt(text: string, span: Span): Expression {
  const literal = text.slice(span.start, span.end);
  const small = literal.length < 16 ? integerOf(literal) : -1;
  return makeNumber(small >= 0 ? { numerator: small, denominator: 1 } : ratioOf(text, span, literal));
}

/** The integer whose digits these are, or -1 where there are other characters. */
function integerOf(literal: string): number {
  let value = 0;
  for (let k = 0; k < literal.length; k++) {
    const code = literal.charCodeAt(k);
    if (!isDigit(code)) return -1;
    value = value * 10 + code - zero;
  }
  return value;
}

function ratioOf(text: string, span: Span, literal: string): ReturnType<typeof rational> {
  const [mantissa = "", exponentText = "0"] = literal.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const exponent = Number(exponentText) - fraction.length;
  const digits = whole.length + fraction.length + Math.abs(exponent);
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
