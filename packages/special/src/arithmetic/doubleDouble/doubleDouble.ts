import type { Arithmetic } from "../arithmetic.ts";
import * as basic from "./basic.ts";
import { fromRatio } from "./convert.ts";
import * as exponential from "./exponential.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as piecewise from "./piecewise.ts";
import { specialFunctions } from "./special.ts";
import * as trigonometric from "./trigonometric.ts";

/**
 * Twice the precision of the host's numbers, over the same range: 106 bits, about 32 digits.
 *
 * Relative errors: 2^-104.4 for a sum, 2^-103.1 for a product, 2^-102 for a quotient (proven); 2^-102 or better for
 * the functions (measured against mpmath, tails and zeros included), with these exceptions. `gamma`: 2^-101. `power`:
 * 2^-102 times 1 + |b log a|. `lgamma`, `digamma` and `polygamma` for negative arguments: relative to the terms they
 * add up, so less near their zeros. Below 2^-960 the low parts underflow, and accuracy falls to that of doubles.
 * Zeros, infinities and NaN are those of float64.
 *
 * @example
 * ```ts
 * import { doubleDouble as A, toDecimal } from "@chainrule/special";
 * toDecimal(A.exp(A.fromNumber(1)), 30); // => "2.71828182845904523536028747135"
 * toDecimal(A.fromRatio(2n, 3n), 20); // => "0.66666666666666666667"
 * ```
 */
export const doubleDouble: Arithmetic<basic.DoubleDouble> = {
  name: "double-double",
  unitRoundoff: 2 ** -104,
  pi: trigonometric.PI,
  e: { hi: Math.E, lo: 1.4456468917292502e-16 },
  fromNumber: basic.fromNumber,
  fromRatio,
  toNumber: (a) => a.hi,
  add: basic.add,
  subtract: basic.subtract,
  multiply: basic.multiply,
  divide: basic.divide,
  negate: basic.negate,
  power: exponential.power,
  integerPower: basic.integerPower,
  compare: basic.compare,
  exp: exponential.exp,
  expm1: exponential.expm1,
  log: exponential.log,
  log1p: exponential.log1p,
  sqrt: basic.sqrt,
  cbrt: exponential.cbrt,
  sin: trigonometric.sin,
  cos: trigonometric.cos,
  tan: trigonometric.tan,
  asin: trigonometric.asin,
  acos: trigonometric.acos,
  atan: trigonometric.atan,
  atan2: trigonometric.atan2,
  sinh: hyperbolic.sinh,
  cosh: hyperbolic.cosh,
  tanh: hyperbolic.tanh,
  asinh: hyperbolic.asinh,
  acosh: hyperbolic.acosh,
  atanh: hyperbolic.atanh,
  hypot: hyperbolic.hypot,
  sigmoid: hyperbolic.sigmoid,
  softplus: hyperbolic.softplus,
  logSigmoid: hyperbolic.logSigmoid,
  abs: basic.abs,
  sign: piecewise.sign,
  floor: piecewise.floor,
  ceil: piecewise.ceil,
  round: piecewise.round,
  max: piecewise.max,
  min: piecewise.min,
  ...specialFunctions,
};
