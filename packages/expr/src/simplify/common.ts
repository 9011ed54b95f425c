import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isNegative } from "../algebra/calls.ts";
import { isDelta } from "../algebra/conditions.ts";
import type { Expression } from "../node.ts";
import {
  addRationals,
  commonDivisor,
  compareRationals,
  equalRationals,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  reciprocal,
  signOf,
  zero,
} from "../rational.ts";

/** A number times powers of distinct bases; an exponent that is no number belongs to the base. */
interface Monomial {
  readonly coefficient: Rational;
  readonly bases: readonly Expression[];
  readonly exponents: readonly Rational[];
}

/** A sum taken apart: the factors that all of its terms have, or that are their denominators, and what is left. */
export interface Factored {
  readonly common: readonly Expression[];
  readonly rest: Expression;
  /** Whether there is more in common than denominators. */
  readonly isShared: boolean;
}

/** x/y + 1/y^2 is y^-2 times x y + 1. Undefined where there is nothing to take out. */
export function factorAll(algebra: Algebra, terms: readonly Expression[]): Factored | undefined {
  const monomials = terms.map(readMonomial);
  const common = commonOf(monomials);
  if (common.bases.length === 0 && equalRationals(common.coefficient, one)) return undefined;
  return {
    common: [
      algebra.number(common.coefficient),
      ...common.bases.map((base, k) => powerOf(algebra, base, common.exponents[k]!)),
    ],
    rest: algebra.sum(terms.map((term, k) => quotientOf(algebra, term, monomials[k]!, common))),
    isShared: common.bases.some((base) => monomials.every(({ bases }) => bases.includes(base))),
  };
}

/** The sum with the factor that most of its terms share taken out of those; undefined where none is shared by some. */
export function factorSome(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  const shared = mostShared(terms);
  if (shared === undefined) return undefined;
  const has = (term: Expression) => factorsOf(term).some((factor) => baseOf(factor) === shared);
  const factored = factorAll(algebra, terms.filter(has));
  if (factored === undefined) return undefined;
  const { common, rest } = factored;
  return algebra.sum([...terms.filter((term) => !has(term)), algebra.product([...common, rest])]);
}

/**
 * The factor with the denominators inside a whole power of a sum taken out of it: (1 + 1/x)^-1 is x (x + 1)^-1.
 * Undefined where there are none.
 */
export function clearDenominators(algebra: Algebra, factor: Expression): Expression | undefined {
  if (factor.kind !== "power") return undefined;
  const [base, exponent] = factor.operands;
  if (base.kind !== "sum" || exponent.kind !== "number" || exponent.value.denominator !== 1) return undefined;
  if (!base.operands.some(hasDenominator)) return undefined;
  const factored = factorAll(algebra, base.operands);
  return (
    factored &&
    algebra.product([...factored.common, factored.rest].map((part) => algebra.power(part, exponent)))
  );
}

/**
 * Whether terms may share a base, or have denominators or coefficients: a quick look, by hashes. Terms with a
 * Kronecker delta stay alone: it makes them few.
 */
export function mayFactor(terms: readonly Expression[]): boolean {
  const seen: number[] = [];
  let coefficients = 0;
  for (const term of terms) {
    const known = seen.length;
    for (const factor of factorsOf(term)) {
      if (factor.kind === "number") coefficients += 1;
      else if (isDelta(factor)) return false;
      else {
        if (factor.kind === "power" && isNegative(factor.operands[1])) return true;
        const position = seen.indexOf(baseOf(factor).hash);
        if (position >= 0 && position < known) return true;
        seen.push(baseOf(factor).hash);
      }
    }
  }
  return coefficients === terms.length;
}

function hasDenominator(term: Expression): boolean {
  return factorsOf(term).some((factor) => factor.kind === "power" && isNegative(factor.operands[1]));
}

function baseOf(factor: Expression): Expression {
  return factor.kind === "power" && factor.operands[1].kind === "number" ? factor.operands[0] : factor;
}

function exponentOf(factor: Expression): Rational {
  return factor.kind === "power" && factor.operands[1].kind === "number" ? factor.operands[1].value : one;
}

function readMonomial(term: Expression): Monomial {
  const factors = factorsOf(term);
  const [first, ...others] = factors;
  const hasCoefficient = first?.kind === "number";
  const powers = hasCoefficient ? others : factors;
  return {
    coefficient: hasCoefficient ? first.value : one,
    bases: powers.map(baseOf),
    exponents: powers.map(exponentOf),
  };
}

/** The least exponent of each base, where a base that a term lacks has exponent 0 in it. */
function commonOf(terms: readonly Monomial[]): Monomial {
  const bases: Expression[] = [];
  const exponents: Rational[] = [];
  for (const base of new Set(terms.flatMap((term) => term.bases))) {
    const least = terms
      .map((term) => exponentIn(term, base))
      .reduce((a, b) => (compareRationals(b, a) < 0 ? b : a));
    const isEverywhere = signOf(least) > 0 && terms.every((term) => term.bases.includes(base));
    if (!isEverywhere && signOf(least) >= 0) continue;
    bases.push(base);
    exponents.push(least);
  }
  return { coefficient: terms.map((term) => term.coefficient).reduce(commonDivisor), bases, exponents };
}

function exponentIn({ bases, exponents }: Monomial, base: Expression): Rational {
  return exponents[bases.indexOf(base)] ?? zero;
}

function powerOf(algebra: Algebra, base: Expression, exponent: Rational): Expression {
  return algebra.power(base, algebra.number(exponent));
}

/** What is left of a term without the common part. */
function quotientOf(algebra: Algebra, term: Expression, monomial: Monomial, common: Monomial): Expression {
  const kept = factorsOf(term).filter(
    (factor) => factor.kind !== "number" && !common.bases.includes(baseOf(factor)),
  );
  const changed = common.bases.map((base, k) => {
    const exponent = addRationals(exponentIn(monomial, base), negateRational(common.exponents[k]!));
    return powerOf(algebra, base, exponent);
  });
  const coefficient = multiplyRationals(monomial.coefficient, reciprocal(common.coefficient));
  return algebra.product([algebra.number(coefficient), ...changed, ...kept]);
}

/** The base that occurs in the most terms, of at least two but not all; the first of several. */
function mostShared(terms: readonly Expression[]): Expression | undefined {
  const uses = new Map<Expression, number>();
  for (const term of terms) {
    for (const factor of factorsOf(term)) {
      if (factor.kind !== "number") uses.set(baseOf(factor), (uses.get(baseOf(factor)) ?? 0) + 1);
    }
  }
  let most: Expression | undefined;
  let highest = 1;
  for (const [base, count] of uses) {
    if (count <= highest || count === terms.length) continue;
    most = base;
    highest = count;
  }
  return most;
}
