import type { Algebra } from "../algebra/algebra.ts";
import { rebuildNode, replaceIn } from "../algebra/rebuild.ts";
import { type OpenedGraph, openGraph } from "../differentiate/opened.ts";
import type { ElementNode, Expression, ReduceNode, SymbolNode, TensorNode } from "../node.ts";
import { sameSize } from "../shape.ts";
import { postorder } from "../traverse.ts";

/**
 * The graph with elements of written-out tensors replaced by the bodies of those tensors: the i-th element of x + y is
 * x_i + y_i. Only where the positions are indices that run over just those axes, since an element beside a tensor is
 * NaN; and nowhere if a limit depends on another index.
 */
export function inlineElements(algebra: Algebra, root: Expression): Expression {
  const order = postorder([root]);
  if (!order.some(isInlinable) || order.some(hasDependentLimits)) return root;
  const graph = openGraph(algebra, [root]);
  const results = new Map<Expression, Expression>();
  for (const node of graph.order) results.set(node, inlined(algebra, graph, node, results));
  return results.get(root)!;
}

function isInlinable(node: Expression): boolean {
  return node.kind === "element" && node.operands[0].kind === "tensor";
}

function hasDependentLimits(node: Expression): boolean {
  if (node.kind !== "reduce" && node.kind !== "tensor") return false;
  return node.operands.slice(0, -1).some(({ free }) => free.length > 0);
}

type Results = ReadonlyMap<Expression, Expression>;

function inlined(algebra: Algebra, graph: OpenedGraph, node: Expression, results: Results): Expression {
  if (node.kind === "reduce" || node.kind === "tensor") return bindAgain(algebra, graph, node, results);
  const whole = node.kind === "element" ? bodyOfElement(algebra, graph, node, results) : undefined;
  return (
    whole ??
    rebuildNode(
      algebra,
      node,
      node.operands.map((operand) => results.get(operand)!),
    )
  );
}

function bindAgain(
  algebra: Algebra,
  graph: OpenedGraph,
  node: ReduceNode | TensorNode,
  results: Results,
): Expression {
  const { indices } = graph.binders.get(node)!;
  const operands = graph.operandsOf(node).map((operand) => results.get(operand)!);
  const body = operands.at(-1)!;
  if (node.kind === "tensor") return algebra.tensor(indices, operands.slice(0, -1), body);
  return algebra.reduce(node.operation, { index: indices[0]!, from: operands[0]!, to: operands[1]! }, body);
}

/** The body of the tensor at the positions of the element. */
function bodyOfElement(
  algebra: Algebra,
  graph: OpenedGraph,
  { operands: [tensor, ...positions] }: ElementNode,
  results: Results,
): Expression | undefined {
  const opened = graph.binders.get(tensor);
  if (opened === undefined || !positions.every((p, axis) => isWhole(algebra, p, tensor.shape[axis]!)))
    return undefined;
  return opened.indices.reduce(
    (body, index: SymbolNode, axis) => replaceIn(algebra, body, index, positions[axis]!),
    results.get(opened.body)!,
  );
}

/** Whether the position is an index that runs from 1 to the size. */
function isWhole(algebra: Algebra, position: Expression, size: Expression): boolean {
  const range = algebra.ranges.get(position);
  return range !== undefined && range.from === algebra.one && sameSize(range.to, size);
}
