import { type Algebra, createAlgebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { flattenLimit } from "../algebra/sums.ts";
import { countOperations } from "../count.ts";
import { conjuncts, domainOf, withDomain } from "../differentiate/domain.ts";
import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";
import { distributeNumbers, expandSum, factorSum, termCount, ungroup } from "./rearrange.ts";
import { recognise, recogniseNode } from "./recognise.ts";

/** Rounds of rewriting; hardly any expression takes more than four. */
const rounds = 16;

/**
 * An equal expression that is no larger, by `countOperations`: like terms and factors collected, exact numbers folded,
 * named functions recognised, common factors taken out, products of sums multiplied out where that makes them smaller.
 *
 * It adds no kink and loses no domain: where the result is defined more widely, it remembers the original's domain.
 * Simplifying the result again changes nothing.
 *
 * @example
 * ```ts
 * import { parse, simplify, toText } from "@chainrule/expr";
 * toText(simplify(parse("tanh(x) - (2*sigmoid(2*x) - 1)"))); // => "0"
 * ```
 */
export function simplify(e: Expression): Expression {
  const algebra = createAlgebra();
  const start = algebra.arena.adopt(e);
  const result = smallest(algebra, start);
  return result === start ? e : keepDomain(algebra, e, result);
}

/** Rewrites until nothing changes or the result would be larger. Of forms that lead to each other, one is chosen. */
function smallest(algebra: Algebra, start: Expression): Expression {
  const history = [start];
  for (let round = 0; round < rounds; round++) {
    const best = history[history.length - 1]!;
    const next = smaller(
      rewrite(algebra, best, rearrange),
      rewrite(algebra, best, (_, node) => node),
    );
    const seen = history.indexOf(next);
    if (seen >= 0) return history.slice(seen).reduce((a, b) => (b.hash < a.hash ? b : a));
    if (countOperations(next) > countOperations(best)) return best;
    history.push(next);
  }
  return history[history.length - 1]!;
}

function smaller(a: Expression, b: Expression): Expression {
  return countOperations(b) < countOperations(a) ? b : a;
}

/** One round: recognition everywhere, then a rearrangement of each sum that is the better for it. */
function rewrite(algebra: Algebra, root: Expression, arrange: typeof rearrange): Expression {
  const results = new Map<Expression, Expression>();
  const recognised = recognise(algebra, ungroup(algebra, root));
  for (const node of postorder([recognised])) {
    const operands = node.operands.map((operand) => results.get(operand)!);
    results.set(node, arrange(algebra, recogniseNode(algebra, rebuildNode(algebra, node, operands))));
  }
  return results.get(recognised)!;
}

/** The sum multiplied out, or with common factors taken out, if its own terms then need fewer operations. */
function rearrange(algebra: Algebra, node: Expression): Expression {
  if (node.kind !== "sum" || node.operands.length > flattenLimit) return node;
  let best: Expression = node;
  for (const arrangement of [distributeNumbers, expandSum, factorSum]) {
    const candidate = arrangement(algebra, node);
    if (candidate === undefined) continue;
    const recognised = recogniseNode(algebra, candidate);
    if (termCount(recognised) < termCount(best)) best = recognised;
  }
  return best;
}

/** Remembers those conditions of the original that the result no longer needs. */
function keepDomain(algebra: Algebra, original: Expression, simplified: Expression): Expression {
  const kept = new Set(conjuncts(algebra.arena.adopt(domainOf(simplified))));
  const lost = conjuncts(algebra.arena.adopt(domainOf(original))).filter((condition) => !kept.has(condition));
  return withDomain(simplified, algebra.call("and", ...lost, algebra.one));
}
