import { constant, multiply, type Polynomial, power, scale, sum } from "../algebraic/polynomial.ts";
import type { FunctionName } from "../functions/names.ts";
import { half, negateRational, one, rational, reciprocal, signOf } from "../rational.ts";
import { arcSine, arcTangent, cosine, fromRightAngle, sine } from "./angles.ts";
import { negative, over, pi, plus } from "./arithmetic.ts";
import { factored, inverse } from "./factor.ts";
import { difference, type Field, isPositive } from "./field.ts";
import { opaqueCall } from "./opaque.ts";
import { assume, exponential, logarithm, root } from "./powers.ts";
import { digammaOf, gammaOf, logGammaOf } from "./recurrences.ts";

/** A function of polynomials; undefined where it is not taken apart. */
type Formula = (field: Field, ...args: readonly Polynomial[]) => Polynomial | undefined;

/**
 * The functions through which others are written: circular ones through exp(i u), hyperbolic and logistic ones through
 * exp(u), inverse ones through atan, log and roots. Each is an identity wherever its left side is defined.
 */
export const formulas: { readonly [N in FunctionName]?: Formula } = {
  pi,
  e: (field) => exponential(field, constant(one)),
  exp: (field, u) => exponential(field, u!),
  expm1: (field, u) => plus(field, exponential(field, u!), -1),
  log: (field, u) => logarithm(field, u!),
  log1p: (field, u) => logarithm(field, plus(field, u!, 1)),
  log1mexp: (field, u) => logarithm(field, plus(field, negative(exponential(field, negative(u!))), 1)),
  cbrt: (field, u) => (isPositive(field, u!) ? root(field, u!, rational(1, 3)) : undefined),

  sin: (field, u) => sine(field, u!),
  cos: (field, u) => cosine(field, u!),
  tan: (field, u) => over(field, sine(field, u!), cosine(field, u!)),
  cot: (field, u) => over(field, cosine(field, u!), sine(field, u!)),
  sec: (field, u) => inverse(field, cosine(field, u!)),
  csc: (field, u) => inverse(field, sine(field, u!)),
  atan: (field, u) => arcTangent(field, u!),
  asin: (field, u) => arcSine(field, u!),
  acos: (field, u) => fromRightAngle(field, arcSine(field, u!)),
  acot: (field, u) => arcTangent(field, inverse(field, u!)),
  asec: (field, u) => fromRightAngle(field, arcSine(field, inverse(field, u!))),
  acsc: (field, u) => arcSine(field, inverse(field, u!)),

  sinc: (field, u) => sincOf(field, multiply(field, pi(field), u!)),

  sinh: (field, u) => halfDifference(field, exponentials(field, u!)),
  cosh: (field, u) => halfSum(field, exponentials(field, u!)),
  tanh: (field, u) => ratioOf(field, exponentials(field, u!)),
  coth: (field, u) => inverse(field, ratioOf(field, exponentials(field, u!))),
  sech: (field, u) => inverse(field, halfSum(field, exponentials(field, u!))),
  csch: (field, u) => inverse(field, halfDifference(field, exponentials(field, u!))),
  logCosh: (field, u) => logarithm(field, halfSum(field, exponentials(field, u!))),
  asinh: (field, u) => areaSine(field, u!),
  acosh: (field, u) => areaCosine(field, u!),
  atanh: (field, u) => areaTangent(field, u!),
  acoth: (field, u) => areaTangent(field, inverse(field, u!)),
  asech: (field, u) => areaCosine(field, inverse(field, u!)),
  acsch: (field, u) => areaSine(field, inverse(field, u!)),

  sigmoid: (field, u) => inverse(field, plus(field, exponential(field, negative(u!)), 1)),
  softplus: (field, u) => logarithm(field, plus(field, exponential(field, u!), 1)),
  logSigmoid: (field, u) => negative(logarithm(field, plus(field, exponential(field, negative(u!)), 1))),
  logaddexp: (field, ...args) =>
    logarithm(
      field,
      sum(
        field,
        args.map((arg) => exponential(field, arg)),
      ),
    ),
  logit: (field, u) => logarithm(field, over(field, u!, plus(field, negative(u!), 1))),
  softsign: (field, u) => over(field, u!, plus(field, size(field, u!), 1)),
  erfc: (field, u) => plus(field, negative(opaqueCall(field, "erf", [u!])), 1),
  erfcx: (field, u) => {
    const complement = plus(field, negative(opaqueCall(field, "erf", [u!])), 1);
    return multiply(field, exponential(field, power(field, u!, 2)), complement);
  },
  gaussian: (field, x, mu, sigma) => {
    const z = over(field, difference(field, x!, mu!), sigma!);
    const height = multiply(field, root(field, scale(pi(field), rational(2)), half), sigma!);
    return over(field, exponential(field, scale(power(field, z, 2), rational(-1, 2))), height);
  },

  gamma: (field, u) => gammaOf(field, u!),
  lgamma: (field, u) => logGammaOf(field, u!),
  digamma: (field, u) => digammaOf(field, u!),

  abs: (field, u) => size(field, u!),
  relu: (field, u) => scale(sum(field, [u!, size(field, u!)]), half),
  max: (field, ...args) => args.reduce((a, b) => extreme(field, a, b, 1)),
  min: (field, ...args) => args.reduce((a, b) => extreme(field, a, b, -1)),
  hypot: (field, x, y) => root(field, sum(field, [power(field, x!, 2), power(field, y!, 2)]), half),

  less: (field, a, b) => isPositiveCondition(field, difference(field, b!, a!)),
  lessEqual: (field, a, b) => plus(field, negative(isPositiveCondition(field, difference(field, a!, b!))), 1),
  equal: (field, a, b) => opaqueCall(field, "equal", [difference(field, a!, b!)], "condition"),
  not: (field, a) => plus(field, negative(a!), 1),
  and: (field, ...args) => args.reduce((a, b) => multiply(field, a, b)),
  or: (field, ...args) =>
    negated(
      field,
      args.map((a) => negated(field, a)).reduce((a, b) => multiply(field, a, b)),
    ),
};

