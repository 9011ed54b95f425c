import { asExpression, type Operand, type Size, sizesOf } from "./atoms.ts";
import { element, freshIndices, read, reduce, tensor } from "./indexed.ts";
import { isNumber } from "./literals.ts";
import { makeCall, makeNumber, makeProduct, makeSum } from "./make.ts";
import type { Expression, ReduceOperation, SymbolNode } from "./node.ts";
import { minusOne } from "./rational.ts";
import { requireSameSize, ShapeError, shapeText } from "./shape.ts";

/** Vectors and matrices, written out in index notation. Indices start at 1. */

/**
 * The matrix product; of vectors, the inner product. `A @ B` in text.
 *
 * Shapes: `[n, m] @ [m, p] -> [n, p]`, `[n, m] @ [m] -> [n]`, `[m] @ [m, p] -> [p]`, `[m] @ [m] -> []`.
 *
 * @throws ShapeError where an operand is neither, or the contracted sizes differ.
 * @example
 * ```ts
 * import { matmul, symbol, toText } from "@chainrule/expr";
 * toText(matmul(symbol("W", { shape: [3, 2] }), symbol("x", { shape: [2] }))); // => "W @ x"
 * ```
 */
export function matmul(a: Expression, b: Expression): Expression {
  requireRank(a, [1, 2], "@");
  requireRank(b, [1, 2], "@");
  const size = a.shape.at(-1)!;
  requireSameSize(size, b.shape[0]!, "@", [a.shape, b.shape]);
  const shape = [...a.shape.slice(0, -1), ...b.shape.slice(1)];
  const k = freshIndices([...shape, size]).at(-1)!;
  return tensorOf(shape, (...kept) => {
    const columns = kept.splice(a.shape.length - 1);
    return reduce("add", k, 1, size, product(element(a, ...kept, k), element(b, k, ...columns)));
  });
}

/** The tensor of a shape whose element at the indices is the body. */
function tensorOf(shape: readonly Size[], body: (...indices: SymbolNode[]) => Operand): Expression {
  const sizes = sizesOf(shape);
  const indices = freshIndices(sizes);
  return tensor(indices, sizes, body(...indices));
}

/** The product of two elements; those of `ones(n)` leave the other as it is. */
function product(x: Expression, y: Expression): Expression {
  if (isNumber(x, 1)) return y;
  return isNumber(y, 1) ? x : makeProduct([x, y]);
}

/**
 * The transpose of a matrix; a vector or a scalar is its own. `A'` in text.
 *
 * @throws ShapeError (`expr/shape`) for more than two axes.
 * @example
 * ```ts
 * import { symbol, toText, transpose } from "@chainrule/expr";
 * toText(transpose(symbol("W", { shape: [3, 2] }))); // => "W'"
 * ```
 */
export function transpose(a: Operand): Expression {
  requireRank(a, [0, 1, 2], "'");
  const matrix = asExpression(a);
  const { shape } = matrix;
  return shape.length < 2 ? matrix : tensorOf(shape.toReversed(), (i, j) => element(matrix, j!, i!));
}

/**
 * The matrix of all products of two vectors' elements: `[n], [m] -> [n, m]`.
 *
 * @throws ShapeError (`expr/shape`) unless both are vectors.
 * @example
 * ```ts
 * import { outer, symbol, toText } from "@chainrule/expr";
 * toText(outer(symbol("d", { shape: [3] }), symbol("x", { shape: [2] }))); // => "outer(d, x)"
 * ```
 */
export function outer(a: Expression, b: Expression): Expression {
  requireRank(a, [1], "outer");
  requireRank(b, [1], "outer");
  return tensorOf([a.shape[0]!, b.shape[0]!], (i, j) => product(element(a, i!), element(b, j!)));
}

/**
 * The sum of a square matrix's diagonal.
 *
 * @throws ShapeError (`expr/shape`) unless it is a square matrix.
 * @example
 * ```ts
 * import { symbol, toText, trace } from "@chainrule/expr";
 * toText(trace(symbol("A", { shape: ["n", "n"] }))); // => "trace(A)"
 * ```
 */
export function trace(a: Expression): Expression {
  requireSquare(a, "trace");
  return reduceAll("add", diag(a));
}

/**
 * Of a vector, the diagonal matrix; of a square matrix, its diagonal.
 *
 * @throws ShapeError (`expr/shape`) for what is neither a vector nor a square matrix.
 * @example
 * ```ts
 * import { diag, symbol, toText } from "@chainrule/expr";
 * toText(diag(symbol("v", { shape: ["n"] }))); // => "diag(v)"
 * ```
 */
