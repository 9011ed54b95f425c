import { floatDType, type Lane, mapLanes, type NDArray } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { scaleBy } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import { type Abstract, type ArrayLike, shapeOf } from "../value.ts";
import type { Composite } from "./composite.ts";
import { sum, unreduce } from "./reduce.ts";
import { indexOfLargest, shiftOf } from "./reductions.ts";
import type { Axis } from "./slicing.ts";

/** Sum along axes, which stay, so that it meets its operand again. */
function total(x: ArrayLike, axes: readonly number[]): ArrayLike {
  return unreduce(applyOne(sum, { axes }, [x]), axes, shapeOf(x));
}

/** exp(x - shift), whose quotient by its sum is the softmax. */
function shiftedExp(x: ArrayLike, axes: readonly number[]): ArrayLike {
  return op.exp(op.subtract(x, unreduce(applyOne(shiftOf, { axes }, [x]), axes, shapeOf(x))));
}

/** The softmax over several axes, in simpler operations; 0 where all are -Infinity. */
export function softmaxOf(x: ArrayLike, axes: readonly number[]): ArrayLike {
  const e = shiftedExp(x, axes);
  const all = total(e, axes);
  return op.where(op.equal(all, 0), 0, op.divide(e, all));
}

/** A composite along one axis whose linear map by `x` is given; the softmax's own map is symmetric. */
/* @__NO_SIDE_EFFECTS__ */
function alongAxis(
  name: string,
  lane: Lane,
  definition: (x: ArrayLike, axis: number) => ArrayLike,
  rules: { readonly vjp: AxisRule; readonly jvp: AxisRule },
): Composite<Axis> {
  const self: Composite<Axis> = {
    name,
    family: "composite",
    number: undefined,
    scalar: undefined,
    shape: (_, [x]) => [floatLike(x!)],
    kernel: ({ axis }, [x], [out]) => [mapLanes(lane, x as NDArray, axis, out!.dtype)],
    reads: "outputs",
    vjp: ([g], { params: { axis }, outputs: [y] }) => [g && rules.vjp(g, y!, axis)],
    jvp: ([t], { params: { axis }, outputs: [y] }) => [t && rules.jvp(t, y!, axis)],
    batch: ([x], { params }) => [applyOne(self, params, [x!])],
    definition: ({ axis }, [x]) => [definition(x!, axis)],
  };
  return self;
}

type AxisRule = (linear: ArrayLike, y: ArrayLike, axis: number) => ArrayLike;

function floatLike(x: Abstract): Abstract {
  return { shape: x.shape, dtype: floatDType(x.dtype), weak: false };
}

/** The Jacobian diag(p) - p p', applied as p (g - <g, p>). */
const throughSoftmax: AxisRule = (g, p, axis) => op.multiply(p, op.subtract(g, total(scaleBy(g, p), [axis])));

export const softmax: Composite<Axis> = alongAxis(
  "softmax",
  (x, out, start, stride, count) => {
    const m = x[start + indexOfLargest(x, start, stride, count) * stride] as number;
    const shift = Math.abs(m) === Number.POSITIVE_INFINITY ? 0 : m;
    let all = 0;
    const e = Float64Array.from({ length: count }, (_, i) =>
      Math.exp((x[start + i * stride] as number) - shift),
    );
    for (let i = 0; i < count; i++) all += e[i] as number;
    for (let i = 0; i < count; i++) out[start + i * stride] = all === 0 ? 0 : (e[i] as number) / all;
  },
  (x, axis) => softmaxOf(x, [axis]),
  { vjp: throughSoftmax, jvp: throughSoftmax },
);

/**
 * log softmax. Its vjp is g - p sum(g), written -g expm1(y) - p (sum(g) - g): at a confident entry 1 - p cancels,
 * while -expm1(y) and the sum of the others do not.
 */
export const logSoftmax: Composite<Axis> = alongAxis(
  "logSoftmax",
  (x, out, start, stride, count) => {
    const largest = indexOfLargest(x, start, stride, count);
    const m = x[start + largest * stride] as number;
    let others = 0;
    for (let i = 0; i < count; i++)
      if (i !== largest) others += Math.exp((x[start + i * stride] as number) - m);
    const rest = Math.log1p(others);
    for (let i = 0; i < count; i++) out[start + i * stride] = (x[start + i * stride] as number) - m - rest;
  },
  (x, axis) => {
    const shifted = op.subtract(x, unreduce(applyOne(shiftOf, { axes: [axis] }, [x]), [axis], shapeOf(x)));
    return op.subtract(shifted, op.log(total(op.exp(shifted), [axis])));
  },
  {
    vjp: (g, y, axis) =>
      op.negate(op.add(scaleBy(g, op.expm1(y)), op.multiply(op.exp(y), op.subtract(total(g, [axis]), g)))),
    jvp: (t, y, axis) => op.subtract(t, total(scaleBy(t, op.exp(y)), [axis])),
  },
);
