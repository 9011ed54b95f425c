import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import type { Expression, PowerNode } from "../node.ts";
import { rationalRoot } from "./roots.ts";
import { isExp } from "./shares.ts";

/** a^2 + 2 a b + b^2 as (a + b)^2; undefined where the three terms are no such square. */
export function perfectSquare(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  if (terms.length !== 3) return undefined;
  const [first, second, ...more] = terms.filter(mayBeSquare);
  if (first === undefined || second === undefined) return undefined;
  const pairs = more.length === 0 ? [[first, second]] : terms.map((_, k) => terms.toSpliced(k, 1));
  for (const pair of pairs) {
    const [a, b] = pair.map((term) => squareRoot(algebra, term));
    const middle = terms.find((term) => !pair.includes(term));
    if (a === undefined || b === undefined) continue;
    const both = algebra.multiply(2, a, b);
    if (middle === both) return algebra.power(algebra.add(a, b), 2);
    if (middle === algebra.negate(both)) return algebra.power(algebra.subtract(a, b), 2);
  }
  return undefined;
}

/** A quick look: whether each factor may be a square. */
function mayBeSquare(term: Expression): boolean {
  for (const factor of factorsOf(term)) {
    if (factor.kind !== "number" && !isExp(factor) && !isSquare(factor)) return false;
  }
  return true;
}

/** A power of an even exponent: x^2, and x^(2/3), which is none of a negative number, nor is x^(1/3). */
function isSquare(factor: Expression): boolean {
  const exponent = factor.kind === "power" ? factor.operands[1] : undefined;
  if (exponent?.kind !== "number" || typeof exponent.value.numerator !== "number") return false;
  return exponent.value.numerator % 2 === 0;
}

/** What a term is the square of, factor by factor. */
function squareRoot(algebra: Algebra, term: Expression): Expression | undefined {
  const roots = factorsOf(term).map((factor) => rootOf(algebra, factor));
  return roots.includes(undefined) ? undefined : algebra.product(roots as Expression[]);
}

function rootOf(algebra: Algebra, factor: Expression): Expression | undefined {
  if (factor.kind === "number") {
    const root = rationalRoot(factor.value);
    return root && algebra.number(root);
  }
  if (isExp(factor)) return algebra.call("exp", algebra.divide(factor.operands[0]!, 2));
  const [base, exponent] = factor.operands as PowerNode["operands"];
  return algebra.power(base, algebra.divide(exponent, 2));
}
