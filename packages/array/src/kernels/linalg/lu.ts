import { floatDType, promote } from "../../dtype.ts";
import { allocate, type NDArray } from "../../ndarray.ts";
import { SingularError } from "./errors.ts";
import { doublesOf, equationStacks, mapMatrices, pairStacks, rounded, squareStack } from "./stack.ts";

/** What is left to say of a factorisation in place. */
interface Factored {
  /** 1 or -1: whether the rows were exchanged an even or odd number of times. */
  readonly sign: 1 | -1;
  /** The first pivot that is exactly 0, or -1. */
  readonly zeroPivot: number;
}

/**
 * Gaussian elimination with partial pivoting, in place: U on and above the diagonal, L below it, with ones on its
 * own. Row i of the factors is row `order[i]` of the matrix.
 */
export function factorLU(a: Float64Array, n: number, order: Int32Array): Factored {
  let sign: 1 | -1 = 1;
  let zeroPivot = -1;
  for (let i = 0; i < n; i++) order[i] = i;
  for (let k = 0; k < n; k++) {
    const p = largestBelow(a, n, k);
    if (p !== k) {
      swapRows(a, n, k, p);
      [order[k], order[p]] = [order[p]!, order[k]!];
      sign = sign === 1 ? -1 : 1;
    }
    const pivot = a[k * n + k]!;
    if (pivot === 0) {
      if (zeroPivot < 0) zeroPivot = k;
      continue;
    }
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / pivot;
      a[i * n + k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
    }
  }
  return { sign, zeroPivot };
}

/** The row, from `k` on, of the largest element in column k; a NaN counts as largest, so that it spreads. */
function largestBelow(a: Float64Array, n: number, k: number): number {
  let best = k;
  for (let i = k + 1; i < n; i++) {
    const candidate = Math.abs(a[i * n + k]!);
    if (Number.isNaN(candidate) || candidate > Math.abs(a[best * n + k]!)) best = i;
  }
  return best;
}

export function swapRows(a: Float64Array, n: number, p: number, q: number): void {
  for (let j = 0; j < n; j++) {
    const kept = a[p * n + j]!;
    a[p * n + j] = a[q * n + j]!;
    a[q * n + j] = kept;
  }
}

/** Solves L U x = b in place for the columns of `x [n, columns]`, whose rows are already in the order of the factors. */
export function solveLU(factors: Float64Array, n: number, x: Float64Array, columns: number): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(x, columns, i, k, factors[i * n + k]!);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(x, columns, i, k, factors[i * n + k]!);
    const pivot = factors[i * n + i]!;
    for (let j = 0; j < columns; j++) x[i * columns + j]! /= pivot;
  }
}

/** row i -= factor * row k. */
export function subtractRow(x: Float64Array, columns: number, i: number, k: number, factor: number): void {
  if (factor === 0) return;
  for (let j = 0; j < columns; j++) x[i * columns + j]! -= factor * x[k * columns + j]!;
}

/**
 * A = P L U by Gaussian elimination with partial pivoting, for square matrices in the last two axes: a permutation
 * matrix, a lower triangular one with ones on its diagonal, an upper triangular one. No matrix is refused.
 *
 * @throws ShapeError `array/shape` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array, lu } from "@chainrule/array";
 * const { p, l, u } = lu(array([[1, 2], [4, 2]]));
 * p.toNested(); // => [[0, 1], [1, 0]]
 * l.toNested(); // => [[1, 0], [0.25, 1]]
 * u.toNested(); // => [[4, 2], [0, 1.5]]
 * ```
 */
export function lu(a: NDArray): { p: NDArray; l: NDArray; u: NDArray } {
  const stack = squareStack("lu", a);
  const n = stack.rows;
  const order = new Int32Array(n);
  const [p, l, u] = mapMatrices(
    a,
    stack,
    [
      [n, n],
      [n, n],
      [n, n],
    ],
    (x, [p, l, u]) => {
      factorLU(x, n, order);
      for (let i = 0; i < n; i++) {
        p![order[i]! * n + i] = 1;
        l![i * n + i] = 1;
        l!.set(x.subarray(i * n, i * n + i), i * n);
        u!.set(x.subarray(i * n + i, (i + 1) * n), i * n + i);
      }
    },
  );
  return { p: p!, l: l!, u: u! };
}

/**
 * Determinants of the square matrices in the last two axes: the product of the pivots, in an order that does not
 * overflow before it must. 1 for a matrix of no rows.
 *
 * @throws ShapeError `array/shape` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array, det } from "@chainrule/array";
 * det(array([[1, 2], [3, 4]])).item(); // => -2
 * det(array([[1, 2], [2, 4]])).item(); // => 0
 * ```
 */
