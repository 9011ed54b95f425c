import type { Rational } from "./coefficients.ts";
import { addPairs, type HighLow, multiplyDouble } from "./high-low.ts";

/** `c[0] + c[1] x + c[2] x^2 + ...` by Horner's rule. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + (coefficients[k] as number);
  return sum;
}

/** `P(x) / Q(x)`. */
export function rational(r: Rational, x: number): number {
  return polynomial(r.numerator, x) / polynomial(r.denominator, x);
}

/** The value in the middle of an interval and a rational correction, y from there: `middle + y P(y) / Q(y)`. */
export function rationalFrom(middle: HighLow, r: Rational, y: number): number {
  return middle.hi + (y * rational(r, y) + middle.lo);
}

/** Horner's rule on pairs: the terms up to `x^(pairs - 1)` in pairs, the higher ones in doubles. */
export function polynomialPairs(coefficients: readonly HighLow[], x: number, pairs: number): HighLow {
  let tail = 0;
  for (let k = coefficients.length - 1; k >= pairs; k--) tail = tail * x + (coefficients[k] as HighLow).hi;
  let sum: HighLow = { hi: tail, lo: 0 };
  for (let k = pairs - 1; k >= 0; k--) sum = addPairs(coefficients[k] as HighLow, multiplyDouble(sum, x));
  return sum;
}
