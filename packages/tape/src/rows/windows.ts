import {
  cast as castKernel,
  convolutionShape,
  convolve as convolveKernel,
  type Shape,
  sumDType,
  type WindowAxis,
  windowArgmax as windowArgmaxKernel,
  windowMax as windowMaxKernel,
  windowShape,
  windowSum as windowSumKernel,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { addLinear, castLike, linear, reshapeTo } from "../families.ts";
import { type Batch, type Primitive, primitive } from "../primitive.ts";
import { commonDType } from "../promotion.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import { scatterAddAlongAxis, takeAlongAxis } from "./gather.ts";
import { moveAxis } from "./move-axis.ts";
import { flip, naming } from "./slicing.ts";
import { indexRow } from "./sorting.ts";

/** How windows go along each of the last axes. */
export interface Windows {
  readonly axes: readonly WindowAxis[];
}

/** From windows back to elements: the walk in which element `i` of the input meets the windows that it lies in. */
function transposed({ axes }: Windows, lengths: Shape): Windows {
  const back = ({ taps, stride, dilation, inputDilation, low }: WindowAxis, i: number): WindowAxis => ({
    ...{ taps, dilation, size: lengths[i]! },
    ...{ stride: inputDilation, inputDilation: stride, low: (taps - 1) * dilation - low },
  });
  return { axes: axes.map(back) };
}

/**
 * Sums of products over windows, `[..., N, C, ...lengths]` and `[..., O, C, ...window]` to `[..., N, O, ...windows]`; axes before N
 * are in step. Its derivatives are convolutions again, over walks with steps exchanged.
 */
export const convolve: Primitive<Windows> = /* @__PURE__ */ primitive<Windows>({
  name: "convolve",
  family: "window",
  number: undefined,
  scalar: undefined,
  shape: ({ axes }, [x, kernel]) => {
    const [from, window] = [x!.shape, kernel!.shape];
    const shape = naming("convolve", [from, window], () => convolutionShape(from, window, axes));
    return [{ shape, dtype: commonDType([x!, kernel!]), weak: false }];
  },
  kernel: ({ axes }, [x, kernel], [out]) => [castKernel(convolveKernel(x!, kernel!, axes), out!.dtype)],
  reads: "others",
  vjp: ([cotangent], { params, inputs: [x, kernel], needed }) => [
    needed[0] ? castLike(cotangentOfInput(cotangent!, shapeOf(x!), kernel!, params), x!) : undefined,
    needed[1] ? castLike(cotangentOfKernel(cotangent!, x!, shapeOf(kernel!), params), kernel!) : undefined,
  ],
  jvp: ([x, kernel], { params, inputs }) => {
    const first = x === undefined ? undefined : applyOne(convolve, params, [x, inputs[1]!]);
    const second = kernel === undefined ? undefined : applyOne(convolve, params, [inputs[0]!, kernel]);
    return [addLinear(first, second)];
  },
  batch: ([x, kernel], batch) => [batchedConvolve(x!, kernel!, batch)],
});

/** x̄: the cotangent, convolved with the flipped kernel over the way back. */
function cotangentOfInput(cotangent: ArrayLike, x: Shape, kernel: ArrayLike, params: Windows): ArrayLike {
  const axes = params.axes.map((_, i) => i - params.axes.length);
  const flipped = applyOne(flip, { axes }, [exchanged(kernel, params)]);
  return applyOne(convolve, transposed(params, x.slice(x.length - axes.length)), [cotangent, flipped]);
}

/** The kernel's cotangent: the input, its examples as channels, convolved with the cotangent as kernel; steps change roles. */
function cotangentOfKernel(cotangent: ArrayLike, x: ArrayLike, kernel: Shape, params: Windows): ArrayLike {
  const axes = params.axes.map((axis, i) => ({
    ...{ taps: axis.size, size: kernel[kernel.length - params.axes.length + i]! },
    ...{ stride: axis.dilation, dilation: axis.stride, inputDilation: axis.inputDilation, low: axis.low },
  }));
  const operands = [exchanged(x, params), exchanged(cotangent, params)];
  return exchanged(applyOne(convolve, { axes }, operands), params);
}

/** The two axes before the spatial ones, exchanged. */
function exchanged(x: ArrayLike, { axes }: Windows): ArrayLike {
  const first = shapeOf(x).length - axes.length - 2;
  return moveAxis(x, first + 1, first);
}

/** A batch of both operands is in step; a batch of one alone joins its examples, or its filters. */
function batchedConvolve(
  x: ArrayLike,
  kernel: ArrayLike,
  { params, size, batched }: Batch<Windows>,
): ArrayLike {
  if (batched[0] && batched[1]) return applyOne(convolve, params, [x, kernel]);
  const [alone, role] = batched[0] ? [x, 0] : [kernel, 1];
  const leading = shapeOf(alone).length - params.axes.length - 3;
  const joined = joinFirst(alone, leading);
  const result = applyOne(convolve, params, batched[0] ? [joined, kernel] : [x, joined]);
  return splitFirst(result, leading + role, size);
}

/** The first axis joined with the one at `place` of the rest. */
function joinFirst(x: ArrayLike, place: number): ArrayLike {
  const moved = moveAxis(x, 0, place);
  const shape = shapeOf(moved);
  return reshapeTo(moved, [
    ...shape.slice(0, place),
    shape[place]! * shape[place + 1]!,
    ...shape.slice(place + 2),
  ]);
}

/** The inverse: an axis split in two, the outer of which becomes the first of all. */
function splitFirst(x: ArrayLike, place: number, size: number): ArrayLike {
  const shape = shapeOf(x);
  const split = [...shape.slice(0, place), size, shape[place]! / size, ...shape.slice(place + 1)];
  return moveAxis(reshapeTo(x, split), place, 0);
}

/** The sum of each window over the last axes. */
export const windowSum: Primitive<Windows> = /* @__PURE__ */ linear<Windows>({
  name: "windowSum",
  family: "window",
  scalar: (A, a, b) => A.add(a, b),
  shape: ({ axes }, x) => ({ shape: windowsOf(x.shape, axes), dtype: sumDType(x.dtype), weak: false }),
  kernel: ({ axes }, x) => windowSumKernel(x, axes),
  transpose: (cotangent, params, { shape }) =>
    applyOne(windowSum, transposed(params, shape.slice(shape.length - params.axes.length)), [cotangent]),
});

function windowsOf(shape: Shape, axes: readonly WindowAxis[]): Shape {
  return naming("window", [shape], () => windowShape(shape, axes));
}

/** Where in the last axes, counted through, the largest element of each window lies; the first of equal ones. */
export const windowArgmax: Primitive<Windows> = /* @__PURE__ */ indexRow<Windows>({
  name: "windowArgmax",
  family: "window",
  shape: ({ axes }, x) => windowsOf(x, axes),
  kernel: ({ axes }, x) => windowArgmaxKernel(x, axes),
});

/** The largest element of each window over the last axes; of equal ones the first has the derivative. */
export const windowMax: Primitive<Windows> = /* @__PURE__ */ primitive<Windows>({
  name: "windowMax",
  family: "window",
  number: undefined,
  scalar: (A, a, b) => A.max(a, b),
  shape: ({ axes }, [x]) => [{ ...x!, shape: windowsOf(x!.shape, axes), weak: false }],
  kernel: ({ axes }, [x]) => [windowMaxKernel(x!, axes)],
  reads: "nothing",
  saves: ({ params, inputs: [x] }) => [inOneAxis(applyOne(windowArgmax, params, [x!]), params)],
  vjp: ([cotangent], { params, inputs: [x], saved: [indices] }) => {
    const length = flat(x!, params).at(-1)!;
    const operands = [inOneAxis(cotangent!, params), indices!];
    return [reshapeTo(applyOne(scatterAddAlongAxis, { axis: -1, length }, operands), shapeOf(x!))];
  },
  jvp: ([tangent], { params, outputs: [y], saved: [indices] }) => {
    if (tangent === undefined) return [undefined];
    const operands = [inOneAxis(tangent, params), indices!];
    return [reshapeTo(applyOne(takeAlongAxis, { axis: -1 }, operands), shapeOf(y!))];
  },
  batch: ([x], { params }) => [applyOne(windowMax, params, [x!])],
});

/** The shape with the windows' axes made one. */
function flat(x: ArrayLike, { axes }: Windows): number[] {
  const shape = shapeOf(x);
  const spatial = shape.slice(shape.length - axes.length);
  return [...shape.slice(0, shape.length - axes.length), spatial.reduce((product, n) => product * n, 1)];
}

function inOneAxis(x: ArrayLike, params: Windows): ArrayLike {
  return reshapeTo(x, flat(x, params));
}
