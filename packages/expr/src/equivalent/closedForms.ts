import { call, multiply, negate, power } from "../build.ts";
import { makeNumber } from "../make.ts";
import type { Expression } from "../node.ts";
import { half, type Rational, rational } from "../rational.ts";

/** Exact numbers that a double may stand for: fractions, and what zeros of elementary functions often are. */

/** Exact numbers near a double, the likeliest first. */
export function* closedFormsNear(x: number, accuracy: number): Generator<Expression> {
  const near = (y: number) => fractionNear(y, accuracy);
  const wrap = function* (found: Rational | undefined, form: (q: Expression) => Expression) {
    if (found !== undefined) yield form(makeNumber(found));
  };
  yield* wrap(near(x), (q) => q);
  yield* wrap(decimalOf(x), (q) => q);
  yield* wrap(near(x / Math.PI), (q) => multiply(q, call("pi")));
  const signed = (size: Expression) => (x < 0 ? negate(size) : size);
  yield* wrap(near(x * x), (q) => signed(power(q, makeNumber(half))));
  yield* wrap(near(Math.abs(x ** 3)), (q) => signed(power(q, makeNumber(rational(1, 3)))));
  yield* wrap(near(Math.exp(x)), (q) => call("log", q));
  yield* wrap(near(Math.log(Math.abs(x))), (q) => signed(call("exp", q)));
}

/** The most that a denominator of a likely fraction is. */
const largestDenominator = 1000;

/** A fraction with a small denominator, by the continued fraction. */
function fractionNear(x: number, accuracy: number): Rational | undefined {
  if (!(Math.abs(x) < 2 ** 53)) return undefined;
  let [p0, q0, p1, q1] = [1, 0, Math.floor(x), 1];
  let rest = x - Math.floor(x);
  while (Math.abs(p1 - x * q1) > accuracy * q1 * Math.abs(x)) {
    rest = 1 / rest;
    const digit = Math.floor(rest);
    rest -= digit;
    [p0, q0, p1, q1] = [p1, q1, digit * p1 + p0, digit * q1 + q0];
    if (!(q1 <= largestDenominator)) return undefined;
  }
  return p1 === 0 && x !== 0 ? undefined : rational(p1, q1);
}

/** The shortest decimal fraction that reads as the double, or as one beside it. */
function decimalOf(x: number): Rational | undefined {
  if (!Number.isFinite(x)) return undefined;
  const text = Number(x.toPrecision(14)).toExponential();
  const [digits, exponent] = text.split("e") as [string, string];
  const [whole, part = ""] = digits.split(".") as [string, string?];
  const shift = Number(exponent) - part.length;
  const scale = 10n ** BigInt(Math.abs(shift));
  const numerator = BigInt(whole + part);
  return shift < 0 ? rational(numerator, scale) : rational(numerator * scale);
}
