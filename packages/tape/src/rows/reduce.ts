import { foldAxes, type Shape, sumDType, sumFor } from "@chainrule/array";
import { broadcastToShape, linear, reshapeTo } from "../families.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike } from "../value.ts";

/** Axes to reduce, counted from the end (-1 is the last), without repetition. */
export interface Axes {
  readonly axes: readonly number[];
}

/** The shape without the reduced axes. */
export function reducedShape(shape: Shape, axes: readonly number[]): Shape {
  const kept: number[] = [];
  for (let i = 0; i < shape.length; i++) if (!axes.includes(i - shape.length)) kept.push(shape[i]!);
  return Object.freeze(kept);
}

/** The shape with the reduced axes of length 1. */
export function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((length, i) => (axes.includes(i - shape.length) ? 1 : length));
}

/** A reduced value repeated along the axes it was reduced over. */
export function unreduce(x: ArrayLike, axes: readonly number[], shape: Shape): ArrayLike {
  return broadcastToShape(reshapeTo(x, keptShape(shape, axes)), shape);
}

export const sum: Primitive<Axes> = /* @__PURE__ */ linear<Axes>({
  name: "sum",
  family: "reduce",
  scalar: (A, a, b) => A.add(a, b),
  shape: ({ axes }, x) => ({ shape: reducedShape(x.shape, axes), dtype: sumDType(x.dtype), weak: false }),
  kernel: ({ axes }, x, { shape, dtype }) => {
    const over = axes.map((axis) => axis + x.rank);
    return foldAxes(sumFor(dtype), x, over, shape, dtype);
  },
  transpose: (cotangent, { axes }, x) => unreduce(cotangent, axes, x.shape),
});
