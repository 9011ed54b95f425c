import { optionsOf } from "../../create.ts";
import { floatDType, promote } from "../../dtype.ts";
import { allocate, type NDArray } from "../../ndarray.ts";
import { SingularError } from "./errors.ts";
import { subtractRow } from "./lu.ts";
import { doublesOf, equationStacks, pairStacks, rounded } from "./stack.ts";

/** Which triangle of a matrix is meant, and how. */
export interface TriangularOptions {
  /** Whether the upper triangle is read; the lower one unless given. */
  readonly upper?: boolean;
  /** Whether the transposed system is solved. */
  readonly transposed?: boolean;
  /** Whether the diagonal is taken for ones, and not read. */
  readonly unitDiagonal?: boolean;
}

/**
 * The solution of T X = B, where T is one triangle of the square matrices A; the other triangle is not read. Leading
 * axes broadcast.
 *
 * `[..., n, n], [..., n, m] -> [..., n, m]`
 *
 * @throws ShapeError `array/shape` unless A is square and the numbers of rows are equal.
 * @throws SingularError `array/singular` for a 0 on the diagonal.
 *
 * @example
 * ```ts
 * import { array, triangularSolve } from "@chainrule/array";
 * const a = array([[2, 99], [1, 4]]);
 * triangularSolve(a, array([[2], [9]])).toNested(); // => [[1], [2]]
 * triangularSolve(a, array([[4], [8]]), { transposed: true }).toNested(); // => [[1], [2]]
 * ```
 */
export function triangularSolve(a: NDArray, b: NDArray, options: TriangularOptions = {}): NDArray {
  const [left, right] = equationStacks("triangularSolve", a, b);
  const [n, m] = [left.rows, right.columns];
  const { leading, pairs } = pairStacks(left, right);
  const [matrices, given] = [doublesOf(a), doublesOf(b)];
  if (optionsOf(options).unitDiagonal !== true) checkDiagonals(matrices, n, left.count);
  const out = allocate([...leading, n, m], "float64") as Float64Array;
  pairs.forEach(([p, q], k) => {
    const x = out.subarray(k * n * m, (k + 1) * n * m);
    x.set(given.subarray(q * n * m, (q + 1) * n * m));
    substitute(matrices.subarray(p * n * n, (p + 1) * n * n), n, x, m, options);
  });
  return rounded(out, [...leading, n, m], floatDType(promote(a.dtype, b.dtype)));
}

function checkDiagonals(matrices: Float64Array, n: number, count: number): void {
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < n; i++) {
      if (matrices[k * n * n + i * n + i] === 0) throw new SingularError("triangularSolve", i, k);
    }
  }
}

/** Forward or back substitution, in place: each unknown is freed of those found before it. */
function substitute(
  t: Float64Array,
  n: number,
  x: Float64Array,
  m: number,
  { upper = false, transposed = false, unitDiagonal = false }: TriangularOptions,
): void {
  const fromTop = upper === transposed;
  const coefficient = (i: number, k: number): number => (transposed ? t[k * n + i]! : t[i * n + k]!);
  for (let step = 0; step < n; step++) {
    const i = fromTop ? step : n - 1 - step;
    for (let before = 0; before < step; before++) {
      const k = fromTop ? before : n - 1 - before;
      subtractRow(x, m, i, k, coefficient(i, k));
    }
    if (unitDiagonal) continue;
    for (let j = 0; j < m; j++) x[i * m + j]! /= t[i * n + i]!;
  }
}
