/** The four operations, integer powers and conversions with running error bounds. */
import type { Arithmetic } from "../arithmetic.ts";
import { equalsRatio } from "../exact.ts";
import type { Roundoff } from "./roundoff.ts";
import { type Bounded, isExact, isZero, outward, rounded, UNKNOWN } from "./value.ts";

type Operations<T> = Pick<
  Arithmetic<T>,
  | "fromNumber"
  | "fromRatio"
  | "toNumber"
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "negate"
  | "integerPower"
  | "compare"
>;
type Binary<T> = (a: Bounded<T>, b: Bounded<T>) => Bounded<T>;

export function boundedOperations<T>(base: Arithmetic<T>, roundoff: Roundoff<T>): Operations<Bounded<T>> {
  const zero: Bounded<T> = { value: base.fromNumber(0), error: 0 };
  const add = sum(base, roundoff);
  const multiply = product(base, roundoff);
  const divide = quotient(base, roundoff);
  const negate = (a: Bounded<T>): Bounded<T> => ({ value: base.negate(a.value), error: a.error });
  return {
    fromNumber: (x) => (Object.is(x, 0) ? zero : { value: base.fromNumber(x), error: 0 }),
    fromRatio: ratio(base, roundoff),
    toNumber: (a) => base.toNumber(a.value),
    add,
    subtract: (a, b) => add(a, negate(b)),
    multiply,
    divide,
    negate,
    integerPower: repeatedProduct(base, multiply, divide),
    compare: order(base),
  };
}

/** Whether no error of an operand leaves open what an exactly infinite one amounts to. */
type Settles<T> = (a: Bounded<T>) => boolean;

/** A sum stays infinite beside every finite value. */
const isFinitelyWrong = (a: Bounded<unknown>): boolean => a.error < UNKNOWN;

/** A product or quotient needs a factor's sign: every value that it may have is on one side of zero. */
function hasSign<T>(base: Arithmetic<T>): Settles<T> {
  return (a) => Math.abs(base.toNumber(a.value)) > a.error * outward;
}

/** Of a result that is not finite: an infinity is exact where an argument is infinite, exactly, and both settle it. */
function infinite<T>(
  base: Arithmetic<T>,
  value: T,
  a: Bounded<T>,
  b: Bounded<T>,
  settles: Settles<T>,
): Bounded<T> {
  const given = !Number.isFinite(base.toNumber(a.value)) || !Number.isFinite(base.toNumber(b.value));
  const exact = given && settles(a) && settles(b) && !Number.isNaN(base.toNumber(value));
  return { value, error: exact ? 0 : UNKNOWN };
}

function sum<T>(base: Arithmetic<T>, roundoff: Roundoff<T>): Binary<T> {
  return (a, b) => {
    if (isZero(base, a) !== isZero(base, b)) return isZero(base, a) ? b : a;
    const value = base.add(a.value, b.value);
    const size = Math.abs(base.toNumber(value));
    if (!Number.isFinite(size)) return infinite(base, value, a, b, isFinitelyWrong);
    const propagated = a.error + b.error;
    if (roundoff.isExactSum(a.value, b.value)) return { value, error: propagated * outward };
    return rounded(roundoff, value, size, propagated, base.unitRoundoff * size);
  };
}

function product<T>(base: Arithmetic<T>, roundoff: Roundoff<T>): Binary<T> {
  const unit = roundoff.multiply * base.unitRoundoff;
  const settles = hasSign(base);
  return (a, b) => {
    const value = base.multiply(a.value, b.value);
    const size = Math.abs(base.toNumber(value));
    if (!Number.isFinite(size)) return infinite(base, value, a, b, settles);
    if (isZero(base, a) || isZero(base, b)) return { value, error: 0 };
    const exact = a.error === 0 && b.error === 0;
    if (exact && roundoff.isExactProduct(a.value, b.value)) return { value, error: 0 };
    const x = Math.abs(base.toNumber(a.value));
    const y = Math.abs(base.toNumber(b.value));
    const propagated = exact ? 0 : x * b.error + y * a.error + a.error * b.error;
    return rounded(roundoff, value, size, propagated, unit * size);
  };
}

function quotient<T>(base: Arithmetic<T>, roundoff: Roundoff<T>): Binary<T> {
  const unit = roundoff.divide * base.unitRoundoff;
  const settles = hasSign(base);

  /** Whether multiplying back gives the dividend, without rounding. */
  function isExactQuotient(a: T, b: T, value: T): boolean {
    return roundoff.isExactProduct(value, b) && base.compare(base.multiply(value, b), a) === 0;
  }

  return (a, b) => {
    const value = base.divide(a.value, b.value);
    const size = Math.abs(base.toNumber(value));
    const divisor = Math.abs(base.toNumber(b.value));
    const exact = a.error === 0 && b.error === 0;
    if (exact && divisor === 0 && size === Number.POSITIVE_INFINITY) return { value, error: 0 };
    if (!Number.isFinite(size)) return infinite(base, value, a, b, settles);
    const room = (divisor - b.error) / outward;
    if (!(room > 0)) return { value, error: UNKNOWN };
    if (room === Number.POSITIVE_INFINITY && a.error < UNKNOWN) return { value, error: 0 };
    if (isZero(base, a) || (exact && isExactQuotient(a.value, b.value, value))) return { value, error: 0 };
    const propagated = exact ? 0 : a.error / room + size * (b.error / room);
    return rounded(roundoff, value, size, propagated, unit * size);
  };
}

/** Integer powers by repeated squaring, each product with its bound. */
function repeatedProduct<T>(
  base: Arithmetic<T>,
  multiply: Binary<T>,
  divide: Binary<T>,
): (a: Bounded<T>, n: number) => Bounded<T> {
  const one: Bounded<T> = { value: base.fromNumber(1), error: 0 };

  function positive(a: Bounded<T>, n: number): Bounded<T> {
    let result = one;
    let square = a;
    for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = result === one ? square : multiply(result, square);
      if (rest > 1) square = multiply(square, square);
    }
    return result;
  }

  return (a, n) => {
    if (!Number.isInteger(n)) return { value: base.fromNumber(Number.NaN), error: UNKNOWN };
    const power = positive(a, Math.abs(n));
    if (n >= 0) return power;
    return Number.isFinite(base.toNumber(power.value)) ? divide(one, power) : positive(divide(one, a), -n);
  };
}

/** The order, where the intervals do not overlap. */
function order<T>(base: Arithmetic<T>): Operations<Bounded<T>>["compare"] {
  return (a, b) => {
    const slack = a.error + b.error;
    if (slack === 0 || a === b) return base.compare(a.value, b.value);
    const gap = Math.abs(base.toNumber(base.subtract(a.value, b.value)));
    return gap > slack * outward * outward ? base.compare(a.value, b.value) : undefined;
  };
}

function ratio<T>(base: Arithmetic<T>, roundoff: Roundoff<T>): Operations<Bounded<T>>["fromRatio"] {
  return (numerator, denominator) => {
    const value = base.fromRatio(numerator, denominator);
    const head = base.toNumber(value);
    if (!Number.isFinite(head)) return { value, error: UNKNOWN };
    if (isExact(base, value, head) && equalsRatio(head, numerator, denominator)) return { value, error: 0 };
    return rounded(roundoff, value, Math.abs(head), 0, base.unitRoundoff * Math.abs(head));
  };
}