function negated(field: Field, condition: Polynomial): Polynomial {
  return plus(field, negative(condition), 1);
}

type Pair = readonly [plus: Polynomial, minus: Polynomial];

/** exp(u) and exp(-u). */
function exponentials(field: Field, u: Polynomial): Pair {
  return [exponential(field, u), exponential(field, negative(u))];
}

function halfSum(field: Field, [a, b]: Pair): Polynomial {
  return scale(sum(field, [a, b]), half);
}

function halfDifference(field: Field, [a, b]: Pair): Polynomial {
  return scale(difference(field, a, b), half);
}

function ratioOf(field: Field, [a, b]: Pair): Polynomial {
  return over(field, difference(field, a, b), sum(field, [a, b]));
}

/** sin(u) / u, and 1 at 0. */
function sincOf(field: Field, u: Polynomial): Polynomial {
  return u.size === 0 ? constant(one) : over(field, sine(field, u), u);
}

/** asinh(u) = log(u + sqrt(u^2 + 1)), of the u or -u whose leading coefficient is positive. */
function areaSine(field: Field, u: Polynomial): Polynomial {
  if (u.size === 0) return u;
  if (signOf(factored(field, u).coefficient) < 0) return negative(areaSine(field, negative(u)));
  const argument = sum(field, [u, root(field, plus(field, power(field, u, 2), 1), half)]);
  assume(field, argument);
  return logarithm(field, argument);
}

/** acosh(u) = log(u + sqrt(u - 1) sqrt(u + 1)). */
function areaCosine(field: Field, u: Polynomial): Polynomial {
  const square = plus(field, power(field, u, 2), -1);
  const argument = sum(field, [u, root(field, square, half)]);
  assume(field, argument);
  return logarithm(field, argument);
}

/** atanh(u) = log((1 + u) / (1 - u)) / 2. */
function areaTangent(field: Field, u: Polynomial): Polynomial {
  return scale(logarithm(field, over(field, plus(field, u, 1), plus(field, negative(u), 1))), half);
}

function size(field: Field, u: Polynomial): Polynomial {
  return u.size === 0 ? u : root(field, u, one);
}

/** (a + b + |a - b|) / 2, and with a minus the lesser. */
function extreme(field: Field, a: Polynomial, b: Polynomial, sign: 1 | -1): Polynomial {
  const distance = scale(size(field, difference(field, a, b)), rational(sign));
  return scale(sum(field, [a, b, distance]), half);
}

/** Whether u > 0: the same for positive multiples of u. */
function isPositiveCondition(field: Field, u: Polynomial): Polynomial {
  if (u.size === 0) return u;
  const { coefficient } = factored(field, u);
  const size = signOf(coefficient) < 0 ? negateRational(coefficient) : coefficient;
  return opaqueCall(field, "less", [scale(u, reciprocal(size))], "condition");
}
