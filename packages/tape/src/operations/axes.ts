import { type Axes, normalizeAxes, normalizeAxis } from "@chainrule/array";
import { type ArrayLike, shapeOf } from "../value.ts";

/** Which axes an operation folds. */
export interface ReduceOptions {
  /** One axis, several, or all when left out; negative ones count from the end. */
  readonly axis?: Axes;
  /** Whether folded axes stay, with length 1. */
  readonly keepDims?: boolean;
}

/** Axes as rows want them: complete and counted from the end, in increasing order. */
export function axesFromEnd(x: ArrayLike, axes: Axes): number[] {
  const rank = shapeOf(x).length;
  return normalizeAxes(axes, rank).map((axis) => axis - rank);
}

/** One axis, counted from the end. */
export function axisFromEnd(x: ArrayLike, axis: number): number {
  const rank = shapeOf(x).length;
  return normalizeAxis(axis, rank) - rank;
}
