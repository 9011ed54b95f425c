import { array, checkCount, sizeOf } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import { broadcastToShape, reshapeTo } from "../families.ts";
import { listOf } from "../given.ts";
import { take as takeRow } from "../rows/gather.ts";
import * as rows from "../rows/slicing.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { axisFromEnd } from "./axes.ts";
import { expandDims, reshape } from "./moves.ts";

/**
 * Arrays joined along an axis.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when other lengths differ.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { concat } from "@chainrule/tape";
 * concat([array([1]), array([2, 3])]).toNested(); // => [1, 2, 3]
 * ```
 */
export function concat(arrays: readonly ArrayLike[], axis: number = 0): Tensor {
  checkCount(listOf("concat", "the arrays", arrays).length);
  return applyOne(rows.concat, { axis: axisFromEnd(arrays[0]!, axis) }, arrays) as Tensor;
}

/**
 * Arrays of one shape joined along a new axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { stack } from "@chainrule/tape";
 * stack([array([1, 2]), array([3, 4])]).toNested(); // => [[1, 2], [3, 4]]
 * stack([1, 2]).toNested(); // => [1, 2]
 * ```
 */
export function stack(arrays: readonly ArrayLike[], axis: number = 0): Tensor {
  checkCount(listOf("stack", "the arrays", arrays).length);
  return concat(
    arrays.map((x) => expandDims(x, axis)),
    axis,
  );
}

/**
 * Elements moved along an axis by a number of places; those that leave at one end come in at the other. Several axes take one
 * number, or one each.
 *
 * @throws ArgumentError `tape/argument` unless there is one number, or one for each axis, all of them integers.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { roll } from "@chainrule/tape";
 * roll(array([1, 2, 3]), 1).toNested(); // => [3, 1, 2]
 * roll(array([[1, 2], [3, 4]]), [1, 1], [0, 1]).toNested(); // => [[4, 3], [2, 1]]
 * ```
 */
export function roll(
  x: ArrayLike,
  shift: number | readonly number[],
  axis: number | readonly number[] = -1,
): Tensor {
  const axes = typeof axis === "number" ? [axis] : listOf("roll", "the axes", axis);
  const shifts = typeof shift === "number" ? axes.map(() => shift) : listOf("roll", "the shifts", shift);
  if (shifts.length !== axes.length || !shifts.every(Number.isInteger)) {
    throw new ArgumentError("roll", `give an integer, or one for each of the ${axes.length} axes.`);
  }
  const byAxis = new Map<number, number>();
  axes.forEach((each, i) => {
    const last = axisFromEnd(x, each);
    byAxis.set(last, (byAxis.get(last) ?? 0) + shifts[i]!);
  });
  return [...byAxis].reduce<ArrayLike>((sofar, [last, sum]) => rollOne(sofar, sum, last), x) as Tensor;
}

/** Along an axis that counts from the end. */
function rollOne(x: ArrayLike, shift: number, last: number): Tensor {
  const length = shapeOf(x).at(last)!;
  const start = length === 0 ? 0 : ((-shift % length) + length) % length;
  if (start === 0) return reshapeTo(x, shapeOf(x)) as Tensor;
  return concat([part(x, last, start, length - start), part(x, last, 0, start)], last);
}

/** `size` neighbours along an axis that counts from the end. */
export function part(x: ArrayLike, axis: number, start: number, size: number): Tensor {
  const after = shapeOf(x).slice(shapeOf(x).length + axis + 1);
  const ranges = [{ start, size, step: 1 }, ...after.map((length) => ({ start: 0, size: length, step: 1 }))];
  return applyOne(rows.slice, { ranges }, [x]) as Tensor;
}

/**
 * Parts of an array along an axis, of given lengths or of one length (the last one may be shorter).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { split } from "@chainrule/tape";
 * split(array([1, 2, 3, 4, 5]), 2).map((part) => part.toNested()); // => [[1, 2], [3, 4], [5]]
 * ```
 */
