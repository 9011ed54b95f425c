import { NDArray } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import * as rows from "../rows/gather.ts";
import { slice as sliceRow } from "../rows/slicing.ts";
import { type ArrayLike, shapeOf, type Tensor, Value } from "../value.ts";
import { axisFromEnd } from "./axes.ts";
import { astype } from "./casts.ts";
import { equal } from "./comparison.ts";
import { iota } from "./creation.ts";
import { expandDims, flip, reshape } from "./moves.ts";
import { type IndexList, indexLists, pickAt } from "./picking.ts";

/** From `start` up to but not including `stop`, every `step`-th; negative bounds count from the end, as in Python. */
export interface Span {
  /** The first index; negative ones count from the end. */
  readonly start?: number;
  /** The index before which it ends. */
  readonly stop?: number;
  /** From one to the next; 1 unless given. */
  readonly step?: number;
}

/**
 * What picks along one axis: a place (the axis goes), a span, `":"` for all, an array of indices; an array of truths picks
 * along as many axes as it has. `"..."` stands for as many whole axes as needed.
 */
export type Index = number | Span | ":" | "..." | Tensor;

/**
 * Part of an array, one index for each axis from the first on; axes without an index are taken whole.
 *
 * Several arrays of indices broadcast together, as in NumPy: their axes come where the indexed axes were if these stand
 * together (places and spans are taken first), else in front. A mask picks where it is true; how many elements these are
 * must be known, so not inside `trace` or `vmap`: see `compress`.
 *
 * @throws ArgumentError `tape/argument` for places outside and for more indices than axes.
 * @throws IndexError `array/index` for an index in an array that is outside its axis, or no integer.
 * @throws NoConcreteValueError `tape/no-concrete-value` for a mask whose elements are not known.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { at } from "@chainrule/tape";
 * const a = array([[1, 2, 3], [4, 5, 6]]);
 * at(a, 1).toNested(); // => [4, 5, 6]
 * at(a, ":", -1).toNested(); // => [3, 6]
 * at(a, "...", { step: -2 }).toNested(); // => [[3, 1], [6, 4]]
 * at(a, array([0, 1, 1]), array([2, 0, 1])).toNested(); // => [3, 4, 5]
 * at(a, array([[true, false, true], [false, false, true]])).toNested(); // => [1, 3, 6]
 * ```
 */
export function at(x: ArrayLike, ...indices: Index[]): Tensor {
  const shape = shapeOf(x);
  const complete = fillEllipsis(indices.flatMap(pickOf), shape.length);
  const spans = complete.map((pick, axis) => spanOf(isList(pick) ? ":" : pick, shape[axis]!));
  const forwards = applyOne(sliceRow, { ranges: spans.map(ascending) }, [x]) as Tensor;
  const backwards = spans.flatMap(({ step }, axis) => (step < 0 ? [axis] : []));
  const ordered = backwards.length === 0 ? forwards : flip(forwards, backwards);
  const kept = ordered.shape.filter((_, axis) => typeof complete[axis] !== "number");
  const sliced = kept.length === shape.length ? ordered : reshape(ordered, kept);
  const left = complete.filter((pick) => typeof pick !== "number");
  return pickAt(
    sliced,
    left.flatMap((pick, axis) => (isList(pick) ? [{ axis, ...pick }] : [])),
  );
}

/** An index as picks, one for each axis. */
type Pick = Exclude<Index, Tensor> | IndexList;

function pickOf(index: Index): Pick[] {
  if (typeof index === "number" || index === ":" || index === "...") return [index];
  if (index instanceof NDArray || index instanceof Value) return indexLists(index);
  if (!isSpan(index)) throw new ArgumentError("at", NO_INDEX);
  return [index];
}

const NO_INDEX =
  'an index is an integer, ":", "...", a span such as { start: 1 }, or an array of indices made by array([...]).';

const SPAN_KEYS: readonly string[] = ["start", "stop", "step"] satisfies (keyof Span)[];

/** Whether this is a plain object of bounds, and no list, whose elements would go unseen. */
function isSpan(index: unknown): index is Span {
  if (typeof index !== "object" || index === null || Array.isArray(index)) return false;
  return Object.keys(index).every((key) => SPAN_KEYS.includes(key));
}

function isList(pick: Pick): pick is IndexList {
  return typeof pick === "object" && "indices" in pick;
}

