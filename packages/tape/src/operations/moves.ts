import { normalizePermutation, resolveShape, type Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError } from "../errors.ts";
import { listOf } from "../given.ts";
import * as moves from "../rows/move.ts";
import { moveAxis as moveAxisOf } from "../rows/move-axis.ts";
import * as rows from "../rows/slicing.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { axesFromEnd, axisFromEnd } from "./axes.ts";

/**
 * The same elements, in row-major order, in another shape; one length may be -1, for what is left.
 *
 * @throws ShapeError `array/shape` when the number of elements differs.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { reshape } from "@chainrule/tape";
 * reshape(array([1, 2, 3, 4]), [2, -1]).toNested(); // => [[1, 2], [3, 4]]
 * ```
 */
export function reshape(x: ArrayLike, shape: Shape): Tensor {
  const from = shapeOf(x);
  return applyOne(moves.reshape, { rank: from.length, shape: resolveShape(from, shape) }, [x]) as Tensor;
}

/**
 * The array repeated along new leading axes and axes of length 1.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when it does not broadcast to the shape.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { broadcastTo } from "@chainrule/tape";
 * broadcastTo(array([1, 2]), [2, 2]).toNested(); // => [[1, 2], [1, 2]]
 * ```
 */
export function broadcastTo(x: ArrayLike, shape: Shape): Tensor {
  return applyOne(
    moves.broadcastTo,
    { rank: shapeOf(x).length, shape: [...listOf("broadcastTo", "the lengths", shape)] },
    [x],
  ) as Tensor;
}

/**
 * Axes in another order: axis i of the result is axis `order[i]` of x.
 *
 * @throws AxisError `array/axis` unless every axis stands in the order once.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { permuteDims } from "@chainrule/tape";
 * permuteDims(array([[1, 2, 3]]), [1, 0]).shape; // => [3, 1]
 * ```
 */
export function permuteDims(x: ArrayLike, order: readonly number[]): Tensor {
  const rank = shapeOf(x).length;
  const axes = normalizePermutation(listOf("permuteDims", "the axes", order), rank).map(
    (axis) => axis - rank,
  );
  return applyOne(moves.permuteDims, { axes }, [x]) as Tensor;
}

/**
 * The last two axes exchanged.
 *
 * @throws ArgumentError `tape/argument` for fewer than two axes.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { matrixTranspose } from "@chainrule/tape";
 * matrixTranspose(array([[1, 2], [3, 4]])).toNested(); // => [[1, 3], [2, 4]]
 * ```
 */
export function matrixTranspose(x: ArrayLike): Tensor {
  if (shapeOf(x).length < 2) {
    throw new ArgumentError("matrixTranspose", "a matrix has two axes; use reshape to make one of a vector.");
  }
  return applyOne(moves.permuteDims, { axes: [-1, -2] }, [x]) as Tensor;
}

/**
 * One axis brought to another place; the others keep their order.
 *
 * @example
 * ```ts
 * import { moveAxis, shapeOf, zeros } from "@chainrule/tape";
 * shapeOf(moveAxis(zeros([2, 3, 4]), 0, -1)); // => [3, 4, 2]
 * ```
 */
export function moveAxis(x: ArrayLike, from: number, to: number): Tensor {
  const rank = shapeOf(x).length;
  return moveAxisOf(x, axisFromEnd(x, from) + rank, axisFromEnd(x, to) + rank) as Tensor;
}

/**
 * A new axis of length 1 at a place of the result.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { expandDims } from "@chainrule/tape";
 * expandDims(array([1, 2]), -1).shape; // => [2, 1]
 * ```
 */
export function expandDims(x: ArrayLike, axis: number): Tensor {
  const shape = shapeOf(x);
  const at = axis < 0 ? axis + shape.length + 1 : axis;
  return reshape(x, [...shape.slice(0, at), 1, ...shape.slice(at)]);
}

/**
 * The array without axes of length 1; without all of them when none is named.
 *
 * @throws ArgumentError `tape/argument` for a named axis of another length.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { squeeze } from "@chainrule/tape";
 * squeeze(array([[[1], [2]]])).toNested(); // => [1, 2]
 * ```
 */
export function squeeze(x: ArrayLike, axis?: number | readonly number[]): Tensor {
  const shape = shapeOf(x);
  const named = axis === undefined ? undefined : axesFromEnd(x, axis).map((k) => k + shape.length);
  const long = named?.find((k) => shape[k] !== 1);
  if (long !== undefined)
    throw new ArgumentError("squeeze", `axis ${long} has length ${shape[long]}; name axes of length 1.`);
  return reshape(
    x,
    shape.filter((length, k) => (named === undefined ? length !== 1 : !named.includes(k))),
  );
}

/**
 * The order of elements reversed along axes, all of them unless named.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { flip } from "@chainrule/tape";
 * flip(array([[1, 2], [3, 4]]), -1).toNested(); // => [[2, 1], [4, 3]]
 * ```
 */
export function flip(x: ArrayLike, axis?: number | readonly number[]): Tensor {
  return applyOne(rows.flip, { axes: axesFromEnd(x, axis) }, [x]) as Tensor;
}

/**
 * The plane of two axes turned by quarter turns, from the first of them towards the second.
 *
 * @throws ArgumentError `tape/argument` for a number of turns that is no integer, and for one axis given twice.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { rot90 } from "@chainrule/tape";
 * rot90(array([[1, 2], [3, 4]])).toNested(); // => [[2, 4], [1, 3]]
 * ```
 */
export function rot90(x: ArrayLike, turns: number = 1, axes: readonly [number, number] = [0, 1]): Tensor {
  const rank = shapeOf(x).length;
  const [first, second] = [
    axisFromEnd(x, listOf("rot90", "the axes", axes)[0]) + rank,
    axisFromEnd(x, axes[1]) + rank,
  ];
  if (!Number.isInteger(turns) || first === second) {
    throw new ArgumentError(
      "rot90",
      `${turns} turns from axis ${first} to ${second}; use an integer and two axes.`,
    );
  }
  const swapped = shapeOf(x).map((_, axis) => (axis === first ? second : axis === second ? first : axis));
  switch (((turns % 4) + 4) % 4) {
    case 1:
      return flip(permuteDims(x, swapped), first);
    case 2:
      return flip(x, [first, second]);
    case 3:
      return flip(permuteDims(x, swapped), second);
    default:
      return permuteDims(
        x,
        swapped.map((_, axis) => axis),
      );
  }
}