export function det(a: NDArray): NDArray {
  const stack = squareStack("det", a);
  const n = stack.rows;
  const order = new Int32Array(n);
  const [result] = mapMatrices(a, stack, [[]], (x, [out]) => {
    const { sign } = factorLU(x, n, order);
    out![0] = sign * balancedProduct(diagonalOf(x, n)) + 0; // + 0: no -0
  });
  return result!;
}

/** A product that takes small and large factors in turn, so that it leaves the doubles only if the result does. */
function balancedProduct(factors: Float64Array): number {
  const sizes = factors.toSorted((p, q) => Math.abs(p) - Math.abs(q));
  let product = 1;
  for (let low = 0, high = sizes.length - 1; low <= high; ) {
    product *= Math.abs(product) > 1 ? sizes[low++]! : sizes[high--]!;
  }
  return product;
}

function diagonalOf(x: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => x[i * n + i]!);
}

/**
 * Sign and logarithm of the absolute value of determinants, which may lie outside of the doubles: 0 and -Infinity for
 * a singular matrix.
 *
 * @throws ShapeError `array/shape` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array, slogdet } from "@chainrule/array";
 * const { sign, logAbsDet } = slogdet(array([[0, 1e200], [1e200, 0]]));
 * sign.item(); // => -1
 * logAbsDet.item(); // => 921.0340371976183
 * ```
 */
export function slogdet(a: NDArray): { sign: NDArray; logAbsDet: NDArray } {
  const stack = squareStack("slogdet", a);
  const n = stack.rows;
  const order = new Int32Array(n);
  const [sign, logAbsDet] = mapMatrices(a, stack, [[], []], (x, [sign, log]) => {
    const factored = factorLU(x, n, order);
    let total = 0;
    let parity: number = factored.sign;
    for (const pivot of diagonalOf(x, n)) {
      total += Math.log(Math.abs(pivot));
      parity *= Math.sign(pivot);
    }
    sign![0] = parity + 0; // + 0: no -0
    log![0] = total;
  });
  return { sign: sign!, logAbsDet: logAbsDet! };
}

/**
 * Inverses of the square matrices in the last two axes.
 *
 * @throws ShapeError `array/shape` unless the matrices are square.
 * @throws SingularError `array/singular` where a pivot is exactly 0.
 *
 * @example
 * ```ts
 * import { array, inverse } from "@chainrule/array";
 * inverse(array([[2, 0], [0, 4]])).toNested(); // => [[0.5, 0], [0, 0.25]]
 * ```
 */
export function inverse(a: NDArray): NDArray {
  const stack = squareStack("inverse", a);
  const n = stack.rows;
  const order = new Int32Array(n);
  const [result] = mapMatrices(a, stack, [[n, n]], (x, [out], matrix) => {
    const { zeroPivot } = factorLU(x, n, order);
    if (zeroPivot >= 0) throw new SingularError("inverse", zeroPivot, matrix);
    for (let i = 0; i < n; i++) out![i * n + order[i]!] = 1;
    solveLU(x, n, out!, n);
  });
  return result!;
}

/**
 * The solution of A X = B for square matrices A and columns B, in the last two axes; leading axes broadcast. Each A is
 * factored once.
 *
 * `[..., n, n], [..., n, m] -> [..., n, m]`
 *
 * @throws ShapeError `array/shape` unless A is square and the numbers of rows are equal.
 * @throws SingularError `array/singular` where a pivot of A is exactly 0.
 *
 * @example
 * ```ts
 * import { array, solve } from "@chainrule/array";
 * solve(array([[2, 1], [1, 3]]), array([[3], [5]])).toNested(); // => [[0.8], [1.4]]
 * ```
 */
export function solve(a: NDArray, b: NDArray): NDArray {
  const [left, right] = equationStacks("solve", a, b);
  const [n, m] = [left.rows, right.columns];
  const { leading, pairs } = pairStacks(left, right);
  const factors = doublesOf(a);
  const orders = Array.from({ length: left.count }, (_, k) => {
    const order = new Int32Array(n);
    const { zeroPivot } = factorLU(factors.subarray(k * n * n, (k + 1) * n * n), n, order);
    if (zeroPivot >= 0) throw new SingularError("solve", zeroPivot, k);
    return order;
  });
  const given = doublesOf(b);
  const out = allocate([...leading, n, m], "float64") as Float64Array;
  pairs.forEach(([p, q], k) => {
    const x = out.subarray(k * n * m, (k + 1) * n * m);
    orders[p]!.forEach((row, i) => {
      x.set(given.subarray((q * n + row) * m, (q * n + row + 1) * m), i * m);
    });
    solveLU(factors.subarray(p * n * n, (p + 1) * n * n), n, x, m);
  });
  return rounded(out, [...leading, n, m], floatDType(promote(a.dtype, b.dtype)));
}
