import type { Side } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import { broadcastToShape } from "../families.ts";
import { optionsOf } from "../given.ts";
import * as rows from "../rows/sorting.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { subtract } from "./arithmetic.ts";
import { axisFromEnd } from "./axes.ts";
import { notEqual, where } from "./comparison.ts";
import { iota } from "./creation.ts";
import { cumulativeMax } from "./cumulative.ts";
import { takeAlongAxis } from "./indexing.ts";
import { part, roll } from "./joins.ts";
import { reshape, squeeze } from "./moves.ts";
import { argmax } from "./reductions.ts";

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
export function argsort(x: ArrayLike, options: SortOptions = {}): Tensor {
  const { axis = -1, descending = false } = optionsOf("argsort", options, ["axis", "descending"]);
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
export function topK(x: ArrayLike, k: number, options: TopKOptions = {}): Selected {
  const { axis = -1, largest = true } = optionsOf("topK", options, ["axis", "largest"]);
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

/** Which axis is chosen along, and whether it stays. */
export interface SelectionOptions {
  /** The axis; the last unless given. */
  readonly axis?: number;
  /** Whether the axis stays, with length 1. */
  readonly keepDims?: boolean;
}

/** One element along an axis, by an index for each lane. */
function chosen(x: ArrayLike, indices: Tensor, { axis = -1, keepDims = false }: SelectionOptions): Selected {
  const values = takeAlongAxis(x, indices, axis);
  return keepDims ? { values, indices } : { values: squeeze(values, axis), indices: squeeze(indices, axis) };
}

/**
 * The k-th smallest element along an axis, counted from 1, and its index.
 *
 * @throws ArgumentError `tape/argument` unless k is an integer from 1 to the length of the axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { kthSmallest } from "@chainrule/tape";
 * kthSmallest(array([30, 10, 20]), 2).values.item(); // => 20
 * ```
 */
export function kthSmallest(x: ArrayLike, k: number, options: SelectionOptions = {}): Selected {
  optionsOf("kthSmallest", options, ["axis", "keepDims"]);
  const along = axisFromEnd(x, options.axis ?? -1);
  const length = shapeOf(x).at(along)!;
  if (!Number.isInteger(k) || k < 1 || k > length) {
    throw new ArgumentError(
      "kthSmallest",
      `k = ${k} of an axis of length ${length}; use an integer from 1 to ${length}.`,
    );
  }
  return chosen(x, part(argsort(x, { axis: along }), along, k - 1, 1), options);
}

/**
 * The most frequent element along an axis, the smallest of several, and the index of its last occurrence.
 *
 * @throws ArgumentError `tape/argument` for an empty axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { mode } from "@chainrule/tape";
 * mode(array([3, 1, 3, 2])).values.item(); // => 3
 * ```
 */
export function mode(x: ArrayLike, options: SelectionOptions = {}): Selected {
  optionsOf("mode", options, ["axis", "keepDims"]);
  const along = axisFromEnd(x, options.axis ?? -1);
  const length = shapeOf(x).at(along)!;
  if (length === 0)
    throw new ArgumentError("mode", "no element is the most frequent of none; give one or more.");
  const order = argsort(x, { axis: along });
  const sorted = takeAlongAxis(x, order, along);
  const places = broadcastToShape(
    reshape(iota(length), [length, ...new Array<number>(-1 - along).fill(1)]),
    shapeOf(x),
  );
  const isFirst = notEqual(sorted, roll(sorted, 1, along));
  const runs = subtract(places, cumulativeMax(where(isFirst, places, 0), along));
  return chosen(x, takeAlongAxis(order, argmax(runs, { axis: along, keepDims: true }), along), options);
}
