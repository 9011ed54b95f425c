import type { NDArray } from "../../ndarray.ts";
import { identity, multiply } from "./determinant.ts";
import { factorLU, solveLU } from "./lu.ts";
import { mapMatrices, squareStack } from "./stack.ts";

/** Coefficients of the Padé approximant of degree 13 to exp: numerator p(x), denominator p(-x). */
const PADE = [
  64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600,
  670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
];

/** Up to this size of powers of the matrix the approximant is exact to doubles. */
const LARGEST_SIZE = 4.25;

/** The first coefficient of the backward error, 1 / (26 choose 13) / 27!. */
const ERROR_COEFFICIENT = 1 / 10400600 / 1.0888869450418352e28;

/**
 * The exponentials $\sum_k A^k / k!$ of the square matrices in the last two axes, by scaling and squaring: as few squarings as the norms
 * of powers allow, which for matrices far from normal is fewer than the norm itself would ask for.
 *
 * Source: A. H. Al-Mohy and N. J. Higham, A new scaling and squaring algorithm for the matrix exponential, 2009.
 *
 * @throws ShapeError `array/shape` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array, matrixExponential } from "@chainrule/array";
 * matrixExponential(array([[0, 1], [0, 0]])).toNested(); // => [[1, 1], [0, 1]]
 * ```
 */
export function matrixExponential(a: NDArray): NDArray {
  const stack = squareStack("matrixExponential", a);
  const n = stack.rows;
  const [result] = mapMatrices(a, stack, [[n, n]], (x, [out]) => {
    const norm = columnNorm(x, n);
    if (!Number.isFinite(norm)) return void out!.fill(Number.NaN);
    const squarings = norm === 0 ? 0 : squaringsFor(x, norm, n);
    let e = approximant(
      x.map((element) => element / 2 ** squarings),
      n,
    );
    for (let k = 0; k < squarings; k++) e = multiply(e, e, n);
    out!.set(e);
  });
  return result!;
}

/** Sizes of powers 6, 8 and 10, as their roots, say how far to scale; then the backward error must be below roundoff. */
function squaringsFor(x: Float64Array, norm: number, n: number): number {
  const unit = x.map((element) => element / norm);
  const x2 = multiply(unit, unit, n);
  const x4 = multiply(x2, x2, n);
  const x6 = multiply(x4, x2, n);
  const rootOf = (power: Float64Array, k: number): number => norm * columnNorm(power, n) ** (1 / k);
  const eighth = rootOf(multiply(x4, x4, n), 8);
  const size = Math.min(Math.max(rootOf(x6, 6), eighth), Math.max(eighth, rootOf(multiply(x4, x6, n), 10)));
  const scaled = Math.max(0, Math.ceil(Math.log2(size / LARGEST_SIZE)));
  const relative = norm / 2 ** scaled;
  const error = Math.log2(ERROR_COEFFICIENT * normOfPower(unit, 27, n)) + 26 * Math.log2(relative);
  return scaled + Math.max(0, Math.ceil((error + 53) / 26));
}

/** The 1-norm of a power of |x|: sums of its columns, one product with a vector for each factor. */
function normOfPower(x: Float64Array, exponent: number, n: number): number {
  let sums = new Float64Array(n).fill(1);
  for (let k = 0; k < exponent; k++) {
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) next[j]! += sums[i]! * Math.abs(x[i * n + j]!);
    sums = next;
  }
  return Math.max(...sums);
}

/** The largest sum of sizes in a column. */
function columnNorm(x: Float64Array, n: number): number {
  let largest = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(x[i * n + j]!);
    largest = Math.max(largest, sum);
    if (Number.isNaN(sum)) return sum;
  }
  return largest;
}

/** (V - U)^-1 (V + U), with U the odd and V the even part of the numerator. */
function approximant(x: Float64Array, n: number): Float64Array {
  const x2 = multiply(x, x, n);
  const x4 = multiply(x2, x2, n);
  const x6 = multiply(x4, x2, n);
  const powers = [identity(n), x2, x4, x6];
  const part = (first: number): Float64Array => {
    const high = combined([0, PADE[first + 8]!, PADE[first + 10]!, PADE[first + 12]!], powers);
    const low = combined(
      [0, 2, 4, 6].map((k) => PADE[first + k]!),
      powers,
    );
    return multiply(x6, high, n).map((e, i) => e + low[i]!);
  };
  const [odd, v] = [multiply(x, part(1), n), part(0)];
  const order = new Int32Array(n);
  const denominator = v.map((e, i) => e - odd[i]!);
  factorLU(denominator, n, order);
  const numerator = v.map((e, i) => e + odd[i]!);
  const result = new Float64Array(n * n);
  order.forEach((row, i) => {
    result.set(numerator.subarray(row * n, (row + 1) * n), i * n);
  });
  solveLU(denominator, n, result, n);
  return result;
}

function combined(coefficients: readonly number[], matrices: readonly Float64Array[]): Float64Array {
  return matrices[0]!.map((_, i) => coefficients.reduce((sum, c, k) => sum + c * matrices[k]![i]!, 0));
}
