import { promote, type Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { broadcastToShape, castLike } from "../families.ts";
import { listOf, oneOf, optionsOf } from "../given.ts";
import type { Primitive } from "../primitive.ts";
import { scatterAddAlongAxis } from "../rows/gather.ts";
import { scatterMax, scatterMin } from "../rows/scatter.ts";
import type { Axis } from "../rows/slicing.ts";
import { type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";
import { add, divide, multiply } from "./arithmetic.ts";
import { axisFromEnd } from "./axes.ts";
import { astype } from "./casts.ts";
import { where } from "./comparison.ts";
import { iota, onesLike } from "./creation.ts";
import { inFloats } from "./floats.ts";
import { at, type Index } from "./indexing.ts";
import { reshape } from "./moves.ts";
import { combineSorted, written } from "./segments.ts";

/** How updates meet what stands at their place. */
export type Combination = "set" | "add" | "multiply" | "max" | "min" | "mean";

/** What scattering takes besides updates. */
export interface ScatterOptions {
  /** The axis along which the indices go; the last unless given. */
  readonly axis?: number;
  /** How updates of one place are combined; `set` unless given: the last one stays. */
  readonly combine?: Combination;
  /** Whether what stood at a place takes part; true unless given. */
  readonly includeSelf?: boolean;
}

interface Scattering {
  readonly x: ArrayLike;
  readonly indices: ArrayLike;
  readonly updates: ArrayLike;
  readonly axis: number;
  readonly includeSelf: boolean;
}

interface CombinationRule {
  /** What leaves the others as they are: put where `x` takes no part. */
  readonly neutral: number;
  readonly scatter: (given: Scattering) => ArrayLike;
}

const COMBINATIONS: { readonly [C in Combination]: CombinationRule } = {
  set: { neutral: 0, scatter: setting },
  add: { neutral: 0, scatter: ({ x, ...given }) => add(x, sumsOf(x, given.updates, given)) },
  multiply: {
    neutral: 1,
    scatter: ({ x, indices, updates, axis }) => combineSorted(multiply, x, indices, updates, axis),
  },
  max: {
    neutral: Number.NEGATIVE_INFINITY,
    scatter: (given) => extremum(scatterMax, given),
  },
  min: {
    neutral: Number.POSITIVE_INFINITY,
    scatter: (given) => extremum(scatterMin, given),
  },
  mean: { neutral: 0, scatter: averaging },
};

/**
 * `x` with updates put at indices of their own along an axis, the inverse of `takeAlongAxis`: for the last axis
 * `out[i, indices[i, k]]` is made of `x` and `updates[i, k]`. Several updates of one place are combined.
 *
 * The derivative goes to what is left in the result: with `set`, to the last update of a place; with `max` and
 * `min`, to all that reach the extremum, in equal parts; `multiply` forms the product of the others without division.
 *
 * Shapes: indices and updates of one shape, which is that of x but for the length of the axis; updates may be a number.
 *
 * @throws IndexError `array/index` for an index outside the axis, or one that is no integer.
 * @throws ShapeMismatchError `tape/shape-mismatch` for other shapes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { scatter } from "@chainrule/tape";
 * const x = array([1, 2, 3]);
 * scatter(x, array([2, 0]), array([7, 8])).toNested(); // => [8, 2, 7]
 * scatter(x, array([0, 0]), array([7, 8]), { combine: "add" }).toNested(); // => [16, 2, 3]
 * scatter(x, array([0, 0]), array([7, 8]), { combine: "mean", includeSelf: false }).toNested(); // => [7.5, 2, 3]
 * ```
 */
export function scatter(
  x: ArrayLike,
  indices: ArrayLike,
  updates: ArrayLike,
  options: ScatterOptions = {},
): Tensor {
  const {
    axis = -1,
    combine = "set",
    includeSelf = true,
  } = optionsOf("scatter", options, ["axis", "combine", "includeSelf"]);
  const known = Object.keys(COMBINATIONS) as Combination[];
  const rule = COMBINATIONS[oneOf("scatter", "combination", combine, known)];
  const along = axisFromEnd(x, axis);
  checkAlong(shapeOf(x), shapeOf(indices), along);
  const dtype =
    typeof updates === "number"
      ? abstractOf(x).dtype
      : promote(abstractOf(x).dtype, abstractOf(updates).dtype);
  const base = astype(x, dtype);
  const given = astype(broadcastToShape(updates, shapeOf(indices)), dtype);
  if (shapeOf(indices).includes(0)) return base;
  const from = includeSelf ? base : cleared(base, indices, given, along, rule.neutral);
  return rule.scatter({ x: from, indices, updates: given, axis: along, includeSelf }) as Tensor;
}

function checkAlong(shape: Shape, indices: Shape, axis: number): void {
  const at = shape.length + axis;
  if (shape.length === indices.length && shape.every((n, k) => k === at || n === indices[k])) return;
  throw new ShapeMismatchError("scatter", [shape, indices], "lengths must be equal but along the axis.");
}

/** `x` with a number at every place that is written. */
function cleared(x: Tensor, indices: ArrayLike, updates: Tensor, axis: number, neutral: number): Tensor {
  return where(written(updates, indices, axis, x.shape.at(axis)!).isWritten, neutral, x) as Tensor;
}

function setting({ x, indices, updates, axis }: Scattering): ArrayLike {
  const { isWritten, value } = written(updates, indices, axis, shapeOf(x).at(axis)!);
  return where(isWritten, value, x);
}

/** In the dtype of the updates: infinities, which integers do not have, give way to updates wherever they stand. */
function extremum(row: Primitive<Axis>, { x, indices, updates, axis }: Scattering): ArrayLike {
  return castLike(applyOne(row, { axis }, [x, indices, updates]), updates);
}

/** What the updates of each place add up to. */
function sumsOf(
  x: ArrayLike,
  updates: ArrayLike,
  { indices, axis }: Pick<Scattering, "indices" | "axis">,
): ArrayLike {
  return applyOne(scatterAddAlongAxis, { axis, length: shapeOf(x).at(axis)! }, [updates, indices]);
}

function averaging({ x, updates, includeSelf, ...places }: Scattering): ArrayLike {
  const given = { ...places, updates: inFloats(updates) };
  const counts = sumsOf(x, onesLike(given.updates), given);
  const { isWritten } = written(given.updates, given.indices, given.axis, shapeOf(x).at(given.axis)!);
  const all = includeSelf ? add(counts, 1) : where(isWritten, counts, 1);
  return divide(add(inFloats(x), sumsOf(x, given.updates, given)), all);
}

/**
 * An array with part of it changed: what `at(x, ...indices)` picks is combined with `updates`, which broadcast to its
 * shape. The array given stays as it is.
 *
 * @throws ArgumentError `tape/argument` for places outside and for more indices than axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { updateAt } from "@chainrule/tape";
 * const x = array([[1, 2], [3, 4]]);
 * updateAt(x, [0], 9).toNested(); // => [[9, 9], [3, 4]]
 * updateAt(x, [":", 1], array([10, 20]), "add").toNested(); // => [[1, 12], [3, 24]]
 * updateAt(x, [array([[true, false], [false, true]])], 0).toNested(); // => [[0, 2], [3, 0]]
 * ```
 */
export function updateAt(
  x: ArrayLike,
  indices: readonly Index[],
  updates: ArrayLike,
  combine: Combination = "set",
): Tensor {
  const shape = shapeOf(x);
  const size = shape.reduce((product, length) => product * length, 1);
  const places = at(reshape(iota(size), shape), ...listOf("updateAt", "the indices", indices));
  const given = broadcastToShape(updates, places.shape);
  const changed = scatter(reshape(x, [size]), reshape(places, [places.size]), reshape(given, [places.size]), {
    combine,
  });
  return reshape(changed, shape);
}
