import { ArgumentError } from "../errors.ts";
import { broadcastToShape, reshapeTo } from "../families.ts";
import { listOf, oneOf, optionsOf } from "../given.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { add, divide, multiply, power, subtract } from "./arithmetic.ts";
import { astype } from "./casts.ts";
import { equal } from "./comparison.ts";
import { lerp } from "./compositions.ts";
import { type CreationOptions, iota } from "./creation.ts";
import { expandDims } from "./moves.ts";

/**
 * The numbers `start, start + step, ...` up to but not including `stop`; with one number, from 0 up to it.
 *
 * @throws ArgumentError `tape/argument` for a step of 0 or numbers that are not finite.
 *
 * @example
 * ```ts
 * import { arange } from "@chainrule/tape";
 * arange(3).toNested(); // => [0, 1, 2]
 * arange(1, 2, 0.25).toNested(); // => [1, 1.25, 1.5, 1.75]
 * ```
 */
export function arange(
  start: number,
  stop?: number,
  step: number = 1,
  options: CreationOptions = {},
): Tensor {
  optionsOf("arange", options, ["dtype"]);
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  if (![from, to, step].every(Number.isFinite) || step === 0) {
    throw new ArgumentError(
      "arange",
      `(${from}, ${to}, ${step}) has no length; use finite numbers and another step.`,
    );
  }
  const places = iota(Math.max(0, Math.ceil((to - from) / step)));
  return astype(add(from, multiply(step, places)), options.dtype ?? "float64");
}

/**
 * `count` numbers at equal distances from `start` to `stop`, both included, through which derivatives flow to both.
 *
 * @example
 * ```ts
 * import { linspace } from "@chainrule/tape";
 * linspace(0, 1, 5).toNested(); // => [0, 0.25, 0.5, 0.75, 1]
 * ```
 */
export function linspace(start: ArrayLike, stop: ArrayLike, count: number): Tensor {
  return lerp(start, stop, divide(iota(count), Math.max(1, count - 1))) as Tensor;
}

/**
 * `count` numbers whose logarithms have equal distances: the base to the powers of `linspace(start, stop, count)`.
 *
 * @example
 * ```ts
 * import { logspace } from "@chainrule/tape";
 * logspace(0, 3, 4).toNested(); // => [1, 10, 100, 1000]
 * ```
 */
export function logspace(start: ArrayLike, stop: ArrayLike, count: number, base: number = 10): Tensor {
  return power(base, linspace(start, stop, count));
}

/**
 * A matrix with ones on its diagonal number k (0 is the main one, positive above it) and zeros elsewhere.
 *
 * @example
 * ```ts
 * import { eye } from "@chainrule/tape";
 * eye(2).toNested(); // => [[1, 0], [0, 1]]
 * ```
 */
export function eye(
  rows: number,
  columns: number = rows,
  k: number = 0,
  options: CreationOptions = {},
): Tensor {
  optionsOf("eye", options, ["dtype"]);
  return astype(equal(subtract(iota(columns), expandDims(iota(rows), -1)), k), options.dtype ?? "float64");
}

/**
 * Coordinates of the points of a grid: each list repeated along the axes of all others. With `xy` the first two axes change places,
 * as in plots.
 *
 * @throws ArgumentError `tape/argument` for an array of more than one axis, and for an unknown indexing.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { meshgrid } from "@chainrule/tape";
 * const [rows, columns] = meshgrid([array([1, 2]), array([5, 6, 7])]);
 * rows?.toNested(); // => [[1, 1, 1], [2, 2, 2]]
 * columns?.toNested(); // => [[5, 6, 7], [5, 6, 7]]
 * ```
 */
export function meshgrid(
  lists: readonly ArrayLike[],
  options: { readonly indexing?: "ij" | "xy" } = {},
): Tensor[] {
  const { indexing = "ij" } = optionsOf("meshgrid", options, ["indexing"]);
  oneOf("meshgrid", "indexing", indexing, ["ij", "xy"]);
  const lengths = listOf("meshgrid", "the coordinates", lists).map((list) => {
    if (shapeOf(list).length > 1)
      throw new ArgumentError("meshgrid", "a list has one axis; use reshape to make one.");
    return shapeOf(list)[0] ?? 1;
  });
  const axisOf = (i: number): number => (indexing === "xy" && i < 2 && lists.length > 1 ? 1 - i : i);
  const shape = lengths.map((_, i) => lengths[axisOf(i)]!);
  return lists.map((list, i) => {
    const aligned = shape.map((length, axis) => (axis === axisOf(i) ? length : 1));
    return broadcastToShape(reshapeTo(list, aligned), shape) as Tensor;
  });
}
