import type { NDArray } from "../../ndarray.ts";
import { NotPositiveDefiniteError } from "./errors.ts";
import { mapMatrices, squareStack } from "./stack.ts";

/** (A + A') / 2 in place: exactly A where A is symmetric. */
export function symmetrise(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = a[i * n + j]! / 2 + a[j * n + i]! / 2;
      a[i * n + j] = mean;
      a[j * n + i] = mean;
    }
  }
}

/**
 * The lower triangular L with positive diagonal and A = L L', for the symmetric positive definite matrices in the last
 * two axes. Of a matrix that is not symmetric, the symmetric part (A + A') / 2 is factored.
 *
 * @throws ShapeError `array/shape` unless the matrices are square.
 * @throws NotPositiveDefiniteError `array/not-positive-definite` with the leading minor that is not above 0.
 *
 * @example
 * ```ts
 * import { array, cholesky } from "@chainrule/array";
 * cholesky(array([[4, 2], [2, 5]])).toNested(); // => [[2, 0], [1, 2]]
 * ```
 */
export function cholesky(a: NDArray): NDArray {
  const stack = squareStack("cholesky", a);
  const n = stack.rows;
  const [result] = mapMatrices(a, stack, [[n, n]], (x, [l], matrix) => {
    symmetrise(x, n);
    factorCholesky(x, l!, n, matrix);
  });
  return result!;
}

/** Row by row; each element is that of A, less the product of the parts of two rows that are known. */
function factorCholesky(a: Float64Array, l: Float64Array, n: number, matrix: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= l[i * n + k]! * l[j * n + k]!;
      if (j < i) l[i * n + j] = rest / l[j * n + j]!;
      else if (rest <= 0) throw new NotPositiveDefiniteError(i + 1, matrix);
      else l[i * n + i] = Math.sqrt(rest);
    }
  }
}
