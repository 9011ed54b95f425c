import { checkCount } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { listOf, optionsOf } from "../given.ts";
import { identityOf, sideOf } from "../rows/linalg.ts";
import { matrixExponential as exponentialRow } from "../rows/linalg-exponential.ts";
import { pad as padRow } from "../rows/slicing.ts";
import { type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";
import { divide, integerPower, multiply, subtract } from "./arithmetic.ts";
import { matmul, tensordot } from "./contraction.ts";
import { concat, roll, stack } from "./joins.ts";
import { inverse } from "./linalg-solve.ts";
import { std } from "./moments.ts";
import { broadcastTo, matrixTranspose, reshape } from "./moves.ts";
import { mean } from "./reductions.ts";

/**
 * A^n for an integer n, by repeated squaring: the identity for 0, powers of the inverse below.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 * @throws ArgumentError `tape/argument` for a power that is no integer.
 * @throws SingularError `array/singular` for a negative power of a singular matrix.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { matrixPower } from "@chainrule/tape";
 * matrixPower(array([[1, 1], [0, 1]]), 5).toNested(); // => [[1, 5], [0, 1]]
 * ```
 */
export function matrixPower(x: ArrayLike, n: number): Tensor {
  sideOf("matrixPower", abstractOf(x));
  if (!Number.isSafeInteger(n)) {
    throw new ArgumentError(
      "matrixPower",
      `the power ${n} is no integer; use eigh or matrixExponential for others.`,
    );
  }
  let square = n < 0 ? inverse(x) : (x as Tensor);
  let power: Tensor | undefined;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = power === undefined ? square : matmul(power, square);
    if (rest > 1) square = matmul(square, square);
  }
  return power ?? broadcastTo(identityOf(x), shapeOf(x));
}

/**
 * Exponentials $\sum_k A^k / k!$ of the square matrices in the last two axes; for those of the elements see `exp`. The derivative is Fréchet's,
 * from the exponential of a matrix of two by two blocks.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless the matrices are square.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { matrixExponential } from "@chainrule/tape";
 * matrixExponential(array([[0, 1], [0, 0]])).toNested(); // => [[1, 1], [0, 1]]
 * ```
 */
export function matrixExponential(x: ArrayLike): Tensor {
  return applyOne(exponentialRow, undefined, [x]) as Tensor;
}

/**
 * Kronecker's product of the matrices in the last two axes: block (i, j) is a[i, j] b. Leading axes broadcast. A vector beside a
 * matrix is a row, and a number a matrix of one element; of two vectors the product is a vector.
 *
 * `[..., m, n], [..., p, q] -> [..., m p, n q]`
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { kron } from "@chainrule/tape";
 * kron(array([[1, 2]]), array([[1], [10]])).toNested(); // => [[1, 2], [10, 20]]
 * kron(array([1, 10]), array([1, 2])).toNested(); // => [1, 2, 10, 20]
 * ```
 */
export function kron(a: ArrayLike, b: ArrayLike): Tensor {
  const [left, right] = [shapeOf(a), shapeOf(b)];
  const [m = 1, n = 1] = [left.at(-2), left.at(-1)];
  const [p = 1, q = 1] = [right.at(-2), right.at(-1)];
  const blocks = multiply(
    reshape(a, [...left.slice(0, -2), m, 1, n, 1]),
    reshape(b, [...right.slice(0, -2), 1, p, 1, q]),
  ) as Tensor;
  const rank = Math.max(left.length, right.length);
  return reshape(blocks, [...blocks.shape.slice(0, -4), m * p, n * q].slice(rank < 2 ? 2 - rank : 0));
}

/**
 * Vector products a × b of vectors of three elements along an axis; other axes broadcast.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` unless both have length 3 along the axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cross } from "@chainrule/tape";
 * cross(array([1, 0, 0]), array([0, 1, 0])).toNested(); // => [0, 0, 1]
 * ```
 */
