import type { Algebra, IndexRange } from "../algebra/algebra.ts";
import { bodyAt } from "../indices.ts";
import type { Expression, ReduceNode, ReduceOperation, SymbolNode, TensorNode } from "../node.ts";
import { hasTrait, traits } from "../traits.ts";
import { postorder } from "../traverse.ts";

/** A binder whose indices are opened: fresh symbols, each with one range, so that no two scopes share an index. */
export interface Opened {
  readonly indices: readonly SymbolNode[];
  readonly body: Expression;
}

/** A graph with every binder opened, once for each of its occurrences under different opened indices. */
export interface OpenedGraph {
  /** Operands before the nodes that use them. */
  readonly order: readonly Expression[];
  readonly binders: ReadonlyMap<Expression, Opened>;
  /** The operands of a node, with the opened body in place of the bound one. */
  readonly operandsOf: (node: Expression) => readonly Expression[];
  /** The limits of an opened index. */
  readonly rangeOf: (level: number) => IndexRange;
}

/** Opens the graph below the roots, which must be interned in the algebra's arena. */
export function openGraph(algebra: Algebra, roots: readonly Expression[]): OpenedGraph {
  if (!roots.some((root) => hasTrait(root, traits.binder))) return plainGraph(roots);
  const binders = new Map<Expression, Opened>();
  const operandsOf = (node: Expression) => {
    const opened = binders.get(node);
    return opened === undefined ? node.operands : [...node.operands.slice(0, -1), opened.body];
  };
  const order: Expression[] = [];
  const seen = new Set<Expression>();
  const stack: Frame[] = [];
  const visit = (node: Expression) => {
    seen.add(node);
    if (node.kind === "reduce" || node.kind === "tensor") binders.set(node, open(algebra, node));
    if (node.operands.length === 0) order.push(node);
    else stack.push({ node, operands: operandsOf(node), next: 0 });
  };
  for (const root of roots) {
    if (!seen.has(root)) visit(root);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const operand = top.operands[top.next++];
      if (operand === undefined) order.push(stack.pop()!.node);
      else if (!seen.has(operand)) visit(operand);
    }
  }
  return { order, binders, operandsOf, rangeOf: rangesByLevel(algebra, binders) };
}

/** A graph without binders: there is nothing to open. */
function plainGraph(roots: readonly Expression[]): OpenedGraph {
  return { order: postorder(roots), ...nothingOpened };
}

const nothingOpened: Omit<OpenedGraph, "order"> = {
  binders: new Map(),
  operandsOf: ({ operands }) => operands,
  rangeOf: lookup(new Map()),
};

/** A node whose operands before number `next` are listed. */
interface Frame {
  readonly node: Expression;
  readonly operands: readonly Expression[];
  next: number;
}

function rangesByLevel(
  algebra: Algebra,
  binders: ReadonlyMap<Expression, Opened>,
): (level: number) => IndexRange {
  const ranges = new Map<number, IndexRange>();
  for (const { indices } of binders.values()) {
    for (const index of indices) ranges.set(index.level, algebra.ranges.get(index)!);
  }
  return lookup(ranges);
}

function lookup(ranges: ReadonlyMap<number, IndexRange>): (level: number) => IndexRange {
  return (level) => ranges.get(level)!;
}

function open(algebra: Algebra, node: ReduceNode | TensorNode): Opened {
  if (node.kind === "reduce") return openReduce(algebra, node);
  const indices = node.indices.map(() => algebra.arena.freshIndex());
  for (const [axis, index] of indices.entries()) {
    algebra.ranges.set(index, { index, from: algebra.one, to: node.operands[axis]! });
  }
  return { indices, body: algebra.arena.adopt(bodyAt(node, indices)) };
}

/** Limits that depend on outer indices give way to their extremes, and the body to a neutral value beyond them. */
function openReduce(algebra: Algebra, node: ReduceNode): Opened {
  const index = algebra.arena.freshIndex();
  const [from, to] = node.operands;
  const body = algebra.arena.adopt(bodyAt(node, [index]));
  const range = { index, from: extreme(algebra, "min", from), to: extreme(algebra, "max", to) };
  algebra.ranges.set(index, range);
  if (range.from === from && range.to === to) return { indices: [index], body };
  const isWithin = algebra.call(
    "and",
    algebra.call("lessEqual", from, index),
    algebra.call("lessEqual", index, to),
  );
  return { indices: [index], body: algebra.piecewise(body, isWithin, neutral(algebra, node.operation)) };
}

/** The least or greatest value of a limit over the outer indices that it depends on. */
function extreme(algebra: Algebra, operation: "min" | "max", limit: Expression): Expression {
  const outer = [...algebra.ranges.values()].filter(({ index }) => limit.free.includes(index.level));
  return outer.reduce((sofar, range) => {
    if (sofar === range.index) return operation === "min" ? range.from : range.to;
    return algebra.reduce(operation, range, sofar);
  }, limit);
}

/** What changes nothing in a reduction. */
function neutral(algebra: Algebra, operation: ReduceOperation): Expression {
  if (operation === "add" || operation === "norm") return algebra.zero;
  if (operation === "multiply") return algebra.one;
  return algebra.multiply(operation === "min" ? 1 : -1, algebra.power(0, -1));
}
