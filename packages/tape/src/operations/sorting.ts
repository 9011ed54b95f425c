import type { Side } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import * as rows from "../rows/sorting.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { axisFromEnd } from "./axes.ts";
import { takeAlongAxis } from "./indexing.ts";
import { part } from "./joins.ts";
import { reshape } from "./moves.ts";

/** What sorting takes besides an array. */
export interface SortOptions {
  /** The axis to sort along; the last unless given. */
  readonly axis?: number;
  /** Whether from the largest to the smallest. */
  readonly descending?: boolean;
}

/**
 * Elements in increasing order along an axis. Equal elements keep their order, and so do their derivatives; NaN counts as larger
 * than all.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { sort } from "@chainrule/tape";
 * sort(array([3, 1, 2])).toNested(); // => [1, 2, 3]
 * sort(array([[3, 1], [2, 4]]), { axis: 0, descending: true }).toNested(); // => [[3, 4], [2, 1]]
 * ```
 */
export function sort(x: ArrayLike, options: SortOptions = {}): Tensor {
  return takeAlongAxis(x, argsort(x, options), options.axis);
}

/**
 * Indices that sort along an axis, `int32`. Equal elements keep their order; NaN counts as larger than all.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { argsort } from "@chainrule/tape";
 * argsort(array([3, 1, 2])).toNested(); // => [1, 2, 0]
 * ```
 */
export function argsort(x: ArrayLike, { axis = -1, descending = false }: SortOptions = {}): Tensor {
  return applyOne(rows.argsort, { axis: axisFromEnd(x, axis), descending }, [x]) as Tensor;
}

/** Elements, and where they stood. */
export interface Selected {
  /** The elements, through which derivatives flow. */
  readonly values: Tensor;
  /** Their indices along the axis, `int32`. */
  readonly indices: Tensor;
}

/** What `topK` takes besides an array and a count. */
export interface TopKOptions {
  /** The axis to choose along; the last unless given. */
  readonly axis?: number;
  /** Whether the largest, from the largest on, or the smallest, from the smallest on. */
  readonly largest?: boolean;
}

/**
 * The k largest elements along an axis, in decreasing order, and their indices. The derivative goes to the elements chosen; of
 * equal elements the first are.
 *
 * @throws ArgumentError `tape/argument` unless k is an integer from 0 to the length of the axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { topK } from "@chainrule/tape";
 * const { values, indices } = topK(array([3, 9, 4]), 2);
 * values.toNested(); // => [9, 4]
 * indices.toNested(); // => [1, 2]
 * ```
 */
export function topK(x: ArrayLike, k: number, { axis = -1, largest = true }: TopKOptions = {}): Selected {
  const along = axisFromEnd(x, axis);
  const length = shapeOf(x).at(along)!;
  if (!Number.isInteger(k) || k < 0 || k > length) {
    throw new ArgumentError(
      "topK",
      `k = ${k} of an axis of length ${length}; use an integer from 0 to ${length}.`,
    );
  }
  const indices = part(argsort(x, { axis, descending: largest }), along, 0, k);
  return { values: takeAlongAxis(x, indices, axis), indices };
}

/**
 * Where values would be put into sorted elements so that these stay sorted: the number of elements before, `int32`. `left` puts
 * them before equal elements, `right` after.
 *
 * Shapes: one sorted list `[n]` for values of any shape, or one for each row, `[..., n]` and `[..., m]`.
 *
 * @throws ShapeError `array/shape` unless there is one list, or one for each row of values.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { searchSorted } from "@chainrule/tape";
 * searchSorted(array([1, 2, 2, 5]), array([0, 2, 9])).toNested(); // => [0, 1, 4]
 * searchSorted(array([1, 2, 2, 5]), 2, "right").item(); // => 3
 * ```
 */
export function searchSorted(sorted: ArrayLike, values: ArrayLike, side: Side = "left"): Tensor {
  const shape = shapeOf(values);
  const oneList = shapeOf(sorted).length === 1;
  const wanted = oneList ? reshape(values, [-1]) : values;
  return reshape(applyOne(rows.searchSorted, { side }, [sorted, wanted]), shape);
}
