import type { ArrayLike, Tensor } from "../index.ts";
import * as op from "../index.ts";
import { LAYERS } from "./golden-layers.ts";
import { windowOperations } from "./golden-windows.ts";

// The operations of the golden cases, in ours. Those that are no operation of ours are written as a composite.

type Inputs = Readonly<Record<string, Tensor>>;
// biome-ignore lint/suspicious/noExplicitAny: the options of the golden cases are of many kinds.
type Options = Readonly<Record<string, any>>;

/** From inputs by name and options to outputs. */
export type Adapter = (inputs: Inputs, options: Options) => ArrayLike | readonly ArrayLike[];

const ofOne =
  (f: (x: Tensor, options: Options) => ArrayLike): Adapter =>
  ({ x }, options) =>
    f(x!, options);
const ofTwo =
  (f: (a: Tensor, b: Tensor) => ArrayLike): Adapter =>
  ({ a, b }) =>
    f(a!, b!);

const ofOneToMany =
  (f: (x: Tensor, options: Options) => readonly ArrayLike[]): Adapter =>
  ({ x }, options) =>
    f(x!, options);

const axesOf = ({ axes, keepdims }: Options): op.ReduceOptions => ({
  axis: axes ?? undefined,
  keepDims: keepdims,
});

const unary: Readonly<Record<string, Adapter>> = {
  exp: ofOne(op.exp),
  exp2: ofOne(op.exp2),
  expm1: ofOne(op.expm1),
  log: ofOne(op.log),
  log10: ofOne(op.log10),
  sqrt: ofOne(op.sqrt),
  rsqrt: ofOne(op.rsqrt),
  reciprocal: ofOne(op.reciprocal),
  abs: ofOne(op.abs),
  neg: ofOne(op.negate),
  sin: ofOne(op.sin),
  acos: ofOne(op.acos),
  atan: ofOne(op.atan),
  atanh: ofOne(op.atanh),
  sinc: ofOne(op.sinc),
  erfcx: ofOne(op.erfcx),
  polygamma1: ofOne((x) => op.polygamma(1, x)),
  logit: ofOne(op.logit),
  floor: ofOne(op.floor),
  frac: ofOne(op.frac),
  rad2deg: ofOne(op.rad2deg),
  deg2rad: ofOne(op.deg2rad),
  i0: ofOne(op.i0),
  i0e: ofOne(op.i0e),
  i1: ofOne(op.i1),
  i1e: ofOne(op.i1e),
  ndtri: ofOne(op.normalQuantile),
  ndtr: ofOne(op.normalCdf),
  log_ndtr: ofOne(op.logNormalCdf),
  entr: ofOne(op.entropy),
  relu: ofOne(op.relu),
  selu: ofOne(op.selu),
  mish: ofOne(op.mish),
  softsign: ofOne(op.softsign),
  hardsigmoid: ofOne(op.hardSigmoid),
  logsigmoid: ofOne(op.logSigmoid),
  leaky_relu: ofOne((x, o) => op.leakyRelu(x, o["negative_slope"])),
  elu: ofOne((x, o) => op.elu(x, o["alpha"])),
  celu: ofOne((x, o) => op.celu(x, o["alpha"])),
  gelu: ofOne((x, o) => op.gelu(x, o["approximate"])),
  softplus: ofOne((x, o) => {
    const scaled = op.multiply(o["beta"], x);
    return op.where(op.greater(scaled, o["threshold"]), x, op.divide(op.softplus(scaled), o["beta"]));
  }),
  hardshrink: ofOne((x, o) => op.hardShrink(x, o["lambda"])),
  softshrink: ofOne((x, o) => op.softShrink(x, o["lambda"])),
  threshold: ofOne((x, o) => op.threshold(x, o["threshold"], o["value"])),
  clamp: ofOne((x, o) => op.clip(x, o["min"] ?? undefined, o["max"] ?? undefined)),
  nan_to_num: ofOne((x, o) =>
    op.nanToNum(x, { nan: o["nan"], positive: o["posinf"], negative: o["neginf"] }),
  ),
  pow_scalar: ofOne((x, o) => op.power(x, o["exponent"])),
  scalar_pow: ofOne((x, o) => op.power(o["base"], x)),
  glu: ofOne((x, o) => {
    const [value, gate] = op.split(x, x.shape.at(o["dim"])! / 2, o["dim"]) as [Tensor, Tensor];
    return op.multiply(value, op.sigmoid(gate));
  }),
  sigmoid_beta: ofOne((x, o) => op.sigmoid(op.multiply(o["beta"], x))),
  piecewise_linear: ofOne((x) => op.clip(op.add(op.multiply(0.5, x), 0.5), 0, 1)),
  where_naive_sqrt: ofOne((x) => op.where(op.greater(x, 0), op.sqrt(x), 0)),
};

