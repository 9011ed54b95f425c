import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { isEvenPower } from "../differentiate/domain.ts";
import type { Expression, PowerNode } from "../node.ts";
import { rationalRoot } from "./roots.ts";
import { isExp } from "./shares.ts";

/** a^2 + 2 a b + b^2 as (a + b)^2; undefined where the three terms are no such square. */
export function perfectSquare(algebra: Algebra, terms: readonly Expression[]): Expression | undefined {
  if (terms.length !== 3) return undefined;
  const roots = terms.map((term) => squareRoot(algebra, term));
  for (const [k, middle] of terms.entries()) {
    const [a, b] = roots.toSpliced(k, 1);
    if (a === undefined || b === undefined) continue;
    const both = algebra.multiply(2, a, b);
    if (middle === both) return algebra.power(algebra.add(a, b), 2);
    if (middle === algebra.negate(both)) return algebra.power(algebra.subtract(a, b), 2);
  }
  return undefined;
}

/** What a term is the square of, factor by factor. */
function squareRoot(algebra: Algebra, term: Expression): Expression | undefined {
  const factors = factorsOf(term);
  if (!factors.every((factor) => factor.kind === "number" || isExp(factor) || isEvenPower(factor)))
    return undefined;
  const roots = factors.map((factor) => rootOf(algebra, factor));
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
