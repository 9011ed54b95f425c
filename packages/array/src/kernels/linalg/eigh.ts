import type { NDArray } from "../../ndarray.ts";
import { symmetrise } from "./cholesky.ts";
import { identity } from "./determinant.ts";
import { ConvergenceError } from "./errors.ts";
import { mapMatrices, squareStack } from "./stack.ts";
import { diagonaliseTridiagonally } from "./tridiagonal.ts";

/** Six to ten sweeps are usual. */
export const MOST_SWEEPS = 60;

/** Larger matrices would take seconds. */
const MOST_ROTATED = 64;

const EPSILON = 2 ** -53;

/**
 * Eigenvalues in increasing order, and orthonormal eigenvectors as columns, of the symmetric matrices in the last two
 * axes: A v = λ v. Of a matrix that is not symmetric, the symmetric part (A + A') / 2 is taken.
 *
 * By Jacobi's rotations, which find the small eigenvalues of positive definite matrices to as many digits as their
 * elements determine; above 64 rows by reflections and QL iterations, with errors beside the largest eigenvalue. In each eigenvector the first element that is not small beside the largest is positive. A
 * matrix with elements that are not finite has NaN for all.
 *
 * @throws ShapeError `array/shape` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array, eigh } from "@chainrule/array";
 * const { eigenvalues, eigenvectors } = eigh(array([[0, 2], [2, 3]]));
 * eigenvalues.toNested(); // => [-1, 4]
 * eigenvectors.shape; // => [2, 2]
 * ```
 */
export function eigh(a: NDArray): { eigenvalues: NDArray; eigenvectors: NDArray } {
  const stack = squareStack("eigh", a);
  const n = stack.rows;
  const [eigenvalues, eigenvectors] = mapMatrices(a, stack, [[n], [n, n]], (x, [values, vectors]) => {
    symmetrise(x, n);
    const scale = scaleOf(x);
    if (Number.isNaN(scale)) return [values!, vectors!].forEach((all) => void all.fill(Number.NaN));
    for (let i = 0; i < x.length; i++) x[i]! /= scale;
    const v = identity(n);
    if (n <= MOST_ROTATED) diagonaliseByRotations(x, v, n);
    else diagonaliseTridiagonally(x, v, n);
    const order = Array.from({ length: n }, (_, i) => i).sort((p, q) => x[p * n + p]! - x[q * n + q]!);
    order.forEach((from, to) => {
      values![to] = scale * x[from * n + from]!;
      for (let i = 0; i < n; i++) vectors![i * n + to] = v[from * n + i]!;
    });
    for (let j = 0; j < n; j++) if (signOf(vectors!, n, j) < 0) scaleColumn(vectors!, n, j, -1);
  });
  return { eigenvalues: eigenvalues!, eigenvectors: eigenvectors! };
}

/** The power of 2 next below the largest element, 1 for zeros: divided by it, no square over- or underflows. */
export function scaleOf(x: Float64Array): number {
  let largest = 0;
  for (const e of x) {
    if (!Number.isFinite(e)) return Number.NaN;
    largest = Math.max(largest, Math.abs(e));
  }
  return largest === 0 ? 1 : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
}

/** Rotates pairs of axes until nothing off the diagonal counts; the rows of `v` gather the rotations. */
function diagonaliseByRotations(a: Float64Array, v: Float64Array, n: number): void {
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotations = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (isNegligible(a, n, p, q)) continue;
        rotate(a, v, n, p, q);
        rotations++;
      }
    }
    if (rotations === 0) return;
  }
  throw new ConvergenceError("eigh", MOST_SWEEPS);
}

/** Beside both its diagonal elements, or beside the whole matrix, which has elements up to 2. */
function isNegligible(a: Float64Array, n: number, p: number, q: number): boolean {
  const size = Math.abs(a[p * n + q]!);
  const [first, second] = [Math.abs(a[p * n + p]!), Math.abs(a[q * n + q]!)];
  return size <= EPSILON * Math.sqrt(first) * Math.sqrt(second) || size < 2 ** -200;
}

/** Cosine and tangent of the angle that makes a symmetric 2 × 2 matrix diagonal: the smaller of the two. */
export function rotationOf(off: number, difference: number): { c: number; t: number } {
  const ratio = difference / (2 * off);
  const t = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  return { c: 1 / Math.hypot(1, t), t };
}

/** One rotation in the plane of axes p and q: a[p, q] becomes 0. Both triangles are kept; `v` has vectors as rows. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const off = a[p * n + q]!;
  const [first, second] = [a[p * n + p]!, a[q * n + q]!];
  const { c, t } = rotationOf(off, second - first);
  const s = t * c;
  rotateRows(a, n, p, q, c, s);
  for (let i = 0; i < n; i++) {
    a[i * n + p] = a[p * n + i]!;
    a[i * n + q] = a[q * n + i]!;
  }
  a[p * n + p] = first - t * off;
  a[q * n + q] = second + t * off;
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  rotateRows(v, n, p, q, c, s);
}

/** Row p becomes c p - s q, row q becomes s p + c q. */
export function rotateRows(x: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  const [first, second] = [p * n, q * n];
  for (let i = 0; i < n; i++) {
    const [e, f] = [x[first + i]!, x[second + i]!];
    x[first + i] = c * e - s * f;
    x[second + i] = s * e + c * f;
  }
}

/** Sign of the first element of a column that is not small beside the largest. */
export function signOf(x: Float64Array, columns: number, j: number): number {
  let largest = 0;
  for (let i = j; i < x.length; i += columns) largest = Math.max(largest, Math.abs(x[i]!));
  for (let i = j; i < x.length; i += columns) if (Math.abs(x[i]!) > 0.3 * largest) return Math.sign(x[i]!);
  return 1;
}

export function scaleColumn(x: Float64Array, columns: number, j: number, factor: number): void {
  for (let i = j; i < x.length; i += columns) x[i]! *= factor;
}
