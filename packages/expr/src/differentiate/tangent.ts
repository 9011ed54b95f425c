import type { Algebra } from "../algebra/algebra.ts";
import type { NodeLookup } from "../algebra/nodeMap.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { forwardSweep, type Seed } from "./forward.ts";
import { type OpenedGraph, openGraph } from "./opened.ts";
import { axisRange, openFamily } from "./reading.ts";

/** What one sweep works in. */
export interface Sweep {
  /** Whether it goes from the root to the variables. */
  readonly isReverse: boolean;
  readonly algebra: Algebra;
  readonly graph: OpenedGraph;
  /** The indices of the axes of a part that is a tensor. */
  readonly axesOf: (part: Expression) => readonly SymbolNode[];
  /** Whether a part depends on the variable. */
  readonly isActive: (part: Expression) => boolean;
  /** The levels that every derivative may have: of the output in reverse, of the variable forward. */
  readonly kept: readonly number[];
}

/** Is told what sweeps do. */
export interface DerivativeWatch {
  /** Reverse: the root's derivative by a part. */
  readonly derived: (part: Expression, derivative: Expression, sweep: Sweep) => void;
  /** Reverse: what a part contributes, summed over the indices of these levels, is `total`. */
  readonly summed: (
    contribution: Expression,
    levels: readonly number[],
    total: Expression,
    sweep: Sweep,
  ) => void;
  /** Forward: the derivatives of all parts by a variable with these axes. */
  readonly swept: (
    algebra: Algebra,
    graph: OpenedGraph,
    tangents: NodeLookup<Expression>,
    axes: readonly SymbolNode[],
  ) => void;
}

/** Forward: the derivative by a scalar symbol or an element; by a tensor, along a general element of it. */
export function tangent(
  algebra: Algebra,
  e: Expression,
  by: Expression,
  watch?: DerivativeWatch,
): Expression {
  const { indices, shape, body } = openFamily(algebra, e);
  const axes = axisRange(algebra, by.shape);
  const direction = axes.length === 0 ? by : algebra.element(by, axes);
  const graph = openGraph(algebra, [body]);
  const tangents = forwardSweep(algebra, graph, seedOf(algebra, direction));
  watch?.swept(algebra, graph, tangents, axes);
  return algebra.tensor([...indices, ...axes], [...shape, ...by.shape], tangents.get(body) ?? algebra.zero);
}

/** The unit direction of a scalar symbol, or of an element. */
export function seedOf(algebra: Algebra, by: Expression): Seed {
  if (by.kind === "element") declareRange(algebra, by);
  return (leaf) => unitTangent(algebra, leaf, by);
}

/** 1 for the variable itself; for elements of one tensor, 1 where all indices are equal. */
function unitTangent(algebra: Algebra, leaf: Expression, by: Expression): Expression {
  if (leaf === by) return algebra.one;
  if (leaf.kind !== "element" || by.kind !== "element" || leaf.operands[0] !== by.operands[0])
    return algebra.zero;
  const deltas = leaf.operands
    .slice(1)
    .map((index, axis) => algebra.call("kronecker", index, by.operands[axis + 1]!));
  return algebra.product(deltas);
}

/** The indices of x[k] run over the axes of x. */
function declareRange(
  algebra: Algebra,
  { operands: [tensor, ...positions] }: Expression & { kind: "element" },
): void {
  for (const [axis, position] of positions.entries()) {
    const range = {
      index: position as SymbolNode,
      from: algebra.one,
      to: algebra.arena.adopt(tensor.shape[axis]!),
    };
    if (!algebra.ranges.has(position)) algebra.ranges.set(position, range);
  }
}
