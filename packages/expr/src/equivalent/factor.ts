import {
  constantValue,
  exponentOf,
  monomial,
  multiply,
  multiplyPowers,
  type Polynomial,
  type Powers,
  scale,
  scalePowers,
  sum,
  type Term,
} from "../algebraic/polynomial.ts";
import { type Integer, multiplyRationals, type Rational, rational, reciprocal } from "../rational.ts";
import { difference, type Field, isPositive, make, product, raised, Unproved } from "./field.ts";
import { unit } from "./unity.ts";

/** Quantities as products: what inverses, roots, sizes and logarithms are taken of. */

/** coefficient * product of generators; polynomials among them with exponents of either sign. */
export interface Factored {
  readonly coefficient: Rational;
  readonly powers: Powers;
}

/** p = numerator * denominators, the second a product of negative powers. */
export function clear(
  field: Field,
  p: Polynomial,
): { readonly numerator: Polynomial; readonly denominators: Powers } {
  const lowest = leastExponents(p).filter(([g, e]) => e < 0 && field.generators[g]!.kind === "factor");
  const denominators = lowest.flat();
  return { numerator: multiply(field, p, monomial(scalePowers(denominators, -1))), denominators };
}

/** The least exponent of each generator; 0 where a term lacks it. */
function leastExponents(p: Polynomial): [generator: number, exponent: number][] {
  const least = new Map<number, { exponent: number; count: number }>();
  for (const { powers } of p.values()) {
    for (let k = 0; k < powers.length; k += 2) {
      const { exponent = powers[k + 1]!, count = 0 } = least.get(powers[k]!) ?? {};
      least.set(powers[k]!, { exponent: Math.min(exponent, powers[k + 1]!), count: count + 1 });
    }
  }
  return [...least]
    .map(([g, { exponent, count }]): [number, number] => [
      g,
      count < p.size ? Math.min(0, exponent) : exponent,
    ])
    .filter(([, exponent]) => exponent !== 0)
    .sort(([a], [b]) => a - b);
}

/**
 * The polynomial as a product of generators: a common monomial is taken out, denominators are, and what is left is
 * divided by the polynomials that are known already. A new one becomes a generator.
 */
export function factored(field: Field, p: Polynomial): Factored {
  const { numerator, denominators } = clear(field, p);
  if (numerator.size === 0) throw new Unproved();
  const content = contentOf(field, numerator);
  const rest = multiply(
    field,
    numerator,
    monomial(scalePowers(content.powers, -1), reciprocal(content.coefficient)),
  );
  const powers = multiplyPowers(multiplyPowers(content.powers, denominators), factorsOf(field, rest));
  return { coefficient: content.coefficient, powers };
}

/** The common monomial, with the leading coefficient, be it complex. */
function contentOf(field: Field, p: Polynomial): Term {
  const lead = leading(p);
  const least = leastExponents(p).filter(([g]) => field.generators[g]!.kind !== "unity");
  const turn = exponentOf(lead.powers, 0);
  return { coefficient: lead.coefficient, powers: [...(turn === 0 ? [] : [0, turn]), ...least.flat()] };
}

/** The generators whose product is a polynomial of leading coefficient 1 without a common monomial. */
function factorsOf(field: Field, p: Polynomial): Powers {
  let powers: Powers = [];
  let rest = p;
  for (const known of field.factors) {
    const of = polynomialOf(field, known);
    for (let quotient = divide(field, rest, of); quotient !== undefined; quotient = divide(field, rest, of)) {
      powers = multiplyPowers(powers, [known, unit]);
      rest = quotient;
    }
  }
  const value = constantValue(rest);
  if (value !== undefined) return powers;
  const root = squareRoot(field, rest);
  if (root !== undefined) return multiplyPowers(powers, scalePowers(factorsOf(field, root), 2));
  return multiplyPowers(powers, [newFactor(field, rest), unit]);
}

function newFactor(field: Field, of: Polynomial): number {
  const generator = make(field, { kind: "factor", of });
  field.factors.push(generator);
  field.factors.sort((a, b) => degree(polynomialOf(field, a)) - degree(polynomialOf(field, b)));
  if (isPositive(field, of)) field.sizes.set(generator, of);
  return generator;
}

function polynomialOf(field: Field, factor: number): Polynomial {
  return (field.generators[factor] as { of: Polynomial }).of;
}

