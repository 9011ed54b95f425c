import type { CallName } from "../functions/names.ts";
import { max, min } from "./extremes.ts";
import * as inverse from "./inverse.ts";
import * as lines from "./lines.ts";
import * as plane from "./plane.ts";
import * as rounding from "./rounding.ts";
import type { KinkRow } from "./row.ts";

/** Differentiable wherever it is defined. */
const smooth = undefined;

/** True or false: `conditions.ts` tells where it changes. */
const condition = undefined;

/** Whether each function has kinks or jumps, and how it moves to either side of them; a missing one does not compile. */
export const kinkRows: { readonly [N in CallName]: KinkRow | undefined } = {
  pi: smooth,
  e: smooth,
  exp: smooth,
  log: smooth,
  log1p: smooth,
  expm1: smooth,
  cbrt: smooth,
  log1mexp: smooth,
  sin: smooth,
  cos: smooth,
  tan: smooth,
  cot: smooth,
  sec: smooth,
  csc: smooth,
  asin: smooth,
  acos: smooth,
  atan: smooth,
  acot: inverse.acot,
  asec: smooth,
  acsc: smooth,
  sinc: smooth,
  sincDerivative: smooth,
  sinh: smooth,
  cosh: smooth,
  tanh: smooth,
  coth: smooth,
  sech: smooth,
  csch: smooth,
  asinh: smooth,
  acosh: smooth,
  atanh: smooth,
  acoth: smooth,
  asech: smooth,
  acsch: smooth,
  logCosh: smooth,
  erf: smooth,
  erfc: smooth,
  erfcx: smooth,
  erfcxDerivative: smooth,
  gamma: smooth,
  lgamma: smooth,
  digamma: smooth,
  polygamma: smooth,
  sigmoid: smooth,
  softplus: smooth,
  logSigmoid: smooth,
  logit: smooth,
  softsign: smooth,
  logaddexp: smooth,
  gaussian: smooth,
  det: smooth,
  logdet: smooth,
  inverse: smooth,
  cofactor: smooth,
  kronecker: smooth,
  and: condition,
  or: condition,
  not: condition,
  less: condition,
  lessEqual: condition,
  equal: condition,
  max,
  min,
  ...rounding,
  ...lines,
  ...plane,
};
