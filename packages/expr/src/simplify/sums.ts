import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { keyOfTerm, splitCoefficient } from "../algebra/sums.ts";
import type { Expression, SumNode } from "../node.ts";
import { equalRationals, multiplyRationals, negateRational, type Rational } from "../rational.ts";
import { type Completion, completionsOf } from "./completions.ts";

/** The terms of a sum: coefficients by the rest of the term. */
type Terms = Map<Expression, Rational>;

/** The sum with pairs of terms joined by the identities of their factors; undefined where none applies. */
export function joinTerms(algebra: Algebra, node: SumNode): Expression | undefined {
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
    const found = joinTerm(algebra, terms, rest);
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
    return terms.some((term, m) => {
      const more = (keys[m]! - others) | 0;
      return m !== k && (more === 0 || factorsOf(term).some(({ hash }) => hash === more));
    });
  });
}

function hasIdentity(factor: Expression): boolean {
  if (factor.kind === "call") return factor.name === "sigmoid" || factor.name === "exp";
  return factor.kind === "power" && factor.operands[0].kind === "call";
}

/** Takes the term and a partner out of the terms and returns what both come to. */
function joinTerm(algebra: Algebra, terms: Terms, rest: Expression): Expression | undefined {
  const factors = factorsOf(rest);
  for (const factor of factors) {
    for (const completion of completionsOf(algebra, factor)) {
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
  { shift, partner, scale, result }: Completion,
): Expression | undefined {
  const coefficient = terms.get(rest);
  if (coefficient === undefined) return undefined;
  const shifted = multiplyRationals(coefficient, shift);
  const scaled = multiplyRationals(coefficient, scale);
  const take = (other: Expression, weight: Rational) => {
    const known = terms.get(other);
    if (other === rest || known === undefined || !equalRationals(known, weight)) return false;
    terms.delete(rest);
    return terms.delete(other);
  };
  const partnered = algebra.product([partner, ...others]);
  const completed = algebra.product([result, ...others]);
  if (take(partnered, shifted)) return algebra.multiply(algebra.number(scaled), completed);
  const [extra, completedRest] = splitCoefficient(algebra, completed);
  const opposite = negateRational(multiplyRationals(scaled, extra));
  if (take(completedRest, opposite))
    return algebra.multiply(algebra.number(negateRational(shifted)), partnered);
  return undefined;
}
