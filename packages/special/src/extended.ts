import { scaleByPowerOfTwo } from "./arithmetic/exact.ts";
import { ATANH_SERIES, EXP_SERIES, LN_1_5, LN2, TWO_THIRDS } from "./coefficients.ts";
import {
  addDouble,
  addPairs,
  dividePairs,
  type HighLow,
  multiplyDouble,
  multiplyPairs,
  twoSum,
} from "./high-low.ts";
import { polynomial } from "./polynomial.ts";

/** A pair times a power of two: holds `exp` of arguments beyond the range of a double. */
export interface ScaledPair extends HighLow {
  readonly exponent: number;
}

const HALVINGS = 3;

/**
 * `exp(a.hi + a.lo)` to about 66 bits, for `|a| < 1e6`.
 *
 * Argument reduction `a = k log 2 + 8 r`, Taylor series for `exp(r)` with the terms up to `r^2` in pairs,
 * three squarings.
 */
export function expPair(a: HighLow): ScaledPair {
  const exponent = Math.round(a.hi / LN2.hi);
  const reduced = addPairs(a, multiplyDouble(LN2, -exponent));
  const r: HighLow = { hi: reduced.hi / 2 ** HALVINGS, lo: reduced.lo / 2 ** HALVINGS };
  const square = multiplyPairs(r, r);
  const cubeTerms = r.hi * square.hi * polynomial(EXP_SERIES, r.hi);
  const halfSquare: HighLow = { hi: square.hi / 2, lo: square.lo / 2 };
  let power = addDouble(addPairs(r, addDouble(halfSquare, cubeTerms)), 1);
  for (let k = 0; k < HALVINGS; k++) power = multiplyPairs(power, power);
  return { hi: power.hi, lo: power.lo, exponent };
}

/**
 * `log x` to about 70 bits, for positive normal `x`.
 *
 * `x = 2^k c (1 + s) / (1 - s)` with c one of 0.75, 1, 1.5, so that `log x = k log 2 + log c + 2 atanh s`
 * and `|s| < 0.1013`. The decomposition is that of fdlibm's pow.
 */
export function logPair(x: number): HighLow {
  const exponent = Math.round(Math.log2(x));
  const m = scaleByPowerOfTwo(x, -exponent);
  const c = m > 1.2247 ? 1.5 : m < 0.8165 ? 0.75 : 1;
  const s = dividePairs({ hi: m - c, lo: 0 }, twoSum(m, c));
  const square = multiplyPairs(s, s);
  const cubeTerm = multiplyPairs(multiplyPairs(square, s), TWO_THIRDS);
  const rest = square.hi * square.hi * s.hi * polynomial(ATANH_SERIES, square.hi);
  const atanhPart = addPairs(multiplyDouble(s, 2), addDouble(cubeTerm, rest));
  const halfOctaves = c === 1 ? 0 : 1;
  const twos = c === 0.75 ? exponent - 1 : exponent;
  const scalePart = addPairs(multiplyDouble(LN2, twos), multiplyDouble(LN_1_5, halfOctaves));
  return addPairs(scalePart, atanhPart);
}
