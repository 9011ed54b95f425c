import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import type { Expression, ProductNode } from "../node.ts";
import { hasTrait, traits } from "../traits.ts";
import { postorder } from "../traverse.ts";

/** Grouped products whose nested products nobody else uses, as flat ones. */
export function ungroup(algebra: Algebra, root: Expression): Expression {
  if (!hasTrait(root, traits.grouped)) return root;
  const order = postorder([root]);
  const uses = new Map<Expression, number>();
  for (const node of order)
    for (const operand of node.operands) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  const results = new Map<Expression, Expression>();
  for (const node of order) {
    const operands = node.operands.map((operand) => results.get(operand)!);
    const isLoose = isGrouped(node) && node.operands.every((operand) => isOwn(operand, uses));
    results.set(node, isLoose ? flatProduct(algebra, operands) : rebuildNode(algebra, node, operands));
  }
  return results.get(root)!;
}

function isOwn(operand: Expression, uses: ReadonlyMap<Expression, number>): boolean {
  return operand.kind !== "product" || uses.get(operand) === 1;
}

function flatProduct(algebra: Algebra, operands: readonly Expression[]): Expression {
  return algebra.product(operands.flatMap((operand) => (isGrouped(operand) ? operand.operands : [operand])));
}

function isGrouped(node: Expression): node is ProductNode {
  return node.kind === "product" && node.grouped;
}
