import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import { optionsOf } from "../given.ts";
import { stopGradient as stopGradientRow } from "../rows/elementwise.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { add, divide, multiply, rsqrt, subtract } from "./arithmetic.ts";
import type { ReduceOptions } from "./axes.ts";
import { greater, where } from "./comparison.ts";
import { inFloats } from "./floats.ts";
import { variance, vectorNorm } from "./moments.ts";
import { expandDims } from "./moves.ts";
import { mean, sum } from "./reductions.ts";

/** Along which axes to normalise, and below which size not to. */
export interface NormalizeOptions {
  /** One axis or several; the last unless given. */
  readonly axis?: ReduceOptions["axis"];
  /** What keeps divisors from 0. */
  readonly epsilon?: number;
}

/**
 * The array with mean 0 and variance 1 along axes: $(x - \bar x) / \sqrt{\operatorname{var} x + \varepsilon}$, with the variance of a
 * population in two passes and $\varepsilon = 10^{-5}$ unless given. What layer, batch, group and instance normalisation are made of.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { standardize } from "@chainrule/tape";
 * standardize(array([1, 3]), { epsilon: 0 }).toNested(); // => [-1, 1]
 * standardize(array([4, 4, 4])).toNested(); // => [0, 0, 0]
 * ```
 */
export function standardize(x: ArrayLike, options: NormalizeOptions = {}): Tensor {
  const { axis = -1, epsilon = 1e-5 } = optionsOf("standardize", options, ["axis", "epsilon"]);
  const along = { axis, keepDims: true };
  const centred = subtract(x, mean(x, along));
  return multiply(centred, rsqrt(add(variance(x, along), epsilon)));
}

/** What `normalize` takes besides an array. */
export interface UnitOptions extends NormalizeOptions {
  /** The order of the norm; 2 unless given. */
  readonly order?: number;
}

/**
 * Vectors along axes divided by their norms. A vector whose norm is not above $\varepsilon$ ($10^{-12}$ unless given) is divided by
 * $\varepsilon$, and has the derivative 0.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { normalize } from "@chainrule/tape";
 * normalize(array([3, 4])).toNested(); // => [0.6, 0.8]
 * normalize(array([0, 0])).toNested(); // => [0, 0]
 * ```
 */
export function normalize(x: ArrayLike, options: UnitOptions = {}): Tensor {
  const {
    axis = -1,
    epsilon = 1e-12,
    order = 2,
  } = optionsOf("normalize", options, ["axis", "epsilon", "order"]);
  const norm = vectorNorm(x, { axis, order, keepDims: true });
  const isLong = greater(norm, epsilon);
  const kept = where(isLong, x, 0);
  return where(
    isLong,
    divide(kept, where(isLong, norm, 1)),
    divide(applyOne(stopGradientRow, undefined, [x]), epsilon),
  ) as Tensor;
}

/**
 * The cosine of the angle between vectors along an axis; 0, with the derivative 0, where either is not longer than $\varepsilon$
 * ($10^{-8}$ unless given).
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { cosineSimilarity } from "@chainrule/tape";
 * cosineSimilarity(array([1, 0]), array([3, 3])).item(); // => 0.7071067811865476
 * ```
 */
export function cosineSimilarity(
  a: ArrayLike,
  b: ArrayLike,
  options: { readonly axis?: number; readonly epsilon?: number } = {},
): Tensor {
  const { axis = -1, epsilon = 1e-8 } = optionsOf("cosineSimilarity", options, ["axis", "epsilon"]);
  return sum(multiply(normalize(a, { axis, epsilon }), normalize(b, { axis, epsilon })), { axis });
}

/** What distances take besides points. */
export interface DistanceOptions {
  /** The order of the norm of the difference; 2 unless given. */
  readonly order?: number;
}

/**
 * Distances of all points of one list from all of another. Points that coincide have the derivative 0 (order 1 or more).
 *
 * Shapes: `[..., m, d]` and `[..., n, d]` -> `[..., m, n]`.
 *
 * @throws ArgumentError `tape/argument` for a list of fewer than two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { pairwiseDistances } from "@chainrule/tape";
 * pairwiseDistances(array([[0, 0], [3, 4]]), array([[0, 0]])).toNested(); // => [[0], [5]]
 * ```
 */
export function pairwiseDistances(a: ArrayLike, b: ArrayLike, options: DistanceOptions = {}): Tensor {
  const { order = 2 } = optionsOf("pairwiseDistances", options, ["order"]);
  if (shapeOf(a).length < 2 || shapeOf(b).length < 2) {
    throw new ArgumentError("pairwiseDistances", "points stand in rows; give two axes or more.");
  }
  const [from, to] = [expandDims(inFloats(a, b), -2), expandDims(inFloats(b, a), -3)];
  return vectorNorm(subtract(from, to), { axis: -1, order });
}
