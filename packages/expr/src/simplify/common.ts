import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isNegative } from "../algebra/calls.ts";
import { isDelta } from "../algebra/conditions.ts";
import { baseOf } from "../algebra/powers.ts";
import type { Expression, PowerNode, ProductNode } from "../node.ts";
import {
  addRationals,
  commonDivisor,
  compareRationals,
  equalRationals,
  hasManyDigits,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  reciprocal,
  signOf,
  zero,
} from "../rational.ts";
import { hasExponentials } from "./balance.ts";

/** A number times powers of distinct bases. What is no number of an exponent belongs to another base: x^(n + 1) is x^n x. */
export interface Monomial {
  readonly term: Expression;
  readonly coefficient: Rational;
  readonly powers: readonly Power[];
}

/** What monomials have in common. */
type Common = Omit<Monomial, "term">;

interface Power {
  readonly base: Expression;
  readonly exponent: Rational;
  /** The power itself, where it is at hand. */
  readonly factor: Expression | undefined;
  /** The x^n that this x was one power with. */
  readonly other?: Expression;
}

/** A sum taken apart: the factors that all of its terms have, or that are their denominators, and what is left. */
export interface Factored {
  readonly common: readonly Expression[];
  readonly rest: Expression;
  /** Whether there is more in common than denominators. */
  readonly isShared: boolean;
  /** The same with nothing but what all terms have taken out; undefined where that is nothing, or all. */
  readonly sharedAlone: () => Factored | undefined;
}

/** The terms of a sum that {@link mayFactor}, taken apart. */
export function monomialsOf(algebra: Algebra, terms: readonly Expression[]): readonly Monomial[] {
  return terms.map((term) => readMonomial(algebra, term));
}

/** x/y + 1/y^2 is y^-2 times x y + 1. Undefined where there is nothing to take out. */
export function factorAll(algebra: Algebra, monomials: readonly Monomial[]): Factored | undefined {
  const common = commonOf(monomials);
  if (common.powers.length === 0 && isUnit(common.coefficient)) return undefined;
  return takenOut(algebra, monomials, common);
}

function takenOut(algebra: Algebra, monomials: readonly Monomial[], common: Common): Factored {
  const shared = common.powers.filter(({ base }) => monomials.every((monomial) => hasBase(monomial, base)));
  const factors = common.powers.map(({ base, exponent }) => powerOf(algebra, base, exponent));
  return {
    common: [algebra.number(common.coefficient), ...factors],
    rest: algebra.sum(monomials.map((monomial) => quotientOf(algebra, monomial, common))),
    isShared: shared.length > 0,
    sharedAlone: () =>
      shared.length === 0 || shared.length === common.powers.length || monomials.some(hasSplit)
        ? undefined
        : takenOut(algebra, monomials, { ...common, powers: shared }),
  };
}

/** Whether it has an x that was one power with x^n: 0 at x = 0, where x^n/x is not. */
function hasSplit({ powers }: Monomial): boolean {
  return powers.some(({ other }) => other !== undefined);
}

function isUnit({ numerator, denominator }: Rational): boolean {
  return denominator === 1 && (numerator === 1 || numerator === -1);
}

/** The sum with a factor that most of its terms share taken out of those, with their denominators and without. */
export function factorSome(algebra: Algebra, monomials: readonly Monomial[]): readonly Expression[] {
  if (monomials.some(({ term }) => factorsOf(term).some(isDelta))) return [];
  return mostShared(monomials).flatMap((shared) => {
    const has = (monomial: Monomial) => hasBase(monomial, shared);
    const factored = factorAll(algebra, monomials.filter(has));
    const others = monomials.flatMap((monomial) => (has(monomial) ? [] : monomial.term));
    return [factored, factored?.sharedAlone()].flatMap((each) =>
      each === undefined ? [] : [algebra.sum([...others, algebra.product([...each.common, each.rest])])],
    );
  });
}

/**
 * The factor with the denominators inside a sum, or a whole power of one, taken out of it, or a number that its terms
 * share: (1 + 1/x)^-1 is x (x + 1)^-1, and (2 + 2 x)^-1 is (1 + x)^-1 / 2. Undefined where there are none.
 */
export function clearDenominators(algebra: Algebra, factor: Expression): Expression | undefined {
  const [base, exponent] = factor.kind === "power" ? factor.operands : [factor, algebra.one];
  if (base.kind !== "sum" || exponent.kind !== "number" || exponent.value.denominator !== 1) return undefined;
  if (!base.operands.some(hasDenominator) && !base.operands.every(hasNumber)) return undefined;
  const factored = factorAll(algebra, monomialsOf(algebra, base.operands));
  return (
    factored &&
    algebra.product([...factored.common, factored.rest].map((part) => algebra.power(part, exponent)))
  );
}

