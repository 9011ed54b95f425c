import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { splitCoefficient } from "../algebra/sums.ts";
import type { Expression, SumNode } from "../node.ts";
import { equalRationals, multiplyRationals, negateRational, type Rational } from "../rational.ts";
import { type Completion, completionsOf } from "./completions.ts";

/** The terms of a sum: coefficients by the rest of the term. */
type Terms = Map<Expression, Rational>;

/** The sum with pairs of terms joined by the identities of their factors; undefined where none applies. */
export function joinTerms(algebra: Algebra, node: SumNode): Expression | undefined {
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

/** Takes the term and a partner out of the terms and returns what both come to. */
function joinTerm(algebra: Algebra, terms: Terms, rest: Expression): Expression | undefined {
  const factors = factorsOf(rest);
  for (const factor of factors) {
    for (const completion of completionsOf(algebra, factor)) {
      const others = algebra.product(factors.filter((other) => other !== factor));
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
  others: Expression,
  { shift, scale, result }: Completion,
): Expression | undefined {
  const coefficient = terms.get(rest);
  if (coefficient === undefined) return undefined;
  const completed = algebra.multiply(result, others);
  const [extra, completedRest] = splitCoefficient(algebra, completed);
  const shifted = multiplyRationals(coefficient, shift);
  const scaled = multiplyRationals(coefficient, scale);
  const take = (partner: Expression, weight: Rational) => {
    const known = terms.get(partner);
    if (partner === rest || known === undefined || !equalRationals(known, weight)) return false;
    terms.delete(rest);
    return terms.delete(partner);
  };
  if (take(others, shifted)) return algebra.multiply(algebra.number(scaled), completed);
  const opposite = negateRational(multiplyRationals(scaled, extra));
  if (take(completedRest, opposite)) return algebra.multiply(algebra.number(negateRational(shifted)), others);
  return undefined;
}
