import type { NDArray } from "../../ndarray.ts";
import { scaleOf } from "./eigh.ts";
import { mapMatrices, stackOf } from "./stack.ts";
import { dot } from "./svd.ts";

/**
 * The reduced QR decomposition A = Q R of the matrices in the last two axes: `k` = the smaller side, `q [.., rows, k]`
 * with orthonormal columns, `r [.., k, columns]` upper triangular with a diagonal of at least 0. By Householder's
 * reflections.
 *
 * @throws ShapeError `array/shape` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { array, qr } from "@chainrule/array";
 * const { q, r } = qr(array([[0, 2], [3, 4]]));
 * q.toNested(); // => [[0, 1], [1, 0]]
 * r.toNested(); // => [[3, 4], [0, 2]]
 * ```
 */
export function qr(a: NDArray): { q: NDArray; r: NDArray } {
  const stack = stackOf("qr", a);
  const { rows: m, columns: n } = stack;
  const k = Math.min(m, n);
  const [q, r] = mapMatrices(
    a,
    stack,
    [
      [m, k],
      [k, n],
    ],
    (x, [q, r]) => {
      const scale = scaleOf(x);
      if (Number.isNaN(scale)) return [q!, r!].forEach((all) => void all.fill(Number.NaN));
      for (let i = 0; i < x.length; i++) x[i]! /= scale;
      for (let i = 0; i < k; i++) q![i * k + i] = 1;
      const reflections = Array.from({ length: k }, (_, j) => {
        const v = reflector(x, m, n, j);
        reflect(x, n, j, v);
        return v;
      });
      for (let j = k - 1; j >= 0; j--) reflect(q!, k, j, reflections[j]!);
      for (let i = 0; i < k; i++) {
        const sign = x[i * n + i]! < 0 ? -1 : 1;
        for (let j = i; j < n; j++) r![i * n + j] = sign * scale * x[i * n + j]!;
        for (let row = 0; row < m; row++) q![row * k + i]! *= sign;
      }
    },
  );
  return { q: q!, r: r! };
}

/**
 * The vector v, of rows j on, whose reflection I - 2 v v' / v'v takes column j to its first axis; zeros for a zero column.
 */
function reflector(x: Float64Array, m: number, n: number, j: number): Float64Array {
  const v = Float64Array.from({ length: m - j }, (_, i) => x[(j + i) * n + j]!);
  const length = Math.sqrt(dot(v, v));
  v[0]! += v[0]! < 0 ? -length : length;
  return v;
}

/** x - 2 v (v' x) / v'v for the rows from `from` on, row after row. */
function reflect(x: Float64Array, columns: number, from: number, v: Float64Array): void {
  const half = dot(v, v) / 2;
  if (half === 0) return;
  const along = new Float64Array(columns);
  for (let i = 0; i < v.length; i++) {
    const row = (from + i) * columns;
    for (let j = 0; j < columns; j++) along[j]! += v[i]! * x[row + j]!;
  }
  for (let j = 0; j < columns; j++) along[j]! /= half;
  for (let i = 0; i < v.length; i++) subtractMultiple(x, (from + i) * columns, along, v[i]!);
}

/** The row at `start`, less a factor times another row. */
function subtractMultiple(x: Float64Array, start: number, row: Float64Array, factor: number): void {
  for (let j = 0; j < row.length; j++) x[start + j]! -= factor * row[j]!;
}
