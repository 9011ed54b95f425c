import { ArgumentError } from "../../errors.ts";
import { type NDArray, storageOf } from "../../ndarray.ts";
import { permuteDims } from "../move.ts";
import { identity } from "./determinant.ts";
import { MOST_SWEEPS, rotateRows, rotationOf, scaleColumn, scaleOf, signOf } from "./eigh.ts";
import { ConvergenceError } from "./errors.ts";
import { type MatrixStack, mapMatrices, stackOf } from "./stack.ts";

/**
 * The reduced singular value decomposition A = U diag(s) V' of the matrices in the last two axes: `k` = the smaller
 * side, singular values in decreasing order, `u [.., rows, k]` and `v [.., columns, k]` with orthonormal columns.
 *
 * By Jacobi's rotations of columns, which find small singular values to as many digits as the columns determine. In
 * each column of V the first element that is not small beside the largest is positive. NaN for all where an element
 * is not finite.
 *
 * @throws ShapeError `array/shape` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { array, svd } from "@chainrule/array";
 * const { u, s, v } = svd(array([[0, 3], [2, 0], [0, 0]]));
 * s.toNested(); // => [3, 2]
 * u.shape; // => [3, 2]
 * v.toNested(); // => [[0, 1], [1, 0]]
 * ```
 */
export function svd(a: NDArray): { u: NDArray; s: NDArray; v: NDArray } {
  const { rows, columns, leading } = stackOf("svd", a);
  if (rows >= columns) return tall(a, stackOf("svd", a), false);
  const last = leading.length;
  const turned = permuteDims(a, [...leading.keys(), last + 1, last]);
  const { u, s, v } = tall(turned, stackOf("svd", turned), true);
  return { u: v, s, v: u };
}

/** At least as many rows as columns; `signOnU` says which factor has the positive elements. */
function tall(a: NDArray, stack: MatrixStack, signOnU: boolean): { u: NDArray; s: NDArray; v: NDArray } {
  const { rows: m, columns: n } = stack;
  const [u, s, v] = mapMatrices(a, stack, [[m, n], [n], [n, n]], (x, [u, s, v]) => {
    const scale = scaleOf(x);
    if (Number.isNaN(scale)) return [u!, s!, v!].forEach((all) => void all.fill(Number.NaN));
    const columns = columnsOf(x, m, n, scale);
    const gathered = identity(n);
    orthogonalise(columns, gathered, m, n);
    const norms = Float64Array.from({ length: n }, (_, j) => norm(columns.subarray(j * m, (j + 1) * m)));
    const order = Array.from({ length: n }, (_, j) => j).sort((p, q) => norms[q]! - norms[p]!);
    order.forEach((from, to) => {
      s![to] = scale * norms[from]!;
      for (let i = 0; i < m; i++) u![i * n + to] = columns[from * m + i]! / (norms[from]! || 1);
      for (let i = 0; i < n; i++) v![i * n + to] = gathered[from * n + i]!;
      if (norms[from] === 0) completeColumn(u!, m, n, to);
    });
    for (let j = 0; j < n; j++) {
      if (signOf(signOnU ? u! : v!, n, j) > 0) continue;
      scaleColumn(u!, n, j, -1);
      scaleColumn(v!, n, j, -1);
    }
  });
  return { u: u!, s: s!, v: v! };
}

/** Column after column, scaled. */
function columnsOf(x: Float64Array, m: number, n: number, scale: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, k) => x[(k % m) * n + Math.floor(k / m)]! / scale);
}

/**
 * Rotates pairs of columns, which are the rows of `x`, until all are orthogonal; the rows of `v` gather the rotations.
 * Squared lengths are formed once a sweep, and changed with every rotation. Cosines are known to the rounding of their sum,
 * about the root of its length, and of the rotated elements: what is below that is no angle.
 */
function orthogonalise(x: Float64Array, v: Float64Array, m: number, n: number): void {
  const tolerance = 2 ** -53 * (Math.sqrt(m) + 4);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const squares = Float64Array.from({ length: n }, (_, j) => dotRows(x, m, j, j));
    let rotations = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const [alpha, beta, off] = [squares[p]!, squares[q]!, dotRows(x, m, p, q)];
        const isOrthogonal = Math.abs(off) <= tolerance * Math.sqrt(alpha) * Math.sqrt(beta);
        if (isOrthogonal || Math.min(alpha, beta) < 2 ** -1000) continue;
        const { c, t } = rotationOf(off, beta - alpha);
        rotateRows(x, m, p, q, c, t * c);
        rotateRows(v, n, p, q, c, t * c);
        squares[p] = Math.max(0, alpha - t * off);
        squares[q] = beta + t * off;
        rotations++;
      }
    }
    if (rotations === 0) return;
  }
  throw new ConvergenceError("svd", MOST_SWEEPS);
}

/** The product of rows p and q of length n. */
function dotRows(x: Float64Array, n: number, p: number, q: number): number {
  const [first, second] = [p * n, q * n];
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[first + i]! * x[second + i]!;
  return sum;
}

export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

function norm(x: Float64Array): number {
  let largest = 0;
  for (const e of x) largest = Math.max(largest, Math.abs(e));
  if (largest === 0) return 0;
  let sum = 0;
  for (const e of x) sum += (e / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** A unit vector orthogonal to the columns before: the axis least spanned by them, freed of them twice. */
function completeColumn(u: Float64Array, m: number, n: number, j: number): void {
  const spanned = Float64Array.from({ length: m }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < j; k++) sum += u[i * n + k]! ** 2;
    return sum;
  });
  const column = new Float64Array(m);
  column[spanned.indexOf(Math.min(...spanned))] = 1;
  for (let pass = 0; pass < 2; pass++) {
    for (let k = 0; k < j; k++) {
      let along = 0;
      for (let i = 0; i < m; i++) along += column[i]! * u[i * n + k]!;
      for (let i = 0; i < m; i++) column[i]! -= along * u[i * n + k]!;
    }
  }
  const length = norm(column);
  for (let i = 0; i < m; i++) u[i * n + j] = column[i]! / length;
}

/**
 * Moore and Penrose's inverse of the matrices in the last two axes: V diag(1/s) U', where singular values up to
 * `tolerance` times the largest count as 0.
 *
 * @throws ShapeError `array/shape` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { array, pinv } from "@chainrule/array";
 * pinv(array([[2, 0], [0, 0], [0, 0]])).toNested(); // => [[0.5, 0, 0], [0, 0, 0]]
 * ```
 */
export function pinv(a: NDArray, tolerance?: number): NDArray {
  const stack = stackOf("pinv", a);
  if (tolerance !== undefined && typeof tolerance !== "number") {
    throw new ArgumentError("a number", tolerance, "give the tolerance, or leave it out");
  }
  const { rows: m, columns: n } = stack;
  const k = Math.min(m, n);
  const { u, s, v } = svd(a);
  const relative = tolerance ?? Math.max(m, n) * 2 ** -52;
  const [left, values, right] = [storageOf(u), storageOf(s), storageOf(v)];
  const [result] = mapMatrices(a, stack, [[n, m]], (_, [out], matrix) => {
    const cut = relative * values[matrix * k]!;
    for (let r = 0; r < k; r++) {
      const value = values[matrix * k + r]!;
      if (value <= cut) continue;
      for (let i = 0; i < n; i++) {
        const factor = right[(matrix * n + i) * k + r]! / value;
        for (let j = 0; j < m; j++) out![i * m + j]! += factor * left[(matrix * m + j) * k + r]!;
      }
    }
  });
  return result!;
}