const binary: Readonly<Record<string, Adapter>> = {
  add: ofTwo(op.add),
  sub: ofTwo(op.subtract),
  div: ofTwo(op.divide),
  pow: ofTwo(op.power),
  maximum: ofTwo(op.maximum),
  minimum: ofTwo(op.minimum),
  fmax: ofTwo(op.fmax),
  fmin: ofTwo(op.fmin),
  atan2: ofTwo(op.atan2),
  hypot: ofTwo(op.hypot),
  fmod: ofTwo(op.fmod),
  remainder: ofTwo(op.remainder),
  logaddexp: ofTwo(op.logaddexp),
  logaddexp2: ofTwo(op.logaddexp2),
  copysign: ofTwo(op.copySign),
  nextafter: ofTwo(op.nextAfter),
  lerp: ({ a, b, w }) => op.lerp(a!, b!, w!),
  squared_difference: ofTwo(op.squaredDifference),
  xlogy: ofTwo(op.xlogy),
  xlog1py: ofTwo(op.xlog1py),
  floor_divide: ofTwo(op.floorDivide),
  heaviside: ofTwo(op.heaviside),
  lt: ofTwo(op.less),
  le: ofTwo(op.lessEqual),
  gt: ofTwo(op.greater),
  eq: ofTwo(op.equal),
  where: ({ c, a, b }) => op.where(c!, a!, b!),
  addcdiv: ({ x, a, b }, o) => op.add(x!, op.multiply(o["value"], op.divide(a!, b!))),
};

/** The first extreme element along an axis, which alone gets the derivative, and its index. */
const withIndex =
  (choose: typeof op.argmax): Adapter =>
  ({ x }, { axes, keepdims }) => {
    const axis = axes[0] as number;
    const index = choose(x!, { axis, keepDims: true });
    const picked = op.takeAlongAxis(x!, index, axis);
    return keepdims ? [picked, index] : [op.squeeze(picked, axis), op.squeeze(index, axis)];
  };

const reduction: Readonly<Record<string, Adapter>> = {
  sum: ofOne((x, o) => op.sum(x, axesOf(o))),
  mean: ofOne((x, o) => op.mean(x, axesOf(o))),
  mean_empty: ofOne((x, o) => op.mean(x, axesOf(o))),
  logsumexp: ofOne((x, o) => op.logSumExp(x, axesOf(o))),
  var: ofOne((x, o) => op.variance(x, { ...axesOf(o), correction: o["correction"] })),
  std: ofOne((x, o) => op.std(x, { ...axesOf(o), correction: o["correction"] })),
  vector_norm: ofOne((x, o) => op.vectorNorm(x, { ...axesOf(o), order: o["p"] })),
  amin: ofOne((x, o) => op.min(x, axesOf(o))),
  amax: ofOne((x, o) => op.max(x, axesOf(o))),
  argmax: ofOne((x, o) => op.argmax(x, { axis: o["axes"][0], keepDims: o["keepdims"] })),
  max_with_index: withIndex(op.argmax),
  min_with_index: withIndex(op.argmin),
  prod: ofOne((x, o) => op.prod(x, axesOf(o))),
  softmax: ofOne((x, o) => op.softmax(x, o["axis"])),
  softmin: ofOne((x, o) => op.softmax(op.negate(x), o["axis"])),
  cumsum: ofOne((x, o) => op.cumulativeSum(x, o["axis"])),
  cumprod: ofOne((x, o) => op.cumulativeProd(x, o["axis"])),
  logcumsumexp: ofOne((x, o) => op.cumulativeLogSumExp(x, o["axis"])),
  dist: ofTwo((a, b) => op.vectorNorm(op.subtract(a, b))),
  median_with_index: ({ x }, { axes, keepdims }) => {
    const axis = axes[0] as number;
    const middle = Math.floor((x!.shape.at(axis)! - 1) / 2);
    const index = op.take(op.argsort(x!, { axis }), op.reshape(middle, [1]), axis);
    const value = op.median(x!, { axis, keepDims: keepdims, method: "lower" });
    return [value, keepdims ? index : op.squeeze(index, axis)];
  },
  cummax: ofOneToMany((x, { axis }) => [op.cumulativeMax(x, axis), op.cumulativeArgmax(x, axis)]),
  cummin: ofOneToMany((x, { axis }) => [op.cumulativeMin(x, axis), op.cumulativeArgmin(x, axis)]),
  nansum: ofOne((x, o) => op.nanSum(x, axesOf(o))),
  nanmean: ofOne((x, o) => op.nanMean(x, axesOf(o))),
  count_nonzero: ofOne((x, o) => op.countNonzero(x, axesOf(o))),
};

const slices: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  "x[..., -2]": (x) => op.at(x, "...", -2),
  "x[-3:-1]": (x) => op.at(x, { start: -3, stop: -1 }),
};

/** Its names of padding, in ours. */
const PAD_MODES: Readonly<Record<string, op.PadMode>> = {
  constant: "constant",
  replicate: "edge",
  circular: "wrap",
  reflect: "reflect",
};

/** Widths of the last axes: those of the last one first. */
function padBy(x: Tensor, { mode, pad, value }: Options): Tensor {
  const widths = x.shape.map(() => [0, 0] as [number, number]);
  for (let i = 0; i < pad.length / 2; i++) widths[x.rank - 1 - i] = [pad[2 * i], pad[2 * i + 1]];
  return op.pad(x, widths, { mode: PAD_MODES[mode]!, value: value ?? 0 });
}

