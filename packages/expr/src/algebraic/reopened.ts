import type { Algebra, IndexRange } from "../algebra/algebra.ts";
import { rebuildNode } from "../algebra/rebuild.ts";
import { type OpenedGraph, openGraph } from "../differentiate/opened.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { postorder } from "../traverse.ts";

/** Rules for nodes under opened binders; where one declines, the node is built over its operands. */
export interface Reopening {
  /** A node that binds nothing. */
  readonly open?: (
    node: Expression,
    results: ReadonlyMap<Expression, Expression>,
    graph: OpenedGraph,
  ) => Expression | undefined;
  /** A sum over an index. */
  readonly sum?: (range: IndexRange, body: Expression) => Expression;
}

/**
 * The graph with its binders opened, changed by rules and closed again; the graph itself if a limit depends on
 * another index.
 */
export function reopen(algebra: Algebra, root: Expression, rules: Reopening): Expression {
  if (postorder([root]).some(hasDependentLimits)) return root;
  const graph = openGraph(algebra, [root]);
  const results = new Map<Expression, Expression>();
  for (const node of graph.order) {
    const operands = graph.operandsOf(node).map((operand) => results.get(operand)!);
    const indices = graph.binders.get(node)?.indices;
    const built =
      indices === undefined
        ? (rules.open?.(node, results, graph) ?? rebuildNode(algebra, node, operands))
        : bindAgain(algebra, node, indices, operands, rules);
    results.set(node, built);
  }
  return results.get(root)!;
}

function hasDependentLimits(node: Expression): boolean {
  if (node.kind !== "reduce" && node.kind !== "tensor") return false;
  return node.operands.slice(0, -1).some(({ free }) => free.length > 0);
}

function bindAgain(
  algebra: Algebra,
  node: Expression,
  indices: readonly SymbolNode[],
  operands: readonly Expression[],
  { sum }: Reopening,
): Expression {
  const body = operands.at(-1)!;
  if (node.kind !== "reduce") return algebra.tensor(indices, operands.slice(0, -1), body);
  const range = { index: indices[0]!, from: operands[0]!, to: operands[1]! };
  if (node.operation === "add" && sum !== undefined) return sum(range, body);
  return algebra.reduce(node.operation, range, body);
}
