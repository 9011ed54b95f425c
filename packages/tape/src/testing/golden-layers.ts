import { array } from "@chainrule/array";
import type { ArrayLike, Tensor } from "../index.ts";
import * as op from "../index.ts";
import type { Adapter } from "./golden-operations.ts";

// What layers compute, composed of operations.

const { add, divide, multiply, rsqrt, subtract } = op;

/** One number for each channel, along axis 1 of an array like another. */
const perChannel = (v: Tensor, like: Tensor): Tensor =>
  op.reshape(
    v,
    like.shape.map((_, axis) => (axis === 1 ? -1 : 1)),
  );

const allButChannels = (x: Tensor): number[] => x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));

const scaled = (x: Tensor, weight: Tensor, bias: Tensor): Tensor =>
  add(multiply(x, perChannel(weight, x)), perChannel(bias, x));

function batchNorm(x: Tensor, weight: Tensor, bias: Tensor, epsilon: number): Tensor {
  return scaled(op.standardize(x, { axis: allButChannels(x), epsilon }), weight, bias);
}

/** Softmax of the scaled products of queries and keys, times the values. */
function attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | undefined): Tensor {
  const scores = divide(op.matmul(q, op.matrixTranspose(k)), Math.sqrt(q.shape.at(-1)!));
  const kept = mask === undefined ? scores : op.where(mask, scores, Number.NEGATIVE_INFINITY);
  return op.matmul(op.softmax(kept as Tensor), v);
}

/** An axis resampled along straight lines: from the centres of cells, or with its corners where they were. */
function resampled(x: Tensor, axis: number, length: number, corners: boolean): Tensor {
  const from = x.shape.at(axis)!;
  const places = Array.from({ length }, (_, i) =>
    corners ? (i * (from - 1)) / (length - 1) : Math.max(0, ((i + 0.5) * from) / length - 0.5),
  );
  const lower = places.map(Math.floor);
  const upper = lower.map((place) => Math.min(place + 1, from - 1));
  const weights = op.reshape(array(places.map((place, i) => place - lower[i]!)), [
    -1,
    ...new Array(-1 - axis).fill(1),
  ]);
  return op.lerp(op.take(x, array(lower), axis), op.take(x, array(upper), axis), weights);
}

const interpolated: Adapter = ({ x }, { mode, to, align_corners }) => {
  const axes = x!.shape.length === 3 ? [-1] : [-2, -1];
  return axes.reduce<Tensor>((sofar, axis, i) => {
    const from = sofar.shape.at(axis)!;
    const length = Array.isArray(to) ? to[i] : 2 * from;
    if (mode !== "nearest") return resampled(sofar, axis, length, align_corners);
    return op.take(sofar, array(Array.from({ length }, (_, k) => Math.floor((k * from) / length))), axis);
  }, x!);
};

/** Halves of the last axis turned by angles that grow with the place. */
function rotated(x: Tensor): Tensor {
  const [count, size] = [x.shape.at(-2)!, x.shape.at(-1)!];
  const rates = op.power(10000, divide(multiply(-2, op.iota(size / 2)), size));
  const angles = op.outer(op.iota(count), rates);
  const [first, second] = op.split(x, size / 2, -1) as [Tensor, Tensor];
  const [sine, cosine] = [op.sin(angles), op.cos(angles)];
  return op.concat(
    [
      subtract(multiply(first, cosine), multiply(second, sine)),
      add(multiply(first, sine), multiply(second, cosine)),
    ],
    -1,
  );
}

/** Channels and squares of r by r places exchanged. */
function shuffled(x: Tensor, r: number): Tensor {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  const apart = op.reshape(x, [n, c / r ** 2, r, r, h, w]);
  return op.reshape(op.permuteDims(apart, [0, 1, 4, 2, 5, 3]), [n, c / r ** 2, h * r, w * r]);
}

function unshuffled(x: Tensor, r: number): Tensor {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  const apart = op.reshape(x, [n, c, h / r, r, w / r, r]);
  return op.reshape(op.permuteDims(apart, [0, 1, 3, 5, 2, 4]), [n, c * r ** 2, h / r, w / r]);
}

function channelsMixed(x: Tensor, groups: number): Tensor {
  const [n, c, ...rest] = x.shape as [number, number, ...number[]];
  const apart = op.reshape(x, [n, groups, c / groups, ...rest]);
  return op.reshape(op.moveAxis(apart, 1, 2), x.shape);
}

/** Means of the rows of each bag, which begins at its offset. */
function bags(weight: Tensor, index: Tensor, offsets: Tensor): Tensor {
  const starts = Array.from(offsets.toTypedArray());
  const places = Array.from(
    { length: index.size },
    (_, i) => starts.filter((start) => start <= i).length - 1,
  );
  const count = (rows: ArrayLike): Tensor => op.scatterAdd(rows, array(places), starts.length);
  return divide(count(op.take(weight, index)), op.expandDims(count(op.ones([index.size])), 1));
}

export const LAYERS: Readonly<Record<string, Adapter>> = {
  linear: ({ x, weight, bias }) => add(op.matmul(x!, op.matrixTranspose(weight!)), bias!),
  batch_norm_train: ({ x, weight, bias }, { eps }) => batchNorm(x!, weight!, bias!, eps),
  batch_norm_train_running: ({ x, weight, bias, rm, rv }, { eps, momentum }) => {
    const axis = allButChannels(x!);
    const moved = (old: Tensor, now: Tensor): Tensor => op.lerp(old, now, momentum);
    return [
      batchNorm(x!, weight!, bias!, eps),
      moved(rm!, op.mean(x!, { axis })),
      moved(rv!, op.variance(x!, { axis, correction: 1 })),
    ];
  },
  batch_norm_eval: ({ x, weight, bias, rm, rv }, { eps }) =>
    scaled(multiply(subtract(x!, perChannel(rm!, x!)), perChannel(rsqrt(add(rv!, eps)), x!)), weight!, bias!),
  group_norm: ({ x, weight, bias }, { groups, eps }) => {
    const apart = op.reshape(x!, [x!.shape[0]!, groups, -1]);
    return scaled(op.reshape(op.standardize(apart, { epsilon: eps }), x!.shape), weight!, bias!);
  },
  rms_norm: ({ x, weight }, { eps }) =>
    multiply(multiply(x!, rsqrt(add(op.mean(op.square(x!), { axis: -1, keepDims: true }), eps))), weight!),
  weight_norm: ({ v, g }) => multiply(g!, op.normalize(v!)),
  embedding_bag: ({ index, offsets, weight }) => bags(weight!, index!, offsets!),
  scaled_dot_product_attention: ({ q, k, v, mask }) => attention(q!, k!, v!, mask),
  interpolate1d: interpolated,
  interpolate2d: interpolated,
  pixel_shuffle: ({ x }, { r }) => shuffled(x!, r),
  pixel_unshuffle: ({ x }, { r }) => unshuffled(x!, r),
  channel_shuffle: ({ x }, { groups }) => channelsMixed(x!, groups),
  cosine_similarity: ({ a, b }, { axis, eps }) => op.cosineSimilarity(a!, b!, { axis, epsilon: eps }),
  pairwise_distance: ({ a, b }, { p, eps }) =>
    op.vectorNorm(add(subtract(a!, b!), eps), { axis: -1, order: p }),
  gumbel_softmax_fixed_noise: ({ x, g }, { tau }) => op.softmax(divide(add(x!, g!), tau)),
  rope: ({ x }) => rotated(x!),
};
