import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { keyOfTerm, splitCoefficient } from "../algebra/sums.ts";
import type { FunctionName } from "../functions/names.ts";
import type { Expression, SumNode } from "../node.ts";
import {
  addRationals,
  equalRationals,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  signOf,
} from "../rational.ts";
import { type Completion, completionsOf, resultOf } from "./completions.ts";
import { isExp } from "./shares.ts";

/** The terms of a sum: coefficients by the rest of the term. */
type Terms = Map<Expression, Rational>;

/** The identities that a factor of a term takes part in. */
type Identities = (algebra: Algebra, factor: Expression) => readonly Completion[];

/** The sum with pairs of terms joined by the identities of their factors; undefined where none applies. */
export function joinTerms(
  algebra: Algebra,
  node: SumNode,
  identitiesOf: Identities = completionsOf,
): Expression | undefined {
  if (!node.operands.some((term) => factorsOf(term).some(hasIdentity))) return undefined;
  const keys = node.operands.map(keyOfTerm);
  if (!node.operands.some((term, k) => mayJoin(node.operands, keys, term, k))) return undefined;
  const terms: Terms = new Map();
  for (const term of node.operands) {
    const [coefficient, rest] = splitCoefficient(algebra, term);
    terms.set(rest, coefficient);
  }
  const joined: Expression[] = [];
  for (const rest of [...terms.keys()]) {
    const found = joinTerm(algebra, terms, rest, identitiesOf);
    if (found !== undefined) joined.push(found);
  }
  if (joined.length === 0) return undefined;
  const others = [...terms].map(([rest, coefficient]) => algebra.multiply(algebra.number(coefficient), rest));
  return algebra.sum([...others, ...joined]);
}

/**
 * A quick look, by hashes: whether a factor of term k takes part in an identity, and another term has all the other
 * factors and at most one more.
 */
function mayJoin(
  terms: readonly Expression[],
  keys: readonly number[],
  term: Expression,
  k: number,
): boolean {
  return factorsOf(term).some((factor) => {
    if (!hasIdentity(factor)) return false;
    const others = (keys[k]! - factor.hash) | 0;
    return terms.some((other, m) => {
      const more = (keys[m]! - others) | 0;
      if (m === k) return false;
      if (more === 0) return !isExp(factor) || areOpposite(term, other);
      return factorsOf(other).some(({ hash }) => hash === more);
    });
  });
}

/** Whether the coefficients add up to 0: of exp(u) and a number, only exp(u) - 1 has a name. */
function areOpposite(a: Expression, b: Expression): boolean {
  return signOf(addRationals(coefficientOf(a), coefficientOf(b))) === 0;
}

function coefficientOf(term: Expression): Rational {
  const [first] = factorsOf(term);
  return first?.kind === "number" ? first.value : one;
}

function hasIdentity(factor: Expression): boolean {
  if (factor.kind === "call")
    return factor.name === "sigmoid" || factor.name === "exp" || factor.name === "cosh";
  return factor.kind === "power" && factor.operands[0].kind === "call";
}

/** Takes the term and a partner out of the terms and returns what both come to. */
function joinTerm(
  algebra: Algebra,
  terms: Terms,
  rest: Expression,
  identitiesOf: Identities,
): Expression | undefined {
  const factors = factorsOf(rest);
  for (const factor of factors) {
    for (const completion of identitiesOf(algebra, factor)) {
      const others = factors.filter((other) => other !== factor);
      const found = complete(algebra, terms, rest, others, completion);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function complete(
  algebra: Algebra,
  terms: Terms,
  rest: Expression,
  others: readonly Expression[],
  completion: Completion,
): Expression | undefined {
  const coefficient = terms.get(rest);
  if (coefficient === undefined) return undefined;
  const shifted = multiplyRationals(coefficient, completion.shift);
  const scaled = multiplyRationals(coefficient, completion.scale);
  const partnered = algebra.product([completion.partner, ...others]);
  const completed = () => algebra.product([resultOf(algebra, completion), ...others]);
  if (take(terms, rest, partnered, shifted)) return algebra.multiply(algebra.number(scaled), completed());
  if (![...terms.keys()].some((term) => hasCall(term, completion.name))) return undefined;
  const [extra, completedRest] = splitCoefficient(algebra, completed());
  const opposite = negateRational(multiplyRationals(scaled, extra));
  if (!take(terms, rest, completedRest, opposite)) return undefined;
  return algebra.multiply(algebra.number(negateRational(shifted)), partnered);
}

/** Takes the term and another out of the terms, if the other is there with this coefficient. */
function take(terms: Terms, rest: Expression, other: Expression, weight: Rational): boolean {
  const known = terms.get(other);
  if (other === rest || known === undefined || !equalRationals(known, weight)) return false;
  return terms.delete(rest) && terms.delete(other);
}

function hasCall(term: Expression, name: FunctionName): boolean {
  return factorsOf(term).some((factor) => {
    const base = factor.kind === "power" ? factor.operands[0] : factor;
    return base.kind === "call" && base.name === name;
  });
}
