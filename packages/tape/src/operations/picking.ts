import { array, type NDArray, type Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { commonShape } from "../promotion.ts";
import { take as takeRow } from "../rows/gather.ts";
import { type ArrayLike, abstractOf, asArray, concrete, shapeOf, type Tensor } from "../value.ts";
import { add, multiply } from "./arithmetic.ts";
import { axisFromEnd } from "./axes.ts";
import { greaterEqual, less, logicalAnd, where } from "./comparison.ts";
import { permuteDims, reshape } from "./moves.ts";

// Picking by arrays: of indices, or of truths.

/**
 * The indices of the elements other than 0, one `int32` list for each axis, in row-major order.
 *
 * How many there are depends on the elements, so these must be known: inside `trace`, `vmap`, `scan` or a compiled
 * function they are not. There, `where` keeps a fixed shape.
 *
 * @throws NoConcreteValueError `tape/no-concrete-value` where only the shape is known.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { nonzero } from "@chainrule/tape";
 * nonzero(array([[3, 0], [0, 4]])).map((indices) => indices.toNested()); // => [[0, 1], [0, 1]]
 * ```
 */
export function nonzero(x: ArrayLike): NDArray[] {
  const { shape } = asArray(concrete(x));
  const places = placesOf(x);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((n, k) => n * k, 1));
  return shape.map((length, axis) =>
    array(Int32Array.from(places, (place) => Math.floor(place / strides[axis]!) % length)),
  );
}

/** Where the elements other than 0 stand, in row-major order. */
function placesOf(x: ArrayLike): number[] {
  return asArray(concrete(x)).read((view) => {
    const places: number[] = [];
    view.forEach((element, place) => {
      if (element !== 0) places.push(place);
    });
    return places;
  });
}

/**
 * The slices along an axis where a condition holds; of the flattened array when no axis is given. The condition is a
 * list of at most as many elements as there are slices.
 *
 * The length depends on the condition, so its elements must be known, as for `nonzero`; those of x need not be, and derivatives
 * go to the slices that are kept.
 *
 * @throws NoConcreteValueError `tape/no-concrete-value` where only the shape of the condition is known.
 * @throws ShapeMismatchError `tape/shape-mismatch` for a condition longer than the axis.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { compress } from "@chainrule/tape";
 * compress(array([true, false, true]), array([1, 2, 3])).toNested(); // => [1, 3]
 * compress(array([false, true]), array([[1, 2], [3, 4]]), 1).toNested(); // => [[2], [4]]
 * ```
 */
export function compress(condition: ArrayLike, x: ArrayLike, axis?: number): Tensor {
  const flat = axis === undefined ? reshape(x, [-1]) : x;
  const along = axisFromEnd(flat, axis ?? 0);
  const given = shapeOf(condition);
  if (given.length !== 1 || given[0]! > shapeOf(flat).at(along)!) {
    throw new ShapeMismatchError("compress", [given, shapeOf(flat)], "give one truth for each slice.");
  }
  const places = array(Int32Array.from(placesOf(condition)));
  return applyOne(takeRow, { axis: along }, [flat, places]) as Tensor;
}

/** Indices along one axis, and how long a mask that they were made of says it is. */
export interface IndexList {
  readonly indices: ArrayLike;
  readonly length: number | undefined;
}

/** A mask gives one list of indices for each of its axes; integers are indices as they are. */
export function indexLists(index: Tensor): IndexList[] {
  if (index.dtype !== "bool") return [{ indices: index, length: undefined }];
  if (index.rank === 0) {
    throw new ArgumentError("at", "a mask has one axis or more; use where or ifElse for a single truth.");
  }
  return nonzero(index).map((indices, axis) => ({ indices, length: index.shape[axis]! }));
}

interface AxisList extends IndexList {
  readonly axis: number;
}

function checkMasks(shape: Shape, picks: readonly AxisList[]): void {
  for (const { axis, length } of picks) {
    if (length === undefined || length === shape[axis]) continue;
    throw new ShapeMismatchError(
      "at",
      [shape],
      `a mask of length ${length} goes along axis ${axis}; make them equal.`,
    );
  }
}

/**
 * Elements at several arrays of indices, which broadcast together; their axes come where the indexed axes were if these
 * stand together, else in front.
 */
export function pickAt(x: Tensor, picks: readonly AxisList[]): Tensor {
  checkMasks(x.shape, picks);
  const [first, ...others] = picks;
  if (first === undefined) return x;
  if (others.length === 0)
    return applyOne(takeRow, { axis: first.axis - x.rank }, [x, first.indices]) as Tensor;
  const axes = picks.map(({ axis }) => axis);
  const together = axes.every((axis, i) => axis === axes[0]! + i);
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const place = together ? axes[0]! : 0;
  const moved = together ? x : permuteDims(x, [...axes, ...kept]);
  const lengths = axes.map((axis) => x.shape[axis]!);
  const joined = lengths.reduce((n, k) => n * k, 1);
  const flat = reshape(moved, [
    ...moved.shape.slice(0, place),
    joined,
    ...moved.shape.slice(place + axes.length),
  ]);
  const indices = jointIndices(picks, lengths, joined);
  return applyOne(takeRow, { axis: place - flat.rank }, [flat, indices]) as Tensor;
}

/** Indices along several axes as indices along these axes taken as one; what is outside stays outside. */
function jointIndices(picks: readonly AxisList[], lengths: readonly number[], outside: number): ArrayLike {
  commonShape(
    "at",
    picks.map(({ indices }) => abstractOf(indices)),
  );
  let place: ArrayLike = 0;
  let inside: ArrayLike = 1;
  picks.forEach(({ indices }, i) => {
    const length = lengths[i]!;
    const counted = where(less(indices, 0), add(indices, length), indices);
    inside = logicalAnd(inside, logicalAnd(greaterEqual(counted, 0), less(counted, length)));
    place = add(multiply(place, length), counted);
  });
  return where(inside, place, outside);
}
