import {
  all as allKernel,
  any as anyKernel,
  argmax as argmaxKernel,
  argmin as argminKernel,
  type DType,
  type Fold,
  floatDType,
  max as maxKernel,
  min as minKernel,
  type NDArray,
  prod as prodKernel,
  reduce as reduceKernel,
  sumDType,
  type TypedArray,
} from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { castLike, scaleBy } from "../families.ts";
import * as op from "../operations/elementwise.ts";
import { type Primitive, primitive, type Reads, type ScalarRule } from "../primitive.ts";
import { type ArrayLike, shapeOf } from "../value.ts";
import { logaddexp } from "./exponential.ts";
import { productOfOthers } from "./products.ts";
import { type Axes, reducedShape, sum, unreduce } from "./reduce.ts";
import { softmaxOf } from "./softmax.ts";

/** What a row that folds axes says for itself. */
interface Reduction {
  readonly name: string;
  readonly kernel: (x: NDArray, axes: readonly number[], dtype: DType) => NDArray;
  readonly dtype: (dtype: DType) => DType;
  /** The fold of two elements in any arithmetic. */
  readonly scalar: ScalarRule | undefined;
  /** What the weights read. */
  readonly reads: Reads;
  /** Something small that is made when the row is applied, for the weights. */
  readonly saves?: (x: ArrayLike, y: ArrayLike, axes: readonly number[]) => ArrayLike;
  /** The derivative by each element, of the shape of `x`; undefined where it is zero everywhere. */
  readonly weights:
    | ((x: ArrayLike, y: ArrayLike, axes: readonly number[], saved: ArrayLike) => ArrayLike)
    | undefined;
}

/** A row that folds axes: its tangent is the weighted sum of tangents, its cotangent goes out by weight. */
/* @__NO_SIDE_EFFECTS__ */
function reduction({ name, kernel, dtype, scalar, reads, saves, weights }: Reduction): Primitive<Axes> {
  const self: Primitive<Axes> = primitive<Axes>({
    name,
    family: "reduce",
    number: undefined,
    scalar,
    shape: ({ axes }, [x]) => [
      { shape: reducedShape(x!.shape, axes), dtype: dtype(x!.dtype), weak: x!.weak },
    ],
    kernel: ({ axes }, [x], [out]) => [kernel(x!, axes, out!.dtype)],
    reads,
    saves: saves && (({ params: { axes }, inputs: [x], outputs: [y] }) => [saves(x!, y!, axes)]),
    vjp: ([cotangent], { params: { axes }, inputs: [x], outputs: [y], saved: [saved] }) => [
      weights && scaleBy(unreduce(cotangent!, axes, shapeOf(x!)), weights(x!, y!, axes, saved!)),
    ],
    jvp: ([tangent], { params, inputs: [x], outputs: [y], saved: [saved] }) => [
      tangent === undefined || weights === undefined
        ? undefined
        : applyOne(sum, params, [scaleBy(tangent, weights(x!, y!, params.axes, saved!))]),
    ],
    batch: ([x], { params }) => [applyOne(self, params, [x!])],
  });
  return self;
}

const same = (dtype: DType): DType => dtype;

/** The derivative by one element is the product of the others, formed without division. */
export const prod: Primitive<Axes> = reduction({
  name: "prod",
  kernel: (x, axes) => prodKernel(x, axes),
  dtype: sumDType,
  scalar: (A, a, b) => A.multiply(a, b),
  reads: "inputs",
  weights: (x, _, axes) => productOfOthers(x, axes),
});

/** Elements that reach the extremum share the derivative equally; which ones do is a mask. */
const sharedByExtrema: Pick<Reduction, "reads" | "saves" | "weights"> = {
  reads: "nothing",
  saves: (x, y, axes) => op.equal(x, unreduce(y, axes, shapeOf(x))),
  weights: (x, _, axes, mask) => {
    const reached = castLike(mask, x);
    return op.divide(reached, unreduce(applyOne(sum, { axes }, [reached]), axes, shapeOf(x)));
  },
};

export const max: Primitive<Axes> = reduction({
  name: "max",
  kernel: (x, axes) => maxKernel(x, axes),
  dtype: same,
  scalar: (A, a, b) => A.max(a, b),
  ...sharedByExtrema,
});

