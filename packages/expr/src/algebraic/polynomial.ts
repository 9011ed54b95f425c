import { addRationals, multiplyRationals, one, type Rational, rational, signOf } from "../rational.ts";

/**
 * Sparse polynomials with exact coefficients in numbered generators. What a generator stands for is the ring's affair;
 * so are relations between them, such as i^2 = -1, by which the ring rewrites powers.
 */

/** Generator, exponent, generator, exponent, ...: generators ascend, no exponent is 0. */
export type Powers = readonly number[];

/** A coefficient times powers of generators. */
export interface Term {
  readonly coefficient: Rational;
  readonly powers: Powers;
}

/** Terms by their powers, written out; none has the coefficient 0. */
export type Polynomial = ReadonlyMap<string, Term>;

/** What the products of a ring cost and come to. */
export interface Ring {
  /** Accounts for so many products of terms before they are made; throws where they are too many. */
  readonly spend: (terms: number) => void;
  /** What the powers amount to by the relations of the ring; undefined where none applies. */
  readonly rewrite?: (powers: Powers) => Polynomial | undefined;
}

const zero: Polynomial = new Map();

export function monomial(powers: Powers, coefficient: Rational = one): Polynomial {
  return signOf(coefficient) === 0 ? zero : new Map([[powers.join(), { coefficient, powers }]]);
}

export function constant(value: Rational): Polynomial {
  return monomial([], value);
}

/** The value of a polynomial without generators. */
export function constantValue(p: Polynomial): Rational | undefined {
  if (p.size === 0) return rational(0);
  return p.size === 1 ? p.get("")?.coefficient : undefined;
}

export function sum(ring: Ring, parts: readonly Polynomial[]): Polynomial {
  const terms = new Map<string, Term>();
  for (const part of parts) {
    ring.spend(part.size);
    for (const [key, term] of part) addTerm(terms, key, term);
  }
  return terms;
}

function addTerm(terms: Map<string, Term>, key: string, term: Term): void {
  const known = terms.get(key);
  if (known === undefined) {
    terms.set(key, term);
    return;
  }
  const coefficient = addRationals(known.coefficient, term.coefficient);
  if (signOf(coefficient) === 0) terms.delete(key);
  else terms.set(key, { coefficient, powers: term.powers });
}

export function scale(p: Polynomial, factor: Rational): Polynomial {
  if (signOf(factor) === 0) return zero;
  const scaled = new Map<string, Term>();
  for (const [key, { coefficient, powers }] of p) {
    scaled.set(key, { coefficient: multiplyRationals(coefficient, factor), powers });
  }
  return scaled;
}

export function multiply(ring: Ring, p: Polynomial, q: Polynomial): Polynomial {
  ring.spend(p.size * q.size);
  const terms = new Map<string, Term>();
  for (const a of p.values()) for (const b of q.values()) addProduct(ring, terms, a, b);
  return terms;
}

function addProduct(ring: Ring, terms: Map<string, Term>, a: Term, b: Term): void {
  const coefficient = multiplyRationals(a.coefficient, b.coefficient);
  const powers = multiplyPowers(a.powers, b.powers);
  const rewritten = ring.rewrite?.(powers);
  if (rewritten === undefined) addTerm(terms, powers.join(), { coefficient, powers });
  else for (const [key, term] of scale(rewritten, coefficient)) addTerm(terms, key, term);
}

/** Exponents of equal generators add up. */
export function multiplyPowers(a: Powers, b: Powers): Powers {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const merged: number[] = [];
  let k = 0;
  for (let j = 0; j < a.length; j += 2) {
    for (; k < b.length && b[k]! < a[j]!; k += 2) merged.push(b[k]!, b[k + 1]!);
    const exponent = a[j + 1]! + (b[k] === a[j] ? b[k + 1]! : 0);
    if (b[k] === a[j]) k += 2;
    if (exponent !== 0) merged.push(a[j]!, exponent);
  }
  for (; k < b.length; k += 2) merged.push(b[k]!, b[k + 1]!);
  return merged;
}

/** Every exponent times the factor. */
export function scalePowers(powers: Powers, factor: number): Powers {
  return factor === 0 ? [] : powers.map((value, k) => (k % 2 === 1 ? value * factor : value));
}

/** The exponent of a generator. */
export function exponentOf(powers: Powers, generator: number): number {
  for (let k = 0; k < powers.length; k += 2) if (powers[k] === generator) return powers[k + 1]!;
  return 0;
}

/** p^n for n >= 0 by the multinomial theorem: the work grows with the number of terms of the result. */
export function power(ring: Ring, p: Polynomial, n: number): Polynomial {
  const terms = [...p.values()];
  if (n === 0) return constant(one);
  if (terms.length === 0) return zero;
  ring.spend(n);
  let partial: Partial[] = [{ left: n, product: constant(one) }];
  for (const term of terms.slice(0, -1)) {
    const table = powersOf(ring, term, n);
    partial = partial.flatMap((part) => shares(ring, part, table));
  }
  const table = powersOf(ring, terms[terms.length - 1]!, n);
  return sum(
    ring,
    partial.map(({ left, product }) => multiply(ring, product, table[left]!)),
  );
}

/** A product of some of n factors, and how many are still to be chosen. */
interface Partial {
  readonly left: number;
  readonly product: Polynomial;
}

/** A term, given by its powers, chosen j times out of those left, for every j, the highest first. */
function shares(ring: Ring, { left, product }: Partial, table: readonly Polynomial[]): Partial[] {
  const parts: Partial[] = [];
  let ways = one;
  for (let j = 0; j <= left; j++) {
    parts.push({ left: left - j, product: scale(multiply(ring, product, table[j]!), ways) });
    ways = multiplyRationals(ways, rational(left - j, j + 1));
  }
  return parts.reverse();
}

/** 1, t, t^2, ..., t^n. */
function powersOf(ring: Ring, { coefficient, powers }: Term, n: number): Polynomial[] {
  const table = [constant(one)];
  const term = monomial(powers, coefficient);
  for (let k = 1; k <= n; k++) table.push(multiply(ring, table[k - 1]!, term));
  return table;
}
