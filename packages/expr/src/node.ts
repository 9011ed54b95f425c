import type { CallName } from "./functions/names.ts";
import type { Rational } from "./rational.ts";

/**
 * What every node carries. Nodes are immutable; every number here is computed once, when the node is made.
 */
export interface NodeBase {
  /** A 32-bit structural hash: equal structures have equal hashes (sums and products ignore the order). */
  readonly hash: number;
  /** Levels of the index symbols that occur free in the node, ascending. */
  readonly free: readonly number[];
  /** Sizes of the axes; empty for a scalar. Only symbols, tensors and tensor-valued calls have axes. */
  readonly shape: Shape;
  /** What occurs in the node or below it, as bits, so that walks in search of it can be spared. */
  readonly traits: number;
  /**
   * Only on the root of a derivative or of a simplified expression: the condition under which the original was
   * defined, where the result itself is defined more widely. No part of the structure.
   */
  readonly domain?: Expression;
}

/** One size an axis: a number node, or an expression such as the symbol `n`. */
export type Shape = readonly Expression[];

/** What is promised about the values of a symbol. */
export interface Assumptions {
  /** Nothing is promised unless given. */
  readonly sign?: "positive" | "nonnegative";
  /** Whole numbers only, such as a size. */
  readonly integer?: true;
}

/** An exact rational number. */
export interface NumberNode extends NodeBase {
  readonly kind: "number";
  /** Two integers in lowest terms. */
  readonly value: Rational;
  readonly operands: readonly [];
}

/**
 * A variable (`level` 0) or an index. An index that a `reduce` or `tensor` binds has a positive level: one more
 * than the highest binder between its own binder and its uses, so that renaming indices changes nothing.
 * Negative levels are indices that a transformation has opened; they never leave it.
 */
export interface SymbolNode extends NodeBase {
  readonly kind: "symbol";
  /** A variable of the same name and shape is the same variable; names of indices are for reading only. */
  readonly name: string;
  /** 0 for variables. */
  readonly level: number;
  /** What rules may rely on. */
  readonly assumptions: Assumptions;
  readonly operands: readonly [];
}

/** `operands[0] + operands[1] + ...`, all scalars. A grouped sum is never flattened into another. */
export interface SumNode extends NodeBase {
  readonly kind: "sum";
  /** Kept apart from sums that it is a term of, so that shared work stays shared. */
  readonly grouped: boolean;
  readonly operands: readonly Expression[];
}

/** `operands[0] * operands[1] * ...`, all scalars. A grouped product is never flattened into another. */
export interface ProductNode extends NodeBase {
  readonly kind: "product";
  /** Kept apart from products that it is a factor of, so that shared work stays shared. */
  readonly grouped: boolean;
  readonly operands: readonly Expression[];
}

/** `base ^ exponent`: operands are [base, exponent]. A quotient x/y is the product of x and y^-1. */
export interface PowerNode extends NodeBase {
  readonly kind: "power";
  readonly operands: readonly [base: Expression, exponent: Expression];
}

/**
 * A function of the table applied to its arguments, all scalars; `pi` and `e` take none. A function of a matrix takes
 * the matrix itself, and `inverse` and `cofactor` have axes.
 */
export interface CallNode extends NodeBase {
  readonly kind: "call";
  /** The function of the table. */
  readonly name: CallName;
  readonly operands: readonly Expression[];
}

/** Operands are value, condition, value, condition, ..., otherwise: the first true condition wins. */
export interface PiecewiseNode extends NodeBase {
  readonly kind: "piecewise";
  readonly operands: readonly Expression[];
}

/** One element of a tensor; operands are [tensor, index, index, ...], as many indices as the tensor has axes. */
export interface ElementNode extends NodeBase {
  readonly kind: "element";
  readonly operands: readonly [tensor: Expression, ...indices: Expression[]];
}

/** How the terms of a `reduce` are combined; `norm` is the root of the sum of their squares. */
export type ReduceOperation = "add" | "multiply" | "max" | "min" | "logSumExp" | "norm";

/** The body for index = from, from + 1, ..., to, combined; operands are [from, to, body]. */
export interface ReduceNode extends NodeBase {
  readonly kind: "reduce";
  /** How the terms are combined. */
  readonly operation: ReduceOperation;
  /** What the reduction binds in its body. */
  readonly index: SymbolNode;
  readonly operands: readonly [from: Expression, to: Expression, body: Expression];
}

/** The tensor whose element at (indices) is the body; operands are [...sizes, body], its shape is the sizes. */
export interface TensorNode extends NodeBase {
  readonly kind: "tensor";
  /** What the tensor binds in its body, one an axis. */
  readonly indices: readonly SymbolNode[];
  readonly operands: readonly Expression[];
}

/** An expression: a node of one of ten kinds, and through its operands a directed acyclic graph. */
export type Expression =
  | NumberNode
  | SymbolNode
  | SumNode
  | ProductNode
  | PowerNode
  | CallNode
  | PiecewiseNode
  | ElementNode
  | ReduceNode
  | TensorNode;

/** The ten kinds of nodes. */
export type Kind = Expression["kind"];
