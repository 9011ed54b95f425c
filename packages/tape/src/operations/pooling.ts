import { type DType, floatDType, type Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { optionsOf } from "../given.ts";
import { windowMax, windowSum } from "../rows/windows.ts";
import { type ArrayLike, abstractOf, shapeOf, type Tensor } from "../value.ts";
import { divide } from "./arithmetic.ts";
import { ones } from "./creation.ts";
import { inFloats } from "./floats.ts";
import { type PerAxis, perAxis, type SizedWindows, type Walk, windowWalks } from "./windows.ts";

/** How to pool. */
export interface PoolOptions extends SizedWindows {
  /** From one window to the next; as long as the window by default. */
  readonly stride?: PerAxis;
}

/** How to average. */
export interface AveragePoolOptions extends PoolOptions {
  /** Whether empty places of the padding count as zeros; they do by default, as in PyTorch. */
  readonly countPadding?: boolean;
}

/**
 * The largest element of each window along the last axis; of equal elements the first has the derivative.
 *
 * `[..., length] -> [..., (length + padding - dilation (window - 1) - 1) / stride + 1]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where a window does not fit, or lies in the padding alone.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { grad, maxPool1d, sum } from "@chainrule/tape";
 * const x = array([1, 3, 2, 2]);
 * maxPool1d(x, 2).toNested(); // => [3, 2]
 * grad((x) => sum(maxPool1d(x, 2)))(x).toNested(); // => [0, 1, 1, 0]
 * ```
 */
export function maxPool1d(x: ArrayLike, window: PerAxis, options: PoolOptions = {}): Tensor {
  return maxPool({ operation: "maxPool1d", rank: 1, window, options }, x);
}

/**
 * The largest element of each window over the last two axes; errors as of `maxPool1d`. Of equal elements the first, row by
 * row, has the derivative.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { maxPool2d } from "@chainrule/tape";
 * maxPool2d(array([[1, 2], [4, 3]]), 2).toNested(); // => [[4]]
 * maxPool2d(array([[1, 2], [4, 3]]), 2, { stride: 1, padding: "same" }).toNested(); // => [[4, 3], [4, 3]]
 * ```
 */
export function maxPool2d(x: ArrayLike, window: PerAxis, options: PoolOptions = {}): Tensor {
  return maxPool({ operation: "maxPool2d", rank: 2, window, options }, x);
}

/**
 * The largest element of each window over the last three axes; errors and ties as of `maxPool2d`.
 *
 * @example
 * ```ts
 * import { full } from "@chainrule/array";
 * import { maxPool3d } from "@chainrule/tape";
 * maxPool3d(full([2, 4, 4, 4], 1), 2).shape; // => [2, 2, 2, 2]
 * ```
 */
export function maxPool3d(x: ArrayLike, window: PerAxis, options: PoolOptions = {}): Tensor {
  return maxPool({ operation: "maxPool3d", rank: 3, window, options }, x);
}

/**
 * The mean of each window along the last axis; shapes and errors as of `maxPool1d`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { avgPool1d } from "@chainrule/tape";
 * const x = array([3, 6, 9]);
 * avgPool1d(x, 2, { stride: 1 }).toNested(); // => [4.5, 7.5]
 * avgPool1d(x, 3, { stride: 1, padding: 1 }).toNested(); // => [3, 6, 5]
 * avgPool1d(x, 3, { stride: 1, padding: 1, countPadding: false }).toNested(); // => [4.5, 6, 7.5]
 * ```
 */
export function avgPool1d(x: ArrayLike, window: PerAxis, options: AveragePoolOptions = {}): Tensor {
  return avgPool({ operation: "avgPool1d", rank: 1, window, options }, x);
}

/**
 * The mean of each window over the last two axes; shapes and errors as of `maxPool1d`.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { avgPool2d } from "@chainrule/tape";
 * avgPool2d(array([[1, 2], [4, 5]]), 2).toNested(); // => [[3]]
 * ```
 */
export function avgPool2d(x: ArrayLike, window: PerAxis, options: AveragePoolOptions = {}): Tensor {
  return avgPool({ operation: "avgPool2d", rank: 2, window, options }, x);
}

/**
 * The mean of each window over the last three axes; shapes and errors as of `maxPool1d`.
 *
 * @example
 * ```ts
 * import { full } from "@chainrule/array";
 * import { avgPool3d } from "@chainrule/tape";
 * avgPool3d(full([1, 2, 2, 2], 3), 2).toNested(); // => [[[[3]]]]
 * ```
 */
export function avgPool3d(x: ArrayLike, window: PerAxis, options: AveragePoolOptions = {}): Tensor {
  return avgPool({ operation: "avgPool3d", rank: 3, window, options }, x);
}

/** What a pool is asked for. */
interface Request {
  readonly operation: string;
  readonly rank: number;
  readonly window: PerAxis;
  readonly options: AveragePoolOptions;
}

/** The lengths that windows go over, and how. */
interface Plan {
  readonly lengths: Shape;
  readonly walks: readonly Walk[];
}

function planOf({ operation, rank, window, options }: Request, x: ArrayLike): Plan {
  optionsOf(operation, options, ["stride", "dilation", "padding", "ceilMode", "countPadding"]);
  const shape = shapeOf(x);
  if (shape.length < rank) {
    throw new ShapeMismatchError(operation, [shape], `give an array of at least ${rank} axes.`);
  }
  const lengths = shape.slice(shape.length - rank);
  const taps = perAxis(operation, "window", window, rank);
  return { lengths, walks: windowWalks(operation, lengths, taps, { stride: window, ...options }) };
}

function maxPool(request: Request, x: ArrayLike): Tensor {
  const plan = planOf(request, x);
  checkNoneEmpty(request, plan);
  return applyOne(windowMax, { axes: plan.walks.map(({ axis }) => axis) }, [x]) as Tensor;
}

function avgPool(request: Request, x: ArrayLike): Tensor {
  const plan = planOf(request, x);
  const sums = applyOne(windowSum, { axes: plan.walks.map(({ axis }) => axis) }, [inFloats(x)]);
  return divide(sums, elementsIn(request, plan, abstractOf(x).dtype)) as Tensor;
}

/** How many elements each window has: one number if all have as many. */
function elementsIn(request: Request, plan: Plan, dtype: DType): ArrayLike {
  const { countPadding = true, ceilMode = false } = request.options;
  const { lengths, walks } = plan;
  const isPadded = walks.some(({ axis, padded }, i) => axis.low !== 0 || padded !== lengths[i]);
  if (!ceilMode && (countPadding || !isPadded)) {
    return walks.reduce((product, { axis }) => product * axis.taps, 1);
  }
  if (!countPadding) checkNoneEmpty(request, plan);
  const counted = countPadding ? walks.map(({ padded }) => padded) : lengths;
  const axes = walks.map(({ axis }) => (countPadding ? { ...axis, low: 0 } : axis));
  return applyOne(windowSum, { axes }, [ones(counted, { dtype: floatDType(dtype) })]);
}

/** Refuses windows that lie in the padding alone. */
function checkNoneEmpty({ operation }: Request, { lengths, walks }: Plan): void {
  walks.forEach(({ axis: { taps, size, stride, dilation, low } }, i) => {
    for (let window = 0; window < size; window++) {
      const first = Math.max(0, Math.ceil((low - window * stride) / dilation));
      if (first < taps && window * stride + first * dilation - low < lengths[i]!) continue;
      const remedy = `window ${window} along axis ${i} lies in the padding alone; pad less.`;
      throw new ShapeMismatchError(operation, [lengths, walks.map(({ axis }) => axis.taps)], remedy);
    }
  });
}
