/** The four operations, integer powers and conversions with running error bounds. */
import type { Arithmetic } from "../arithmetic.ts";
import { equalsRatio } from "../exact.ts";
import type { Roundoff } from "./roundoff.ts";
import { type Bounded, isExact, outward, UNKNOWN } from "./value.ts";

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

export function boundedOperations<T>(base: Arithmetic<T>, roundoff: Roundoff<T>): Operations<Bounded<T>> {
  const u = base.unitRoundoff;
  const zero: Bounded<T> = { value: base.fromNumber(0), error: 0 };
  const one: Bounded<T> = { value: base.fromNumber(1), error: 0 };
  const size = (a: T): number => Math.abs(base.toNumber(a));

  function add(a: Bounded<T>, b: Bounded<T>): Bounded<T> {
    if (isZero(a) !== isZero(b)) return isZero(a) ? b : a;
    const value = base.add(a.value, b.value);
    const magnitude = size(value);
    if (!Number.isFinite(magnitude)) return { value, error: infiniteError(magnitude, a, b) };
    const propagated = a.error + b.error;
    if (roundoff.isExactSum(a.value, b.value)) return { value, error: propagated * outward };
    return rounded(value, magnitude, propagated, 1);
  }

  /** A structural zero. */
  function isZero(a: Bounded<T>): boolean {
    return a.error === 0 && base.toNumber(a.value) === 0;
  }

  /** Of a result that is not finite: an infinity is exact where an exact argument is infinite already. */
  function infiniteError(magnitude: number, a: Bounded<T>, b: Bounded<T>): number {
    const given = !Number.isFinite(size(a.value)) || !Number.isFinite(size(b.value));
    return given && a.error === 0 && b.error === 0 && !Number.isNaN(magnitude) ? 0 : UNKNOWN;
  }

  function multiply(a: Bounded<T>, b: Bounded<T>): Bounded<T> {
    const value = base.multiply(a.value, b.value);
    const magnitude = size(value);
    if (!Number.isFinite(magnitude)) return { value, error: infiniteError(magnitude, a, b) };
    if (isZero(a) || isZero(b)) return { value, error: 0 };
    const exact = a.error === 0 && b.error === 0;
    if (exact && roundoff.isExactProduct(a.value, b.value)) return { value, error: 0 };
    const propagated = exact ? 0 : size(a.value) * b.error + size(b.value) * a.error + a.error * b.error;
    return rounded(value, magnitude, propagated, roundoff.multiply);
  }

  function rounded(value: T, magnitude: number, propagated: number, units: number): Bounded<T> {
    const underflow = magnitude < roundoff.tiny ? roundoff.underflow : 0;
    const error = (propagated + units * u * magnitude + underflow) * outward;
    return { value, error: error >= 0 ? error : UNKNOWN };
  }

  function divide(a: Bounded<T>, b: Bounded<T>): Bounded<T> {
    const value = base.divide(a.value, b.value);
    const magnitude = size(value);
    const divisor = size(b.value);
    const exact = a.error === 0 && b.error === 0;
    if (exact && divisor === 0 && magnitude === Number.POSITIVE_INFINITY) return { value, error: 0 };
    if (!Number.isFinite(magnitude)) return { value, error: infiniteError(magnitude, a, b) };
    const room = (divisor - b.error) / outward;
    if (!(room > 0)) return { value, error: UNKNOWN };
    if (isZero(a) || (exact && isExactQuotient(a.value, b.value, value))) return { value, error: 0 };
    const propagated = exact ? 0 : a.error / room + magnitude * (b.error / room);
    return rounded(value, magnitude, propagated, roundoff.divide);
  }

  function isExactQuotient(a: T, b: T, quotient: T): boolean {
    return roundoff.isExactProduct(quotient, b) && base.compare(base.multiply(quotient, b), a) === 0;
  }

  function negate(a: Bounded<T>): Bounded<T> {
    return { value: base.negate(a.value), error: a.error };
  }

  /** By repeated squaring, each product with its bound. */
  function integerPower(a: Bounded<T>, n: number): Bounded<T> {
    if (!Number.isInteger(n)) return { value: base.fromNumber(Number.NaN), error: UNKNOWN };
    if (n < 0) return reciprocalPower(a, -n);
    let result = one;
    let square = a;
    for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = result === one ? square : multiply(result, square);
      if (rest > 1) square = multiply(square, square);
    }
    return result;
  }

  function reciprocalPower(a: Bounded<T>, n: number): Bounded<T> {
    const power = integerPower(a, n);
    return Number.isFinite(size(power.value)) ? divide(one, power) : integerPower(divide(one, a), n);
  }

  /** The order, where the intervals do not overlap. */
  function compare(a: Bounded<T>, b: Bounded<T>): -1 | 0 | 1 | undefined {
    const slack = a.error + b.error;
    if (slack === 0 || a === b) return base.compare(a.value, b.value);
    const gap = size(base.subtract(a.value, b.value));
    return gap > slack * outward * outward ? base.compare(a.value, b.value) : undefined;
  }

  function fromRatio(numerator: bigint, denominator: bigint): Bounded<T> {
    const value = base.fromRatio(numerator, denominator);
    const head = base.toNumber(value);
    if (!Number.isFinite(head)) return { value, error: UNKNOWN };
    const exact = isExact(base, value, head) && equalsRatio(head, numerator, denominator);
    return exact ? { value, error: 0 } : rounded(value, Math.abs(head), 0, 1);
  }

  return {
    fromNumber: (x) => (x === 0 && 1 / x > 0 ? zero : { value: base.fromNumber(x), error: 0 }),
    fromRatio,
    toNumber: (a) => base.toNumber(a.value),
    add,
    subtract: (a, b) => add(a, negate(b)),
    multiply,
    divide,
    negate,
    integerPower,
    compare,
  };
}