/** Whether there are two sums, or one of which every term has a base of another factor: a quick look, by hashes. */
export function mayCancel({ operands }: ProductNode): boolean {
  const sums = operands.map(baseOf).filter(({ kind }) => kind === "sum");
  if (sums.length === 0 || operands.length < 2) return false;
  const hasBaseOf = (term: Expression) =>
    factorsOf(term).some((factor) => operands.some((each) => baseOf(each).hash === baseOf(factor).hash));
  return sums.length > 1 || sums[0]!.operands.every(hasBaseOf);
}

/** The product with what the terms of each sum have in common taken out of it: (x y + x)/(y + 1) is x. */
export function factorEach(algebra: Algebra, { operands }: ProductNode): Expression | undefined {
  const parts = operands.map((factor) => {
    const [base, exponent] = factor.kind === "power" ? factor.operands : [factor, algebra.one];
    const isWhole = exponent.kind === "number" && exponent.value.denominator === 1;
    const isFactorable = base.kind === "sum" && isWhole && mayFactor(base.operands);
    const factored = isFactorable ? factorAll(algebra, monomialsOf(algebra, base.operands)) : undefined;
    return factored && algebra.power(algebra.product([...factored.common, factored.rest]), exponent);
  });
  if (parts.every((part) => part === undefined)) return undefined;
  return algebra.product(operands.map((factor, k) => parts[k] ?? factor));
}

/** Whether terms may share a base, or have denominators or coefficients: a quick look, by hashes. */
export function mayFactor(terms: readonly Expression[]): boolean {
  const seen: number[] = [];
  let coefficients = 0;
  for (const term of terms) {
    const known = seen.length;
    for (const factor of factorsOf(term)) {
      if (factor.kind === "number") coefficients += 1;
      else {
        if (factor.kind === "power" && isNegative(factor.operands[1])) return true;
        const { hash } = factor.kind === "power" ? factor.operands[0] : factor;
        const position = seen.indexOf(hash);
        if (position >= 0 && position < known) return true;
        seen.push(hash);
      }
    }
  }
  return coefficients === terms.length;
}

function hasDenominator(term: Expression): boolean {
  return factorsOf(term).some((factor) => factor.kind === "power" && isNegative(factor.operands[1]));
}

function hasNumber(term: Expression): boolean {
  return factorsOf(term)[0]!.kind === "number";
}

function readMonomial(algebra: Algebra, term: Expression): Monomial {
  let coefficient = one;
  const powers: Power[] = [];
  for (const factor of factorsOf(term)) {
    if (factor.kind === "number") coefficient = factor.value;
    else if (factor.kind === "power") addPower(algebra, powers, factor);
    else add(powers, { base: factor, exponent: one, factor });
  }
  return { term, coefficient, powers };
}

function addPower(algebra: Algebra, powers: Power[], factor: PowerNode): void {
  const [base, exponent] = factor.operands;
  if (exponent.kind === "number") add(powers, { base, exponent: exponent.value, factor });
  else {
    const whole = exponent.kind === "sum" && staysWhole(base) ? exponent.operands.find(isNumber) : undefined;
    if (whole?.kind !== "number") add(powers, { base: factor, exponent: one, factor });
    else {
      const rest = algebra.power(base, algebra.subtract(exponent, whole));
      add(powers, { base: rest, exponent: one, factor: rest });
      add(powers, { base, exponent: whole.value, factor: undefined, other: rest });
    }
  }
}

/** Whether base^n and base^u meet again in a product: (x^2)^-1 is x^-2, which (x^2)^u does not join, and is infinite at 0. */
function staysWhole(base: Expression): boolean {
  return base.kind !== "power" && base.kind !== "product";
}

function isNumber(node: Expression): boolean {
  return node.kind === "number";
}

/** Powers of one base become one. */
function add(powers: Power[], power: Power): void {
  const k = powers.findIndex(({ base }) => base === power.base);
  const known = powers[k];
  if (known === undefined) powers.push(power);
  else {
    const exponent = addRationals(known.exponent, power.exponent);
    powers[k] = { ...known, ...power, exponent, factor: undefined };
  }
}

/**
 * The least exponent of each base, where a base that a term lacks has exponent 0 in it. A term with a Kronecker delta
 * has few elements: what has an index of the delta stays inside, and it gets no denominators of other terms.
 */