export function cross(a: ArrayLike, b: ArrayLike, axis: number = -1): Tensor {
  if (shapeOf(a).at(axis) !== 3 || shapeOf(b).at(axis) !== 3) {
    throw new ShapeMismatchError("cross", [shapeOf(a), shapeOf(b)], "both need length 3 along the axis.");
  }
  const turned = (x: ArrayLike, places: number): Tensor => roll(x, -places, axis);
  return subtract(multiply(turned(a, 1), turned(b, 2)), multiply(turned(a, 2), turned(b, 1)));
}

/**
 * Inner products over the last axes: all pairs of vectors of `a` and `b`.
 *
 * `[..a, n], [..b, n] -> [..a, ..b]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when the last lengths differ.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { inner } from "@chainrule/tape";
 * inner(array([[1, 2], [3, 4]]), array([1, 10])).toNested(); // => [21, 43]
 * ```
 */
export function inner(a: ArrayLike, b: ArrayLike): Tensor {
  if (shapeOf(a).length === 0 || shapeOf(b).length === 0) return multiply(a, b) as Tensor;
  return tensordot(a, b, [[-1], [-1]]);
}

/** The products of matrices i to j, which are known to be joined after `split`. */
interface Span {
  readonly cost: number;
  readonly split: number;
}

/**
 * The product of several matrices, multiplied in the order that takes the fewest operations. The first may be a row vector, the last a column vector.
 *
 * @throws ArgumentError `tape/argument` for fewer than two.
 * @throws ShapeMismatchError `tape/shape-mismatch` when inner lengths differ.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { multiDot } from "@chainrule/tape";
 * multiDot([array([[1], [2]]), array([[3, 4]]), array([[5], [6]])]).toNested(); // => [[39], [78]]
 * ```
 */
export function multiDot(matrices: readonly ArrayLike[]): Tensor {
  if (listOf("multiDot", "the matrices", matrices).length < 2) {
    throw new ArgumentError("multiDot", `${matrices.length} matrices have no product; give two or more.`);
  }
  const splits = cheapestSplits([
    shapeOf(matrices[0]!).length === 1 ? 1 : shapeOf(matrices[0]!).at(-2)!,
    ...matrices.map((x) => shapeOf(x).at(-1)!),
  ]);
  const products = new Map<string, ArrayLike>(matrices.map((x, i) => [`${i},${i}`, x]));
  for (const [i, k, j] of innerFirst(splits, matrices.length)) {
    products.set(`${i},${j}`, matmul(products.get(`${i},${k}`)!, products.get(`${k + 1},${j}`)!));
  }
  return products.get(`0,${matrices.length - 1}`) as Tensor;
}

/** For matrices of sides d[i] by d[i + 1]: where to split the product of matrices i to j, by the cheapest parts. */
function cheapestSplits(d: readonly number[]): readonly (readonly Span[])[] {
  const count = d.length - 1;
  const best = Array.from({ length: count }, (): Span[] => []);
  for (let i = 0; i < count; i++) best[i]![i] = { cost: 0, split: i };
  for (let length = 1; length < count; length++) {
    for (let i = 0; i + length < count; i++) {
      const j = i + length;
      for (let k = i; k < j; k++) {
        const cost = best[i]![k]!.cost + best[k + 1]![j]!.cost + d[i]! * d[k + 1]! * d[j + 1]!;
        if (cost < (best[i]![j]?.cost ?? Number.POSITIVE_INFINITY)) best[i]![j] = { cost, split: k };
      }
    }
  }
  return best;
}

