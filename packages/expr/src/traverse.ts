import { withOperands } from "./make.ts";
import type { Expression } from "./node.ts";
import { NodeList } from "./nodeList.ts";

/**
 * Every distinct node of the graph, operands before the nodes that use them. Nodes for which `enter` is false are
 * listed without their operands. Iterative: depth is limited by memory alone.
 */
export function postorder(
  roots: readonly Expression[],
  enter: (node: Expression) => boolean = always,
): readonly Expression[] {
  return listed(roots, enter).nodes;
}

/** The same as a list that finds its nodes. */
export function listed(
  roots: readonly Expression[],
  enter: (node: Expression) => boolean = always,
): NodeList {
  const list = new NodeList();
  const stack: Frame[] = [];
  for (const root of roots) {
    if (list.indexOf(root) < 0) visit(root, enter, list, stack);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      if (top.next === top.operands.length) list.add(stack.pop()!.node);
      else {
        const operand = top.operands[top.next++]!;
        if (list.indexOf(operand) < 0) visit(operand, enter, list, stack);
      }
    }
  }
  return list;
}

function visit(node: Expression, enter: (node: Expression) => boolean, list: NodeList, stack: Frame[]): void {
  const operands = enter(node) ? operandsOf(node) : none;
  if (operands.length === 0) list.add(node);
  else stack.push({ node, operands, next: 0 });
}

/** A node whose operands before number `next` are listed. */
interface Frame {
  readonly node: Expression;
  readonly operands: readonly Expression[];
  next: number;
}

const none: readonly Expression[] = [];

function always(): boolean {
  return true;
}

/** What a node is made of; of a symbol, its sizes. */
function operandsOf(node: Expression): readonly Expression[] {
  return node.kind === "symbol" ? node.shape : node.operands;
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
  return rebuildAll([root], enter, change)[0] as Expression;
}

/** The same for graphs that may share nodes: each node is rebuilt once. */
export function rebuildAll(
  roots: readonly Expression[],
  enter: (node: Expression) => boolean,
  change: (rebuilt: Expression, original: Expression) => Expression,
): Expression[] {
  const results = new Map<Expression, Expression>();
  for (const node of postorder(roots, enter)) {
    results.set(node, enter(node) ? change(withMapped(node, results), node) : node);
  }
  return roots.map((root) => results.get(root) as Expression);
}

/** The node over the results of its operands; the same node where none changed. */
function withMapped(node: Expression, results: ReadonlyMap<Expression, Expression>): Expression {
  if (node.operands.length === 0 || node.operands.every((operand) => results.get(operand) === operand)) {
    return node;
  }
  return withOperands(
    node,
    node.operands.map((operand) => results.get(operand) as Expression),
  );
}
