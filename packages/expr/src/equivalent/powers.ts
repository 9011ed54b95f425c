import {
  constant,
  constantValue,
  exponentOf,
  monomial,
  multiply,
  type Polynomial,
  type Powers,
  power,
  scale,
  sum,
  type Term,
} from "../algebraic/polynomial.ts";
import {
  isInteger,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  rational,
  reciprocal,
  signOf,
} from "../rational.ts";
import { factored, fromPowers, inverse } from "./factor.ts";
import {
  difference,
  type Field,
  imaginary,
  isTurning,
  make,
  product,
  raised,
  Unproved,
  unitsOf,
} from "./field.ts";
import { signOfPower } from "./signs.ts";
import { logOf, rationalLog, rationalRoot, sizeOf } from "./sizes.ts";
import { unit } from "./unity.ts";
import { isZero } from "./vanishing.ts";

/** Exponentials, logarithms and powers of polynomials: sums become products, and products sums. */

/** exp(u). */
export function exponential(field: Field, u: Polynomial): Polynomial {
  const { simple, mixed } = separate(field, u);
  const factors = simple.map((term) => exponentialOfTerm(field, term));
  return product(field, [...factors, multipleOf(field, "exp", mixed)]);
}

/** exp(c log|g|) is |g|^c. */
function exponentialOfTerm(field: Field, term: Term): Polynomial {
  const [g, exponent, ...more] = term.powers;
  const generator = g === undefined ? undefined : field.generators[g];
  const units = unitsOf(term.coefficient);
  if (generator?.kind === "log" && exponent === unit && more.length === 0 && units !== undefined) {
    return sizeOf(field, generator.of, units);
  }
  return multipleOf(field, "exp", asPolynomial(term));
}

/** exp(i u). */
export function circular(field: Field, u: Polynomial): Polynomial {
  const { simple, mixed } = separate(field, u);
  const factors = simple.map((term) => circularOfTerm(field, term));
  return product(field, [...factors, multipleOf(field, "circle", mixed)]);
}

/** exp(i pi c) is a root of unity; exp(i n atan(v)) = (1 + i v)^n / (1 + v^2)^(n/2), for n < 0 of -v. */
function circularOfTerm(field: Field, term: Term): Polynomial {
  const [g, exponent, ...more] = term.powers;
  const units = unitsOf(term.coefficient);
  if (g !== undefined && exponent === unit && more.length === 0 && units !== undefined) {
    if (g === field.byKey.get("pi")) return raised(field, 0, units);
    const tangent = field.calls.find(({ name, generator }) => name === "atan" && generator === g)?.args[0];
    if (tangent !== undefined && units % unit === 0) return unitVector(field, tangent, units / unit);
  }
  return multipleOf(field, "circle", asPolynomial(term));
}

function unitVector(field: Field, v: Polynomial, n: number): Polynomial {
  const along = scale(multiply(field, imaginary(field), v), rational(Math.sign(n)));
  const length = sum(field, [constant(one), multiply(field, v, v)]);
  const turned = power(field, sum(field, [constant(one), along]), Math.abs(n));
  return multiply(field, turned, root(field, length, rational(-Math.abs(n), 2)));
}

function asPolynomial({ coefficient, powers }: Term): Polynomial {
  return monomial(powers, coefficient);
}

/** Terms of real generators one by one; the others together, whose sum alone is real. */
function separate(field: Field, u: Polynomial): { readonly simple: Term[]; readonly mixed: Polynomial } {
  const isSimple = ({ powers }: Term) =>
    powers.every((g, k) => k % 2 === 1 || (!isTurning(field, g) && field.generators[g]!.kind !== "factor"));
  const simple = [...u.values()].filter(isSimple);
  return { simple, mixed: new Map([...u].filter(([, term]) => !isSimple(term))) };
}

/** exp(u) or exp(i u) as a power of a generator for a multiple of u. */
function multipleOf(field: Field, kind: "exp" | "circle", u: Polynomial): Polynomial {
  if (u.size === 0) return constant(one);
  for (const [g, generator] of field.generators.entries()) {
    if (generator.kind !== kind) continue;
    const units = unitsOf(ratio(field, u, generator.of));
    if (units !== undefined && units !== 0) return raised(field, g, units);
  }
  return raised(field, make(field, { kind, of: u }), unit);
}

