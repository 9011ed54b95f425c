import { bodyAt } from "../indices.ts";
import { makeProduct } from "../make.ts";
import type { Expression, ReduceNode, SymbolNode, TensorNode } from "../node.ts";
import { postorder } from "../traverse.ts";
import type { Algebra } from "./algebra.ts";
import { callOf } from "./calls.ts";
import { piecewiseOf } from "./conditions.ts";
import { powerOf } from "./powers.ts";
import { productOf } from "./products.ts";
import { sumOf } from "./sums.ts";

/**
 * The node over other operands, in the canonical form of the algebra. The kinds of formulas of numbers are told by a
 * switch: with a table for all, simplifying short ones takes 4 % longer.
 */
export function rebuildNode(algebra: Algebra, node: Expression, operands: readonly Expression[]): Expression {
  switch (node.kind) {
    case "sum":
      return sumOf(algebra, operands);
    case "product":
      return node.grouped ? groupedProduct(algebra, operands) : productOf(algebra, operands);
    case "power":
      return powerOf(algebra, operands[0]!, operands[1]!);
    case "call":
      return callOf(algebra, node.name, operands);
    case "number":
    case "symbol":
      return algebra.arena.leaf(node);
    default:
      return builders[node.kind](algebra, node as never, operands);
  }
}

type Builders = {
  readonly [K in "piecewise" | "element" | "reduce" | "tensor"]: (
    algebra: Algebra,
    node: Extract<Expression, { kind: K }>,
    operands: readonly Expression[],
  ) => Expression;
};

const builders: Builders = {
  piecewise: (algebra, _, operands) => piecewiseOf(algebra, operands),
  element: (algebra, _, [tensor, ...indices]) => algebra.element(tensor!, indices),
  reduce: rebuildReduce,
  tensor: rebuildTensor,
};

/** Stays grouped, unless a factor became a number. */
function groupedProduct(algebra: Algebra, operands: readonly Expression[]): Expression {
  if (operands.some((operand) => operand.kind === "number")) return algebra.product(operands);
  return algebra.arena.intern(makeProduct(operands, true));
}

function rebuildReduce(
  algebra: Algebra,
  node: ReduceNode,
  [from, to, body]: readonly Expression[],
): Expression {
  const index = algebra.arena.freshIndex();
  const opened = rebind(algebra, node, body!, [index]);
  return algebra.reduce(node.operation, { index, from: from!, to: to! }, opened);
}

function rebuildTensor(algebra: Algebra, node: TensorNode, operands: readonly Expression[]): Expression {
  const indices = node.indices.map(() => algebra.arena.freshIndex());
  return algebra.tensor(indices, operands.slice(0, -1), rebind(algebra, node, operands.at(-1)!, indices));
}

/** The new body of a binder with the binder's own indices replaced. */
function rebind(
  algebra: Algebra,
  node: ReduceNode | TensorNode,
  body: Expression,
  indices: readonly SymbolNode[],
): Expression {
  const operands = [...node.operands.slice(0, -1), body] as never;
  return algebra.arena.adopt(bodyAt({ ...node, operands }, indices));
}

/** The node with an index replaced, in canonical form again. */
export function replaceIn(
  algebra: Algebra,
  root: Expression,
  index: SymbolNode,
  replacement: Expression,
): Expression {
  const enter = (node: Expression) => node.free.includes(index.level);
  const results = new Map<Expression, Expression>([[index, replacement]]);
  for (const node of postorder([root], enter)) {
    if (!enter(node)) results.set(node, node);
    else if (node !== index) results.set(node, rebuildNode(algebra, node, mapped(node, results)));
  }
  return results.get(root)!;
}

/** The node with indices replaced, one after the other. */
export function replaceEach(
  algebra: Algebra,
  root: Expression,
  indices: readonly SymbolNode[],
  replacements: readonly Expression[],
): Expression {
  return indices.reduce((sofar, index, k) => replaceIn(algebra, sofar, index, replacements[k]!), root);
}

function mapped(node: Expression, results: ReadonlyMap<Expression, Expression>): Expression[] {
  return node.operands.map((operand) => results.get(operand)!);
}
