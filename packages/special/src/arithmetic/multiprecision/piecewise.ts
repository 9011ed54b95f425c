/** Sign, rounding and selection. */
import type { PiecewiseFunctions } from "../arithmetic.ts";
import {
  abs,
  type BigFloat,
  compare,
  inRange,
  isInteger,
  NOT_A_NUMBER,
  negate,
  special,
} from "./bigFloat.ts";

function floor(a: BigFloat): BigFloat {
  if (isInteger(a) || a.mantissa === 0n) return a;
  const integer = a.mantissa >> BigInt(-a.exponent);
  return integer === 0n ? special(0) : inRange(integer, 0, a.length);
}

/** The nearest integer, halves to even; a zero keeps the sign of a. */
function round(a: BigFloat): BigFloat {
  if (isInteger(a) || a.mantissa === 0n) return a;
  const shift = BigInt(-a.exponent);
  const lastKept = (a.mantissa >> shift) & 1n;
  const integer = (a.mantissa + (1n << (shift - 1n)) - 1n + lastKept) >> shift;
  return integer === 0n ? special(a.nearest * 0) : inRange(integer, 0, a.length);
}

export const piecewise: PiecewiseFunctions<BigFloat> = {
  abs,
  sign: (a) => (a.nearest === 0 || Number.isNaN(a.nearest) ? a : inRange(a.nearest < 0 ? -1n : 1n, 0, 1)),
  floor,
  ceil: (a) => negate(floor(negate(a))),
  round,
  max: (a, b) => {
    const order = compare(a, b);
    return order === undefined ? NOT_A_NUMBER : order < 0 ? b : a;
  },
  min: (a, b) => {
    const order = compare(a, b);
    return order === undefined ? NOT_A_NUMBER : order > 0 ? b : a;
  },
};