/** The highest total of the exponents of a term. */
function degree(p: Polynomial): number {
  const totals = [...p.values()].map(({ powers }) =>
    powers.reduce((total, e, k) => (k % 2 === 1 ? total + e : total), 0),
  );
  return Math.max(...totals);
}

/** 1 / p. */
export function inverse(field: Field, p: Polynomial): Polynomial {
  const { coefficient, powers } = factored(field, p);
  return scale(fromPowers(field, scalePowers(powers, -1)), reciprocal(coefficient));
}

/** The product of generators with any exponents, rewritten. */
export function fromPowers(field: Field, powers: Powers): Polynomial {
  const factors: Polynomial[] = [];
  for (let k = 0; k < powers.length; k += 2) factors.push(raised(field, powers[k]!, powers[k + 1]!));
  return product(field, factors);
}

/** The quotient of polynomials without a remainder. */
function divide(field: Field, p: Polynomial, divisor: Polynomial): Polynomial | undefined {
  if (p.size < 2 || divisor.size > p.size * 8) return undefined;
  const lead = leading(divisor);
  const quotient: Polynomial[] = [];
  let rest = p;
  for (let steps = 0; rest.size > 0; steps++) {
    if (steps > 4 * p.size) return undefined;
    const next = quotientOfTerms(leading(rest), lead);
    if (next === undefined) return undefined;
    quotient.push(next);
    rest = difference(field, rest, multiply(field, next, divisor));
  }
  return sum(field, quotient);
}

/** a / b, if no exponent becomes negative. */
function quotientOfTerms(a: Term, b: Term): Polynomial | undefined {
  const powers = multiplyPowers(a.powers, scalePowers(b.powers, -1));
  if (powers.some((value, k) => k % 2 === 1 && value < 0)) return undefined;
  return monomial(powers, multiplyRationals(a.coefficient, reciprocal(b.coefficient)));
}

/** The polynomial whose square is p, term by term from the leading one on. */
function squareRoot(field: Field, p: Polynomial): Polynomial | undefined {
  const first = p.size < 3 ? undefined : rootOfTerm(field, leading(p));
  if (first === undefined) return undefined;
  let root = first;
  for (let steps = 0; steps <= p.size; steps++) {
    const rest = difference(field, p, multiply(field, root, root));
    if (rest.size === 0) return root;
    const next = quotientOfTerms(leading(rest), leading(scale(first, rational(2))));
    if (next === undefined) return undefined;
    root = sum(field, [root, next]);
  }
  return undefined;
}

function rootOfTerm(field: Field, { coefficient, powers }: Term): Polynomial | undefined {
  const root = rationalSquareRoot(coefficient);
  const isSquare = powers.every(
    (value, k) =>
      k % 2 === 0 || (value % 2 === 0 && (value % (2 * unit) === 0 || isExponential(field, powers[k - 1]!))),
  );
  return root !== undefined && isSquare ? monomial(scalePowers(powers, 1 / 2), root) : undefined;
}

function isExponential(field: Field, generator: number): boolean {
  const { kind } = field.generators[generator]!;
  return kind === "exp" || kind === "circle";
}

/** The greatest term: later generators count before earlier ones. */
function leading(p: Polynomial): Term {
  let greatest: Term | undefined;
  for (const term of p.values()) {
    if (greatest === undefined || isGreater(term.powers, greatest.powers)) greatest = term;
  }
  return greatest!;
}

function isGreater(a: Powers, b: Powers): boolean {
  let j = a.length - 2;
  let k = b.length - 2;
  for (; j >= 0 && k >= 0; j -= 2, k -= 2) {
    if (a[j] !== b[k]) return a[j]! > b[k]! ? a[j + 1]! > 0 : b[k + 1]! < 0;
    if (a[j + 1] !== b[k + 1]) return a[j + 1]! > b[k + 1]!;
  }
  return j >= 0 ? a[j + 1]! > 0 : k >= 0 && b[k + 1]! < 0;
}

function rationalSquareRoot({ numerator, denominator }: Rational): Rational | undefined {
  const [above, below] = [integerSquareRoot(numerator), integerSquareRoot(denominator)];
  return above === undefined || below === undefined ? undefined : rational(above, below);
}

function integerSquareRoot(n: Integer): Integer | undefined {
  if (n < 0 || n > 2 ** 53) return undefined;
  const root = Math.round(Math.sqrt(Number(n)));
  return root * root === Number(n) ? root : undefined;
}
