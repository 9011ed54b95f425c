import type { Algebra, IndexRange } from "../algebra/algebra.ts";
import { mapValues, valuesOf } from "../algebra/conditions.ts";
import { hasAny, type NodeLookup, NodeMap } from "../algebra/nodeMap.ts";
import type { FunctionName } from "../functions/names.ts";
import type { FunctionRow } from "../functions/row.ts";
import { functions } from "../functions/table.ts";
import type {
  CallNode,
  ElementNode,
  Expression,
  PiecewiseNode,
  PowerNode,
  ProductNode,
  ReduceNode,
  SumNode,
  SymbolNode,
  TensorNode,
} from "../node.ts";
import { isMatrixCall, type MatrixCall, matrixPartial } from "./matrix.ts";
import { type OpenedGraph, openGraph } from "./opened.ts";
import { otherFactors, powerPartials, reducePartial } from "./partials.ts";
import { axisRange, readFamily } from "./reading.ts";
import type { DerivativeWatch, Sweep } from "./tangent.ts";

/** What a cotangent rule sees, and how it hands cotangents on. */
interface Reverse extends Sweep {
  /**
   * Adds a contribution to an operand's cotangent. The contribution is a family over the indices of `parent`; it is
   * summed over those that the operand does not have.
   */
  readonly contribute: (operand: Expression, parent: readonly number[], cotangent: Expression) => void;
}

/** The derivative of a scalar by a variable, at the indices of the variable's axes. */
export interface Cotangent {
  readonly body: Expression;
  readonly indices: readonly SymbolNode[];
}

/**
 * The derivatives of a scalar by variables, in one reverse sweep: for each variable its cotangent. Opened indices that
 * are free in the root are kept: the result is a family over them.
 */
export function reverseSweep(
  algebra: Algebra,
  root: Expression,
  variables: readonly Expression[],
  watch?: DerivativeWatch,
): (variable: Expression) => Cotangent {
  const graph = openGraph(algebra, [root]);
  const active = activeNodes(algebra, graph, variables);
  const contributions = new NodeMap<Expression[]>(algebra.arena, undefined, graph.order.length);
  contributions.set(root, [algebra.one]);
  const axes = axisIndices(algebra, graph, variables);
  const axesOf = (node: Expression) => axes.get(node) ?? none;
  const rangeOf = rangesOfAxes(algebra, graph, axes);
  const kept = new Set(root.free);
  const sumOverExtra = (operand: Expression, parent: readonly number[], cotangent: Expression) => {
    const extra = parent.filter((level) => !operand.free.includes(level) && !kept.has(level));
    const sum = (sofar: Expression, level: number) => algebra.reduce("add", rangeOf(level), sofar);
    const summed = extra.reduce(sum, cotangent);
    if (extra.length > 0) watch?.summed(cotangent, extra, summed, context);
    return summed;
  };
  const context: Reverse = {
    isReverse: true,
    kept: root.free,
    algebra,
    graph,
    isActive: (node) => active.has(node),
    axesOf,
    contribute: (operand, parent, cotangent) => {
      const summed = parent.length === 0 ? cotangent : sumOverExtra(operand, parent, cotangent);
      const known = contributions.get(operand);
      if (known === undefined) contributions.set(operand, [summed]);
      else known.push(summed);
    },
  };
  for (const node of graph.order.toReversed()) {
    const sofar = active.has(node) ? contributions.get(node) : undefined;
    if (sofar === undefined) continue;
    const cotangent = algebra.sum(sofar);
    watch?.derived(node, cotangent, context);
    propagate(context, node, cotangent);
  }
  return (variable) => ({
    body: algebra.sum(contributions.get(variable) ?? none),
    indices: axesOf(variable),
  });
}

const none: readonly never[] = [];

/** The tensor that a variable is, or is an element of. */
export function wholeOf(variable: Expression): Expression {
  return variable.kind === "element" ? variable.operands[0] : variable;
}

/** The nodes on a differentiable path to a variable. */
function activeNodes(
  algebra: Algebra,
  graph: OpenedGraph,
  variables: readonly Expression[],
): NodeLookup<true> {
  const active = new NodeMap<true>(algebra.arena, undefined, graph.order.length);
  for (const variable of variables) active.set(variable, true);
  for (const node of graph.order) {
    if (hasAny(active, differentiableOperands(graph, node))) active.set(node, true);
  }
  return active;
}

/** Indices, limits, sizes and conditions carry no derivative. */
function differentiableOperands(graph: OpenedGraph, node: Expression): readonly Expression[] {
  if (node.kind === "element") return [node.operands[0]];
  if (node.kind === "reduce" || node.kind === "tensor") return [graph.binders.get(node)!.body];
  if (node.kind === "piecewise") return valuesOf(node);
  return node.operands;
}

function axisIndices(
  algebra: Algebra,
  graph: OpenedGraph,
  variables: readonly Expression[],
): ReadonlyMap<Expression, readonly SymbolNode[]> {
  const axes = new Map<Expression, readonly SymbolNode[]>();
  for (const variable of variables) {
    if (variable.shape.length > 0) axes.set(variable, axisRange(algebra, variable.shape));
  }
  for (const [node, { indices }] of graph.binders) if (node.kind === "tensor") axes.set(node, indices);
  for (const node of graph.order) {
    if (node.kind === "call" && node.shape.length > 0) axes.set(node, axisRange(algebra, node.shape));
  }
  return axes;
}

