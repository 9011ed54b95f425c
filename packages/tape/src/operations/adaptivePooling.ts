import { MAX_OPERANDS } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import type { Primitive } from "../primitive.ts";
import { moveAxis } from "../rows/move-axis.ts";
import { type Windows, windowMax, windowSum } from "../rows/windows.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { divide } from "./arithmetic.ts";
import { inFloats } from "./floats.ts";
import { at } from "./indexing.ts";
import { concat } from "./joins.ts";
import { type PerAxis, perAxis } from "./windows.ts";

/**
 * Means of `size` windows that cover the last axis, as equal in length as they can be: window i goes from floor(i length / size) to
 * ceil((i + 1) length / size).
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` when there is no axis, or it is empty.
 * @throws ArgumentError `tape/argument` for a size that is no count, or beyond 65536.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { adaptiveAvgPool1d } from "@chainrule/tape";
 * adaptiveAvgPool1d(array([1, 2, 3, 4, 5]), 2).toNested(); // => [2, 4]
 * ```
 */
export function adaptiveAvgPool1d(x: ArrayLike, size: PerAxis): Tensor {
  return adaptivePool({ operation: "adaptiveAvgPool1d", rank: 1, fold: mean }, x, size);
}

/**
 * Means of windows that cover the last two axes; windows and errors as of `adaptiveAvgPool1d`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { adaptiveAvgPool2d } from "@chainrule/tape";
 * adaptiveAvgPool2d(array([[1, 2, 3], [4, 5, 6]]), [1, 3]).toNested(); // => [[2.5, 3.5, 4.5]]
 * ```
 */
export function adaptiveAvgPool2d(x: ArrayLike, size: PerAxis): Tensor {
  return adaptivePool({ operation: "adaptiveAvgPool2d", rank: 2, fold: mean }, x, size);
}

/**
 * Means of windows that cover the last three axes; windows and errors as of `adaptiveAvgPool1d`.
 *
 * @example
 * ```ts
 * import { full } from "@chainrule/array";
 * import { adaptiveAvgPool3d } from "@chainrule/tape";
 * adaptiveAvgPool3d(full([2, 5, 6, 7], 1), 3).shape; // => [2, 3, 3, 3]
 * ```
 */
export function adaptiveAvgPool3d(x: ArrayLike, size: PerAxis): Tensor {
  return adaptivePool({ operation: "adaptiveAvgPool3d", rank: 3, fold: mean }, x, size);
}

/**
 * Largest elements of windows that cover the last axis; windows and errors as of `adaptiveAvgPool1d`, ties as of `maxPool1d`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { adaptiveMaxPool1d } from "@chainrule/tape";
 * adaptiveMaxPool1d(array([1, 2, 5, 4, 3]), 2).toNested(); // => [5, 5]
 * ```
 */
export function adaptiveMaxPool1d(x: ArrayLike, size: PerAxis): Tensor {
  return adaptivePool({ operation: "adaptiveMaxPool1d", rank: 1, fold: largest }, x, size);
}

/**
 * Largest elements of windows that cover the last two axes; windows and errors as of `adaptiveAvgPool1d`, ties as of `maxPool2d`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { adaptiveMaxPool2d } from "@chainrule/tape";
 * adaptiveMaxPool2d(array([[1, 2, 3], [4, 5, 6]]), [1, 2]).toNested(); // => [[5, 6]]
 * ```
 */
export function adaptiveMaxPool2d(x: ArrayLike, size: PerAxis): Tensor {
  return adaptivePool({ operation: "adaptiveMaxPool2d", rank: 2, fold: largest }, x, size);
}

/**
 * Largest elements of windows that cover the last three axes; windows and errors as of `adaptiveAvgPool1d`, ties as of `maxPool2d`.
 *
 * @example
 * ```ts
 * import { full } from "@chainrule/array";
 * import { adaptiveMaxPool3d } from "@chainrule/tape";
 * adaptiveMaxPool3d(full([2, 5, 6, 7], 1), 3).shape; // => [2, 3, 3, 3]
 * ```
 */
export function adaptiveMaxPool3d(x: ArrayLike, size: PerAxis): Tensor {
  return adaptivePool({ operation: "adaptiveMaxPool3d", rank: 3, fold: largest }, x, size);
}

/** The last axis folded to length 1. */
type FoldLast = (x: ArrayLike) => ArrayLike;

function foldLast(row: Primitive<Windows>, x: ArrayLike): ArrayLike {
  const whole = { taps: shapeOf(x).at(-1)!, size: 1, stride: 1, dilation: 1, inputDilation: 1, low: 0 };
  return applyOne(row, { axes: [whole] }, [x]);
}

const mean: FoldLast = (x) => divide(foldLast(windowSum, inFloats(x)), shapeOf(x).at(-1)!);
const largest: FoldLast = (x) => foldLast(windowMax, x);

interface Request {
  readonly operation: string;
  readonly rank: number;
  readonly fold: FoldLast;
}

/** Folds the windows of the last axis, then those of the axis before it: windows are products of ranges. */
function adaptivePool({ operation, rank, fold }: Request, x: ArrayLike, size: PerAxis): Tensor {
  const sizes = perAxis(operation, "size", size, rank);
  if (Math.max(...sizes) > MAX_OPERANDS) {
    throw new ArgumentError(
      operation,
      `size ${sizes} is too large; an axis has at most ${MAX_OPERANDS} windows.`,
    );
  }
  const shape = shapeOf(x);
  if (shape.length < rank || shape.slice(shape.length - rank).includes(0)) {
    throw new ShapeMismatchError(
      operation,
      [shape],
      `give an array of at least ${rank} axes, none of them empty.`,
    );
  }
  let result = x;
  for (let axis = shape.length - 1; axis >= shape.length - rank; axis--) {
    const pooled = poolLast(
      moveAxis(result, axis, shape.length - 1),
      sizes[axis - shape.length + rank]!,
      fold,
    );
    result = moveAxis(pooled, shape.length - 1, axis);
  }
  return result as Tensor;
}

function poolLast(x: ArrayLike, size: number, fold: FoldLast): ArrayLike {
  const length = shapeOf(x).at(-1)!;
  const windows = Array.from({ length: size }, (_, i) =>
    at(x, "...", { start: Math.floor((i * length) / size), stop: Math.ceil(((i + 1) * length) / size) }),
  );
  return concat(windows.map(fold), -1);
}
