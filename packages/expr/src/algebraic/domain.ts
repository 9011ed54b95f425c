import type { Algebra } from "../algebra/algebra.ts";
import { conjuncts, domainOf, withDomain } from "../differentiate/domain.ts";
import type { Expression } from "../node.ts";

/** The rewritten expression, remembering those conditions of the original that it no longer needs. */
export function rememberDomain(algebra: Algebra, original: Expression, rewritten: Expression): Expression {
  const kept = new Set(conjuncts(algebra.arena.adopt(domainOf(rewritten))));
  const lost = conjuncts(algebra.arena.adopt(domainOf(original))).filter((condition) => !kept.has(condition));
  return withDomain(rewritten, algebra.call("and", ...lost, algebra.one));
}