/** The rational c with u = c v; 0 if there is none. */
export function ratio(field: Field, u: Polynomial, v: Polynomial): Rational {
  const [key, term] = [...v][0]!;
  const same = u.get(key);
  if (same === undefined || u.size !== v.size) return rational(0);
  const c = multiplyRationals(same.coefficient, reciprocal(term.coefficient));
  return u.size === 1 || isZero(field, difference(field, u, scale(v, c))) ? c : rational(0);
}

/** log(u) = log|u|, a sum over the factors of u. */
export function logarithm(field: Field, u: Polynomial): Polynomial {
  const { coefficient, powers } = factored(field, u);
  const parts = entries(powers).map(([g, exponent]) => scale(logOf(field, g), rational(exponent, unit)));
  return sum(field, [rationalLog(field, coefficient), ...parts]);
}

/** u^r of u >= 0, which is |u|^r: a product over the factors of u. */
export function root(field: Field, u: Polynomial, r: Rational): Polynomial {
  if (u.size === 0 && signOf(r) > 0) return u;
  const { coefficient, powers } = factored(field, u);
  const units = unitsOf(r);
  if (units === undefined) throw new Unproved();
  const parts = entries(powers).map(([g, exponent]) => sizeOf(field, g, whole((exponent / unit) * units)));
  return product(field, [rationalRoot(field, coefficient, units), ...parts]);
}

function whole(exponent: number): number {
  if (!Number.isSafeInteger(exponent)) throw new Unproved();
  return exponent;
}

function entries(powers: Powers): (readonly [generator: number, exponent: number])[] {
  return powers.flatMap((g, k) => (k % 2 === 0 ? [[g, powers[k + 1]!] as const] : []));
}

/** u^n for a whole n of either sign. */
function wholePower(field: Field, u: Polynomial, n: number): Polynomial {
  if (n >= 0) return power(field, u, n);
  return power(field, inverse(field, u), -n);
}

/** base^exponent: for exponents that are no numbers exp(exponent log|base|), with a sign. */
export function generalPower(field: Field, base: Polynomial, exponent: Polynomial): Polynomial {
  const r = constantValue(exponent);
  if (r === undefined) {
    const size = exponential(field, multiply(field, exponent, logarithm(field, base)));
    return multiply(field, size, signOfPower(field, base, exponent));
  }
  if (!isInteger(r)) return root(field, base, r);
  if (typeof r.numerator !== "number" || Math.abs(r.numerator) > 1e6) throw new Unproved();
  if (base.size === 1 || r.numerator < 0) {
    const { coefficient, powers } = factored(field, base);
    return product(field, [
      wholePower(field, constant(coefficient), r.numerator),
      fromPowers(
        field,
        powers.map((value, k) => (k % 2 === 1 ? whole(value * (r.numerator as number)) : value)),
      ),
    ]);
  }
  return wholePower(field, base, r.numerator);
}

/**
 * Learns that u >= 0 wherever both expressions are defined: then |u| = u gives the size of one factor of u by the sizes
 * of the others.
 */
export function assume(field: Field, u: Polynomial): void {
  if (u.size === 0) return;
  const { coefficient, powers } = factored(field, u);
  const simple = entries(powers).filter(([g, e]) => hasUnknownSize(field, g) && Math.abs(e) === unit);
  const [g, exponent] = simple.at(-1) ?? [];
  if (g === undefined) return;
  const others = entries(powers).filter(([other]) => other !== g);
  const rest = product(
    field,
    others.map(([other, e]) => sizeOf(field, other, e)),
  );
  const size = scale(multiply(field, u, inverse(field, rest)), reciprocal(absolute(coefficient)));
  const known = exponent === unit ? size : inverse(field, size);
  const own = field.byKey.get(`size ${g}`);
  if (![...known.values()].some((term) => own !== undefined && exponentOf(term.powers, own) !== 0))
    field.sizes.set(g, known);
}

function absolute(c: Rational): Rational {
  return signOf(c) < 0 ? negateRational(c) : c;
}

function hasUnknownSize(field: Field, g: number): boolean {
  const generator = field.generators[g]!;
  if (field.sizes.has(g) || isTurning(field, g)) return false;
  if ("positive" in generator) return !generator.positive;
  return generator.kind === "factor" || generator.kind === "log" || generator.kind === "condition";
}
