import type { Arithmetic, PiecewiseFunctions } from "../arithmetic.ts";
import { ratioToNumber } from "../exact.ts";
import { float64 } from "../float64.ts";
import { errorFunctions } from "../functions/errorFunctions.ts";
import { gammaFunctions } from "../functions/gammaFunctions.ts";
import { polygammaFunctions } from "../functions/polygammaFunctions.ts";
import { DOUBLE_PRECISION, type Elementary } from "../functions/precision.ts";
import {
  add,
  type Complex,
  divide,
  fromNumber,
  integerPower,
  multiply,
  NOT_A_NUMBER,
  negate,
  subtract,
} from "./basic.ts";
import * as elementary from "./elementary.ts";
import * as inverse from "./inverse.ts";

function compare(a: Complex, b: Complex): -1 | 0 | 1 | undefined {
  return float64.compare(a.re, b.re);
}

/** Decided by the real part; the branch taken keeps its imaginary part, the first at a tie. */
const piecewise: PiecewiseFunctions<Complex> = {
  abs: (a) => (a.re < 0 ? negate(a) : a),
  sign: (a) => fromNumber(Math.sign(a.re)),
  floor: (a) => fromNumber(Math.floor(a.re)),
  ceil: (a) => fromNumber(Math.ceil(a.re)),
  round: (a) => fromNumber(float64.round(a.re)),
  max: (a, b) => select(compare(b, a), 1, a, b),
  min: (a, b) => select(compare(b, a), -1, a, b),
};

/** b where the order found is the one wanted. */
function select(order: number | undefined, wanted: number, a: Complex, b: Complex): Complex {
  if (order === undefined) return NOT_A_NUMBER;
  return order === wanted ? b : a;
}

const core: Elementary<Complex> = {
  pi: /* @__PURE__ */ fromNumber(Math.PI),
  fromNumber,
  fromRatio: (numerator, denominator) => fromNumber(ratioToNumber(numerator, denominator)),
  toNumber: (a) => a.re,
  add,
  subtract,
  multiply,
  divide,
  negate,
  integerPower,
  exp: elementary.exp,
  log: elementary.log,
  sqrt: elementary.sqrt,
  sin: elementary.sin,
  tan: elementary.tan,
  abs: piecewise.abs,
};

/**
 * Complex numbers for the complex step: evaluate at `{ re: x, im: 1e-30 }`, and `im / 1e-30` is the derivative at x.
 *
 * The functions are analytic continuations of the real ones, evaluated as such and not from derivatives, so the step is
 * a witness that no table of derivatives can mislead. Comparisons, `abs`, `max`, `floor`, ... go by the real part. Next
 * to a real number outside the real domain the result is NaN. The special functions are for small imaginary parts.
 *
 * @example
 * ```ts
 * import { complex } from "@chainrule/special";
 * const { im } = complex.exp({ re: 1, im: 1e-30 });
 * im / 1e-30 === Math.E; // => true
 * ```
 */
export const complex: Arithmetic<Complex> = {
  name: "complex",
  unitRoundoff: 2 ** -53,
  e: /* @__PURE__ */ fromNumber(Math.E),
  ...core,
  ...piecewise,
  compare,
  power: elementary.power,
  expm1: elementary.expm1,
  log1p: elementary.log1p,
  cbrt: elementary.cbrt,
  cos: elementary.cos,
  asin: inverse.asin,
  acos: inverse.acos,
  atan: inverse.atan,
  sinh: elementary.sinh,
  cosh: elementary.cosh,
  tanh: elementary.tanh,
  asinh: inverse.asinh,
  acosh: inverse.acosh,
  atanh: inverse.atanh,
  atan2: inverse.atan2,
  hypot: elementary.hypot,
  sigmoid: elementary.sigmoid,
  softplus: elementary.softplus,
  logSigmoid: elementary.logSigmoid,
  .../* @__PURE__ */ errorFunctions(core, DOUBLE_PRECISION),
  .../* @__PURE__ */ gammaFunctions(core, DOUBLE_PRECISION),
  .../* @__PURE__ */ polygammaFunctions(core, DOUBLE_PRECISION),
};
