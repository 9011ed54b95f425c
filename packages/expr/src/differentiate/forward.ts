import type { Algebra } from "../algebra/algebra.ts";
import { isZero, mapValues } from "../algebra/conditions.ts";
import { hasAny, type NodeLookup, NodeMap } from "../algebra/nodeMap.ts";
import type { FunctionName } from "../functions/names.ts";
import { functions } from "../functions/table.ts";
import { withFirst } from "../lists.ts";
import type { CallNode, Expression, PiecewiseNode, PowerNode, ReduceNode } from "../node.ts";
import { elementTangent, isMatrixCall, matrixTangent } from "./matrix.ts";
import type { Opened, OpenedGraph } from "./opened.ts";
import { otherFactors, powerPartials, reducePartial } from "./partials.ts";

/** The tangent of a leaf: of a symbol, or of an element of a symbol. */
export type Seed = (leaf: Expression) => Expression;

/** What a tangent rule sees. */
export interface Forward {
  readonly algebra: Algebra;
  readonly graph: OpenedGraph;
  /** Tangents so far; absent means 0. A tensor's tangent is the tangent of its opened body. */
  readonly tangents: NodeLookup<Expression>;
  readonly seed: Seed;
  /** The sum of tangents. */
  readonly sum: (terms: readonly Expression[]) => Expression;
  /** A tangent times the factors of a partial. */
  readonly scale: (tangent: Expression, factors: readonly Expression[]) => Expression;
}

/** How the tangent of a node that may have kinks is made: the table's partials, or one-sided derivatives. */
export interface TangentRules {
  readonly call: (context: Forward, node: CallNode) => Expression;
  readonly piecewise: (context: Forward, node: PiecewiseNode) => Expression;
  readonly reduce: (context: Forward, node: ReduceNode, opened: Opened) => Expression;
  /** A tangent times the factors of a partial. */
  readonly scale: (algebra: Algebra, tangent: Expression, factors: readonly Expression[]) => Expression;
}

/** One forward sweep: the tangent of each node from those of its operands. Nodes without a tangent are constant. */
export function forwardSweep(
  algebra: Algebra,
  graph: OpenedGraph,
  seed: Seed,
  rules: TangentRules = smoothRules,
  sum: Forward["sum"] = (terms) => algebra.sum(terms),
): NodeLookup<Expression> {
  const tangents = new NodeMap<Expression>(algebra.arena, undefined, graph.order.length);
  const scale: Forward["scale"] = (tangent, factors) => rules.scale(algebra, tangent, factors);
  const context: Forward = { algebra, graph, tangents, seed, sum, scale };
  const dependent = new NodeMap<true>(algebra.arena, undefined, graph.order.length);
  for (const node of graph.order) {
    const isLeaf = node.kind === "symbol" || node.kind === "element";
    const isSeeded = isLeaf || isMatrixCall(node);
    if (!isSeeded && !hasAny(dependent, graph.operandsOf(node))) continue;
    const tangent = tangentOf(context, node, rules);
    const isConstant = isZero(tangent);
    if (!isConstant) tangents.set(node, tangent);
    if (!isSeeded || !isConstant) dependent.set(node, true);
  }
  return tangents;
}

function tangentOf(context: Forward, node: Expression, rules: TangentRules): Expression {
  switch (node.kind) {
    case "number":
      return context.algebra.zero;
    case "symbol":
      return context.seed(node);
    case "sum":
      return sumOfTangents(context, node.operands, (tangent) => tangent);
    case "product":
      return productTangent(context, node.operands);
    case "power":
      return powerTangent(context, node);
    case "call":
      return rules.call(context, node);
    case "piecewise":
      return rules.piecewise(context, node);
    case "element":
      return elementTangent(context, node.operands[0], node.operands.slice(1));
    case "reduce":
      return rules.reduce(context, node, context.graph.binders.get(node)!);
    case "tensor":
      return context.tangents.get(context.graph.binders.get(node)!.body) ?? context.algebra.zero;
  }
}

/** The sum of what is made of the tangents of those nodes that have one; a loop, for what every node takes. */
function sumOfTangents(
  { tangents, sum }: Forward,
  nodes: readonly Expression[],
  change: (tangent: Expression, k: number) => Expression,
): Expression {
  const terms: Expression[] = [];
  for (let k = 0; k < nodes.length; k++) {
    const tangent = tangents.get(nodes[k]!);
    if (tangent !== undefined) terms.push(change(tangent, k));
  }
  return sum(terms);
}

function productTangent(context: Forward, factors: readonly Expression[]): Expression {
  const { algebra, tangents, scale } = context;
  const active = factors.map((factor) => tangents.has(factor));
  const others = otherFactors(algebra, factors, active, { flatUpTo: 16 });
  return sumOfTangents(context, factors, (tangent, k) => scale(tangent, others[k]!));
}

function powerTangent(context: Forward, node: PowerNode): Expression {
  const partials = powerPartials(context.algebra, node);
  return throughOperands(context, node, (k) => partials[k]!());
}

/** The tangent by the chain rule: the sum of partial times tangent. */
export function callTangent(context: Forward, node: CallNode): Expression {
  if (isMatrixCall(node)) return matrixTangent(context, node);
  const row = functions[node.name as FunctionName];
  return throughOperands(context, node, (k) => row.partial(context.algebra, node.operands, k, node));
}

/** The sum over the operands that have a tangent, of tangent times partial. */
function throughOperands(
  context: Forward,
  { operands }: Expression,
  partial: (k: number) => Expression,
): Expression {
  return sumOfTangents(context, operands, (tangent, k) => context.scale(tangent, [partial(k)]));
}

/** Each branch's tangent; conditions have none. */
function piecewiseTangent({ algebra, tangents }: Forward, node: PiecewiseNode): Expression {
  return algebra.piecewise(...mapValues(node, (value) => tangents.get(value) ?? algebra.zero));
}

/** The sum of partial times tangent over all values of the index. */
export function reduceTangent(context: Forward, node: ReduceNode, { indices, body }: Opened): Expression {
  const { algebra, graph, tangents, scale } = context;
  const tangent = tangents.get(body);
  if (tangent === undefined) return algebra.zero;
  const range = graph.rangeOf(indices[0]!.level);
  if (node.operation === "add") return algebra.reduce("add", range, tangent);
  return algebra.reduce("add", range, scale(tangent, [reducePartial(algebra, node, range, body)]));
}

export const smoothRules: TangentRules = {
  call: callTangent,
  piecewise: piecewiseTangent,
  reduce: reduceTangent,
  scale: (algebra, tangent, factors) => algebra.product(withFirst(tangent, factors)),
};
