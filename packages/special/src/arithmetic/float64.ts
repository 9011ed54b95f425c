import { digamma } from "../digamma.ts";
import { erf, erfc, erfcx } from "../erf.ts";
import { gamma } from "../gamma.ts";
import { hypot } from "../hypot.ts";
import { lgamma } from "../lgamma.ts";
import { logSigmoid, sigmoid, softplus } from "../logistic.ts";
import { polygamma } from "../polygamma.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { ratioToNumber } from "./exact.ts";
import { roundHalfEven } from "./rounding.ts";

function compare(a: number, b: number): -1 | 0 | 1 | undefined {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : undefined;
}

/**
 * x^n by repeated squaring: n - 1 roundings at most, and the same bits on every engine; NaN for an n that is no integer.
 *
 * @example
 * ```ts
 * import { integerPower } from "@chainrule/special";
 * integerPower(3, 4); // => 81
 * ```
 */
export function integerPower(x: number, n: number): number {
  if (!Number.isInteger(n)) return Number.NaN;
  if (n < 0) return negativePower(x, -n);
  let result = 1;
  let square = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    if (rest > 1) square *= square;
  }
  return result;
}

/** The reciprocal is taken last, unless x^n is out of range while its reciprocal may be subnormal. */
function negativePower(x: number, n: number): number {
  const power = integerPower(x, n);
  return Number.isFinite(power) ? 1 / power : integerPower(1 / x, n);
}

/**
 * The host's own numbers: the arithmetic every other one is compared with.
 *
 * Integer powers are repeated products, so their bits do not depend on the engine's `Math.pow`.
 *
 * @example
 * ```ts
 * import { float64 } from "@chainrule/special";
 * float64.integerPower(2, 10); // => 1024
 * float64.fromRatio(1n, 3n) === 1 / 3; // => true
 * ```
 */
export const float64: Arithmetic<number> = {
  name: "float64",
  unitRoundoff: 1.1102230246251565e-16, // 2^-53; bundlers keep objects that compute, used or not
  pi: Math.PI,
  e: Math.E,
  fromNumber: (x) => x,
  fromRatio: ratioToNumber,
  toNumber: (a) => a,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (a) => -a,
  power: Math.pow,
  integerPower,
  compare,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  atan2: Math.atan2,
  hypot,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundHalfEven,
  max: (a, b) => Math.max(a, b),
  min: (a, b) => Math.min(a, b),
  erf,
  erfc,
  erfcx,
  gamma,
  lgamma,
  digamma,
  polygamma,
  sigmoid,
  softplus,
  logSigmoid,
};
