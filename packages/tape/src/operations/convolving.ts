import type { Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { reshapeTo } from "../families.ts";
import { optionsOf } from "../given.ts";
import { moveAxis } from "../rows/move-axis.ts";
import { flip } from "../rows/slicing.ts";
import { convolve } from "../rows/windows.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { add } from "./arithmetic.ts";
import {
  backwardAxes,
  type PerAxis,
  perAxis,
  type WindowOptions,
  type WindowPadding,
  windowAxes,
} from "./windows.ts";

/** How to convolve. */
export interface ConvolutionOptions extends WindowOptions {
  /** Added to every element of each output channel: `[out]`. */
  readonly bias?: ArrayLike;
  /** Channels are parted into so many groups that do not meet; 1 by default. As many as channels: depthwise. */
  readonly groups?: number;
}

/** How to convolve backwards. */
export interface TransposedConvolutionOptions extends Omit<ConvolutionOptions, "padding"> {
  /** What the forward convolution pads, which is cut off here; none by default. */
  readonly padding?: WindowPadding;
  /** Places added at the end of each axis, where several lengths have the same forward result; none by default. */
  readonly outputPadding?: PerAxis;
}

/** A convolution over the last `rank` axes. */
export function convolution(
  operation: string,
  rank: number,
  x: ArrayLike,
  weight: ArrayLike,
  options: ConvolutionOptions,
): Tensor {
  optionsOf(operation, options, ["stride", "dilation", "padding", "bias", "groups"]);
  const place: ChannelAxes = { input: 1, output: 0 };
  return inGroups({ operation, rank, place, options }, x, weight, (examples, kernel) => {
    const axes = windowAxes(operation, lengthsOf(examples, rank), lengthsOf(kernel, rank), options);
    return applyOne(convolve, { axes }, [examples, kernel]);
  });
}

/** The transpose of a convolution: windows go back to elements, with the kernel turned around. */
export function transposedConvolution(
  operation: string,
  rank: number,
  x: ArrayLike,
  weight: ArrayLike,
  options: TransposedConvolutionOptions,
): Tensor {
  optionsOf(operation, options, ["stride", "dilation", "padding", "outputPadding", "bias", "groups"]);
  const place: ChannelAxes = { input: 0, output: 1 };
  return inGroups({ operation, rank, place, options }, x, weight, (examples, kernel) => {
    const axes = backwardAxes(operation, lengthsOf(examples, rank), lengthsOf(kernel, rank), options);
    const first = shapeOf(kernel).length - rank - 2;
    const spatial = axes.map((_, i) => i - rank);
    const turned = applyOne(flip, { axes: spatial }, [moveAxis(kernel, first + 1, first)]);
    return applyOne(convolve, { axes }, [examples, turned]);
  });
}

function lengthsOf(x: ArrayLike, rank: number): Shape {
  const shape = shapeOf(x);
  return shape.slice(shape.length - rank);
}

/** Which axis of a weight holds the channels that come in, and which those that go out. */
interface ChannelAxes {
  readonly input: 0 | 1;
  readonly output: 0 | 1;
}

/** What a convolution is asked for. */
interface Request {
  readonly operation: string;
  readonly rank: number;
  readonly place: ChannelAxes;
  readonly options: { readonly bias?: ArrayLike; readonly groups?: number };
}

/** Parts the channels into groups, an axis in front for both operands; joins them again, and adds the bias. */
function inGroups(
  request: Request,
  x: ArrayLike,
  weight: ArrayLike,
  run: (examples: ArrayLike, kernel: ArrayLike) => ArrayLike,
): Tensor {
  const { rank, options } = request;
  const isOne = shapeOf(x).length === rank + 1;
  const examples = isOne ? reshapeTo(x, [1, ...shapeOf(x)]) : x;
  const groups = checkedGroups(request, x, shapeOf(examples), shapeOf(weight));
  const grouped = groups > 1;
  const parted = grouped ? moveAxis(splitAxis(examples, 1, groups), 1, 0) : examples;
  const kernels = grouped ? splitAxis(weight, 0, groups) : weight;
  const result = run(parted, kernels);
  const joined = grouped ? joinAxis(moveAxis(result, 0, 1), 1) : result;
  const biased = options.bias === undefined ? joined : add(joined, biasOf(request, options.bias, joined));
  return (isOne ? reshapeTo(biased, shapeOf(biased).slice(1)) : biased) as Tensor;
}

/** How many groups there are, if the shapes fit them. */
function checkedGroups(
  { operation, rank, place, options }: Request,
  x: ArrayLike,
  examples: Shape,
  weight: Shape,
): number {
  const { groups = 1 } = options;
  perAxis(operation, "groups", groups, 1);
  const hasAxes = examples.length === rank + 2 && weight.length === rank + 2;
  const incoming = weight[place.input]! * (place.input === 1 ? groups : 1);
  if (hasAxes && examples[1] === incoming && weight[0]! % groups === 0) return groups;
  const layout = place.input === 1 ? "[out, in / groups, ...kernel]" : "[in, out / groups, ...kernel]";
  const remedy = `give [batch, in, ...lengths] and ${layout}, with ${rank} lengths and channels that ${groups} groups part evenly.`;
  throw new ShapeMismatchError(operation, [shapeOf(x), weight], remedy);
}

/** The bias with axes for the windows. */
function biasOf({ operation, rank }: Request, bias: ArrayLike, result: ArrayLike): ArrayLike {
  const [length] = shapeOf(bias);
  if (shapeOf(bias).length === 1 && length === shapeOf(result)[1]) {
    return reshapeTo(bias, [length!, ...new Array<number>(rank).fill(1)]);
  }
  const remedy = "give one number of the bias for each output channel.";
  throw new ShapeMismatchError(operation, [shapeOf(bias), shapeOf(result)], remedy);
}

function splitAxis(x: ArrayLike, axis: number, parts: number): ArrayLike {
  const shape = shapeOf(x);
  return reshapeTo(x, [...shape.slice(0, axis), parts, shape[axis]! / parts, ...shape.slice(axis + 1)]);
}

function joinAxis(x: ArrayLike, axis: number): ArrayLike {
  const shape = shapeOf(x);
  return reshapeTo(x, [...shape.slice(0, axis), shape[axis]! * shape[axis + 1]!, ...shape.slice(axis + 2)]);
}
