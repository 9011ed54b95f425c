import { withOperands } from "./make.ts";
import type { Expression } from "./node.ts";

/**
 * Every distinct node of the graph, operands before the nodes that use them. Nodes for which `enter` is false are
 * listed without their operands. Iterative: depth is limited by memory alone.
 */
export function postorder(
  roots: readonly Expression[],
  enter: (node: Expression) => boolean = () => true,
): Expression[] {
  const order: Expression[] = [];
  const isDone = new Map<Expression, boolean>();
  const stack: Expression[] = [...roots].reverse();
  while (stack.length > 0) {
    const node = stack[stack.length - 1] as Expression;
    const state = isDone.get(node);
    if (state === undefined) {
      isDone.set(node, false);
      if (enter(node)) pushOperands(stack, isDone, node);
      continue;
    }
    stack.pop();
    if (state) continue;
    isDone.set(node, true);
    order.push(node);
  }
  return order;
}

function pushOperands(stack: Expression[], seen: ReadonlyMap<Expression, boolean>, node: Expression): void {
  for (let k = node.operands.length - 1; k >= 0; k--) {
    const operand = node.operands[k] as Expression;
    if (!seen.has(operand)) stack.push(operand);
  }
  if (node.kind === "symbol") for (const size of node.shape) if (!seen.has(size)) stack.push(size);
}

/**
 * Rebuilds the graph from its leaves: `change` gets each node, whose operands are already rebuilt, beside the
 * original. Nodes for which `enter` is false are kept as they are.
 */
export function rebuild(
  root: Expression,
  enter: (node: Expression) => boolean,
  change: (rebuilt: Expression, original: Expression) => Expression,
): Expression {
  const results = new Map<Expression, Expression>();
  for (const node of postorder([root], enter)) {
    results.set(node, enter(node) ? change(withMapped(node, results), node) : node);
  }
  return results.get(root) as Expression;
}

/** The node over the results of its operands; the same node where none changed. */
function withMapped(node: Expression, results: ReadonlyMap<Expression, Expression>): Expression {
  if (node.operands.every((operand) => results.get(operand) === operand)) return node;
  return withOperands(
    node,
    node.operands.map((operand) => results.get(operand) as Expression),
  );
}
