import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

/**
 * The expression in the canonical form of the algebra: like terms and factors collected, numbers folded. It is not adopted as
 * it was given: y*(-1) would then stand for (-1)*y, which is the same product.
 */
export function canonical(algebra: Algebra, root: Expression): Expression {
  const results = new Map<Expression, Expression>();
  for (const node of postorder([root])) {
    const operands = node.operands.map((operand) => results.get(operand)!);
    results.set(node, rebuildNode(algebra, node, operands));
  }
  return results.get(root)!;
}