export const min: Primitive<Axes> = reduction({
  name: "min",
  kernel: (x, axes) => minKernel(x, axes),
  dtype: same,
  scalar: (A, a, b) => A.min(a, b),
  ...sharedByExtrema,
});

/** The maximum, or 0 where that is infinite: what exponents are shifted by. A constant to all derivatives. */
export const shiftOf: Primitive<Axes> = reduction({
  name: "shiftOf",
  kernel: (x, axes, dtype) => reduceKernel(finiteMaximum, x, axes, false, dtype),
  dtype: floatDType,
  scalar: (A, a, b) => A.max(a, b),
  reads: "nothing",
  weights: undefined,
});

const finiteMaximum: Fold = (x, start, stride, count) => {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) largest = Math.max(largest, x[start + i * stride] as number);
  return Math.abs(largest) === Number.POSITIVE_INFINITY ? 0 : largest;
};

/** log of the sum of exponentials: its weights are the softmax. */
export const logSumExp: Primitive<Axes> = reduction({
  name: "logSumExp",
  kernel: (x, axes, dtype) => reduceKernel(foldLogSumExp, x, axes, false, dtype),
  dtype: floatDType,
  scalar: logaddexp.scalar,
  reads: "inputs",
  weights: (x, _, axes) => softmaxOf(x, axes),
});

/** m + log1p(the sum of the others), where m is the maximum: what is small beside 1 is not lost. */
const foldLogSumExp: Fold = (x, start, stride, count) => {
  const largest = indexOfLargest(x, start, stride, count);
  const m = count === 0 ? Number.NEGATIVE_INFINITY : (x[start + largest * stride] as number);
  if (Math.abs(m) === Number.POSITIVE_INFINITY) return m;
  let others = 0;
  for (let i = 0; i < count; i++)
    if (i !== largest) others += Math.exp((x[start + i * stride] as number) - m);
  return m + Math.log1p(others);
};

/** The first largest element's index; NaN is larger than all. */
export function indexOfLargest(x: TypedArray, start: number, stride: number, count: number): number {
  let found = 0;
  for (let i = 1; i < count; i++) {
    const best = x[start + found * stride] as number;
    if (Number.isNaN(best)) return found;
    const candidate = x[start + i * stride] as number;
    if (candidate > best || Number.isNaN(candidate)) found = i;
  }
  return found;
}

/** The root of the sum of squares, scaled so that no square over- or underflows; derivative x / norm, 0 at 0. */
export const norm: Primitive<Axes> = reduction({
  name: "norm",
  kernel: (x, axes, dtype) => reduceKernel(foldNorm, x, axes, false, dtype),
  dtype: floatDType,
  scalar: (A, a, b) => A.hypot(a, b),
  reads: "all",
  weights: (x, y, axes) => {
    const spread = unreduce(y, axes, shapeOf(x));
    return op.where(op.equal(spread, 0), 0, op.divide(x, spread));
  },
});

/** Squares are summed as they are where they are harmless, else after division by a power of 2, which is exact. */
const foldNorm: Fold = (x, start, stride, count) => {
  let largest = 0;
  for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(x[start + i * stride] as number));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const isHarmless = largest > 1e-140 && largest < 1e140;
  const scale = isHarmless ? 1 : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
  let total = 0;
  for (let i = 0; i < count; i++) total += ((x[start + i * stride] as number) / scale) ** 2;
  return scale * Math.sqrt(total);
};

const toBool = (): DType => "bool";
const toIndex = (): DType => "int32";

/** A row that folds axes and has no derivative. */
/* @__NO_SIDE_EFFECTS__ */
function selection(name: string, dtype: Reduction["dtype"], kernel: Reduction["kernel"]): Primitive<Axes> {
  return reduction({ name, kernel, dtype, scalar: undefined, reads: "nothing", weights: undefined });
}

export const any: Primitive<Axes> = selection("any", toBool, (x, axes) => anyKernel(x, axes));
export const all: Primitive<Axes> = selection("all", toBool, (x, axes) => allKernel(x, axes));
/** One axis only. */
export const argmax: Primitive<Axes> = selection("argmax", toIndex, (x, [axis]) => argmaxKernel(x, axis));
/** One axis only. */
export const argmin: Primitive<Axes> = selection("argmin", toIndex, (x, [axis]) => argminKernel(x, axis));