export function diag(a: Expression): Expression {
  if (asExpression(a).shape.length !== 1) requireSquare(a, "diag");
  const size = a.shape[0]!;
  if (a.shape.length === 2) return tensorOf([size], (i) => element(a, i!, i!));
  return tensorOf([size, size], (i, j) => makeProduct([element(a, i!), makeCall("kronecker", [i!, j!])]));
}

/**
 * The identity matrix of a size: a number, the name of a size, or an expression.
 *
 * @throws ShapeError (`expr/shape`) for a size that is a tensor, negative or a fraction.
 * @example
 * ```ts
 * import { evaluate, eye } from "@chainrule/expr";
 * evaluate(eye(2)); // => { shape: [2, 2], data: [1, 0, 0, 1] }
 * ```
 */
export function eye(size: Size): Expression {
  return tensorOf([size, size], (...indices) => makeCall("kronecker", indices));
}

/**
 * The tensor of a shape whose elements are all the same scalar; `ones(n)` and `zeros(n)` in text.
 *
 * @throws ShapeError (`expr/shape`) for a size that is a tensor, negative or a fraction.
 * @example
 * ```ts
 * import { filled, toText } from "@chainrule/expr";
 * toText(filled([3], 1)); // => "ones(3)"
 * ```
 */
export function filled(shape: readonly Size[], value: Operand): Expression {
  return tensorOf(shape, () => value);
}

/**
 * All elements combined: `sum(v)` in text, or `product`, `maximum`, `minimum`.
 *
 * @example
 * ```ts
 * import { reduceAll, symbol, toText } from "@chainrule/expr";
 * toText(reduceAll("add", symbol("v", { shape: ["n"] }))); // => "sum(v)"
 * ```
 */
export function reduceAll(operation: ReduceOperation, a: Expression): Expression {
  asExpression(a);
  const indices = freshIndices(a.shape);
  let total = read(a, indices);
  for (let axis = indices.length - 1; axis >= 0; axis--) {
    total = reduce(operation, indices[axis]!, 1, a.shape[axis]!, total);
  }
  return total;
}

/**
 * The logarithm of the sum of exponentials along the last axis: `[..., n] -> [...]`.
 *
 * @example
 * ```ts
 * import { logSumExp, symbol, toText } from "@chainrule/expr";
 * toText(logSumExp(symbol("v", { shape: [3] }))); // => "logSumExp(v)"
 * ```
 */
export function logSumExp(a: Expression): Expression {
  if (asExpression(a).shape.length === 0) return a;
  const last = freshIndices(a.shape).at(-1)!;
  const size = a.shape.at(-1)!;
  return tensorOf(a.shape.slice(0, -1), (...rows) =>
    reduce("logSumExp", last, 1, size, element(a, ...rows, last)),
  );
}

/**
 * The 2-norm of a vector, the Frobenius norm of a matrix: the root of the sum of the squares, without overflow. Its
 * derivative is `a / norm(a)`, and 0 where the norm is 0.
 *
 * @throws ShapeError (`expr/shape`) unless it is a vector or a matrix.
 * @example
 * ```ts
 * import { gradient, norm, symbol, toText } from "@chainrule/expr";
 * const x = symbol("x", { shape: [3] });
 * toText(gradient(norm(x), [x])[0]!); // => "x/norm(x)"
 * ```
 */
export function norm(a: Expression): Expression {
  requireRank(a, [1, 2], "norm");
  return reduceAll("norm", a);
}

/**
 * `exp(a - logSumExp(a))` along the last axis: positive, each row sums to 1.
 *
 * @example
 * ```ts
 * import { softmax, symbol, toText } from "@chainrule/expr";
 * toText(softmax(symbol("v", { shape: [3] }))); // => "softmax(v)"
 * ```
 */
export function softmax(a: Expression): Expression {
  if (asExpression(a).shape.length === 0)
    throw new ShapeError("softmax needs a vector or a matrix, and was given a scalar", []);
  const totals = logSumExp(a);
  return tensorOf(a.shape, (...indices) => {
    const total = makeProduct([makeNumber(minusOne), element(totals, ...indices.slice(0, -1))]);
    return makeCall("exp", [makeSum([element(a, ...indices), total])]);
  });
}

function requireRank(a: Operand, ranks: readonly number[], operation: string): void {
  const { shape } = asExpression(a);
  if (ranks.includes(shape.length)) return;
  const wanted = ranks.map((rank) => rankNames[rank]).join(" or ");
  const given = shape.length === 0 ? "a scalar" : `shape ${shapeText(shape)}`;
  throw new ShapeError(`${operation} needs ${wanted}, and was given ${given}`, [shapeText(shape)]);
}

const rankNames = ["a scalar", "a vector", "a matrix"];

/** @throws ShapeError unless it is a square matrix. */
export function requireSquare(a: Expression, operation: string): void {
  requireRank(a, [2], operation);
  requireSameSize(a.shape[0]!, a.shape[1]!, operation, [a.shape]);
}
