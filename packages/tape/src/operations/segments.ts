import { applyOne } from "../apply.ts";
import { takeAlongAxis as takeAlongRow } from "../rows/gather.ts";
import { concat as concatRow } from "../rows/slicing.ts";
import { argsort as argsortRow, lastWriters as lastWritersRow } from "../rows/sorting.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import { add } from "./arithmetic.ts";
import { equal, greaterEqual, less, where } from "./comparison.ts";
import { at } from "./indexing.ts";
import { moveAxis } from "./moves.ts";

type Operation = (a: ArrayLike, b: ArrayLike) => ArrayLike;

/**
 * `x` with the updates combined into it, by an associative operation, at indices of their own along an axis that counts
 * from the end. Updates are sorted by index; those of one index then stand together, and are combined by doubling.
 *
 * log n steps, and derivatives of any order from the operation's own: products need no division.
 */
export function combineSorted(
  operation: Operation,
  x: ArrayLike,
  indices: ArrayLike,
  updates: ArrayLike,
  axis: number,
): ArrayLike {
  const length = shapeOf(x).at(axis)!;
  const counted = where(less(indices, 0), add(indices, length), indices);
  const order = applyOne(argsortRow, { axis, descending: false }, [counted]);
  const places = applyOne(takeAlongRow, { axis }, [counted, order]);
  const combined = scanSegments(operation, places, applyOne(takeAlongRow, { axis }, [updates, order]), axis);
  const { isWritten, value } = written(combined, places, axis, length);
  return where(isWritten, operation(x, value), x);
}

/** For each place along an axis, whether an index points there, and the last of the updates that do. */
export function written(
  updates: ArrayLike,
  indices: ArrayLike,
  axis: number,
  length: number,
): { isWritten: ArrayLike; value: ArrayLike } {
  const writers = applyOne(lastWritersRow, { axis, length }, [indices]);
  const isWritten = greaterEqual(writers, 0);
  return { isWritten, value: applyOne(takeAlongRow, { axis }, [updates, where(isWritten, writers, 0)]) };
}

/** Running results within runs of equal places: each element takes in that of the s elements before it, if of its run. */
function scanSegments(operation: Operation, places: ArrayLike, updates: ArrayLike, axis: number): ArrayLike {
  const rank = shapeOf(updates).length;
  const ids = moveAxis(places, axis, -1);
  let result: ArrayLike = moveAxis(updates, axis, -1);
  const count = shapeOf(result).at(-1)!;
  for (let s = 1; s < count; s *= 2) {
    const before: ArrayLike = at(result, "...", { stop: count - s });
    const here: ArrayLike = at(result, "...", { start: s });
    const together = equal(at(ids, "...", { stop: count - s }), at(ids, "...", { start: s }));
    const joined: ArrayLike = where(together, operation(before, here), here);
    result = applyOne(concatRow, { axis: -1 }, [at(result, "...", { stop: s }), joined]);
  }
  return moveAxis(result, -1, axis + rank);
}