/** Its names of reductions, in ours. */
const COMBINATIONS: Readonly<Record<string, op.Combination>> = {
  sum: "add",
  prod: "multiply",
  mean: "mean",
  amax: "max",
  amin: "min",
};

/** Indices of slices as indices of their own, of the shape of the updates. */
const spread = (index: Tensor, like: Tensor, axis: number): Tensor =>
  op.broadcastTo(
    op.reshape(
      index,
      like.shape.map((_, k) => (k === axis ? index.size : 1)),
    ),
    like.shape,
  );

const shape: Readonly<Record<string, Adapter>> = {
  outer_reuse: ofOne((x) => op.outer(x, x)),
  pad1d: ofOne(padBy),
  pad2d: ofOne(padBy),
  repeat_interleave: ({ x, r }, o) => op.repeat(x!, Array.from(r!.toTypedArray()), o["axis"]),
  boolean_mask: ({ x, m }) => op.at(x!, m!),
  index_put_accumulate: ({ x, i, j, v }) => op.updateAt(x!, [i!, j!], v!, "add"),
  index_copy: ({ x, index, src }, { axis }) => op.scatter(x!, spread(index!, src!, axis), src!, { axis }),
  scatter: ({ x, index, src }, { axis }) => op.scatter(x!, index!, src!, { axis }),
  scatter_reduce: ({ x, index, src }, { axis, reduce, include_self }) =>
    op.scatter(x!, index!, src!, { axis, combine: COMBINATIONS[reduce]!, includeSelf: include_self }),
  sort: ofOneToMany((x, { axis, descending }) => [
    op.sort(x, { axis, descending }),
    op.argsort(x, { axis, descending }),
  ]),
  topk: ofOneToMany((x, { k, axis, largest }) => {
    const { values, indices } = op.topK(x, k, { axis, largest });
    return [values, indices];
  }),
  argsort: ofOne((x, { axis, descending }) => op.argsort(x, { axis, descending })),
  quantile: ofOne((x, { q, axis, interpolation }) => op.quantile(x, q, { axis, method: interpolation })),
  reshape: ofOne((x, o) => op.reshape(x, o["shape"])),
  permute: ofOne((x, o) => op.permuteDims(x, o["dims"])),
  unsqueeze: ofOne((x, o) => op.expandDims(x, o["axis"])),
  broadcast_to: ofOne((x, o) => op.broadcastTo(x, o["shape"])),
  flip: ofOne((x, o) => op.flip(x, o["axes"])),
  roll: ofOne((x, o) => op.roll(x, o["shifts"], o["axes"])),
  concat: ({ a, b, c }, o) => op.concat([a!, b!, c!], o["axis"]),
  chunk: ({ x }, o) => op.split(x!, Math.ceil(x!.shape.at(o["axis"])! / o["chunks"]), o["axis"]),
  slice: ofOne((x, o) => slices[o["spec"]]!(x)),
  index_select: ({ x, index }, o) => op.take(x!, index!, o["axis"]),
  advanced_index: ({ x, i, j }, { spec }) => {
    const rows = spec.includes("i[:,None]") ? op.expandDims(i!, 1) : i!;
    return j === undefined ? op.at(x!, rows) : op.at(x!, rows, j);
  },
  gather: ({ x, index }, o) => op.takeAlongAxis(x!, index!, o["axis"]),
  segment_sum: ({ x, seg }, o) => op.scatterAdd(x!, seg!, o["num_segments"], 0),
  diagonal: ofOne((x, o) => op.diagonal(x, o["k"])),
  tile: ofOne((x, o) => op.tile(x, o["reps"])),
  one_hot: ({ i }, o) => op.oneHot(i!, o["num_classes"]),
};

const linalg: Readonly<Record<string, Adapter>> = {
  matmul: ofTwo(op.matmul),
  bmm: ofTwo(op.matmul),
  einsum: ({ a, b }, o) => op.einsum(o["equation"], ...(b === undefined ? [a!] : [a!, b])),
  tensordot: ({ a, b }, o) => op.tensordot(a!, b!, o["axes"]),
  addmm: ({ a, b, c }, o) => op.add(op.multiply(o["beta"], c!), op.multiply(o["alpha"], op.matmul(a!, b!))),
  multi_dot: (inputs) => op.multiDot(Object.values(inputs)),
  det: ofOne(op.det),
  solve: ofTwo(op.solve),
  solve_triangular: ({ a, b }, o) => op.triangularSolve(a!, b!, { upper: o["upper"] }),
  svdvals: ofOne(op.svdvals),
  matrix_power: ofOne((x, o) => op.matrixPower(x, o["n"])),
  matrix_norm: ofOne((x, o) => op.matrixNorm(x, { order: o["ord"] })),
};

/** Every golden operation that exists here, by its name there. */
export const GOLDEN_OPERATIONS: ReadonlyMap<string, Adapter> = new Map(
  Object.entries({ ...unary, ...binary, ...reduction, ...shape, ...linalg, ...windowOperations, ...LAYERS }),
);