/** The limits of any index that a cotangent is summed over: a bound one, or one of an axis. */
function rangesOfAxes(
  algebra: Algebra,
  graph: OpenedGraph,
  axes: ReadonlyMap<Expression, readonly SymbolNode[]>,
): (level: number) => IndexRange {
  const ranges = new Map(
    [...axes.values()].flat().map((index) => [index.level, algebra.ranges.get(index)!] as const),
  );
  return (level) => ranges.get(level) ?? graph.rangeOf(level);
}

function propagate(context: Reverse, node: Expression, cotangent: Expression): void {
  const rule = rules[node.kind] as (context: Reverse, node: Expression, cotangent: Expression) => void;
  rule(context, node, cotangent);
}

type Rules = {
  readonly [K in Expression["kind"]]: (
    context: Reverse,
    node: Extract<Expression, { kind: K }>,
    cotangent: Expression,
  ) => void;
};

const rules: Rules = {
  number: () => {},
  symbol: () => {},
  sum: pullSum,
  product: pullProduct,
  power: pullPower,
  call: pullCall,
  piecewise: pullPiecewise,
  element: pullElement,
  reduce: pullReduce,
  tensor: pullTensor,
};

function pullSum({ isActive, contribute }: Reverse, node: SumNode, cotangent: Expression): void {
  for (const term of node.operands) if (isActive(term)) contribute(term, node.free, cotangent);
}

function pullProduct(
  { algebra, isActive, contribute }: Reverse,
  node: ProductNode,
  cotangent: Expression,
): void {
  const start = cotangent === algebra.one ? none : [cotangent];
  const others = otherFactors(algebra, node.operands, node.operands.map(isActive), { flatUpTo: 4, start });
  for (const [k, factor] of node.operands.entries()) {
    if (isActive(factor)) contribute(factor, node.free, algebra.product(others[k]!));
  }
}

function pullPower({ algebra, isActive, contribute }: Reverse, node: PowerNode, cotangent: Expression): void {
  for (const [k, partial] of powerPartials(algebra, node).entries()) {
    const operand = node.operands[k]!;
    if (isActive(operand)) contribute(operand, node.free, times(algebra, partial(), cotangent));
  }
}

/**
 * A cotangent whose first condition has to hold beside another, that of a piece around it, comes first: of two selections,
 * its conditions then guard those of the partial.
 */
function times(algebra: Algebra, partial: Expression, cotangent: Expression): Expression {
  const isGuarded = cotangent.kind === "piecewise" && (cotangent.operands[1] as CallNode).name === "and";
  return isGuarded ? algebra.multiply(cotangent, partial) : algebra.multiply(partial, cotangent);
}

function pullCall(context: Reverse, node: CallNode, cotangent: Expression): void {
  if (isMatrixCall(node)) pullMatrixCall(context, node, cotangent);
  else pullScalarCall(context, node, functions[node.name as FunctionName], cotangent);
}

function pullScalarCall(
  { algebra, isActive, contribute }: Reverse,
  node: CallNode,
  { partial }: FunctionRow,
  cotangent: Expression,
): void {
  for (const [k, arg] of node.operands.entries()) {
    if (!isActive(arg)) continue;
    contribute(arg, node.free, times(algebra, partial(algebra, node.operands, k, node), cotangent));
  }
}

/** Summed over the axes of the call itself; a family over those of the matrix. */
function pullMatrixCall(
  { algebra, axesOf, contribute }: Reverse,
  node: MatrixCall,
  cotangent: Expression,
): void {
  const [matrix] = node.operands as [Expression];
  const at = node.shape.length === 0 ? [] : axesOf(node);
  const partial = matrixPartial(algebra, node, at, axesOf(matrix));
  contribute(matrix, [...node.free, ...levelsOf(at)], algebra.multiply(partial, cotangent));
}

/** Selects, rather than multiplies: the cotangent of a branch that is not taken is 0 whatever its partials are. */
function pullPiecewise(
  { algebra, isActive, contribute }: Reverse,
  node: PiecewiseNode,
  cotangent: Expression,
): void {
  for (const value of new Set(valuesOf(node))) {
    const select = (each: Expression) => (each === value ? cotangent : algebra.zero);
    if (isActive(value)) contribute(value, node.free, algebra.piecewise(...mapValues(node, select)));
  }
}

/** Scatters to the tensor: Kronecker deltas tie the element's indices to the tensor's axes. */
function pullElement(
  { algebra, axesOf, contribute }: Reverse,
  node: ElementNode,
  cotangent: Expression,
): void {
  const [tensor, ...positions] = node.operands;
  const axes = axesOf(tensor);
  const deltas = positions.map((position, axis) => algebra.call("kronecker", position, axes[axis]!));
  contribute(tensor, node.free, algebra.multiply(cotangent, ...deltas));
}

function pullReduce({ algebra, graph, contribute }: Reverse, node: ReduceNode, cotangent: Expression): void {
  const { indices, body } = graph.binders.get(node)!;
  const range = graph.rangeOf(indices[0]!.level);
  const partial = reducePartial(algebra, node, range, body);
  contribute(body, [...node.free, range.index.level], algebra.multiply(partial, cotangent));
}

/** The cotangent becomes a tensor of its own, which everything below shares. */
function pullTensor({ algebra, graph, contribute }: Reverse, node: TensorNode, cotangent: Expression): void {
  const { indices, body } = graph.binders.get(node)!;
  const shared = readFamily(algebra, { indices, shape: node.shape, body: cotangent }, indices);
  contribute(body, [...node.free, ...levelsOf(indices)], shared);
}

function levelsOf(indices: readonly SymbolNode[]): number[] {
  return indices.map(({ level }) => level);
}
