import { type Shape, showShape, type WindowAxis } from "@chainrule/array";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { listOf } from "../given.ts";

/** One number for all axes, or one for each. */
export type PerAxis = number | readonly number[];

/** Places added on both sides of each axis: one number for all, or for each axis one number or one a side. */
export type WindowPadding = number | readonly (number | readonly [low: number, high: number])[];

/** How windows go over the last axes. */
export interface WindowOptions {
  /** From one window to the next; 1 by default. */
  readonly stride?: PerAxis;
  /** From one element of a window to the next; 1 by default. */
  readonly dilation?: PerAxis;
  /**
   * Empty places around the input; none by default. `valid` is none; `same` gives as many windows as there are elements, divided by
   * the stride and rounded up, with the odd place at the end.
   */
  readonly padding?: WindowPadding | "valid" | "same";
}

/** How windows go, and whether one that reaches beyond the end counts. */
export interface SizedWindows extends WindowOptions {
  /** Whether the last window may reach beyond the padding, if it starts before it. */
  readonly ceilMode?: boolean;
}

/** One window's way along one axis, as users say it. */
interface Step {
  readonly length: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
}

/** A window's walk, and the length that it has with its padding. */
export interface Walk {
  readonly axis: WindowAxis;
  readonly padded: number;
}

/**
 * The walks of a window over lengths, and the lengths with their padding.
 *
 * @throws ArgumentError `tape/argument` for steps that are no counts, or lists of another length.
 * @throws ShapeMismatchError `tape/shape-mismatch` where a window does not fit.
 */
export function windowWalks(
  operation: string,
  lengths: Shape,
  window: Shape,
  { stride = 1, dilation = 1, padding = 0, ceilMode = false }: SizedWindows,
): Walk[] {
  const rank = lengths.length;
  const strides = perAxis(operation, "stride", stride, rank);
  const dilations = perAxis(operation, "dilation", dilation, rank);
  return lengths.map((length, i) => {
    const step: Step = { length, taps: window[i]!, stride: strides[i]!, dilation: dilations[i]! };
    const [low, high] = padding === "same" ? samePadding(step) : sides(operation, padding, i, rank);
    const size = countOf(step, low, high, ceilMode);
    if (size < 1) {
      const remedy = "the window is larger than the padded input; pad more, or take a smaller one.";
      throw new ShapeMismatchError(operation, [lengths, window], remedy);
    }
    const { taps, stride: by, dilation: apart } = step;
    const axis = { taps, size, stride: by, dilation: apart, inputDilation: 1, low };
    return { axis, padded: low + length + high };
  });
}

/** The walks of a window over lengths; errors as above. */
export function windowAxes(
  operation: string,
  lengths: Shape,
  window: Shape,
  options: SizedWindows,
): WindowAxis[] {
  return windowWalks(operation, lengths, window, options).map(({ axis }) => axis);
}

/** From the first element of a window to the last, both included. */
function extentOf({ taps, dilation }: Step): number {
  return (taps - 1) * dilation + 1;
}

/** How many windows there are. */
function countOf(step: Step, low: number, high: number, ceilMode: boolean): number {
  const { length, stride } = step;
  const last = (low + length + high - extentOf(step)) / stride;
  if (!ceilMode) return Math.floor(last) + 1;
  const count = Math.ceil(last) + 1;
  return (count - 1) * stride >= low + length ? count - 1 : count;
}

function samePadding(step: Step): readonly [number, number] {
  const windows = Math.ceil(step.length / step.stride);
  const total = Math.max(0, (windows - 1) * step.stride + extentOf(step) - step.length);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** The places added before and after an axis. */
function sides(
  operation: string,
  padding: WindowPadding | "valid",
  axis: number,
  rank: number,
): readonly [low: number, high: number] {
  const each = padding === "valid" ? 0 : typeof padding === "number" ? padding : padding[axis];
  const isComplete = typeof padding !== "object" || padding.length === rank;
  const [low, high] = typeof each === "object" ? each : [each, each];
  if (isComplete && Number.isInteger(low) && Number.isInteger(high)) return [low!, high!];
  const remedy = `give "valid", "same", an integer, or ${rank} integers or pairs of them`;
  throw new ArgumentError(operation, `this is no padding of ${rank} axes; ${remedy}.`);
}

/**
 * A count for each of some axes.
 *
 * @throws ArgumentError `tape/argument` for what are no positive integers, or a list of another length.
 */
export function perAxis(operation: string, name: string, given: PerAxis, rank: number): readonly number[] {
  const list =
    typeof given === "number" ? new Array<number>(rank).fill(given) : listOf(operation, name, given);
  if (list.length === rank && list.every((n) => Number.isInteger(n) && n >= 1)) return list;
  const message = `${name} is ${typeof given === "number" ? given : showShape(given)}`;
  throw new ArgumentError(operation, `${message}; give a positive integer, or ${rank} of them.`);
}

/** How windows go back to elements. */
export interface BackwardOptions {
  /** From one window to the next on the way forward. */
  readonly stride?: PerAxis;
  /** From one element of a window to the next. */
  readonly dilation?: PerAxis;
  /** What the way forward pads. */
  readonly padding?: WindowPadding;
  /** Places added at the end of each axis, fewer than the stride or the dilation. */
  readonly outputPadding?: PerAxis;
}

/**
 * The walks from windows back to elements.
 *
 * @throws ArgumentError `tape/argument` for steps that are no counts, or lists of another length.
 * @throws ShapeMismatchError `tape/shape-mismatch` where the padding cuts everything off.
 */
export function backwardAxes(
  operation: string,
  lengths: Shape,
  window: Shape,
  { stride = 1, dilation = 1, padding = 0, outputPadding = 0 }: BackwardOptions,
): WindowAxis[] {
  const strides = perAxis(operation, "stride", stride, lengths.length);
  const dilations = perAxis(operation, "dilation", dilation, lengths.length);
  return lengths.map((length, i) => {
    const [low, high] = sides(operation, padding, i, lengths.length);
    const most = Math.max(strides[i]!, dilations[i]!) - 1;
    const added = typeof outputPadding === "number" ? outputPadding : outputPadding[i]!;
    if (!Number.isInteger(added) || added < 0 || added > most) {
      const remedy = `give an integer for each axis that is less than its stride or its dilation`;
      throw new ArgumentError(operation, `outputPadding is ${added} along axis ${i}; ${remedy}.`);
    }
    const reach = (window[i]! - 1) * dilations[i]!;
    const size = (length - 1) * strides[i]! - low - high + reach + added + 1;
    if (size < 1) {
      throw new ShapeMismatchError(
        operation,
        [lengths, window],
        "the padding cuts everything off; pad less.",
      );
    }
    return {
      taps: window[i]!,
      size,
      stride: 1,
      dilation: dilations[i]!,
      inputDilation: strides[i]!,
      low: reach - low,
    };
  });
}
