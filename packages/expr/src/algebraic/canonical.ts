import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

/** The expression in the canonical form of the algebra: like terms and factors collected, numbers folded. */
export function canonical(algebra: Algebra, e: Expression): Expression {
  const root = algebra.arena.adopt(e);
  const results = new Map<Expression, Expression>();
  for (const node of postorder([root])) {
    const operands = node.operands.map((operand) => results.get(operand)!);
    results.set(node, rebuildNode(algebra, node, operands));
  }
  return results.get(root)!;
}