export function split(x: ArrayLike, lengths: number | readonly number[], axis: number = 0): Tensor[] {
  const last = axisFromEnd(x, axis);
  const total = shapeOf(x).at(last)!;
  const sizes =
    typeof lengths === "number" ? evenSizes(total, lengths) : listOf("split", "the lengths", lengths);
  const sum = sizes.reduce((a, b) => a + b, 0);
  if (sum !== total)
    throw new ArgumentError("split", `lengths of sum ${sum} do not fill an axis of length ${total}.`);
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return part(x, last, start - size, size);
  });
}

function evenSizes(total: number, length: number): number[] {
  if (!Number.isInteger(length) || length < 1)
    throw new ArgumentError("split", `${length} is no length; use an integer of at least 1.`);
  return Array.from({ length: Math.ceil(total / length) }, (_, i) => Math.min(length, total - i * length));
}

/**
 * The array laid side by side: `repetitions[i]` times along axis i, aligned at the last axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { tile } from "@chainrule/tape";
 * tile(array([1, 2]), [2]).toNested(); // => [1, 2, 1, 2]
 * ```
 */
export function tile(x: ArrayLike, repetitions: readonly number[]): Tensor {
  sizeOf(listOf("tile", "the repetitions", repetitions));
  const rank = Math.max(shapeOf(x).length, repetitions.length);
  const shape = [...new Array<number>(rank - shapeOf(x).length).fill(1), ...shapeOf(x)];
  const times = [...new Array<number>(rank - repetitions.length).fill(1), ...repetitions];
  const apart = reshape(
    x,
    shape.flatMap((length) => [1, length]),
  );
  const repeated = broadcastToShape(
    apart,
    shape.flatMap((length, i) => [times[i]!, length]),
  );
  return reshape(
    repeated,
    shape.map((length, i) => times[i]! * length),
  );
}

/**
 * Every slice along an axis repeated a number of times, or each by a count of its own.
 *
 * @throws ArgumentError `tape/argument` unless there is one count for each slice, an integer of at least 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { repeat } from "@chainrule/tape";
 * repeat(array([1, 2]), 2).toNested(); // => [1, 1, 2, 2]
 * repeat(array([1, 2]), [1, 3]).toNested(); // => [1, 2, 2, 2]
 * ```
 */
export function repeat(x: ArrayLike, times: number | readonly number[], axis: number = -1): Tensor {
  const along = axisFromEnd(x, axis);
  const length = shapeOf(x).at(along)!;
  const counts = typeof times === "number" ? [times] : listOf("repeat", "the counts", times);
  const fits = typeof times === "number" || counts.length === length;
  if (!fits || !counts.every((count) => Number.isInteger(count) && count >= 0)) {
    throw new ArgumentError("repeat", `give an integer of at least 0 for each of the ${length} slices.`);
  }
  return typeof times === "number" ? repeatAll(x, times, along) : repeatEach(x, times, along);
}

/** Each slice beside itself, along a new axis that is then joined with its own. */
function repeatAll(x: ArrayLike, times: number, axis: number): Tensor {
  const shape = shapeOf(x);
  const at = shape.length + axis;
  const [before, length, after] = [shape.slice(0, at), shape[at]!, shape.slice(at + 1)];
  const apart = reshape(x, [...before, length, 1, ...after]);
  return reshape(broadcastToShape(apart, [...before, length, times, ...after]), [
    ...before,
    length * times,
    ...after,
  ]);
}

function repeatEach(x: ArrayLike, counts: readonly number[], axis: number): Tensor {
  sizeOf(
    shapeOf(x).with(
      axis,
      counts.reduce((sum, count) => sum + count, 0),
    ),
  );
  const places = counts.flatMap((count, i) => new Array<number>(count).fill(i));
  return applyOne(takeRow, { axis }, [x, array(Int32Array.from(places))]) as Tensor;
}

/**
 * The slices of an array along an axis, which goes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { unstack } from "@chainrule/tape";
 * unstack(array([[1, 2], [3, 4]])).map((slice) => slice.toNested()); // => [[1, 2], [3, 4]]
 * ```
 */
export function unstack(x: ArrayLike, axis: number = 0): Tensor[] {
  const shape = shapeOf(x);
  const at = axisFromEnd(x, axis) + shape.length;
  const rest = [...shape.slice(0, at), ...shape.slice(at + 1)];
  return split(x, 1, axis).map((slice) => reshape(slice, rest));
}
