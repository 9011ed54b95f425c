import { equal } from "./equal.ts";
import { ExpressionError } from "./errors.ts";
import type { CallName } from "./functions/names.ts";
import { isNumber, numberOf } from "./literals.ts";
import type { Expression, Shape } from "./node.ts";
import { rationalToText } from "./rational.ts";

/**
 * Shapes, or a number of indices, that do not fit together (`expr/shape`).
 *
 * @example
 * ```ts
 * import { add, symbol } from "@chainrule/expr";
 * add(symbol("A", { shape: [2, 3] }), symbol("b", { shape: [2] })); // throws expr/shape
 * ```
 */
export class ShapeError extends ExpressionError {
  /** The shapes concerned, as text such as "[3, n]". */
  readonly shapes: readonly string[];

  constructor(message: string, shapes: readonly string[]) {
    super("expr/shape", message);
    this.shapes = shapes;
  }
}

const scalar: Shape = [];

/** The shape of a call: that of the matrix for its inverse, and once for each order of its cofactors; else none. */
export function shapeOfCall(name: CallName, [matrix, order]: readonly Expression[]): Shape {
  if (name === "inverse") return matrix!.shape;
  if (name !== "cofactor") return scalar;
  const times = order === undefined ? 1 : numberOf(order);
  return Array.from({ length: times }, () => matrix!.shape).flat();
}

/** Sizes are the same where they are the same expression. */
export function sameSize(a: Expression, b: Expression): boolean {
  return a === b || equal(a, b);
}

/** "[3, n]". */
export function shapeText(shape: Shape): string {
  return `[${shape.map(sizeText).join(", ")}]`;
}

function sizeText(size: Expression): string {
  if (size.kind === "number") return rationalToText(size.value);
  return size.kind === "symbol" ? size.name : "?";
}

/** @throws ShapeError for a tensor. */
export function requireScalar(e: Expression, what: string): void {
  if (e.shape.length === 0) return;
  const shape = shapeText(e.shape);
  throw new ShapeError(`${what} must be a scalar, and has shape ${shape}`, [shape]);
}

/** The common shape of operands aligned at their last axes; a size of 1 stretches. @throws ShapeError */
export function broadcastShapes(shapes: readonly Shape[]): Shape {
  const rank = shapes.reduce((most, shape) => Math.max(most, shape.length), 0);
  return Array.from({ length: rank }, (_, axis) => broadcastAxis(shapes, rank - axis));
}

/** The size of the axis that is `fromEnd` from the end. */
function broadcastAxis(shapes: readonly Shape[], fromEnd: number): Expression {
  const sizes = shapes.flatMap((shape) =>
    shape.length < fromEnd ? [] : [shape[shape.length - fromEnd] as Expression],
  );
  const stretched = sizes.filter((size) => !isNumber(size, 1));
  const [size = sizes[0] as Expression, ...others] = stretched;
  if (others.every((other) => sameSize(other, size))) return size;
  const texts = shapes.filter((shape) => shape.length > 0).map(shapeText);
  throw new ShapeError(
    `shapes ${texts.join(" and ")} do not broadcast: sizes, aligned at the last axis, must be equal or 1`,
    texts,
  );
}

/** @throws ShapeError unless the two sizes are the same. */
export function requireSameSize(
  a: Expression,
  b: Expression,
  operation: string,
  shapes: readonly Shape[],
): void {
  if (sameSize(a, b)) return;
  const texts = shapes.map(shapeText);
  throw new ShapeError(
    `${operation} of shapes ${texts.join(" and ")}: the sizes ${sizeText(a)} and ${sizeText(b)} must be equal`,
    texts,
  );
}
