import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import { listOf } from "../given.ts";
import { pad as padRow, slice as sliceRow } from "../rows/slicing.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { subtract } from "./arithmetic.ts";
import { axisFromEnd } from "./axes.ts";
import { lessEqual, where } from "./comparison.ts";
import { iota } from "./creation.ts";
import { expandDims, permuteDims, reshape } from "./moves.ts";
import { sum } from "./reductions.ts";

/**
 * The diagonal number k (0 is the main one, positive above it) of the matrices in two axes, as a new last axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { diagonal } from "@chainrule/tape";
 * diagonal(array([[1, 2], [3, 4]])).toNested(); // => [1, 4]
 * ```
 */
export function diagonal(x: ArrayLike, k: number = 0, axes: readonly [number, number] = [-2, -1]): Tensor {
  const rank = shapeOf(x).length;
  const [first, second] = [
    axisFromEnd(x, listOf("diagonal", "the axes", axes)[0]) + rank,
    axisFromEnd(x, axes[1]) + rank,
  ];
  if (first === second) throw new ArgumentError("diagonal", `axis ${first} is given twice; name two axes.`);
  const others = shapeOf(x).flatMap((_, axis) => (axis === first || axis === second ? [] : [axis]));
  const moved = permuteDims(x, [...others, first, second]);
  const [rows, columns] = [shapeOf(moved).at(-2)!, shapeOf(moved).at(-1)!];
  const size = Math.max(0, Math.min(rows - Math.max(0, -k), columns - Math.max(0, k)));
  const start = size === 0 ? 0 : k >= 0 ? k : -k * columns;
  const flat = reshape(moved, [...shapeOf(moved).slice(0, -2), rows * columns]);
  return applyOne(sliceRow, { ranges: [{ start, size, step: size === 0 ? 1 : columns + 1 }] }, [
    flat,
  ]) as Tensor;
}

/**
 * The square matrix with a vector on its diagonal, along a new last axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { diag } from "@chainrule/tape";
 * diag(array([1, 2])).toNested(); // => [[1, 0], [0, 2]]
 * ```
 */
export function diag(v: ArrayLike): Tensor {
  const n = shapeOf(v).at(-1);
  if (n === undefined)
    throw new ArgumentError("diag", "a scalar has no axis to put on a diagonal; give a vector.");
  if (n === 0) return reshape(v, [...shapeOf(v), 0]);
  const spread = applyOne(padRow, { padding: [{ low: 0, high: 0, interior: n }] }, [v]) as Tensor;
  return reshape(spread, [...shapeOf(v).slice(0, -1), n, n]);
}

/**
 * Sum of the diagonal of the last two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { matrixTrace } from "@chainrule/tape";
 * matrixTrace(array([[1, 2], [3, 4]])).item(); // => 5
 * ```
 */
export function matrixTrace(x: ArrayLike): Tensor {
  return sum(diagonal(x), { axis: -1 });
}

/**
 * Zeros above the diagonal number k of the last two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { tril } from "@chainrule/tape";
 * tril(array([[1, 2], [3, 4]])).toNested(); // => [[1, 0], [3, 4]]
 * ```
 */
export function tril(x: ArrayLike, k: number = 0): Tensor {
  return where(lessEqual(columnMinusRow(x), k), x, 0) as Tensor;
}

/**
 * Zeros below the diagonal number k of the last two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { triu } from "@chainrule/tape";
 * triu(array([[1, 2], [3, 4]]), 1).toNested(); // => [[0, 2], [0, 0]]
 * ```
 */
export function triu(x: ArrayLike, k: number = 0): Tensor {
  return where(lessEqual(columnMinusRow(x), k - 1), 0, x) as Tensor;
}

function columnMinusRow(x: ArrayLike): Tensor {
  const shape = shapeOf(x);
  if (shape.length < 2)
    throw new ArgumentError("triangle", "a matrix has two axes; use reshape to make one of a vector.");
  return subtract(iota(shape.at(-1)!), expandDims(iota(shape.at(-2)!), -1));
}
