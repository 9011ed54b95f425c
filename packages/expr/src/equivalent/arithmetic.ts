import { constant, monomial, multiply, type Polynomial, scale, sum } from "../algebraic/polynomial.ts";
import { rational } from "../rational.ts";
import { inverse } from "./factor.ts";
import { type Field, make } from "./field.ts";
import { unit } from "./unity.ts";

/** Short names for what formulas are written with. */

/** pi. */
export function pi(field: Field): Polynomial {
  const generator = field.byKey.get("pi") ?? make(field, { kind: "atom", positive: true });
  field.byKey.set("pi", generator);
  return monomial([generator, unit]);
}

/** u + n. */
export function plus(field: Field, u: Polynomial, n: number): Polynomial {
  return sum(field, [u, constant(rational(n))]);
}

/** -u. */
export function negative(u: Polynomial): Polynomial {
  return scale(u, rational(-1));
}

/** a / b. */
export function over(field: Field, a: Polynomial, b: Polynomial): Polynomial {
  return multiply(field, a, inverse(field, b));
}
