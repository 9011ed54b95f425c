import { ConvergenceError } from "@chainrule/array";
import type { Arithmetic } from "@chainrule/special";
import { identity, isZero, type Matrix, minusProduct, transposed } from "./elimination.ts";

// Eigenvalues and singular values in any arithmetic, by Jacobi's rotations. Each makes one element 0 in exact arithmetic, and there it
// is set to 0; what rounding leaves of it is in the bounds of all others. Rotations converge quadratically: once what they remove is
// SMALL beside the matrix, LAST sweeps more leave nothing that any of our arithmetics would see. Where eigenvalues are equal, or
// nearly so, rotations divide by what may be 0: then bounds are infinite.

const SMALL = 1e-7;
const LAST = 6;
const MOST_SWEEPS = 60;

type Row<T> = T[];

/** The rotation that makes r zero in the symmetric matrix [[p, r], [r, p + gap]]. */
interface Rotation<T> {
  readonly t: T;
  readonly c: T;
  readonly s: T;
}

/** t = 2r / (gap ± √(gap² + 4r²)), with the sign that cancels nothing; c = 1 / √(1 + t²), s = t c. */
function rotationOf<T>(A: Arithmetic<T>, r: T, gap: T): Rotation<T> {
  const twice = A.add(r, r);
  const root = A.sqrt(A.add(A.multiply(gap, gap), A.multiply(twice, twice)));
  const t = A.divide(twice, A.toNumber(gap) < 0 ? A.subtract(gap, root) : A.add(gap, root));
  const c = A.divide(A.fromNumber(1), A.sqrt(A.add(A.fromNumber(1), A.multiply(t, t))));
  return { t, c, s: A.multiply(t, c) };
}

/** Rows p and q become c p - s q and s p + c q. */
function rotate<T>(A: Arithmetic<T>, rows: Row<T>[], p: number, q: number, { c, s }: Rotation<T>): void {
  const [first, second] = [rows[p]!, rows[q]!];
  rows[p] = first.map((e, i) => A.subtract(A.multiply(c, e), A.multiply(s, second[i]!)));
  rows[q] = first.map((e, i) => A.add(A.multiply(s, e), A.multiply(c, second[i]!)));
}

/** Sweeps over all pairs; `turn` says how large what it removed was, beside the matrix. */
function sweep(operation: string, n: number, turn: (p: number, q: number) => number): void {
  let last = 0;
  for (let count = 0; last < LAST; count++) {
    if (count === MOST_SWEEPS) throw new ConvergenceError(operation, count);
    let largest = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) largest = Math.max(largest, turn(p, q));
    if (largest === 0) return;
    if (!(largest > SMALL)) last++;
  }
}

/** Eigenvalues in increasing order, and eigenvectors as columns, of the symmetric part. */
export function eigenvalues<T>(A: Arithmetic<T>, a: Matrix<T>): readonly Matrix<T>[] {
  const half = A.fromNumber(0.5);
  const m = a.map((row, i) => row.map((e, j) => (i === j ? e : A.multiply(half, A.add(e, a[j]![i]!)))));
  const vectors = identity(A, a.length).map((row) => [...row]);
  const size = sizeOf(A, m);
  sweep("eigh", a.length, (p, q) => {
    const r = m[p]![q]!;
    if (isZero(A, r)) return 0;
    const [first, second] = [m[p]![p]!, m[q]![q]!];
    const rotation = rotationOf(A, r, A.subtract(second, first));
    rotate(A, m, p, q, rotation);
    for (const [k, row] of m.entries()) {
      row[p] = m[p]![k]!;
      row[q] = m[q]![k]!;
    }
    m[p]![p] = minusProduct(A, first, rotation.t, r);
    m[q]![q] = A.add(second, A.multiply(rotation.t, r));
    m[p]![q] = A.fromNumber(0);
    m[q]![p] = A.fromNumber(0);
    rotate(A, vectors, p, q, rotation);
    return Math.abs(A.toNumber(r)) / size;
  });
  const values = m.map((row, i) => row[i]!);
  const order = increasing(A, values);
  const signed = order.map((i) => scaled(A, vectors[i]!, signOf(A, vectors[i]!)));
  return [[order.map((i) => values[i]!)], transposed(signed)];
}

