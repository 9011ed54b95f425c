import {
  concat as concatKernel,
  concatShape,
  flip as flipKernel,
  type NDArray,
  type Padding,
  paddedShape,
  pad as padKernel,
  type Range,
  type Shape,
  ShapeError,
  slice as sliceKernel,
  zeros,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { ShapeMismatchError } from "../errors.ts";
import { broadcastToShape, linear } from "../families.ts";
import { type Linear, type Primitive, primitive } from "../primitive.ts";
import { commonDType } from "../promotion.ts";
import { type ArrayLike, abstractOf, shapeOf } from "../value.ts";

/** One range for each of the last axes; steps are positive. */
export interface Ranges {
  readonly ranges: readonly Range[];
}

/** Every `step`-th element of each of the last axes. */
export const slice: Primitive<Ranges> = /* @__PURE__ */ linear<Ranges>({
  name: "slice",
  family: "move",
  shape: ({ ranges }, x) => ({
    ...x,
    shape: [...leading(x.shape, ranges), ...ranges.map((range) => range.size)],
  }),
  kernel: ({ ranges }, x) => sliceKernel(x, [...leading(x.shape, ranges).map(whole), ...ranges]),
  transpose: (cotangent, { ranges }, x) => {
    const lengths = x.shape.slice(x.shape.length - ranges.length);
    return applyOne(pad, { padding: ranges.map((range, i) => paddingOf(range, lengths[i]!)) }, [cotangent]);
  },
});

const whole = (size: number): Range => ({ start: 0, size, step: 1 });

function leading(shape: Shape, last: { readonly length: number }): Shape {
  return shape.slice(0, shape.length - last.length);
}

/** The padding that puts the elements of a range back where they came from. */
function paddingOf({ start, size, step }: Range, length: number): Padding {
  const end = size === 0 ? start : start + (size - 1) * step + 1;
  return { low: start, high: length - end, interior: step - 1 };
}

/** Zeros before, after and between the elements of each of the last axes; negative ones cut off. */
export interface Paddings {
  readonly padding: readonly Padding[];
}

export const pad: Primitive<Paddings> = /* @__PURE__ */ linear<Paddings>({
  name: "pad",
  family: "move",
  shape: ({ padding }, x) => ({
    ...x,
    shape: naming("pad", [x.shape], () =>
      paddedShape(x.shape, [...leading(x.shape, padding).map(none), ...padding]),
    ),
  }),
  kernel: ({ padding }, x) => padKernel(x, [...leading(x.shape, padding).map(none), ...padding], 0),
  transpose: (cotangent, { padding }, x) => {
    const trimmed = applyOne(
      pad,
      { padding: padding.map(({ low, high }) => ({ low: -low, high: -high, interior: 0 })) },
      [cotangent],
    );
    const lengths = x.shape.slice(x.shape.length - padding.length);
    const ranges = padding.map(({ interior }, i) => ({ start: 0, size: lengths[i]!, step: interior + 1 }));
    return applyOne(slice, { ranges }, [trimmed]);
  },
});

const none = (): Padding => ({ low: 0, high: 0, interior: 0 });

/** The order of elements reversed along axes, which count from the end. */
export const flip: Primitive<{ readonly axes: readonly number[] }> = linear<{
  readonly axes: readonly number[];
}>({
  name: "flip",
  family: "move",
  shape: (_, x) => x,
  kernel: ({ axes }, x) => flipKernel(x, axes),
  transpose: (cotangent, params) => applyOne(flip, params, [cotangent]),
});

/** An axis, counted from the end. */
export interface Axis {
  readonly axis: number;
}

/** Arrays joined along an axis. */
export const concat: Primitive<Axis> = /* @__PURE__ */ primitive<Axis>({
  name: "concat",
  family: "move",
  number: undefined,
  scalar: undefined,
  shape: ({ axis }, inputs) => {
    const shapes = inputs.map((input) => input.shape);
    const shape = naming("concat", shapes, () => concatShape(shapes, axis));
    return [{ shape, dtype: commonDType(inputs), weak: inputs.every((input) => input.weak) }];
  },
  kernel: ({ axis }, inputs) => [concatKernel(inputs, axis)],
  reads: "nothing",
  vjp: ([cotangent], { params: { axis }, inputs }) => partsOf(cotangent!, inputs.map(shapeOf), axis),
  jvp: (tangents, { params, inputs }) => [
    tangents.every((tangent) => tangent === undefined)
      ? undefined
      : applyOne(
          concat,
          params,
          tangents.map((tangent, i) => tangent ?? zerosOf(inputs[i]!)),
        ),
  ],
  batch: (inputs, { params, size, batched }) => [
    applyOne(
      concat,
      params,
      inputs.map((x, i) => (batched[i] ? x : broadcastToShape(x, [size, ...shapeOf(x)]))),
    ),
  ],
});

/** What each input contributed to a joined array. */
function partsOf(joined: ArrayLike, shapes: readonly Shape[], axis: number): Linear[] {
  let start = 0;
  return shapes.map((shape) => {
    const size = shape.at(axis)!;
    const ranges = [{ start, size, step: 1 }, ...shape.slice(shape.length + axis + 1).map(whole)];
    start += size;
    return applyOne(slice, { ranges }, [joined]);
  });
}

function zerosOf(x: ArrayLike): NDArray {
  const { shape, dtype } = abstractOf(x);
  return zeros(shape, { dtype });
}

/** Runs a shape rule of the array package; its complaint becomes one that names the operation. */
export function naming<R>(operation: string, shapes: readonly Shape[], rule: () => R): R {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new ShapeMismatchError(operation, shapes, error.message);
  }
}