function commonOf(terms: readonly Monomial[]): Common {
  const fixed = indicesOfDeltas(terms);
  const found: Power[] = [];
  for (let k = 0; k < terms.length; k++) {
    for (const { base, exponent } of terms[k]!.powers) {
      const mayBeCommon = k === 0 || (signOf(exponent) < 0 && fixed.length === 0);
      if (!mayBeCommon || hasBase({ powers: found }, base)) continue;
      const isEverywhere = terms.every((term) => hasBase(term, base));
      if (!isEverywhere && terms.every((term) => signOf(exponentIn(term, base)) >= 0)) continue;
      const exponents = terms.map((term) => exponentIn(term, base));
      const least = (hasExponentials(base) ? nearestOf : lowestOf)(exponents);
      const isTaken = isEverywhere ? signOf(least) !== 0 : signOf(least) < 0 && fixed.length === 0;
      if (isTaken && !base.free.some((level) => fixed.includes(level)) && mayBeTaken(terms, base)) {
        found.push({ base, exponent: least, factor: undefined });
      }
    }
  }
  return { coefficient: commonCoefficient(terms), powers: found };
}

function indicesOfDeltas(terms: readonly Monomial[]): readonly number[] {
  const indices: number[] = [];
  for (const { powers } of terms)
    for (const { base } of powers) if (isDelta(base)) indices.push(...base.free);
  return indices;
}

/**
 * The greatest number that all coefficients are whole multiples of, 1 where they are very long; the coefficient itself
 * where they are all the same.
 */
function commonCoefficient(terms: readonly Monomial[]): Rational {
  const [first] = terms as [Monomial];
  const areSame = terms.every(({ coefficient }) => equalRationals(coefficient, first.coefficient));
  if (areSame) return first.coefficient;
  const coefficients = terms.map(({ coefficient }) => coefficient);
  return coefficients.some(hasManyDigits) ? one : coefficients.reduce(commonDivisor);
}

/**
 * Whether x may leave each x^n that it is one power with: n may be negative, so that x^(n + 1) is 0 at x = 0, and
 * x x^n is not. It may where x^n leaves too, or where x is a denominator anyway.
 */
function mayBeTaken(terms: readonly Monomial[], base: Expression): boolean {
  if (!terms.some(hasSplit)) return true;
  const all = terms.flatMap(({ powers }) => powers.filter((power) => power.base === base));
  return (
    all.every(({ other }) => other === undefined || terms.every((term) => hasBase(term, other))) ||
    all.some(({ other, exponent }) => other === undefined && signOf(exponent) < 0)
  );
}

function lowestOf(exponents: readonly Rational[]): Rational {
  return exponents.reduce(lesser);
}

/**
 * Of exponents of one sign that nearest to 0, else 0: a sum of exponentials is infinite far out, and a term that gets it
 * as a factor would be too.
 */
function nearestOf(exponents: readonly Rational[]): Rational {
  const lowest = lowestOf(exponents);
  if (signOf(lowest) >= 0) return lowest;
  const highest = exponents.reduce((a, b) => (lesser(a, b) === a ? b : a));
  return signOf(highest) < 0 ? highest : zero;
}

function lesser(a: Rational, b: Rational): Rational {
  return compareRationals(b, a) < 0 ? b : a;
}

function hasBase({ powers }: Pick<Monomial, "powers">, base: Expression): boolean {
  for (const power of powers) if (power.base === base) return true;
  return false;
}

function exponentIn({ powers }: Pick<Monomial, "powers">, base: Expression): Rational {
  for (const power of powers) if (power.base === base) return power.exponent;
  return zero;
}

function powerOf(algebra: Algebra, base: Expression, exponent: Rational): Expression {
  return algebra.power(base, algebra.number(exponent));
}

/** What is left of a term without the common part. */
function quotientOf(algebra: Algebra, monomial: Monomial, common: Common): Expression {
  const coefficient = multiplyRationals(monomial.coefficient, reciprocal(common.coefficient));
  const factors = [algebra.number(coefficient)];
  for (const { base, exponent, factor } of monomial.powers) {
    const taken = exponentIn(common, base);
    if (taken === zero && factor !== undefined) factors.push(factor);
    else factors.push(powerOf(algebra, base, addRationals(exponent, negateRational(taken))));
  }
  for (const { base, exponent } of common.powers) {
    if (!hasBase(monomial, base)) factors.push(powerOf(algebra, base, negateRational(exponent)));
  }
  return algebra.product(factors);
}

/** The bases that occur in the most terms, of at least two but not all: all of them, lest the order of terms should choose. */
function mostShared(monomials: readonly Monomial[]): readonly Expression[] {
  const uses = new Map<Expression, number>();
  for (const { powers } of monomials)
    for (const { base } of powers) uses.set(base, (uses.get(base) ?? 0) + 1);
  let highest = 1;
  for (const count of uses.values()) if (count > highest && count < monomials.length) highest = count;
  if (highest === 1) return [];
  return [...uses.keys()].filter((base) => uses.get(base) === highest).slice(0, mostTried);
}

/** Of more bases than this the first ones: each costs a look at the whole sum. */
const mostTried = 4;
