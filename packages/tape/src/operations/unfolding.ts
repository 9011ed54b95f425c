import { array, type NDArray, placesOf, type Shape, sizeOf } from "@chainrule/array";
import { ShapeMismatchError } from "../errors.ts";
import { reshapeTo } from "../families.ts";
import { optionsOf } from "../given.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { at, scatterAdd, take } from "./indexing.ts";
import { pad } from "./padding.ts";
import { type PerAxis, perAxis, type WindowOptions, windowAxes } from "./windows.ts";

/**
 * All windows as columns, channel by channel (im2col); empty places hold 0.
 *
 * `[batch, channels, ...lengths] -> [batch, channels * window, windows]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where axes are missing, or a window does not fit.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { unfold } from "@chainrule/tape";
 * unfold(array([[[1, 2, 3]]]), 2).toNested(); // => [[[1, 2], [2, 3]]]
 * unfold(array([[[1, 2, 3]]]), 2, { padding: 1, stride: 2 }).toNested(); // => [[[0, 2], [1, 3]]]
 * ```
 */
export function unfold(x: ArrayLike, window: PerAxis, options: WindowOptions = {}): Tensor {
  optionsOf("unfold", options, ["stride", "dilation", "padding"]);
  const [batch, channels, ...lengths] = shapeOf(x) as [number, number, ...number[]];
  if (lengths.length === 0) {
    throw new ShapeMismatchError("unfold", [shapeOf(x)], "give [batch, channels, ...lengths].");
  }
  const area = sizeOf(lengths);
  const places = placesIn("unfold", lengths, window, options);
  const withZero = pad(reshapeTo(x, [batch, channels, area]), [
    [0, 0],
    [0, 0],
    [0, 1],
  ]);
  const [taps, windows] = places.shape as [number, number];
  return reshapeTo(take(withZero, places, -1), [batch, channels * taps, windows]) as Tensor;
}

/**
 * Adds columns of windows to where they come from (col2im): the transpose of `unfold`.
 *
 * `[batch, channels * window, windows] -> [batch, channels, ...lengths]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where the columns are not those of windows over the lengths.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { fold } from "@chainrule/tape";
 * fold(array([[[1, 2], [10, 20]]]), [3], 2).toNested(); // => [[[1, 12, 20]]]
 * ```
 */
export function fold(
  columns: ArrayLike,
  lengths: Shape,
  window: PerAxis,
  options: WindowOptions = {},
): Tensor {
  optionsOf("fold", options, ["stride", "dilation", "padding"]);
  const area = sizeOf(lengths);
  const places = placesIn("fold", lengths, window, options);
  const [taps, windows] = places.shape as [number, number];
  const shape = shapeOf(columns);
  const channels = shape[1]! / taps;
  if (shape.length !== 3 || !Number.isInteger(channels) || shape[2] !== windows) {
    const remedy = `give [batch, channels * ${taps}, ${windows}] for windows over [${lengths}].`;
    throw new ShapeMismatchError("fold", [shape, lengths], remedy);
  }
  const updates = reshapeTo(columns, [shape[0]!, channels, taps, windows]);
  const added = scatterAdd(updates, places, area + 1, 2);
  return reshapeTo(at(added, "...", { stop: area }), [shape[0]!, channels, ...lengths]) as Tensor;
}

/** Where each element of each window lies, `[window, windows]`; empty places lie behind the last element. */
function placesIn(operation: string, lengths: Shape, window: PerAxis, options: WindowOptions): NDArray {
  const axes = windowAxes(operation, lengths, perAxis(operation, "window", window, lengths.length), options);
  const area = sizeOf(lengths);
  const { taps, windows, table } = placesOf(lengths, axes);
  return array(
    table.map((place) => (place < 0 ? area : place)),
    { shape: [taps, windows] },
  );
}
