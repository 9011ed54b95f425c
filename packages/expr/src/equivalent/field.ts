import type { Arena } from "../algebra/arena.ts";
import {
  constant,
  monomial,
  multiply,
  type Polynomial,
  type Ring,
  scale,
  sum,
} from "../algebraic/polynomial.ts";
import type { Expression } from "../node.ts";
import { type Integer, multiplyRationals, one, type Rational, rational, signOf } from "../rational.ts";
import { unit } from "./unity.ts";

/**
 * What a proof computes with: polynomials with rational coefficients in generators, each of which is a quantity at the
 * point that both expressions are evaluated at. Exponents are in units. The relations that rewrite powers are identities
 * between those quantities, so two expressions with the same polynomial have the same value wherever both are defined.
 */
export type Generator =
  /** Real; x of `x`, atan(v) of `atan(v)`. A positive one may have fractional exponents. */
  | { readonly kind: "atom"; readonly positive: boolean }
  /** exp(u), positive. */
  | { readonly kind: "exp"; readonly of: Polynomial }
  /** exp(i u). */
  | { readonly kind: "circle"; readonly of: Polynomial }
  /** -1, whose powers are the roots of unity. */
  | { readonly kind: "unity" }
  /** A prime, or a large integer that is not taken apart: its fractional powers are roots. */
  | { readonly kind: "prime"; readonly prime: Integer }
  /** |g|, with fractional exponents. */
  | { readonly kind: "size"; readonly of: number }
  /** log |g|. */
  | { readonly kind: "log"; readonly of: number }
  /** A polynomial as a denominator: its positive powers are multiplied out. */
  | { readonly kind: "factor"; readonly of: Polynomial }
  /** 0 or 1. */
  | { readonly kind: "condition" }
  /** The sum of a polynomial over an index, which is an atom of the polynomial; one that is never negative is positive. */
  | { readonly kind: "sum"; readonly range: SumRange; readonly of: Polynomial; readonly positive: boolean };

/** Limits of a sum, and in how many other sums it stands: sums of one range have one atom for their index. */
export interface SumRange {
  readonly from: Expression;
  readonly to: Expression;
  readonly depth: number;
}

/** A call that is not taken apart, by its function and the polynomials of its arguments. */
export interface OpaqueCall {
  readonly name: string;
  readonly args: readonly Polynomial[];
  readonly generator: number;
}

/** The generators of one proof. */
export interface Field extends Required<Ring> {
  readonly arena: Arena;
  readonly generators: Generator[];
  readonly byNode: Map<Expression, number>;
  readonly byKey: Map<string, number>;
  readonly calls: OpaqueCall[];
  /** Generators of polynomials, those with fewer terms first. */
  readonly factors: number[];
  /** In how many sums what is being worked on stands. */
  depth: number;
  /** |g|, where it is known to be a polynomial. */
  readonly sizes: Map<number, Polynomial>;
}

/** A proof was given up: too large, or beyond what it knows. It never leaves `prove`. */
export class Unproved extends Error {}

/** Generators that are no variables. */
const mostGenerators = 300;

/** A new generator. */
export function make(field: Field, generator: Generator): number {
  if (field.generators.length >= mostGenerators && generator.kind !== "atom") throw new Unproved();
  return field.generators.push(generator) - 1;
}

/** The generator of a key, made where it is new. */
export function keyed(field: Field, key: string, generator: Generator): number {
  const known = field.byKey.get(key) ?? make(field, generator);
  field.byKey.set(key, known);
  return known;
}

/** A generator to a power, which need not be whole. */
export function raised(field: Field, generator: number, exponent: number): Polynomial {
  if (exponent === 0) return constant(one);
  const powers = [generator, exponent];
  return field.rewrite(powers) ?? monomial(powers);
}

/** i. */
export function imaginary(field: Field): Polynomial {
  return raised(field, 0, unit / 2);
}

export function product(field: Field, factors: readonly Polynomial[]): Polynomial {
  return factors.reduce((sofar, factor) => multiply(field, sofar, factor), constant(one));
}

export function difference(field: Field, p: Polynomial, q: Polynomial): Polynomial {
  return sum(field, [p, scale(q, rational(-1))]);
}

/** The complex conjugate of a polynomial without denominators. */
export function conjugate(field: Field, p: Polynomial): Polynomial {
  const terms = [...p.values()].map(({ coefficient, powers }) => {
    const turned = powers.map((value, k) =>
      k % 2 === 1 && isTurning(field, powers[k - 1]!) ? -value : value,
    );
    return scale(field.rewrite(turned) ?? monomial(turned), coefficient);
  });
  return sum(field, terms);
}

export function isTurning(field: Field, generator: number): boolean {
  const { kind } = field.generators[generator]!;
  return kind === "circle" || kind === "unity";
}

/** The quotient of two coefficients in units, if it is a whole number of them. */
export function unitsOf(c: Rational): number | undefined {
  const { numerator, denominator } = multiplyRationals(c, rational(unit));
  return denominator === 1 && typeof numerator === "number" && Math.abs(numerator) < 2 ** 45
    ? numerator
    : undefined;
}

/** Positive by its form: never negative, and a term is never 0. */
export function isPositive(field: Field, p: Polynomial): boolean {
  return (
    isNonnegative(field, p) &&
    [...p.values()].some(({ powers }) =>
      powers.every((_, k) => k % 2 === 1 || isNeverZero(field, powers[k]!)),
    )
  );
}

/** Never negative by its form: positive coefficients beside positive generators and even powers of real ones. */
export function isNonnegative(field: Field, p: Polynomial): boolean {
  return [...p.values()].every(
    ({ coefficient, powers }) =>
      signOf(coefficient) > 0 &&
      powers.every((_, k) => k % 2 === 1 || isPositivePower(field, powers[k]!, powers[k + 1]!)),
  );
}

function isPositivePower(field: Field, index: number, exponent: number): boolean {
  const generator = field.generators[index]!;
  if (generator.kind === "exp" || generator.kind === "prime" || generator.kind === "size") return true;
  if (isTurning(field, index)) return false;
  if ("positive" in generator && generator.positive) return true;
  return exponent % (2 * unit) === 0;
}

function isNeverZero(field: Field, index: number): boolean {
  const { kind } = field.generators[index]!;
  return kind === "exp" || kind === "prime";
}
