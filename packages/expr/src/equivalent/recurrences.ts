import { constant, constantValue, monomial, type Polynomial, sum } from "../algebraic/polynomial.ts";
import { isInteger, type Rational, rational } from "../rational.ts";
import { negative, plus } from "./arithmetic.ts";
import { inverse } from "./factor.ts";
import { difference, type Field, product } from "./field.ts";
import { opaqueCall } from "./opaque.ts";
import { logarithm } from "./powers.ts";
import { unit } from "./unity.ts";

/** gamma(v + 1) = v gamma(v) and what follows from it: values of the gamma family that are whole steps apart. */

/** f(v) and the way from v to u: the factors v, v + 1, ... passed upwards, or v - 1, v - 2, ... downwards. */
interface Steps {
  readonly start: Polynomial;
  readonly up: readonly Polynomial[];
  readonly down: readonly Polynomial[];
}

export function gammaOf(field: Field, u: Polynomial): Polynomial {
  const { start, up, down } = stepsTo(field, "gamma", u, rational(1));
  return product(field, [start, ...up, ...down.map((v) => inverse(field, v))]);
}

/** log|gamma(u)|. */
export function logGammaOf(field: Field, u: Polynomial): Polynomial {
  const { start, up, down } = stepsTo(field, "lgamma", u, rational(0));
  const log = (v: Polynomial) => logarithm(field, v);
  return sum(field, [start, ...up.map(log), ...down.map((v) => negative(log(v)))]);
}

export function digammaOf(field: Field, u: Polynomial): Polynomial {
  const { start, up, down } = stepsTo(field, "digamma", u);
  const reciprocal = (v: Polynomial) => inverse(field, v);
  return sum(field, [start, ...up.map(reciprocal), ...down.map((v) => negative(reciprocal(v)))]);
}

/** The most steps. */
const farthest = 20;

/** The way to u from an argument that occurred before, or from 1 where the value there is known. */
function stepsTo(field: Field, name: string, u: Polynomial, atOne?: Rational): Steps {
  const value = constantValue(u);
  if (atOne !== undefined && value !== undefined && isInteger(value)) {
    const steps = waysBetween(field, constant(rational(1)), u);
    if (steps !== undefined) return { start: constant(atOne), ...steps };
  }
  for (const call of field.calls) {
    const steps = call.name === name ? waysBetween(field, call.args[0]!, u) : undefined;
    if (steps !== undefined) return { start: monomial([call.generator, unit]), ...steps };
  }
  return { start: opaqueCall(field, name, [u]), up: [], down: [] };
}

function waysBetween(field: Field, v: Polynomial, u: Polynomial): Omit<Steps, "start"> | undefined {
  const distance = constantValue(difference(field, u, v));
  if (distance === undefined || !isInteger(distance) || Math.abs(Number(distance.numerator)) > farthest)
    return undefined;
  const n = Number(distance.numerator);
  const passed = Array.from({ length: Math.abs(n) }, (_, k) => plus(field, v, n > 0 ? k : -1 - k));
  return n > 0 ? { up: passed, down: [] } : { up: [], down: passed };
}
