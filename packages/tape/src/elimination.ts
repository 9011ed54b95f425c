import type { Arithmetic } from "@chainrule/special";

// Matrices as lists of rows, and Gaussian elimination, in any arithmetic.

export type Matrix<T> = readonly (readonly T[])[];

/** x - f y. */
export function minusProduct<T>(A: Arithmetic<T>, x: T, f: T, y: T): T {
  return A.subtract(x, A.multiply(f, y));
}

export function transposed<T>(a: Matrix<T>): Matrix<T> {
  return (a[0] ?? []).map((_, j) => a.map((row) => row[j]!));
}

export function product<T>(A: Arithmetic<T>, a: Matrix<T>, b: Matrix<T>): Matrix<T> {
  return a.map((row) =>
    (b[0] ?? []).map((_, j) =>
      row.reduce((sum, e, k) => A.add(sum, A.multiply(e, b[k]![j]!)), A.fromNumber(0)),
    ),
  );
}

export function identity<T>(A: Arithmetic<T>, n: number): Matrix<T> {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => A.fromNumber(i === j ? 1 : 0)),
  );
}

/** Whether a pivot is surely not 0: its bound does not reach there. */
export function isNonzero<T>(A: Arithmetic<T>, x: T): boolean {
  const sign = A.compare(x, A.fromNumber(0));
  return sign === 1 || sign === -1;
}

/** Whether an element is surely 0, and its square: there the imaginary part of a complex step would show. */
export function isZero<T>(A: Arithmetic<T>, x: T): boolean {
  const zero = A.fromNumber(0);
  return A.compare(x, zero) === 0 && A.compare(A.multiply(x, x), zero) === 0;
}

/** L below the diagonal, U on and above it; row i is row `order[i]` of the matrix. */
export interface Factors<T> {
  readonly rows: readonly (readonly T[])[];
  readonly order: readonly number[];
  readonly sign: number;
  /** The first pivot that may be 0, or -1. */
  readonly zeroPivot: number;
}

/** Gaussian elimination with partial pivoting. */
export function factored<T>(A: Arithmetic<T>, a: Matrix<T>): Factors<T> {
  const rows = a.map((row) => [...row]);
  const order = [...rows.keys()];
  let [sign, zeroPivot] = [1, -1];
  for (let k = 0; k < rows.length; k++) {
    const sizes = rows.map((row, i) => (i < k ? -1 : Math.abs(A.toNumber(row[k]!))));
    const p = sizes.indexOf(Math.max(...sizes));
    if (p > k) {
      [rows[k], rows[p]] = [rows[p]!, rows[k]!];
      [order[k], order[p]] = [order[p]!, order[k]!];
      sign = -sign;
    }
    if (!isNonzero(A, rows[k]![k]!)) {
      if (zeroPivot < 0) zeroPivot = k;
      if (sizes[p] === 0) continue;
    }
    for (const row of rows.slice(k + 1)) {
      const factor = A.divide(row[k]!, rows[k]![k]!);
      row[k] = factor;
      for (let j = k + 1; j < row.length; j++) row[j] = minusProduct(A, row[j]!, factor, rows[k]![j]!);
    }
  }
  return { rows, order, sign, zeroPivot };
}
