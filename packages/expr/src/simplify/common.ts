import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isNegative } from "../algebra/calls.ts";
import { isDelta } from "../algebra/conditions.ts";
import type { Expression, SumNode } from "../node.ts";
import {
  addRationals,
  commonDivisor,
  compareRationals,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  reciprocal,
  signOf,
  zero,
} from "../rational.ts";

/** A term as a coefficient and powers of distinct bases; an exponent that is no number belongs to the base. */
interface Term {
  readonly node: Expression;
  readonly coefficient: Rational;
  readonly powers: ReadonlyMap<Expression, Rational>;
}

/** A factor taken out of several terms. */
interface Common {
  readonly coefficient: Rational;
  readonly powers: ReadonlyMap<Expression, Rational>;
}

/**
 * The sum as one product: common factors and the common denominator in front, the rest of each term inside.
 * x/y + 1/y^2 is (x y + 1)/y^2. Undefined where there is nothing to take out.
 */
export function factorAll(algebra: Algebra, node: SumNode): readonly Expression[] | undefined {
  const terms = node.operands.map(readTerm);
  const common = commonOf(terms);
  if (common === undefined) return undefined;
  return [...factorsOfCommon(algebra, common), restOf(algebra, terms, common)];
}

/** The sum with the factor that most of its terms share taken out of those; undefined where none is shared by some. */
export function factorSome(algebra: Algebra, node: SumNode): Expression | undefined {
  const terms = node.operands.map(readTerm);
  const shared = mostShared(terms);
  if (shared === undefined) return undefined;
  const group = terms.filter(({ powers }) => powers.has(shared));
  const common = commonOf(group);
  if (common === undefined) return undefined;
  const others = terms.flatMap((term) => (term.powers.has(shared) ? [] : [term.node]));
  const grouped = algebra.product([...factorsOfCommon(algebra, common), restOf(algebra, group, common)]);
  return algebra.sum([...others, grouped]);
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
  const terms = base.operands.map(readTerm);
  const common = commonOf(terms);
  if (common === undefined) return undefined;
  const parts = [...factorsOfCommon(algebra, common), restOf(algebra, terms, common)];
  return algebra.product(parts.map((part) => algebra.power(part, exponent)));
}

/**
 * Whether terms may share a base, or have denominators or coefficients: a quick look, by hashes. Terms with a
 * Kronecker delta stay alone: it makes them few.
 */
export function mayFactor(node: SumNode): boolean {
  const seen: number[] = [];
  let coefficients = 0;
  for (const term of node.operands) {
    const known = seen.length;
    for (const factor of factorsOf(term)) {
      if (factor.kind === "number") coefficients += 1;
      else if (isDelta(factor)) return false;
      else {
        const base = factor.kind === "power" ? factor.operands[0] : factor;
        if (base !== factor && isNegative(factor.operands[1]!)) return true;
        const position = seen.indexOf(base.hash);
        if (position >= 0 && position < known) return true;
        seen.push(base.hash);
      }
    }
  }
  return coefficients === node.operands.length;
}

function readTerm(node: Expression): Term {
  let coefficient = one;
  const powers = new Map<Expression, Rational>();
  for (const factor of factorsOf(node)) {
    if (factor.kind === "number") coefficient = factor.value;
    else if (factor.kind === "power" && factor.operands[1].kind === "number") {
      powers.set(factor.operands[0], factor.operands[1].value);
    } else powers.set(factor, one);
  }
  return { node, coefficient, powers };
}

/** The least exponent of each base, where a base that a term lacks has exponent 0 in it; undefined if all are 0. */
function commonOf(terms: readonly Term[]): Common | undefined {
  const powers = new Map<Expression, Rational>();
  for (const base of new Set(terms.flatMap((term) => [...term.powers.keys()]))) {
    const exponents = terms.flatMap((term) => term.powers.get(base) ?? []);
    const least = exponents.reduce((a, b) => (compareRationals(b, a) < 0 ? b : a));
    if (exponents.length === terms.length || signOf(least) < 0) powers.set(base, least);
  }
  const coefficient = terms.map((term) => term.coefficient).reduce(commonDivisor);
  const isTrivial = powers.size === 0 && coefficient.numerator === 1 && coefficient.denominator === 1;
  return isTrivial ? undefined : { coefficient, powers };
}

function factorsOfCommon(algebra: Algebra, { coefficient, powers }: Common): Expression[] {
  const factors = [...powers].map(([base, exponent]) => algebra.power(base, algebra.number(exponent)));
  return [algebra.number(coefficient), ...factors];
}

/** The sum of what is left of each term. */
function restOf(algebra: Algebra, terms: readonly Term[], common: Common): Expression {
  const divisor = reciprocal(common.coefficient);
  const rest = terms.map(({ coefficient, powers }) => {
    const factors = [...new Set([...powers.keys(), ...common.powers.keys()])].map((base) => {
      const taken = common.powers.get(base);
      const exponent = powers.get(base) ?? zero;
      return algebra.power(
        base,
        algebra.number(taken ? addRationals(exponent, negateRational(taken)) : exponent),
      );
    });
    return algebra.product([algebra.number(multiplyRationals(coefficient, divisor)), ...factors]);
  });
  return algebra.sum(rest);
}

/** The base that occurs in the most terms, of at least two but not all; the first of several. */
function mostShared(terms: readonly Term[]): Expression | undefined {
  const uses = new Map<Expression, number>();
  for (const { powers } of terms) for (const base of powers.keys()) uses.set(base, (uses.get(base) ?? 0) + 1);
  let most: Expression | undefined;
  for (const [base, count] of uses) {
    if (count > 1 && count < terms.length && count > (uses.get(most!) ?? 1)) most = base;
  }
  return most;
}

function hasDenominator(term: Expression): boolean {
  return factorsOf(term).some((factor) => factor.kind === "power" && isNegative(factor.operands[1]));
}
