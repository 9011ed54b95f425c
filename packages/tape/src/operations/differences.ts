import { ArgumentError } from "../errors.ts";
import { optionsOf } from "../given.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { add, divide, multiply, subtract } from "./arithmetic.ts";
import { axisFromEnd } from "./axes.ts";
import { cumulativeSum } from "./cumulative.ts";
import { inFloats } from "./floats.ts";
import { concat, part } from "./joins.ts";
import { reshape } from "./moves.ts";
import { sum } from "./reductions.ts";

/** All but the first, and all but the last elements along an axis that counts from the end. */
function neighbours(x: ArrayLike, axis: number): [later: Tensor, earlier: Tensor] {
  const count = Math.max(0, shapeOf(x).at(axis)! - 1);
  return [part(x, axis, Math.min(1, shapeOf(x).at(axis)!), count), part(x, axis, 0, count)];
}

/**
 * Differences of neighbours along an axis, `x[i + 1] - x[i]`, taken `order` times.
 *
 * @throws ArgumentError `tape/argument` for an order that is no integer of at least 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { diff } from "@chainrule/tape";
 * diff(array([1, 4, 9, 16])).toNested(); // => [3, 5, 7]
 * diff(array([1, 4, 9, 16]), 2).toNested(); // => [2, 2]
 * ```
 */
export function diff(x: ArrayLike, order: number = 1, axis: number = -1): Tensor {
  if (!Number.isInteger(order) || order < 0) {
    throw new ArgumentError("diff", `differences of order ${order}; use an integer of at least 0.`);
  }
  const along = axisFromEnd(x, axis);
  let result = reshape(x, shapeOf(x));
  for (let k = 0; k < Math.min(order, shapeOf(x).at(along)!); k++)
    result = subtract(...neighbours(result, along));
  return result;
}

/** Where samples were taken: their distance, or their places (a list, or one for each sample). */
export interface Sampling {
  /** The distance of neighbours; 1 unless given. */
  readonly step?: ArrayLike;
  /** The places, instead of a distance. */
  readonly at?: ArrayLike;
  /** The axis of the samples; the last unless given. */
  readonly axis?: number;
}

/** The area between each two neighbours: their mean, times their distance. */
function trapezoids(y: ArrayLike, { step = 1, at, axis = -1 }: Sampling): Tensor {
  const along = axisFromEnd(y, axis);
  const mean = divide(add(...neighbours(inFloats(y), along)), 2);
  return multiply(mean, at === undefined ? step : distances(inFloats(at, mean), along));
}

/** Differences of places; those of one list go along the axis of the samples. */
function distances(places: ArrayLike, axis: number): ArrayLike {
  if (shapeOf(places).length !== 1) return subtract(...neighbours(places, axis));
  const gaps = subtract(...neighbours(places, -1));
  return reshape(gaps, [gaps.size, ...new Array<number>(-1 - axis).fill(1)]);
}

/**
 * The integral of samples along an axis by the trapezoidal rule.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { trapezoid } from "@chainrule/tape";
 * trapezoid(array([0, 1, 4])).item(); // => 3
 * trapezoid(array([0, 1, 4]), { at: array([0, 1, 3]) }).item(); // => 5.5
 * ```
 */
export function trapezoid(y: ArrayLike, sampling: Sampling = {}): Tensor {
  optionsOf("trapezoid", sampling, ["step", "at", "axis"]);
  return sum(trapezoids(y, sampling), { axis: sampling.axis ?? -1 });
}

/**
 * Running integrals of samples along an axis by the trapezoidal rule, from the second sample on.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cumulativeTrapezoid } from "@chainrule/tape";
 * cumulativeTrapezoid(array([0, 1, 4])).toNested(); // => [0.5, 3]
 * ```
 */
export function cumulativeTrapezoid(y: ArrayLike, sampling: Sampling = {}): Tensor {
  optionsOf("cumulativeTrapezoid", sampling, ["step", "at", "axis"]);
  return cumulativeSum(trapezoids(y, sampling), sampling.axis ?? -1);
}

/**
 * Derivatives of samples along an axis by differences: of the neighbours on both sides inside, of one neighbour at the ends.
 *
 * @throws ArgumentError `tape/argument` for fewer than two samples.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { centralDifferences } from "@chainrule/tape";
 * centralDifferences(array([1, 4, 9, 16])).toNested(); // => [3, 4, 6, 7]
 * ```
 */
export function centralDifferences(y: ArrayLike, options: Omit<Sampling, "at"> = {}): Tensor {
  const { step = 1, axis = -1 } = optionsOf("centralDifferences", options, ["step", "axis"]);
  const along = axisFromEnd(y, axis);
  const length = shapeOf(y).at(along)!;
  if (length < 2)
    throw new ArgumentError("centralDifferences", `${length} samples have no slope; give two or more.`);
  const slopes = divide(subtract(...neighbours(inFloats(y, step), along)), step);
  const inside = divide(add(...neighbours(slopes, along)), 2);
  return concat([part(slopes, along, 0, 1), inside, part(slopes, along, length - 2, 1)], along);
}