function fillEllipsis(indices: readonly Pick[], rank: number): Pick[] {
  const place = indices.indexOf("...");
  const before = place < 0 ? indices : indices.slice(0, place);
  const after = place < 0 ? [] : indices.slice(place + 1);
  const missing = rank - before.length - after.length;
  if (missing < 0 || after.includes("...")) {
    throw new ArgumentError(
      "at",
      `${indices.length} indices are too many for ${rank} axes; give at most one for each.`,
    );
  }
  return [...before, ...new Array<Pick>(missing).fill(":"), ...after];
}

interface Range {
  readonly start: number;
  readonly size: number;
  readonly step: number;
}

/** The places an index picks, as Python's slice does. */
function spanOf(index: Exclude<Index, Tensor>, length: number): Range {
  if (typeof index === "number") return placeOf(index, length);
  const { start, stop, step = 1 } = typeof index === "string" ? {} : index;
  if (!Number.isInteger(step) || step === 0 || ![start ?? 0, stop ?? 0].every(Number.isInteger)) {
    throw new ArgumentError(
      "at",
      `no span: start ${String(start)}, stop ${String(stop)}, step ${String(step)}; use integers, and no step of 0.`,
    );
  }
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (bound: number): number =>
    Math.min(highest, Math.max(lowest, bound < 0 ? bound + length : bound));
  const from = start === undefined ? (step > 0 ? lowest : highest) : clamp(start);
  const to = stop === undefined ? (step > 0 ? highest : lowest) : clamp(stop);
  return { start: from, size: Math.max(0, Math.ceil((to - from) / step)), step };
}

function placeOf(index: number, length: number): Range {
  const start = index < 0 ? index + length : index;
  if (Number.isInteger(index) && start >= 0 && start < length) return { start, size: 1, step: 1 };
  throw new ArgumentError(
    "at",
    `place ${index} is outside an axis of length ${length}; use -${length} to ${length - 1}.`,
  );
}

/** The same places from the lowest to the highest. */
function ascending({ start, size, step }: Range): Range {
  if (size === 0) return { start: 0, size, step: 1 };
  return step > 0 ? { start, size, step } : { start: start + (size - 1) * step, size, step: -step };
}

/**
 * Slices at indices along an axis; the axes of the indices take its place, and equal indices repeat a slice.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { take } from "@chainrule/tape";
 * take(array([10, 20, 30]), array([2, 0, 2])).toNested(); // => [30, 10, 30]
 * ```
 */
export function take(x: ArrayLike, indices: ArrayLike, axis: number = 0): Tensor {
  return applyOne(rows.take, { axis: axisFromEnd(x, axis) }, [x, indices]) as Tensor;
}

/**
 * Elements picked along an axis by indices of their own: for the last axis `out[i, k] = x[i, indices[i, k]]`.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { takeAlongAxis } from "@chainrule/tape";
 * takeAlongAxis(array([[1, 2], [3, 4]]), array([[1], [0]])).toNested(); // => [[2], [3]]
 * ```
 */
export function takeAlongAxis(x: ArrayLike, indices: ArrayLike, axis: number = -1): Tensor {
  return applyOne(rows.takeAlongAxis, { axis: axisFromEnd(x, axis) }, [x, indices]) as Tensor;
}

/**
 * Zeros of a given length along an axis, to which slices of `updates` are added at indices: equal indices add up.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { scatterAdd } from "@chainrule/tape";
 * scatterAdd(array([1, 2, 3]), array([0, 2, 0]), 3).toNested(); // => [4, 0, 2]
 * ```
 */
export function scatterAdd(updates: ArrayLike, indices: ArrayLike, length: number, axis: number = 0): Tensor {
  const rank = shapeOf(updates).length - shapeOf(indices).length + 1;
  const last = axis < 0 ? axis : axis - rank;
  return applyOne(rows.scatterAdd, { axis: last, length }, [updates, indices]) as Tensor;
}

/**
 * Along a new last axis, 1 at the index and 0 elsewhere; all 0 for an index outside.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { oneHot } from "@chainrule/tape";
 * oneHot(array([1, 0]), 3).toNested(); // => [[0, 1, 0], [1, 0, 0]]
 * ```
 */
export function oneHot(indices: ArrayLike, count: number): Tensor {
  return astype(equal(expandDims(indices, -1), iota(count)), "float64");
}
