import type { Arithmetic } from "../arithmetic.ts";
import * as basic from "./basic.ts";
import { fromRatio } from "./convert.ts";
import * as exponential from "./exponential.ts";
import * as hyperbolic from "./hyperbolic.ts";
import * as piecewise from "./piecewise.ts";
import * as special from "./special.ts";
import * as trigonometric from "./trigonometric.ts";

/** Twice the precision of the host's numbers, over the same range. */
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
  erf: special.erf,
  erfc: special.erfc,
  erfcx: special.erfcx,
  gamma: special.gamma,
  lgamma: special.lgamma,
  digamma: special.digamma,
  polygamma: special.polygamma,
};