/** The products to be made, parts before wholes: first, split, last. */
function innerFirst(splits: readonly (readonly Span[])[], count: number): [number, number, number][] {
  const found: [number, number, number][] = [];
  const open: [number, number][] = [[0, count - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [i, j] = span;
    if (i === j) continue;
    const k = splits[i]![j]!.split;
    found.push([i, k, j]);
    open.push([i, k], [k + 1, j]);
  }
  return found.reverse();
}

/**
 * Vandermonde's matrices: powers 0, 1, ..., `columns` - 1 of the elements, along a new last axis.
 *
 * @throws ArgumentError `tape/argument` for a number of columns that is none.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { vander } from "@chainrule/tape";
 * vander(array([2, 3]), 3).toNested(); // => [[1, 2, 4], [1, 3, 9]]
 * ```
 */
export function vander(x: ArrayLike, columns: number = shapeOf(x).at(-1) ?? 0): Tensor {
  if (!Number.isSafeInteger(columns) || columns < 1) {
    throw new ArgumentError("vander", `${String(columns)} columns are none; give an integer of at least 1.`);
  }
  checkCount(columns);
  return stack(
    Array.from({ length: columns }, (_, k) => integerPower(x, k)),
    -1,
  );
}

/** What covariances take. */
export interface CovarianceOptions {
  /** What is subtracted from the number of samples in the divisor: 1, unless 0 is given for a population. */
  readonly correction?: number;
}

/**
 * Covariances of the columns of samples in rows: $\frac{1}{n - c} (X - \bar X)' (X - \bar X)$ with the correction $c$, 1 unless given.
 *
 * `[..., samples, columns] -> [..., columns, columns]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { covariance } from "@chainrule/tape";
 * covariance(array([[1, 2], [3, 6]])).toNested(); // => [[2, 4], [4, 8]]
 * ```
 */
export function covariance(x: ArrayLike, options: CovarianceOptions = {}): Tensor {
  const { correction = 1 } = optionsOf("covariance", options, ["correction"]);
  const samples = samplesOf("covariance", x);
  const centred = subtract(x, mean(x, { axis: -2, keepDims: true })) as Tensor;
  return divide(matmul(matrixTranspose(centred), centred), Math.max(0, samples - correction)) as Tensor;
}

/**
 * Correlations of the columns of samples in rows: covariances over both standard deviations, NaN for a constant column.
 *
 * `[..., samples, columns] -> [..., columns, columns]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { correlation } from "@chainrule/tape";
 * correlation(array([[1, 2], [3, 6]])).toNested(); // => [[1, 1], [1, 1]]
 * ```
 */
export function correlation(x: ArrayLike): Tensor {
  samplesOf("correlation", x);
  const spread = std(x, { axis: -2, keepDims: true });
  const standard = divide(subtract(x, mean(x, { axis: -2, keepDims: true })), spread);
  return covariance(standard, { correction: 0 });
}

function samplesOf(name: string, x: ArrayLike): number {
  const samples = shapeOf(x).at(-2);
  if (samples !== undefined) return samples;
  throw new ShapeMismatchError(name, [shapeOf(x)], "samples are rows of a matrix: reshape to two axes.");
}

/**
 * Matrices put along the diagonal of a larger one, with zeros around them. Leading axes must be equal.
 *
 * @throws ArgumentError `tape/argument` for no matrices.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { blockDiag } from "@chainrule/tape";
 * blockDiag([array([[1, 2]]), array([[3]])]).toNested(); // => [[1, 2, 0], [0, 0, 3]]
 * ```
 */
export function blockDiag(matrices: readonly ArrayLike[]): Tensor {
  if (listOf("blockDiag", "the matrices", matrices).length === 0)
    throw new ArgumentError("blockDiag", "no matrices; give one or more.");
  const widths = matrices.map((x) => shapeOf(x).at(-1) ?? 0);
  const total = widths.reduce((sum, width) => sum + width, 0);
  let before = 0;
  const rows = matrices.map((x, i) => {
    const [low, high] = [before, total - before - widths[i]!];
    before += widths[i]!;
    return applyOne(padRow, { padding: [{ low, high, interior: 0 }] }, [x]);
  });
  return concat(rows, -2);
}
