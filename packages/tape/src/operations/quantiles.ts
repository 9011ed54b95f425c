import { type Axes, checkCount, normalizeAxes } from "@chainrule/array";
import { ArgumentError } from "../errors.ts";
import { broadcastToShape } from "../families.ts";
import { listOf, oneOf, optionsOf } from "../given.ts";
import { keptShape } from "../rows/reduce.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { axesFromEnd, type ReduceOptions } from "./axes.ts";
import { equal, greater, isInfinite, isNaN, logicalOr, where } from "./comparison.ts";
import { lerp } from "./compositions.ts";
import { takeAlongAxis } from "./indexing.ts";
import { stack } from "./joins.ts";
import { permuteDims, reshape } from "./moves.ts";
import { ceil, floor, maximum, round } from "./piecewise.ts";
import { sum } from "./reductions.ts";
import { sort } from "./sorting.ts";

/** What is taken where a quantile falls between two elements. */
export type QuantileMethod = "linear" | "lower" | "higher" | "midpoint" | "nearest";

/** What quantiles take besides axes. */
export interface QuantileOptions extends ReduceOptions {
  /** What is taken between two elements: the point on the line between them unless given. */
  readonly method?: QuantileMethod;
}

/** The weight of the upper neighbour of a position: from how far it is beyond the lower one, and the position itself. */
type WeightRule = (beyond: ArrayLike, position: ArrayLike) => ArrayLike;

const WEIGHTS: { readonly [M in QuantileMethod]: WeightRule } = {
  linear: (beyond) => beyond,
  lower: () => 0,
  higher: (beyond) => ceil(beyond),
  midpoint: (beyond) => where(greater(beyond, 0), 0.5, 0),
  nearest: (beyond, position) => subtract(round(position), subtract(position, beyond)),
};

/**
 * The q-quantile of the elements along axes: at position q (n - 1) of the sorted ones, counted from 0. NaN if any element is. For
 * a list of q, the results stand along a new first axis.
 *
 * The derivative goes to the one or two elements that it is made of, as with `sort`.
 *
 * @throws ArgumentError `tape/argument` for q outside 0 to 1, an unknown method, and for no elements.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { quantile } from "@chainrule/tape";
 * const x = array([1, 2, 4, 8]);
 * quantile(x, 0.5).item(); // => 3
 * quantile(x, [0, 0.25, 1]).toNested(); // => [1, 1.75, 8]
 * quantile(x, 0.5, { method: "lower" }).item(); // => 2
 * ```
 */
export function quantile(x: ArrayLike, q: number | readonly number[], options: QuantileOptions = {}): Tensor {
  return quantilesOf("quantile", x, q, options, false);
}

/**
 * `quantile` of the elements that are not NaN; NaN where there are none.
 *
 * @throws ArgumentError `tape/argument` for q outside 0 to 1, an unknown method, and for no elements.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { nanQuantile } from "@chainrule/tape";
 * nanQuantile(array([1, Number.NaN, 3]), 0.5).item(); // => 2
 * ```
 */
export function nanQuantile(
  x: ArrayLike,
  q: number | readonly number[],
  options: QuantileOptions = {},
): Tensor {
  return quantilesOf("nanQuantile", x, q, options, true);
}

/**
 * The middle of the elements along axes: the mean of the two in the middle if their number is even, unless the method says
 * otherwise (`lower` is that of PyTorch). NaN if any element is.
 *
 * @throws ArgumentError `tape/argument` for no elements.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { median } from "@chainrule/tape";
 * median(array([[1, 5, 3], [4, 2, 9]]), { axis: 1 }).toNested(); // => [3, 4]
 * ```
 */
export function median(x: ArrayLike, options: QuantileOptions = {}): Tensor {
  return quantilesOf("median", x, 0.5, options, false);
}

/**
 * `median` of the elements that are not NaN; NaN where there are none.
 *
 * @throws ArgumentError `tape/argument` for no elements.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { nanMedian } from "@chainrule/tape";
 * nanMedian(array([1, Number.NaN, 3])).item(); // => 2
 * ```
 */
export function nanMedian(x: ArrayLike, options: QuantileOptions = {}): Tensor {
  return quantilesOf("nanMedian", x, 0.5, options, true);
}

function quantilesOf(
  operation: string,
  x: ArrayLike,
  q: number | readonly number[],
  options: QuantileOptions,
  ignoreNaN: boolean,
): Tensor {
  const { method = "linear" } = optionsOf(operation, options, ["axis", "keepDims", "method"]);
  const weightOf = weightRule(operation, method);
  const sorted = sort(lanesAlong(operation, x, options.axis));
  const missing = sum(isNaN(sorted), { axis: -1, keepDims: true });
  const count = subtract(sorted.shape.at(-1)!, ignoreNaN ? missing : 0);
  const last = maximum(subtract(count, 1), 0);
  const shape = options.keepDims
    ? keptShape(shapeOf(x), axesFromEnd(x, options.axis))
    : sorted.shape.slice(0, -1);
  const one = (fraction: number): Tensor => {
    const picked = between(sorted, multiply(checkedFraction(operation, fraction), last), weightOf);
    return reshape(ignoreNaN ? picked : where(equal(missing, 0), picked, Number.NaN), shape);
  };
  if (typeof q === "number") return one(q);
  checkCount(listOf(operation, "the fractions", q).length);
  return stack(q.map(one));
}

/** The elements of each result in one lane, along a last axis. */
function lanesAlong(operation: string, x: ArrayLike, axis: Axes): Tensor {
  const shape = shapeOf(x);
  const over = normalizeAxes(axis, shape.length);
  const kept = shape.map((_, k) => k).filter((k) => !over.includes(k));
  const count = over.reduce((n, k) => n * shape[k]!, 1);
  if (count === 0) throw new ArgumentError(operation, "no elements have no quantile; give one or more.");
  const outer = kept.map((k) => shape[k]!);
  return reshape(permuteDims(x, [...kept, ...over]), [...outer, count]);
}

/** What is at a position of each sorted lane; infinite neighbours are taken only with a weight, and win over finite ones. */
function between(sorted: Tensor, position: ArrayLike, weightOf: WeightRule): Tensor {
  const places = [...sorted.shape.slice(0, -1), 1];
  const lower = floor(position);
  const pick = (place: ArrayLike): Tensor => takeAlongAxis(sorted, broadcastToShape(place, places));
  const [low, high] = [pick(lower), pick(ceil(position))];
  const weight = weightOf(subtract(position, lower), position);
  const isUnbounded = logicalOr(isInfinite(low), isInfinite(high));
  const mixed = where(isUnbounded, add(low, high), lerp(low, high, weight));
  return where(equal(weight, 0), low, where(equal(weight, 1), high, mixed)) as Tensor;
}

function weightRule(operation: string, method: QuantileMethod): WeightRule {
  return WEIGHTS[oneOf(operation, "method", method, Object.keys(WEIGHTS) as QuantileMethod[])];
}

function checkedFraction(operation: string, q: number): number {
  if (typeof q === "number" && q >= 0 && q <= 1) return q;
  throw new ArgumentError(operation, `q = ${String(q)} is no quantile; use numbers from 0 to 1.`);
}
