import type { FunctionName } from "@chainrule/expr";
import {
  type ArrayLike,
  abs,
  acos,
  acosh,
  add,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  ceil,
  cos,
  cosh,
  digamma,
  divide,
  equal,
  erf,
  erfc,
  erfcx,
  exp,
  expm1,
  floor,
  gamma,
  heaviside,
  hypot,
  less,
  lessEqual,
  lgamma,
  log,
  log1mexp,
  log1p,
  logaddexp,
  logCosh,
  logicalAnd,
  logicalNot,
  logicalOr,
  logit,
  logSigmoid,
  maximum,
  minimum,
  multiply,
  polygamma,
  relu,
  remainder,
  round,
  sigmoid,
  sign,
  sin,
  sinc,
  sinh,
  softplus,
  softsign,
  sqrt,
  square,
  subtract,
  tan,
  tanh,
  where,
} from "@chainrule/tape";
import { exactE, exactPi } from "./constant.ts";
import { NotLoweredError } from "./notLowered.ts";

/** A scalar function over tape values. */
export type TapeFunction = (...args: readonly ArrayLike[]) => ArrayLike;

type Binary = (a: ArrayLike, b: ArrayLike) => ArrayLike;

const one = 1;

/** A function of n arguments from one of two. */
const fold =
  (f: Binary): TapeFunction =>
  (...args) =>
    args.reduce((a, b) => f(a, b));

const reciprocalOf =
  (f: (x: ArrayLike) => ArrayLike): TapeFunction =>
  (x) =>
    divide(one, f(x!));

/** f(1/x), which is how the inverse reciprocal functions are defined. */
const ofReciprocal =
  (f: (x: ArrayLike) => ArrayLike): TapeFunction =>
  (x) =>
    f(divide(one, x!));

/** (2 pi)^(-1/2) sigma^(-1) exp(-((x - mu)/sigma)^2 / 2). */
const gaussian: TapeFunction = (x, mu, sigma) => {
  const standardised = divide(subtract(x!, mu!), sigma!);
  return divide(exp(multiply(-0.5, square(standardised))), multiply(sqrt(multiply(2, exactPi())), sigma!));
};

/** 0 up to xMin, m x + b between, 1 from xMax on: the paper's piecewise linear unit. */
const piecewiseLinear: TapeFunction = (x, m, b, xMin, xMax) =>
  where(lessEqual(x!, xMin!), 0, where(lessEqual(xMax!, x!), one, add(multiply(m!, x!), b!)));

/** The n-th derivative of sinc by the recurrence x f(n) = pi^(n-1) sin(pi x + n pi/2) - n f(n-1), from its definition. */
const sincDerivative: TapeFunction = (n, x) => {
  if (!isOrder(n!)) return multiply(Number.NaN, x!);
  const angle = multiply(exactPi(), x!);
  const cycle = [sin(angle), cos(angle), negative(sin(angle)), negative(cos(angle))];
  let f: ArrayLike = sinc(x!);
  let power: ArrayLike = one;
  for (let k = 1; k <= n!; k++) {
    f = divide(subtract(multiply(power, cycle[k % 4]!), multiply(k, f)), x!);
    power = multiply(power, exactPi());
  }
  return f;
};

/** The n-th derivative of erfcx by the recurrence d(n) = 2 x d(n-1) + 2 (n-1) d(n-2), from its definition. */
const erfcxDerivative: TapeFunction = (n, x) => {
  if (!isOrder(n!)) return multiply(Number.NaN, x!);
  const value = erfcx(x!);
  if (n === 0) return value;
  const rootPi = sqrt(exactPi());
  const first = divide(multiply(2, subtract(multiply(rootPi, multiply(x!, value)), one)), rootPi);
  let [before, d]: [ArrayLike, ArrayLike] = [value, first];
  for (let k = 2; k <= n!; k++) {
    [before, d] = [d, multiply(2, add(multiply(x!, d), multiply(k - 1, before)))];
  }
  return d;
};

const negative = (x: ArrayLike): ArrayLike => multiply(-1, x);

/** Orders are limited, as in the values of expr, so that none asks for unbounded work. */
const isOrder = (n: ArrayLike): n is number =>
  typeof n === "number" && Number.isInteger(n) && n >= 0 && n <= 100;

/**
 * For every function of expr's table, the tape's function of the same values: primals only.
 *
 * This is how a formula is lowered to a function that the tape differentiates by its own rules. The table is total: a
 * function that expr gains and this table lacks does not compile.
 */
export const tapeFunctions: Readonly<Record<FunctionName, TapeFunction>> = {
  pi: exactPi,
  e: exactE,
  exp: (x) => exp(x!),
  log: (x) => log(x!),
  log1p: (x) => log1p(x!),
  expm1: (x) => expm1(x!),
  cbrt: (x) => cbrt(x!),
  log1mexp: (x) => log1mexp(x!),
  sin: (x) => sin(x!),
  cos: (x) => cos(x!),
  tan: (x) => tan(x!),
  cot: reciprocalOf(tan),
  sec: reciprocalOf(cos),
  csc: reciprocalOf(sin),
  asin: (x) => asin(x!),
  acos: (x) => acos(x!),
  atan: (x) => atan(x!),
  acot: ofReciprocal(atan),
  asec: ofReciprocal(acos),
  acsc: ofReciprocal(asin),
  sinc: (x) => sinc(x!),
  sincDerivative,
  sinh: (x) => sinh(x!),
  cosh: (x) => cosh(x!),
  tanh: (x) => tanh(x!),
  coth: reciprocalOf(tanh),
  sech: reciprocalOf(cosh),
  csch: reciprocalOf(sinh),
  asinh: (x) => asinh(x!),
  acosh: (x) => acosh(x!),
  atanh: (x) => atanh(x!),
  acoth: ofReciprocal(atanh),
  asech: ofReciprocal(acosh),
  acsch: ofReciprocal(asinh),
  logCosh: (x) => logCosh(x!),
  atan2: (y, x) => atan2(y!, x!),
  hypot: (a, b) => hypot(a!, b!),
  abs: (x) => abs(x!),
  sign: (x) => sign(x!),
  step: (x) => heaviside(x!, one),
  floor: (x) => floor(x!),
  ceil: (x) => ceil(x!),
  round: (x) => round(x!),
  mod: (a, b) => remainder(a!, b!),
  max: fold(maximum),
  min: fold(minimum),
  erf: (x) => erf(x!),
  erfc: (x) => erfc(x!),
  erfcx: (x) => erfcx(x!),
  erfcxDerivative,
  gamma: (x) => gamma(x!),
  lgamma: (x) => lgamma(x!),
  digamma: (x) => digamma(x!),
  polygamma: (n, x) => polygamma(orderOf(n!), x!),
  sigmoid: (x) => sigmoid(x!),
  softplus: (x) => softplus(x!),
  logSigmoid: (x) => logSigmoid(x!),
  logit: (p) => logit(p!),
  softsign: (x) => softsign(x!),
  logaddexp: fold(logaddexp),
  relu: (x) => relu(x!),
  gaussian,
  piecewiseLinear,
  less: (a, b) => less(a!, b!),
  lessEqual: (a, b) => lessEqual(a!, b!),
  equal: (a, b) => equal(a!, b!),
  and: fold(logicalAnd),
  or: fold(logicalOr),
  not: (a) => logicalNot(a!),
  kronecker: (a, b) => where(equal(a!, b!), 1, 0),
};

/** The order of a derivative is a number, and no value of the tape. */
function orderOf(n: ArrayLike): number {
  if (typeof n === "number") return n;
  throw new NotLoweredError("call");
}
