import { asExpression } from "./atoms.ts";
import { shown } from "./doors.ts";
import { requireSquare } from "./linear.ts";
import { makeCall } from "./make.ts";
import type { Expression } from "./node.ts";
import { ValueError } from "./rational.ts";

/** Functions of a square matrix as a whole: calls whose operand is the matrix itself. */

/**
 * The determinant of a square matrix. Its derivative by the matrix is {@link cofactor}, of singular matrices too.
 *
 * Shapes: `[n, n] -> []`.
 *
 * @throws ShapeError (`expr/shape`) unless it is a square matrix.
 * @example
 * ```ts
 * import { det, gradient, symbol, toText } from "@chainrule/expr";
 * const X = symbol("X", { shape: [3, 3] });
 * toText(gradient(det(X), [X])[0]!); // => "cofactor(X)"
 * ```
 */
export function det(a: Expression): Expression {
  requireSquare(a, "det");
  return makeCall("det", [a]);
}

/**
 * The logarithm of a positive determinant, without overflow; NaN where the determinant is not positive.
 *
 * Shapes: `[n, n] -> []`.
 *
 * @throws ShapeError (`expr/shape`) unless it is a square matrix.
 * @example
 * ```ts
 * import { gradient, logdet, symbol, toText } from "@chainrule/expr";
 * const X = symbol("X", { shape: ["n", "n"] });
 * toText(gradient(logdet(X), [X])[0]!); // => "inverse(X)'"
 * ```
 */
export function logdet(a: Expression): Expression {
  requireSquare(a, "logdet");
  return makeCall("logdet", [a]);
}

/**
 * The inverse of a square matrix; NaN for a singular one.
 *
 * Shapes: `[n, n] -> [n, n]`.
 *
 * @throws ShapeError (`expr/shape`) unless it is a square matrix.
 * @example
 * ```ts
 * import { evaluate, inverse, symbol } from "@chainrule/expr";
 * const X = symbol("X", { shape: [2, 2] });
 * evaluate(inverse(X), { X: { shape: [2, 2], data: [0, 2, 4, 0] } }); // => { shape: [2, 2], data: [0, 0.25, 0.5, 0] }
 * ```
 */
export function inverse(a: Expression): Expression {
  requireSquare(a, "inverse");
  return makeCall("inverse", [a]);
}

/**
 * The matrix of cofactors, `det(X) * inverse(X)'`, which a singular matrix has too. With an order k it is the k-th
 * derivative of the determinant: element [i1, j1, ..., ik, jk] is the signed minor without those rows and columns, 0
 * where two of the rows or two of the columns are the same.
 *
 * Shapes: `[n, n] -> [n, n, ..., n, n]`, two axes for each order.
 *
 * @throws ShapeError (`expr/shape`) unless it is a square matrix, ValueError (`expr/value`) for an order that is no
 * integer from 1 to 16.
 * @example
 * ```ts
 * import { cofactor, evaluate, symbol } from "@chainrule/expr";
 * const X = symbol("X", { shape: [2, 2] });
 * evaluate(cofactor(X), { X: { shape: [2, 2], data: [1, 2, 2, 4] } }); // => { shape: [2, 2], data: [4, -2, -2, 1] }
 * ```
 */
export function cofactor(a: Expression, order = 1): Expression {
  requireSquare(a, "cofactor");
  if (!Number.isInteger(order) || order < 1 || order > 16)
    throw new ValueError(`${shown(order)} is no order of cofactors: use an integer from 1 to 16`);
  return makeCall("cofactor", order === 1 ? [a] : [a, asExpression(order)]);
}
