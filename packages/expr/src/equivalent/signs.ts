import { constant, multiply, type Polynomial, scale, sum } from "../algebraic/polynomial.ts";
import { one, rational, signOf } from "../rational.ts";
import { pi } from "./arithmetic.ts";
import { type Factored, factored } from "./factor.ts";
import { difference, type Field, isPositive, isTurning, raised } from "./field.ts";
import { opaqueCall } from "./opaque.ts";
import { circular } from "./powers.ts";
import { unit } from "./unity.ts";
import { isZero } from "./vanishing.ts";

/** Signs of real quantities, as powers of -1 whose exponents are conditions. */

/**
 * The sign of u^exponent, which is defined for negative u where the exponent is whole: (-1)^(exponent c) = exp(i pi
 * exponent c) for the condition c that u is negative, a sum of those of its factors.
 */
export function signOfPower(field: Field, u: Polynomial, exponent: Polynomial): Polynomial {
  const negatives = signExponent(field, u, factored(field, u));
  if (negatives.size === 0) return constant(one);
  return circular(field, multiply(field, pi(field), multiply(field, negatives, exponent)));
}

/** A number that is odd where u is negative, and even where it is positive. */
function signExponent(field: Field, u: Polynomial, { coefficient, powers }: Factored): Polynomial {
  const generators = powers.filter((_, k) => k % 2 === 0);
  if (generators.some((g) => isTurning(field, g))) return isNegative(field, u);
  const parts = generators.map((g, k) => {
    const exponent = powers[2 * k + 1]! / unit;
    if (exponent % 2 === 0 || isNeverNegative(field, g)) return new Map();
    return scale(isNegative(field, raised(field, g, unit)), rational(exponent));
  });
  return sum(field, [...parts, signOf(coefficient) < 0 ? constant(one) : new Map()]);
}

/** The condition that a real quantity is negative: the same for its positive multiples. */
function isNegative(field: Field, u: Polynomial): Polynomial {
  return opaqueCall(field, "less", [scale(u, rational(-1))], "condition");
}

function isNeverNegative(field: Field, g: number): boolean {
  const generator = field.generators[g]!;
  if (["exp", "prime", "size"].includes(generator.kind)) return true;
  if ("positive" in generator && generator.positive) return true;
  const of = raised(field, g, unit);
  if (isPositive(field, of)) return true;
  const size = field.sizes.get(g);
  return size !== undefined && isZero(field, difference(field, size, of));
}
