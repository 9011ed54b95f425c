import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isNegative } from "../algebra/calls.ts";
import { isDelta } from "../algebra/conditions.ts";
import type { Expression, PowerNode } from "../node.ts";
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

/** A number times powers of distinct bases. What is no number of an exponent belongs to the base: x^(n + 1) is x^n x. */
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
  const monomials = terms.map((term) => readMonomial(algebra, term));
  const common = commonOf(monomials);
  if (common.bases.length === 0 && equalRationals(common.coefficient, one)) return undefined;
  return {
    common: [
      algebra.number(common.coefficient),
      ...common.bases.map((base, k) => powerOf(algebra, base, common.exponents[k]!)),
    ],
    rest: algebra.sum(monomials.map((monomial) => quotientOf(algebra, monomial, common))),
    isShared: common.bases.some((base) => monomials.every(({ bases }) => bases.includes(base))),
  };
}

/** The sum with the factor that most of its terms share taken out of those; undefined where none is shared by some. */
export function factorSome(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  const monomials = terms.map((term) => readMonomial(algebra, term));
  const shared = mostShared(monomials);
  if (shared === undefined || terms.some((term) => factorsOf(term).some(isDelta))) return undefined;
  const has = (_: Expression, k: number) => monomials[k]!.bases.includes(shared);
  const factored = factorAll(algebra, terms.filter(has));
  if (factored === undefined) return undefined;
  const others = terms.filter((term, k) => !has(term, k));
  return algebra.sum([...others, algebra.product([...factored.common, factored.rest])]);
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

function readMonomial(algebra: Algebra, term: Expression): Monomial {
  let coefficient = one;
  const bases: Expression[] = [];
  const exponents: Rational[] = [];
  const add = (base: Expression, exponent: Rational) => {
    const k = bases.indexOf(base);
    if (base === algebra.one) return;
    if (k >= 0) exponents[k] = addRationals(exponents[k]!, exponent);
    else exponents[bases.push(base) - 1] = exponent;
  };
  for (const factor of factorsOf(term)) {
    if (factor.kind === "number") coefficient = factor.value;
    else if (factor.kind === "power") addPower(algebra, factor, add);
    else add(factor, one);
  }
  return { coefficient, bases, exponents };
}

function addPower(
  algebra: Algebra,
  power: PowerNode,
  add: (base: Expression, exponent: Rational) => void,
): void {
  const [base, exponent] = power.operands;
  const parts = exponent.kind === "sum" ? exponent.operands : [exponent];
  const whole = parts.find((part) => part.kind === "number");
  if (whole?.kind !== "number") add(power, one);
  else {
    add(algebra.power(base, algebra.subtract(exponent, whole)), one);
    add(base, whole.value);
  }
}

/**
 * The least exponent of each base, where a base that a term lacks has exponent 0 in it. A term with a Kronecker delta
 * has few elements: what has an index of the delta stays inside, and it gets no denominators of other terms.
 */
function commonOf(terms: readonly Monomial[]): Monomial {
  const bases: Expression[] = [];
  const exponents: Rational[] = [];
  const all = new Set(terms.flatMap((term) => term.bases));
  const fixed = [...all].filter(isDelta).flatMap(({ free }) => free);
  for (const base of all) {
    if (base.free.some((level) => fixed.includes(level))) continue;
    const least = terms
      .map((term) => exponentIn(term, base))
      .reduce((a, b) => (compareRationals(b, a) < 0 ? b : a));
    const isEverywhere = terms.every((term) => term.bases.includes(base));
    const isTaken = isEverywhere ? signOf(least) !== 0 : signOf(least) < 0 && fixed.length === 0;
    if (!isTaken) continue;
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
function quotientOf(algebra: Algebra, monomial: Monomial, common: Monomial): Expression {
  const coefficient = multiplyRationals(monomial.coefficient, reciprocal(common.coefficient));
  const factors = [algebra.number(coefficient)];
  for (const [k, base] of monomial.bases.entries()) {
    const taken = exponentIn(common, base);
    factors.push(powerOf(algebra, base, addRationals(monomial.exponents[k]!, negateRational(taken))));
  }
  for (const [k, base] of common.bases.entries()) {
    if (monomial.bases.includes(base)) continue;
    factors.push(powerOf(algebra, base, negateRational(common.exponents[k]!)));
  }
  return algebra.product(factors);
}

/** The base that occurs in the most terms, of at least two but not all; the first of several. */
function mostShared(monomials: readonly Monomial[]): Expression | undefined {
  const uses = new Map<Expression, number>();
  for (const { bases } of monomials) for (const base of bases) uses.set(base, (uses.get(base) ?? 0) + 1);
  let most: Expression | undefined;
  let highest = 1;
  for (const [base, count] of uses) {
    if (count <= highest || count === monomials.length) continue;
    most = base;
    highest = count;
  }
  return most;
}
