import type { Algebra } from "../algebra/algebra.ts";
import type { CallNode, Expression } from "../node.ts";
import { type FunctionRow, isNotZero, less } from "./row.ts";

/** What the algebra knows about a function of a square matrix. */
export interface MatrixRow extends Pick<FunctionRow, "fold" | "domain" | "derivativeIsWider"> {
  /** No sign is taken out. */
  readonly parity?: never;
  /** The partial derivative, of the element at the positions `at` of the call itself, by the matrix's element there. */
  readonly partial: (
    A: Algebra,
    self: CallNode,
    at: readonly Expression[],
    position: readonly [row: Expression, column: Expression],
  ) => Expression;
}

/** Functions of a matrix. */
export const ofMatrices: Readonly<Record<"det" | "logdet" | "inverse" | "cofactor", MatrixRow>> = {
  /** The determinant. Its derivative is the matrix of cofactors, of singular matrices too. */
  det: {
    partial: (A, { operands: [matrix] }, _, position) => A.element(A.call("cofactor", matrix!), position),
    fold: (A, [matrix]) => determinantOfInverse(A, matrix!) ?? ofTransposed(A, "det", matrix!),
  },

  /** The logarithm of a positive determinant. Its derivative is the transposed inverse. */
  logdet: {
    partial: (A, { operands: [matrix] }, _, [row, column]) =>
      A.element(A.call("inverse", matrix!), [column, row]),
    domain: (A, [matrix]) => less(A, 0, A.call("det", matrix!)),
    derivativeIsWider: true,
    fold: (A, [matrix]) => ofTransposed(A, "logdet", matrix!),
  },

  /** The inverse. A change D of the matrix changes it by -inverse D inverse. */
  inverse: {
    partial: (A, self, [i, j], [row, column]) =>
      A.multiply(-1, A.element(self, [i!, row]), A.element(self, [column, j!])),
    domain: (A, [matrix]) => isNotZero(A, A.call("det", matrix!)),
    fold: (A, [matrix]) => transposedInverse(A, matrix!),
  },

  /**
   * cofactor(X, k)[i1, j1, ..., ik, jk] is the derivative of the determinant by k elements: the determinant of the matrix
   * without their rows and columns, with its sign; 0 where two of them share a row or a column.
   */
  cofactor: {
    partial: (A, { operands: [matrix, order] }, at, position) =>
      A.element(A.call("cofactor", matrix!, orderOf(order) + 1), [...at, ...position]),
    fold: (A, [matrix, order]) => foldCofactor(A, matrix!, orderOf(order)),
  },
};

/** How often `cofactor` differentiates the determinant: once, unless its second argument says so. */
function orderOf(order: Expression | undefined): number {
  return order?.kind === "number" ? Number(order.value.numerator) : 1;
}

function determinantOfInverse(A: Algebra, matrix: Expression): Expression | undefined {
  if (matrix.kind !== "call" || matrix.name !== "inverse") return undefined;
  return A.divide(1, A.call("det", matrix.operands[0]!));
}

function ofTransposed(A: Algebra, name: "det" | "logdet", matrix: Expression): Expression | undefined {
  const original = transposeOf(matrix);
  return original && A.call(name, original);
}

/** inverse(X') = inverse(X)'. */
function transposedInverse(A: Algebra, matrix: Expression): Expression | undefined {
  const original = transposeOf(matrix);
  if (original === undefined) return undefined;
  const [i, j] = [A.arena.freshIndex(), A.arena.freshIndex()];
  return A.tensor([i, j], matrix.shape, A.element(A.call("inverse", original), [j, i]));
}

/** The matrix that the tensor is the transpose of. */
function transposeOf(matrix: Expression): Expression | undefined {
  if (matrix.kind !== "tensor") return undefined;
  const body = matrix.operands.at(-1)!;
  if (body.kind !== "element") return undefined;
  const [original, ...positions] = body.operands;
  const isReversed = positions.every(
    (position, k) => position.kind === "symbol" && position.level === matrix.indices[1 - k]?.level,
  );
  const isOwn = matrix.indices.some(({ level }) => original.free.includes(level));
  return isReversed && positions.length === 2 && !isOwn ? original : undefined;
}

/** The determinant is of degree 1 in each row: more derivatives than rows are 0. */
function foldCofactor(A: Algebra, matrix: Expression, order: number): Expression | undefined {
  const [size] = matrix.shape;
  if (size?.kind !== "number" || order <= Number(size.value.numerator)) return undefined;
  const shape = Array.from({ length: order }, () => matrix.shape).flat();
  return A.tensor(
    shape.map(() => A.arena.freshIndex()),
    shape,
    A.zero,
  );
}
