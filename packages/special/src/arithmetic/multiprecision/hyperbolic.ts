/** Hyperbolic functions, their inverses and the logistic family, of any precision. */
import { abs, type BigFloat, fromNumber, NOT_A_NUMBER, negate, scale, special } from "./bigFloat.ts";
import type { Exponentials } from "./exponential.ts";
import type { Operations } from "./operations.ts";

type Unary = (x: BigFloat) => BigFloat;

type Functions<Name extends string> = Readonly<Record<Name, Unary>>;

/** f(|x|) with the sign of x. */
function odd(f: Unary): Unary {
  return (x) => (x.nearest < 0 ? negate(f(negate(x))) : x.nearest === 0 ? x : f(x));
}

export function hyperbolic(A: Operations, { exp, expm1 }: Exponentials): Functions<"sinh" | "cosh" | "tanh"> {
  const { add, subtract, multiply, divide } = A;
  const one = fromNumber(1);
  const two = fromNumber(2);

  /** exp(x) / 2 for large x, where exp(x) alone may overflow. */
  function halfExp(x: BigFloat): BigFloat {
    if (x.nearest > 1500) return special(Number.POSITIVE_INFINITY);
    const root = exp(scale(x, -1));
    return multiply(scale(root, -1), root);
  }

  /** (m + m / (m + 1)) / 2 with m = expm1(x). */
  function sinhPositive(x: BigFloat): BigFloat {
    if (!(x.nearest <= 700)) return halfExp(x);
    const m = expm1(x);
    return scale(add(m, divide(m, add(m, one))), -1);
  }

  function cosh(x: BigFloat): BigFloat {
    const size = abs(x);
    if (!(size.nearest <= 700)) return halfExp(size);
    const e = exp(size);
    return scale(add(e, divide(one, e)), -1);
  }

  function tanhPositive(x: BigFloat): BigFloat {
    if (x.nearest > A.bits) return one;
    const m = expm1(scale(x, 1));
    return x.nearest < 1 ? divide(m, add(m, two)) : subtract(one, divide(two, add(m, two)));
  }

  return { sinh: odd(sinhPositive), cosh, tanh: odd(tanhPositive) };
}

export function inverseHyperbolic(A: Operations, E: Exponentials): Functions<"asinh" | "acosh" | "atanh"> {
  const { add, subtract, multiply, divide, sqrt } = A;
  const { log, log1p } = E;
  const one = fromNumber(1);
  const two = fromNumber(2);
  /** Beyond this 1 is negligible beside x^2. */
  const large = 2 ** (A.bits / 2 + 8);

  /** log1p(x + x^2 / (1 + sqrt(1 + x^2))). */
  function asinhPositive(x: BigFloat): BigFloat {
    if (x.nearest > large) return add(log(x), E.logTwo);
    const z = multiply(x, x);
    return log1p(add(x, divide(z, add(sqrt(add(z, one)), one))));
  }

  /** log1p(t + sqrt(2 t + t^2)) with t = x - 1. */
  function acosh(x: BigFloat): BigFloat {
    if (x.nearest > large) return add(log(x), E.logTwo);
    const t = subtract(x, one);
    return t.nearest < 0 ? NOT_A_NUMBER : log1p(add(t, sqrt(multiply(t, add(t, two)))));
  }

  const atanhPositive: Unary = (x) => scale(log1p(divide(scale(x, 1), subtract(one, x))), -1);
  return { asinh: odd(asinhPositive), acosh, atanh: odd(atanhPositive) };
}

export function logistic(
  { add, divide }: Operations,
  { exp, log1p }: Exponentials,
): Functions<"sigmoid" | "softplus" | "logSigmoid"> {
  const one = fromNumber(1);

  function sigmoid(x: BigFloat): BigFloat {
    const e = exp(negate(abs(x)));
    return divide(x.nearest < 0 ? e : one, add(e, one));
  }

  /** max(x, 0) + log1p(exp(-|x|)). */
  function softplus(x: BigFloat): BigFloat {
    const rest = log1p(exp(negate(abs(x))));
    return x.nearest > 0 ? add(x, rest) : rest;
  }

  return { sigmoid, softplus, logSigmoid: (x) => negate(softplus(negate(x))) };
}
