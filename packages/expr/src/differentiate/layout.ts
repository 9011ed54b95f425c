import { asExpression, type Operand } from "../atoms.ts";
import { shown } from "../doors.ts";
import { element, freshIndices, tensor } from "../indexed.ts";
import type { Expression } from "../node.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, sameSize, shapeText } from "../shape.ts";

/**
 * The order of a derivative's axes: the output's and then the variable's (`"numerator"`, the Jacobian matrix of a
 * vector by a vector), or the variable's first (`"denominator"`, its transpose).
 */
export type Layout = "numerator" | "denominator";

/** How derivatives are laid out. */
export interface LayoutOptions {
  /** `"numerator"` unless given. */
  readonly layout?: Layout;
}

/**
 * The derivative of an output in the other layout: the output's axes, which come first, behind the variables'.
 *
 * Shapes: `[...output, ...variables] -> [...variables, ...output]`. A scalar's derivative stays as it is.
 *
 * @throws ShapeError (`expr/shape`) where the derivative's shape does not start with the output's.
 * @example
 * ```ts
 * import { differentiate, parse, toText, transposeLayout } from "@chainrule/expr";
 * const y = parse("W @ x", { shapes: { W: [3, 2], x: [2] } });
 * toText(transposeLayout(differentiate(y, "x"), y)); // => "W'"
 * ```
 */
export function transposeLayout(derivative: Operand, output: Operand): Expression {
  return turned(asExpression(derivative), asExpression(output));
}

function turned(derivative: Expression, output: Expression): Expression {
  const rank = output.shape.length;
  const isOutputFirst = output.shape.every((size, axis) => {
    const found = derivative.shape[axis];
    return found !== undefined && sameSize(size, found);
  });
  if (!isOutputFirst) throw notItsDerivative(derivative, output);
  if (rank === 0 || rank === derivative.shape.length) return derivative;
  const indices = freshIndices(derivative.shape);
  const other = tensor(
    [...indices.slice(rank), ...indices.slice(0, rank)],
    [...derivative.shape.slice(rank), ...output.shape],
    element(derivative, ...indices),
  );
  return derivative.domain === undefined ? other : { ...other, domain: derivative.domain };
}

/** The derivative, which is in numerator layout, in the layout asked for. @throws ValueError for no layout. */
export function inLayout(derivative: Expression, output: Expression, layout: Layout): Expression {
  if (layout === "numerator") return derivative;
  if (layout === "denominator") return transposeLayout(derivative, output);
  throw new ValueError(`${shown(layout)} is no layout: use "numerator" or "denominator"`);
}

function notItsDerivative(derivative: Expression, output: Expression): ShapeError {
  const texts = [shapeText(derivative.shape), shapeText(output.shape)];
  return new ShapeError(
    `shape ${texts[0]} is no derivative of shape ${texts[1]}: it must start with the output's axes`,
    texts,
  );
}
