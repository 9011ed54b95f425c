import { ExpressionError } from "./errors.ts";

/**
 * A value that cannot be made into an expression or used in one, such as NaN or an empty name (`expr/value`).
 *
 * @example
 * ```ts
 * import { number } from "@chainrule/expr";
 * number(Number.NaN); // throws expr/value
 * ```
 */
export class ValueError extends ExpressionError {
  constructor(message: string) {
    super("expr/value", message);
  }
}

/** An integer: a number wherever it is safe, else a bigint. */
export type Integer = number | bigint;

/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  /** A safe integer, or a bigint where it is none. */
  readonly numerator: Integer;
  /** At least 1; likewise. */
  readonly denominator: Integer;
}

/** Powers with more digits than this stay unevaluated. */
const digitLimit = 100;

export const zero: Rational = { numerator: 0, denominator: 1 };
export const one: Rational = { numerator: 1, denominator: 1 };
export const minusOne: Rational = { numerator: -1, denominator: 1 };
export const half: Rational = { numerator: 1, denominator: 2 };

/** The fraction numerator/denominator in lowest terms; the denominator must not be 0. */
export function rational(numerator: Integer, denominator: Integer = 1): Rational {
  for (const part of [numerator, denominator]) requireFinite(part);
  if (typeof numerator === "number" && typeof denominator === "number") {
    const divisor = gcd(Math.abs(numerator), Math.abs(denominator)) * Math.sign(denominator);
    return { numerator: numerator / divisor + 0, denominator: denominator / divisor };
  }
  const n = BigInt(numerator);
  const d = BigInt(denominator);
  const divisor = bigGcd(magnitude(n), magnitude(d)) * (d < 0n ? -1n : 1n);
  return { numerator: shrink(n / divisor), denominator: shrink(d / divisor) };
}

function magnitude(n: Integer): bigint {
  const exact = BigInt(n);
  return exact < 0n ? -exact : exact;
}

/** Euler would not end with NaN or Infinity. */
function requireFinite(part: Integer): void {
  if (typeof part === "bigint" || Number.isFinite(part)) return;
  throw new ValueError(`${String(part)} is no rational number; give finite numbers.`);
}

function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

function bigGcd(a: bigint, b: bigint): bigint {
  while (b > Number.MAX_SAFE_INTEGER) [a, b] = [b, a % b];
  return b === 0n ? a : BigInt(gcd(Number(b), Number(a % b)));
}

function shrink(n: bigint): Integer {
  const small = Number(n);
  return Number.isSafeInteger(small) ? small : n;
}

/** a * b as an integer of whichever size it needs. */
function times(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return BigInt(a) * BigInt(b);
}

function plus(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const total = a + b;
    if (Number.isSafeInteger(total)) return total;
  }
  return BigInt(a) + BigInt(b);
}

function integer(n: Integer): Rational {
  return { numerator: shrunk(n), denominator: 1 };
}

export function addRationals(a: Rational, b: Rational): Rational {
  if (a.denominator === 1 && b.denominator === 1) return integer(plus(a.numerator, b.numerator));
  if (isLong(a) || isLong(b)) return addLong(a, b);
  return rational(
    plus(times(a.numerator, b.denominator), times(b.numerator, a.denominator)),
    times(a.denominator, b.denominator),
  );
}

export function multiplyRationals(a: Rational, b: Rational): Rational {
  if (a.denominator === 1 && b.denominator === 1) return integer(times(a.numerator, b.numerator));
  if (isLong(a) || isLong(b)) return multiplyLong(a, b);
  return rational(times(a.numerator, b.numerator), times(a.denominator, b.denominator));
}

function isLong({ numerator, denominator }: Rational): boolean {
  return typeof numerator === "bigint" || typeof denominator === "bigint";
}

/**
 * Only what the denominators share can cancel in a sum, so that a short fraction added to a long one costs a division, not
 * Euclid's algorithm on long numbers (D. E. Knuth, The Art of Computer Programming, 4.5.1).
 */
function addLong(a: Rational, b: Rational): Rational {
  const shared = integerGcd(a.denominator, b.denominator);
  const rest = over(a.denominator, shared);
  const numerator = plus(times(a.numerator, over(b.denominator, shared)), times(b.numerator, rest));
  const common = integerGcd(numerator, shared);
  return lowest(over(numerator, common), times(rest, over(b.denominator, common)));
}

/** Each numerator cancels with the denominator of the other. */
function multiplyLong(a: Rational, b: Rational): Rational {
  const [first, second] = [integerGcd(a.numerator, b.denominator), integerGcd(b.numerator, a.denominator)];
  return lowest(
    times(over(a.numerator, first), over(b.numerator, second)),
    times(over(a.denominator, second), over(b.denominator, first)),
  );
}