/** The columns of A V, orthogonal to each other, and those of V, as rows; and the squares of the lengths of the former. */
interface Orthogonal<T> {
  readonly images: readonly (readonly T[])[];
  readonly vectors: readonly (readonly T[])[];
  readonly squares: readonly T[];
}

/** By decreasing length, for at least as many rows as columns. */
function orthogonal<T>(A: Arithmetic<T>, a: Matrix<T>): Orthogonal<T> {
  const images = transposed(a).map((column) => [...column]);
  const n = images.length;
  const vectors = identity(A, n).map((row) => [...row]);
  const size = sizeOf(A, a) ** 2;
  sweep("svd", n, (p, q) => {
    const r = dot(A, images[p]!, images[q]!);
    if (isZero(A, r)) return 0;
    const gap = A.subtract(dot(A, images[q]!, images[q]!), dot(A, images[p]!, images[p]!));
    const rotation = rotationOf(A, r, gap);
    rotate(A, images, p, q, rotation);
    rotate(A, vectors, p, q, rotation);
    return Math.abs(A.toNumber(r)) / size;
  });
  const squares = images.map((image) => dot(A, image, image));
  const order = increasing(A, squares).reverse();
  const inOrder = <R>(list: readonly R[]): R[] => order.map((i) => list[i]!);
  return { images: inOrder(images), vectors: inOrder(vectors), squares: inOrder(squares) };
}

/** U, the singular values in decreasing order, and V. */
export function singularValues<T>(A: Arithmetic<T>, a: Matrix<T>): readonly Matrix<T>[] {
  const isWide = a.length < (a[0]?.length ?? 0);
  const { images, vectors, squares } = orthogonal(A, isWide ? transposed(a) : a);
  const lengths = squares.map((square) => A.sqrt(square));
  const units = images.map((image, i) => image.map((e) => A.divide(e, lengths[i]!)));
  const signs = (isWide ? units : vectors).map((vector) => signOf(A, vector));
  const [left, right] = [units, vectors].map((list) =>
    transposed(list.map((vector, i) => scaled(A, vector, signs[i]!))),
  ) as [Matrix<T>, Matrix<T>];
  return isWide ? [right, [lengths], left] : [left, [lengths], right];
}

/** The sum of v (A v)' / |A v|² over the singular vectors v whose singular values are not 0 beside the largest. */
export function pseudoinverse<T>(
  A: Arithmetic<T>,
  a: Matrix<T>,
  { tolerance }: { readonly tolerance: number | undefined },
): Matrix<T> {
  const [rows, columns] = [a.length, a[0]?.length ?? 0];
  if (rows < columns) return transposed(pseudoinverse(A, transposed(a), { tolerance }));
  const { images, vectors, squares } = orthogonal(A, a);
  const lengths = squares.map((square) => Math.sqrt(A.toNumber(square)));
  const cut = (tolerance ?? rows * 2 ** -52) * lengths[0]!;
  const kept = [...lengths.keys()].filter((i) => !(lengths[i]! <= cut));
  return vectors.map((_, i) =>
    a.map((_, j) =>
      kept.reduce(
        (sum, k) => A.add(sum, A.divide(A.multiply(vectors[k]![i]!, images[k]![j]!), squares[k]!)),
        A.fromNumber(0),
      ),
    ),
  );
}

function dot<T>(A: Arithmetic<T>, x: readonly T[], y: readonly T[]): T {
  return x.reduce((sum, e, i) => A.add(sum, A.multiply(e, y[i]!)), A.fromNumber(0));
}

function sizeOf<T>(A: Arithmetic<T>, a: Matrix<T>): number {
  return Math.hypot(...a.flat().map((e) => A.toNumber(e)));
}

function increasing<T>(A: Arithmetic<T>, values: readonly T[]): number[] {
  return [...values.keys()].sort((p, q) => A.toNumber(values[p]!) - A.toNumber(values[q]!));
}

/** Sign of the first element that is not small beside the largest, as the kernels choose it. */
function signOf<T>(A: Arithmetic<T>, vector: readonly T[]): number {
  const elements = vector.map((e) => A.toNumber(e));
  const largest = Math.max(...elements.map(Math.abs));
  return Math.sign(elements.find((e) => Math.abs(e) > 0.3 * largest) ?? 1);
}

function scaled<T>(A: Arithmetic<T>, vector: readonly T[], sign: number): readonly T[] {
  return sign < 0 ? vector.map((e) => A.negate(e)) : vector;
}
