import type { ElementNode, Expression } from "../node.ts";
import { sameSize } from "../shape.ts";
import { type Axis, type Description, describePlainAll, type Work } from "./describe.ts";
import { type Formula, formula, type TensorFunction } from "./formula.ts";

/** Small questions and answers of the recogniser's rules. */

/** Whether an element is read at the indices of the axes, over their whole ranges. */
export function isAt(node: ElementNode, axes: readonly Axis[]): boolean {
  const [tensor, ...indices] = node.operands;
  return (
    indices.length === axes.length &&
    indices.every((index, k) => index.kind === "symbol" && index.level === axes[k]!.level) &&
    tensor.shape.every((size, k) => sameSize(size, axes[k]!.size))
  );
}

/** Whether a node is the Kronecker delta of two axes. */
export function isDelta(node: Expression, axes: readonly Axis[]): boolean {
  const [row, column] = axes;
  if (node.kind !== "call" || node.name !== "kronecker" || row === undefined || column === undefined)
    return false;
  const levels = node.operands.map((operand) => (operand.kind === "symbol" ? operand.level : 0));
  return (
    axes.length === 2 &&
    levels.includes(row.level) &&
    levels.includes(column.level) &&
    sameSize(row.size, column.size)
  );
}

/** Whether a node is the number 1. */
export function isOne(node: Expression): boolean {
  return node.kind === "number" && node.value.numerator === 1 && node.value.denominator === 1;
}

/** A tensor of ones over the axes. */
export function* onesOf(axes: readonly Axis[]): Work<Description> {
  return over(axes, call("ones", ...(yield* describePlainAll(axes.map(({ size }) => size)))));
}

/** A call of a function of tensors. */
export function call(name: TensorFunction | "max" | "min", ...operands: readonly Formula[]): Formula {
  return formula("call", { name }, operands);
}

/** A description that covers no axis: a scalar, or a tensor by itself. */
export function whole(described: Formula): Description {
  return { formula: described, covers: [] };
}

/** A description that covers all the axes. */
export function over(axes: readonly Axis[], described: Formula): Description {
  return { formula: described, covers: axes.map(({ level }) => level) };
}
