import { eye } from "@chainrule/array";
import { apply, applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { optionsOf } from "../given.ts";
import { sidesOf } from "../rows/linalg.ts";
import * as rows from "../rows/linalg-factor.ts";
import * as spectral from "../rows/linalg-spectral.ts";
import { type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { matmul } from "./contraction.ts";
import { at } from "./indexing.ts";
import { concat } from "./joins.ts";
import type { CholeskyOptions } from "./linalg-solve.ts";
import { tril } from "./matrices.ts";
import { broadcastTo, expandDims, matrixTranspose } from "./moves.ts";

/**
 * The lower triangular L with positive diagonal and A = L L', of the symmetric positive definite matrices in the last two axes.
 *
 * A function of the symmetric part (A + A') / 2, so that all elements are read and the cotangent is symmetric.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 * @throws NotPositiveDefiniteError `array/not-positive-definite` with the leading minor that is not above 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cholesky } from "@chainrule/tape";
 * cholesky(array([[4, 2], [2, 5]])).toNested(); // => [[2, 0], [1, 2]]
 * ```
 */
export function cholesky(x: ArrayLike, options: CholeskyOptions = {}): Tensor {
  const { upper = false } = optionsOf("cholesky", options, ["upper"]);
  const l = applyOne(rows.cholesky, undefined, [x]) as Tensor;
  return upper ? matrixTranspose(l) : l;
}

/**
 * A = P L U of the square matrices in the last two axes, with partial pivoting: P a permutation, L with ones on its diagonal. The derivative
 * keeps P, and needs an invertible matrix.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 * @throws SingularError `array/singular` when a singular matrix is differentiated.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { lu } from "@chainrule/tape";
 * lu(array([[1, 2], [4, 2]])).u.toNested(); // => [[4, 2], [0, 1.5]]
 * ```
 */
export function lu(x: ArrayLike): { readonly p: Tensor; readonly l: Tensor; readonly u: Tensor } {
  const [p, l, u] = apply(rows.lu, undefined, [x]) as readonly Tensor[];
  return { p: p!, l: l!, u: u! };
}

/**
 * The reduced A = Q R of the matrices in the last two axes: orthonormal columns, and an upper triangular matrix whose diagonal is at least 0.
 * The derivative needs columns that are linearly independent (of a wide matrix: the first square block's).
 *
 * `[..., m, n] -> [..., m, k], [..., k, n]` with k the smaller of m and n
 *
 * @throws SingularError `array/singular` when dependent columns are differentiated.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { qr } from "@chainrule/tape";
 * const { q, r } = qr(array([[0, 2], [3, 4]]));
 * q.toNested(); // => [[0, 1], [1, 0]]
 * r.toNested(); // => [[3, 4], [0, 2]]
 * ```
 */
export function qr(x: ArrayLike): { readonly q: Tensor; readonly r: Tensor } {
  const [rowCount = 0, columnCount = 0] = shapeOf(x).slice(-2);
  if (rowCount >= columnCount) {
    const [q, r] = apply(rows.qr, undefined, [x]) as readonly Tensor[];
    return { q: q!, r: r! };
  }
  const { q, r } = qr(at(x, "...", { stop: rowCount }));
  return { q, r: concat([r, matmul(matrixTranspose(q), at(x, "...", { start: rowCount }))], -1) };
}

/**
 * The first columns of a product of Householder's reflections $H_1 H_2 \cdots H_k$ with $H_i = I - \tau_i v_i v_i'$: $v_i$ is column i of
 * `v` below the diagonal, with 1 on it and zeros above, as LAPACK keeps them.
 *
 * `[..., m, n], [..., k] -> [..., m, n]` for k <= n <= m
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` for other shapes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { householderProduct } from "@chainrule/tape";
 * householderProduct(array([[7], [1]]), array([1])).toNested(); // => [[0], [-1]]
 * ```
 */
export function householderProduct(v: ArrayLike, tau: ArrayLike): Tensor {
  const [m, n] = sidesOf("householderProduct", abstractOf(v));
  const k = shapeOf(tau).at(-1) ?? Number.POSITIVE_INFINITY;
  if (k > n || n > m) {
    const remedy = "no more factors than columns, and no more columns than rows.";
    throw new ShapeMismatchError("householderProduct", [shapeOf(v), shapeOf(tau)], remedy);
  }
  const identity = eye(m, n, 0, { dtype: abstractOf(v).dtype });
  const reflectors = add(tril(v, -1), identity);
  let q: Tensor = broadcastTo(identity, shapeOf(v));
  for (let i = k - 1; i >= 0; i--) {
    const column = at(reflectors, "...", { start: i, stop: i + 1 });
    const factor = expandDims(at(tau, "...", { start: i, stop: i + 1 }), -1);
    q = subtract(q, multiply(factor, matmul(column, matmul(matrixTranspose(column), q))));
  }
  return q;
}

/**
 * Eigenvalues in increasing order and orthonormal eigenvectors, as columns, of the symmetric matrices in the last two axes.
 *
 * A function of the symmetric part (A + A') / 2; the cotangent is symmetric. At equal eigenvalues the eigenvectors have no derivative
 * (it is infinite or NaN where it is asked for); that of a sum over the equal eigenvalues is right.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { eigh } from "@chainrule/tape";
 * eigh(array([[0, 2], [2, 3]])).eigenvalues.toNested(); // => [-1, 4]
 * ```
 */
export function eigh(x: ArrayLike): { readonly eigenvalues: Tensor; readonly eigenvectors: Tensor } {
  const [eigenvalues, eigenvectors] = apply(spectral.eigh, undefined, [x]) as readonly Tensor[];
  return { eigenvalues: eigenvalues!, eigenvectors: eigenvectors! };
}

/**
 * Eigenvalues, in increasing order, of the symmetric matrices in the last two axes; see `eigh`.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { eigvalsh, grad, sum } from "@chainrule/tape";
 * eigvalsh(array([[0, 2], [2, 3]])).toNested(); // => [-1, 4]
 * grad((x) => sum(eigvalsh(x)))(array([[1, 0], [0, 1]])).toNested(); // => [[1, 0], [0, 1]]
 * ```
 */
export function eigvalsh(x: ArrayLike): Tensor {
  return eigh(x).eigenvalues;
}

/**
 * The reduced singular value decomposition A = U diag(s) V' of the matrices in the last two axes, with s decreasing; `vh` is V'.
 *
 * Singular vectors of equal or zero singular values have no derivative (it is infinite or NaN where it is asked for).
 *
 * `[..., m, n] -> [..., m, k], [..., k], [..., k, n]` with k the smaller of m and n
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { svd } from "@chainrule/tape";
 * svd(array([[0, 3], [2, 0]])).s.toNested(); // => [3, 2]
 * ```
 */
export function svd(x: ArrayLike): { readonly u: Tensor; readonly s: Tensor; readonly vh: Tensor } {
  const [u, s, v] = apply(spectral.svd, undefined, [x]) as readonly Tensor[];
  return { u: u!, s: s!, vh: matrixTranspose(v!) };
}

/**
 * Singular values, in decreasing order, of the matrices in the last two axes. The derivative is U diag(s̄) V', also at equal ones, where it is
 * right for functions that treat them alike.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { svdvals } from "@chainrule/tape";
 * svdvals(array([[0, 3], [2, 0]])).toNested(); // => [3, 2]
 * ```
 */
export function svdvals(x: ArrayLike): Tensor {
  return svd(x).s;
}
