import { applyOne } from "../apply.ts";
import { reshapeTo } from "../families.ts";
import { multiply } from "../operations/arithmetic.ts";
import { full, onesLike } from "../operations/creation.ts";
import { type ArrayLike, abstractOf, shapeOf } from "../value.ts";
import { inverseOrder, permuteDims } from "./move.ts";
import { concat, flip, slice } from "./slicing.ts";

/**
 * For every element along axes, the product of the others: the derivative of a product, without a division that
 * zeros would spoil. The axes, which count from the end, are brought together there, and back.
 */
export function productOfOthers(x: ArrayLike, axes: readonly number[]): ArrayLike {
  const shape = shapeOf(x);
  const kept = shape.map((_, i) => i - shape.length).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const moved = applyOne(permuteDims, { axes: order }, [x]);
  const count = axes.reduce((product, axis) => product * shape.at(axis)!, 1);
  const flat = reshapeTo(moved, [...kept.map((axis) => shape.at(axis)!), count]);
  const others = reshapeTo(inLine(flat), shapeOf(moved));
  return applyOne(permuteDims, { axes: inverseOrder(order) }, [others]);
}

/**
 * The same along the last axis, in pairs: an element's others are its partner and the others of the pair.
 * 2 n products in log n steps.
 */
function inLine(x: ArrayLike): ArrayLike {
  const shape = shapeOf(x);
  const [outer, count] = [shape.slice(0, -1), shape.at(-1)!];
  if (count <= 1) return onesLike(x);
  const half = Math.ceil(count / 2);
  const pairs = reshapeTo(count % 2 === 0 ? x : withOne(x, outer), [...outer, half, 2]);
  const swapped = applyOne(flip, { axes: [-1] }, [pairs]);
  const [left, right] = [at(pairs, 0), at(pairs, 1)];
  const others = reshapeTo(inLine(reshapeTo(multiply(left, right), [...outer, half])), [...outer, half, 1]);
  const all = reshapeTo(multiply(swapped, others), [...outer, 2 * half]);
  return count === 2 * half ? all : applyOne(slice, { ranges: [{ start: 0, size: count, step: 1 }] }, [all]);
}

/** The elements at one place of the last axis, which stays with length 1. */
function at(x: ArrayLike, start: number): ArrayLike {
  return applyOne(slice, { ranges: [{ start, size: 1, step: 1 }] }, [x]);
}

/** A neutral element put at the end of the last axis. */
function withOne(x: ArrayLike, outer: readonly number[]): ArrayLike {
  const one = full([...outer, 1], 1, { dtype: abstractOf(x).dtype });
  return applyOne(concat, { axis: -1 }, [x, one]);
}