/** a / b, which is an integer. */
function over(a: Integer, b: Integer): Integer {
  if (b === 1) return a;
  return typeof a === "number" && typeof b === "number" ? a / b : BigInt(a) / BigInt(b);
}

/** Two integers without a common divisor. */
function lowest(numerator: Integer, denominator: Integer): Rational {
  return { numerator: shrunk(numerator), denominator: shrunk(denominator) };
}

function shrunk(n: Integer): Integer {
  return typeof n === "number" ? n + 0 : shrink(n);
}

export function negateRational(a: Rational): Rational {
  return {
    numerator: negated(a.numerator),
    denominator: a.denominator,
  };
}

function negated(n: Integer): Integer {
  return typeof n === "number" ? 0 - n : -n;
}

/** 1/a; a must not be 0. */
export function reciprocal(a: Rational): Rational {
  const { numerator, denominator } = a;
  if (numerator > 0) return { numerator: denominator, denominator: numerator };
  return { numerator: negated(denominator), denominator: negated(numerator) };
}

/** Whether Euclid's algorithm on it is too much work to look for what may not be there: more than a hundred digits. */
export function hasManyDigits({ numerator, denominator }: Rational): boolean {
  return numerator > mostDigits || numerator < -mostDigits || denominator > mostDigits;
}

const mostDigits = 10n ** 100n;

/** The greatest positive number of which both are whole multiples. */
export function commonDivisor(a: Rational, b: Rational): Rational {
  if (a.denominator === 1 && b.denominator === 1) return integer(integerGcd(a.numerator, b.numerator));
  const denominators = times(a.denominator, b.denominator);
  const numerators = integerGcd(times(a.numerator, b.denominator), times(b.numerator, a.denominator));
  return rational(numerators, denominators);
}

function integerGcd(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") return gcd(Math.abs(a), Math.abs(b));
  return shrink(bigGcd(magnitude(a), magnitude(b)));
}

export function compareRationals(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = times(a.numerator, b.denominator);
  const right = times(b.numerator, a.denominator);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equalRationals(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

export function isInteger(a: Rational): boolean {
  return a.denominator === 1;
}

export function signOf(a: Rational): -1 | 0 | 1 {
  return a.numerator > 0 ? 1 : a.numerator < 0 ? -1 : 0;
}

/** a^n exactly, or undefined where it is infinite or has too many digits to be worth it. */
export function rationalPower(a: Rational, n: number): Rational | undefined {
  if (n < 0) return signOf(a) === 0 ? undefined : rationalPower(reciprocal(a), -n);
  if (isUnit(a)) return n % 2 === 0 ? one : a;
  if (n * (digitsOf(a.numerator) + digitsOf(a.denominator) - 1) > digitLimit) return undefined;
  return rational(BigInt(a.numerator) ** BigInt(n), BigInt(a.denominator) ** BigInt(n));
}

function isUnit(a: Rational): boolean {
  return a.denominator === 1 && (a.numerator === 1 || a.numerator === -1);
}

function digitsOf(n: Integer): number {
  return String(n < 0 ? -n : n).length;
}

/** The exact value of a finite double. */
export function rationalFromNumber(x: number): Rational {
  if (!Number.isFinite(x))
    throw new ValueError(`${x} is no rational number: use a variable and bind it instead`);
  if (Number.isSafeInteger(x)) return { numerator: x + 0, denominator: 1 };
  let scaled = x;
  let exponent = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent += 1;
  }
  return rational(BigInt(scaled), 2n ** BigInt(exponent));
}

/** The double nearest to a (ties to even), subnormal numbers included. */
export function rationalToNumber(a: Rational): number {
  if (typeof a.numerator === "number" && typeof a.denominator === "number")
    return a.numerator / a.denominator;
  const n = BigInt(a.numerator);
  const size = magnitude(n);
  const d = BigInt(a.denominator);
  const shift = Math.min(64 - (bitsOf(size) - bitsOf(d)), 1076);
  const top = shift > 0 ? size << BigInt(shift) : size;
  const bottom = shift > 0 ? d : d << BigInt(-shift);
  const quotient = top / bottom;
  const sticky = quotient * bottom === top ? 0n : 1n;
  return (n < 0n ? -1 : 1) * scaleByPowerOfTwo(Number(quotient | sticky), -shift);
}

function bitsOf(n: bigint): number {
  return n.toString(16).length * 4;
}

/** x * 2^exponent in two factors, so that neither leaves the range of doubles. */
function scaleByPowerOfTwo(x: number, exponent: number): number {
  const first = Math.max(-1000, Math.min(900, exponent));
  return x * 2 ** first * 2 ** Math.max(-1074, Math.min(1023, exponent - first));
}

/** "3", "-1/2". */
export function rationalToText(a: Rational): string {
  return a.denominator === 1 ? String(a.numerator) : `${a.numerator}/${a.denominator}`;
}
