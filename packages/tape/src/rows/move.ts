import {
  broadcastStrides,
  copyView,
  NDArray,
  permuteDims as permuteKernel,
  type Shape,
  sizeOf,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { linear, reshapeTo, sumToShape } from "../families.ts";
import type { Primitive } from "../primitive.ts";

/** A target for the last `rank` axes; whatever axes lead are kept. */
export interface TargetShape {
  readonly rank: number;
  readonly shape: Shape;
}

// Mostly nothing leads, and engines are slow to slice frozen arrays.

function leading(shape: Shape, rank: number): Shape {
  return rank === shape.length ? [] : shape.slice(0, shape.length - rank);
}

function trailing(shape: Shape, rank: number): Shape {
  return rank === shape.length ? shape : shape.slice(shape.length - rank);
}

/** Last `rank` axes to `shape`, element by element. */
export const reshape: Primitive<TargetShape> = /* @__PURE__ */ linear<TargetShape>({
  name: "reshape",
  family: "move",
  shape: ({ rank, shape }, x) => {
    if (sizeOf(trailing(x.shape, rank)) !== sizeOf(shape)) {
      throw new ShapeMismatchError("reshape", [x.shape, shape], "the number of elements must stay.");
    }
    return { shape: [...leading(x.shape, rank), ...shape], dtype: x.dtype, weak: false };
  },
  kernel: (_, x, out) => x.read((elements) => new NDArray(elements, out.shape, x.dtype)),
  transpose: (cotangent, { rank, shape }, x) =>
    applyOne(reshape, { rank: shape.length, shape: trailing(x.shape, rank) }, [cotangent]),
});

/** Last `rank` axes repeated to `shape`. */
export const broadcastTo: Primitive<TargetShape> = /* @__PURE__ */ linear<TargetShape>({
  name: "broadcastTo",
  family: "move",
  shape: ({ rank, shape }, x) => {
    const from = trailing(x.shape, rank);
    const missing = shape.length - rank;
    if (missing < 0 || !from.every((length, i) => length === 1 || length === shape[missing + i])) {
      throw new ShapeMismatchError("broadcastTo", [x.shape, shape], "lengths must be equal or 1.");
    }
    return { shape: [...leading(x.shape, rank), ...shape], dtype: x.dtype, weak: false };
  },
  kernel: (target, x, { shape }) =>
    copyView(x, shape, broadcastStrides(alignedShape(x.shape, target), shape)),
  transpose: (cotangent, target, x) =>
    reshapeTo(sumToShape(cotangent, alignedShape(x.shape, target)), x.shape),
});

/** The shape to be broadcast, with ones where the target has more axes. */
function alignedShape(from: Shape, { rank, shape }: TargetShape): Shape {
  return [...leading(from, rank), ...new Array<number>(shape.length - rank).fill(1), ...trailing(from, rank)];
}

/** The last axes in another order: each number, counted from the end, says which axis comes there. */
export const permuteDims: Primitive<{ readonly axes: readonly number[] }> = /* @__PURE__ */ linear<{
  readonly axes: readonly number[];
}>({
  name: "permuteDims",
  family: "move",
  shape: ({ axes }, x) => ({
    ...x,
    shape: [...leading(x.shape, axes.length), ...axes.map((axis) => x.shape.at(axis)!)],
  }),
  kernel: ({ axes }, x) => {
    const first = x.rank - axes.length;
    return permuteKernel(x, [
      ...Array.from({ length: first }, (_, i) => i),
      ...axes.map((axis) => axis + x.rank),
    ]);
  },
  transpose: (cotangent, { axes }) => applyOne(permuteDims, { axes: inverseOrder(axes) }, [cotangent]),
});

/** The order that undoes an order; both count from the end. */
export function inverseOrder(axes: readonly number[]): number[] {
  const rank = axes.length;
  const inverse = new Array<number>(rank);
  axes.forEach((axis, i) => {
    inverse[axis + rank] = i - rank;
  });
  return inverse;
}
