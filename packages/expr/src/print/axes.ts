import type { ElementNode, Expression } from "../node.ts";
import { sameSize } from "../shape.ts";
import { type Axis, type Description, describePlainAll, type Work } from "./describe.ts";
import { type Formula, formula, type TensorFunction } from "./formula.ts";
import { fractionFormula } from "./fractions.ts";

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

/** A description that lacks axes, times ones over all of them. */
export function* stretched({ formula: body, covers }: Description, axes: readonly Axis[]): Work<Formula> {
  if (axes.every(({ level }) => covers.includes(level))) return body;
  const isZero = body.kind === "integer" && body.digits === "0";
  const sizes = yield* describePlainAll(axes.map(({ size }) => size));
  const constant = call(isZero ? "zeros" : "ones", ...sizes);
  if (isZero || (body.kind === "integer" && body.digits === "1")) return constant;
  return fractionFormula({ coefficient: undefined, above: [body, constant], below: [] });
}
