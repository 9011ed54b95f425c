import { array, type NDArray, type Shape } from "@chainrule/array";
import { applyOne } from "../apply.ts";
import { powerDerivative } from "../operations/arithmetic.ts";
import { reciprocalExpm1, timesComplement } from "../operations/exponential.ts";
import * as op from "../operations/index.ts";
import { saturate } from "../operations/piecewise.ts";
import { besselI0, scaledBessel, scaledErfcIntegral, sincDerivative } from "../operations/special.ts";
import { oneMinusSquare, rootOfOnePlusSquare } from "../operations/trigonometric.ts";
import { siluSlope, stretchedExponential } from "../rows/activations.ts";
import { i1eSlope } from "../rows/bessel.ts";
import { logisticDensity, squaredSech } from "../rows/elementwise.ts";
import { share, shareDensity } from "../rows/exponential.ts";
import { geluTanhDensity, geluTanhSlope } from "../rows/gelu-tanh.ts";
import { geluSlope, normalQuantileSlope } from "../rows/normal.ts";
import { directionCosine } from "../rows/powers.ts";
import { erfinvSlope } from "../rows/special.ts";
import { inversion } from "../rows/trigonometric.ts";
import type { Tensor } from "../value.ts";
import { apart } from "./apart.ts";
import type { ArrayFunction } from "./checks.ts";
import { LINALG, MATRICES, SPECTRAL } from "./linalg-samples.ts";
import { drawn, generator } from "./random.ts";
import { WINDOWS } from "./samples-windows.ts";

/** A differentiable function that applies a row, and inputs away from its kinks. */
export interface Sample {
  readonly name: string;
  readonly f: ArrayFunction;
  readonly inputs: readonly NDArray[];
}

type Interval = readonly [number, number];

const next = generator(2026);

/** Functions of one element, and where to sample them: where derivatives of all orders exist. */
export const UNARY: readonly (readonly [string, ArrayFunction, Interval])[] = [
  ["negate", op.negate, [-2, 2]],
  ["square", op.square, [-2, 2]],
  ["sqrt", op.sqrt, [0.3, 3]],
  ["rsqrt", op.rsqrt, [0.3, 3]],
  ["cbrt", op.cbrt, [0.3, 3]],
  ["cbrt of negative", op.cbrt, [-3, -0.3]],
  ["reciprocal", op.reciprocal, [0.4, 3]],
  ["integerPower 3", (x) => op.integerPower(x!, 3), [-2, 2]],
  ["integerPower -2", (x) => op.integerPower(x!, -2), [0.5, 2]],
  ["integerPower 1", (x) => op.integerPower(x!, 1), [-1, 2]],
  ["integerPower 0", (x) => op.integerPower(x!, 0), [-1, 2]],
  ["exp", op.exp, [-2, 2]],
  ["exp2", op.exp2, [-2, 2]],
  ["expm1", op.expm1, [-2, 2]],
  ["log", op.log, [0.3, 3]],
  ["log1p", op.log1p, [-0.6, 3]],
  ["log2", op.log2, [0.3, 3]],
  ["log10", op.log10, [0.3, 3]],
  ["log1mexp", op.log1mexp, [0.3, 3]],
  ["sigmoid", op.sigmoid, [-4, 4]],
  ["logisticDensity", (x) => applyOne(logisticDensity, undefined, [x!]) as Tensor, [-4, 4]],
  ["logSigmoid", op.logSigmoid, [-4, 4]],
  ["softplus", op.softplus, [-4, 4]],
  ["logit", op.logit, [0.2, 0.8]],
  ["logCosh", op.logCosh, [-3, 3]],
  ["sin", op.sin, [-3, 3]],
  ["cos", op.cos, [-3, 3]],
  ["tan", op.tan, [-1.2, 1.2]],
  ["asin", op.asin, [-0.8, 0.8]],
  ["acos", op.acos, [-0.8, 0.8]],
  ["atan", op.atan, [-3, 3]],
  ["oneMinusSquare", oneMinusSquare, [-0.8, 0.8]],
  ["rootOfOnePlusSquare", rootOfOnePlusSquare, [-3, 3]],
  ["timesComplement", timesComplement, [0.2, 0.8]],
  ["reciprocalExpm1", reciprocalExpm1, [0.3, 3]],
  ["sinh", op.sinh, [-2, 2]],
  ["cosh", op.cosh, [-2, 2]],
  ["tanh", op.tanh, [-3, 3]],
  ["geluSlope", (x) => applyOne(geluSlope, undefined, [x!]) as Tensor, [-3, 3]],
  ["geluTanhSlope", (x) => applyOne(geluTanhSlope, undefined, [x!]) as Tensor, [-3, 3]],
  ["geluTanhDensity", (x) => applyOne(geluTanhDensity, undefined, [x!]) as Tensor, [-3, 3]],
  ["normalQuantileSlope", (x) => applyOne(normalQuantileSlope, undefined, [x!]) as Tensor, [0.1, 0.9]],
  ["erfinvSlope", (x) => applyOne(erfinvSlope, undefined, [x!]) as Tensor, [-0.8, 0.8]],
  ["i1eSlope", (x) => applyOne(i1eSlope, undefined, [x!]) as Tensor, [0.3, 4]],
  ["stretchedExponential", (x) => applyOne(stretchedExponential, { width: 0.7 }, [x!]) as Tensor, [-2, 2]],
  ["siluSlope", (x) => applyOne(siluSlope, undefined, [x!]) as Tensor, [-4, 4]],
  ["squaredSech", (x) => applyOne(squaredSech, undefined, [x!]) as Tensor, [-3, 3]],
  ["asinh", op.asinh, [-3, 3]],
  ["acosh", op.acosh, [1.4, 4]],
  ["atanh", op.atanh, [-0.8, 0.8]],
  ["erf", op.erf, [-2, 2]],
  ["erfc", op.erfc, [-2, 2]],
  ["erfcx", op.erfcx, [-1, 3]],
  ["erfinv", op.erfinv, [-0.8, 0.8]],
  ["gaussian", op.gaussian, [-2, 2]],
  ["scaledErfcIntegral", (x) => scaledErfcIntegral(x!, 2), [-1, 3]],
  ["normalCdf", op.normalCdf, [-3, 3]],
  ["normalDensity", op.normalDensity, [-2, 2]],
  ["logNormalCdf", op.logNormalCdf, [-6, -0.5]],
  ["logNormalCdf of positive", op.logNormalCdf, [0.2, 3]],
  ["normalQuantile", op.normalQuantile, [0.1, 0.4]],
  ["normalQuantile of the upper half", op.normalQuantile, [0.6, 0.9]],
  ["i0", op.i0, [-3, 3]],
  ["i1", op.i1, [-3, 3]],
  ["i0e", op.i0e, [0.3, 4]],
  ["i1e", op.i1e, [-4, -0.3]],
  ["besselI0, third derivative", (x) => besselI0(x!, 3), [-2, 2]],
  ["scaledBessel, second derivative", (x) => scaledBessel(x!, 2), [0.3, 4]],
  ["lgamma", op.lgamma, [0.5, 4]],
  ["multivariateLgamma", (x) => op.multivariateLgamma(x!, 3), [1.5, 4]],
  ["lgamma of negative", op.lgamma, [-1.7, -1.3]],
  ["gamma", op.gamma, [0.5, 4]],
  ["digamma", op.digamma, [0.5, 4]],
  ["polygamma 2", (x) => op.polygamma(2, x!), [0.6, 4]],
  ["sinc", op.sinc, [-2, 2]],
  ["sinc, second derivative", (x) => sincDerivative(x!, 2), [-2, 2]],
  ["abs", op.abs, [0.2, 2]],
  ["abs of negative", op.abs, [-2, -0.2]],
  ["clip", (x) => op.clip(x!, -1, 1), [-0.9, 0.9]],
  ["clip outside", (x) => op.clip(x!, -1, 1), [1.1, 2]],
  ["saturate", (x) => saturate(x!, -1, 1), [-0.9, 0.9]],
  ["nanToNum", (x) => op.nanToNum(x!), [-1, 1]],
  ["deg2rad", op.deg2rad, [-200, 200]],
  ["frac", op.frac, [1.2, 1.8]],
  ["entropy", op.entropy, [0.3, 2]],
  ["relu", op.relu, [0.2, 2]],
  ["relu of negative", op.relu, [-2, -0.2]],
  ["leakyRelu", (x) => op.leakyRelu(x!, 0.1), [-2, -0.2]],
  ["elu of negative", (x) => op.elu(x!, 0.7), [-2, -0.2]],
  ["elu of positive", (x) => op.elu(x!, 0.7), [0.2, 2]],
  ["celu", (x) => op.celu(x!, 0.5), [-2, -0.2]],
  ["selu", op.selu, [-2, -0.2]],
  ["threshold", (x) => op.threshold(x!, 0.1, 20), [0.3, 2]],
  ["hardShrink", (x) => op.hardShrink(x!, 0.5), [0.7, 2]],
  ["softShrink", (x) => op.softShrink(x!, 0.5), [-2, -0.7]],
  ["softsign", op.softsign, [0.1, 3]],
  ["tanhShrink", op.tanhShrink, [-2, 2]],
  ["silu", op.silu, [-4, 4]],
  ["mish", op.mish, [-4, 4]],
  ["gelu", (x) => op.gelu(x!), [-3, 3]],
  ["gelu, tanh form", (x) => op.gelu(x!, "tanh"), [-3, 3]],
  ["hardSwish", op.hardSwish, [-2, 2]],
  ["power of a number", (x) => op.power(2.5, x!), [-2, 2]],
  ["power by a number", (x) => op.power(x!, 2.5), [0.4, 2]],
  ["astype", (x) => op.astype(x!, "float64"), [-1, 1]],
];

/** Functions of two elements, sampled with broadcasting. */
export const BINARY: readonly (readonly [string, ArrayFunction, Interval, Interval])[] = [
  ["add", (a, b) => op.add(a!, b!), [-2, 2], [-2, 2]],
  ["subtract", (a, b) => op.subtract(a!, b!), [-2, 2], [-2, 2]],
  ["multiply", (a, b) => op.multiply(a!, b!), [-2, 2], [-2, 2]],
  ["divide", (a, b) => op.divide(a!, b!), [-2, 2], [0.5, 2]],
  ["power", (a, b) => op.power(a!, b!), [0.5, 2], [-2, 2]],
  [
    "powerDerivative",
    (a, b) => powerDerivative(a!, b!, { byBase: 1, byExponent: 1 }) as Tensor,
    [0.5, 2],
    [-2, 2],
  ],
  ["hypot", (a, b) => op.hypot(a!, b!), [0.3, 2], [-2, -0.3]],
  [
    "directionCosine",
    (a, b) => applyOne(directionCosine, undefined, [a!, b!]) as Tensor,
    [0.3, 2],
    [-2, -0.3],
  ],
  ["atan2", (a, b) => op.atan2(a!, b!), [0.3, 2], [-2, 2]],
  ["inversion", (a, b) => applyOne(inversion, undefined, [a!, b!]) as Tensor, [0.3, 2], [-2, 2]],
  ["share", (a, b) => applyOne(share, undefined, [a!, b!]) as Tensor, [-2, 2], [-2, 2]],
  ["shareDensity", (a, b) => applyOne(shareDensity, undefined, [a!, b!]) as Tensor, [-2, 2], [-2, 2]],
  ["logaddexp", (a, b) => op.logaddexp(a!, b!), [-2, 2], [-2, 2]],
  ["logaddexp2", (a, b) => op.logaddexp2(a!, b!), [-2, 2], [-2, 2]],
  ["xlogy", (a, b) => op.xlogy(a!, b!), [-2, 2], [0.4, 2]],
  ["xlog1py", (a, b) => op.xlog1py(a!, b!), [-2, 2], [-0.5, 2]],
  ["maximum, first", (a, b) => op.maximum(a!, b!), [1, 2], [-2, 0.9]],
  ["maximum, second", (a, b) => op.maximum(a!, b!), [-2, 0.9], [1, 2]],
  ["minimum", (a, b) => op.minimum(a!, b!), [-2, 0.9], [1, 2]],
  ["remainder", (a, b) => op.remainder(a!, b!), [2.3, 2.8], [1.01, 1.09]],
  ["fmod", (a, b) => op.fmod(a!, b!), [-2.8, -2.3], [1.01, 1.09]],
  ["copySign", (a, b) => op.copySign(a!, b!), [0.3, 2], [-2, -0.3]],
  ["fmax", (a, b) => op.fmax(a!, b!), [1, 2], [-2, 0.9]],
  ["squaredDifference", (a, b) => op.squaredDifference(a!, b!), [-2, 2], [-2, 2]],
  ["where", (a, b) => op.where(CONDITION, a!, b!), [-2, 2], [-2, 2]],
];

const CONDITION: NDArray = array([true, false, true]);

/** Shapes that broadcast in every way there is. */
const PAIRS: readonly (readonly [Shape, Shape])[] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], []],
  [[3], [2, 1]],
  [
    [2, 1, 3],
    [4, 1],
  ],
];

/** Indices along the first axis, one place written twice and one not at all; shapes of an array and updates for them. */
const PLACES: NDArray = array([
  [2, 0],
  [-1, 1],
  [0, 0],
]);
const SCATTERED: readonly Shape[] = [
  [3, 2],
  [3, 2],
];
/** Weights without which squares would sum to a constant. */
const UNEQUAL: NDArray = array([1, 3]);
const PICKED: NDArray = array([2, 0]);

/** Functions of whole arrays. */
export const ARRAYS: readonly (readonly [string, ArrayFunction, readonly Shape[], Interval?])[] = [
  ["sum", (x) => op.sum(x!, { axis: [0, 2] }), [[2, 3, 2]]],
  ["sum of all", (x) => op.sum(x!), [[2, 3]]],
  ["mean", (x) => op.mean(x!, { axis: 1, keepDims: true }), [[2, 3]]],
  ["prod", (x) => op.prod(x!, { axis: [0, 2] }), [[2, 3, 2]]],
  ["prod of one axis", (x) => op.prod(x!, { axis: 1 }), [[2, 5]]],
  ["max", (x) => op.max(apart(x!), { axis: 1 }), [[3, 4]]],
  ["min", (x) => op.min(apart(x!)), [[3, 4]]],
  ["logSumExp", (x) => op.logSumExp(x!, { axis: 0 }), [[3, 2]]],
  ["softmax", (x) => op.softmax(x!, 0), [[3, 2]]],
  ["logSoftmax", (x) => op.logSoftmax(x!), [[2, 3]]],
  ["variance", (x) => op.variance(x!, { axis: 1, correction: 1 }), [[2, 4]]],
  ["std", (x) => op.std(x!, { axis: 0 }), [[4, 2]]],
  ["vectorNorm", (x) => op.vectorNorm(x!, { axis: -1 }), [[2, 3]]],
  ["vectorNorm 3", (x) => op.vectorNorm(x!, { axis: -1, order: 3, keepDims: true }), [[2, 3]], [0.4, 2]],
  ["vectorNorm 1", (x) => op.vectorNorm(x!, { order: 1 }), [[2, 3]], [0.4, 2]],
  ["cumulativeSum", (x) => op.cumulativeSum(x!, 0), [[3, 2]]],
  ["cumulativeProd", (x) => op.cumulativeProd(x!, 1), [[2, 5]]],
  ["cumulativeMax", (x) => op.cumulativeMax(apart(x!)), [[2, 5]]],
  ["cumulativeLogSumExp", (x) => op.cumulativeLogSumExp(x!), [[2, 5]]],
  ["sort", (x) => op.sort(x!, { axis: 0, descending: true }), [[4, 2]]],
  ["topK", (x) => op.topK(apart(x!), 2, { axis: 1, largest: false }).values, [[2, 5]]],
  ["quantile", (x) => op.quantile(apart(x!), [0.2, 0.7], { axis: [0, 2] }), [[2, 3, 2]]],
  ["median", (x) => op.median(apart(x!), { axis: 1, keepDims: true }), [[2, 4]]],
  ["nanMean", (x) => op.nanMean(x!, { axis: 1 }), [[2, 3]]],
  ["cumulativeMin", (x) => op.cumulativeMin(apart(x!), 0), [[4, 2]]],
  ["scatter, set", (x, u) => op.scatter(x!, PLACES, u!, { axis: 0 }), SCATTERED],
  ["scatter, add", (x, u) => op.scatter(x!, PLACES, u!, { axis: 0, combine: "add" }), SCATTERED],
  ["scatter, multiply", (x, u) => op.scatter(x!, PLACES, u!, { axis: 0, combine: "multiply" }), SCATTERED],
  ["scatter, max", (x, u) => op.scatter(x!, PLACES, apart(u!), { axis: 0, combine: "max" }), SCATTERED],
  ["scatter, min", (x, u) => op.scatter(apart(x!), PLACES, u!, { axis: 0, combine: "min" }), SCATTERED],
  [
    "scatter, mean of the updates alone",
    (x, u) => op.scatter(x!, PLACES, u!, { axis: 0, combine: "mean", includeSelf: false }),
    SCATTERED,
  ],
  ["updateAt", (x, u) => op.updateAt(x!, [":", PICKED], u!, "multiply"), [[2, 3], [2]]],
  ["at, index arrays", (x) => op.at(x!, PICKED, ":", array([0, -1])), [[3, 2, 2]]],
  [
    "at, mask",
    (x) =>
      op.at(
        x!,
        array([
          [true, false],
          [true, true],
        ]),
      ),
    [[2, 2, 3]],
  ],
  ["compress", (x) => op.compress(array([true, false, true]), x!, 1), [[2, 3]]],
  ["repeat by counts", (x) => op.repeat(x!, [2, 0, 1]), [[2, 3]]],
  ["unstack", (x) => op.multiply(...(op.unstack(x!, 1) as [Tensor, Tensor])), [[3, 2]]],
  [
    "pad, reflect",
    (x) =>
      op.pad(
        x!,
        [
          [0, 1],
          [2, 1],
        ],
        { mode: "reflect" },
      ),
    [[2, 3]],
  ],
  ["rot90", (x) => op.rot90(x!, 3), [[2, 3]]],
  ["meshgrid", (a, b) => op.multiply(...(op.meshgrid([a!, b!]) as [Tensor, Tensor])), [[2], [3]]],
  ["linspace", (a, b) => op.linspace(a!, b!, 4), [[], []]],
  ["diff", (x) => op.diff(x!, 2, 0), [[4, 2]]],
  ["trapezoid", (y, x) => op.trapezoid(y!, { at: x!, axis: 0 }), [[4, 2], [4]]],
  ["cumulativeTrapezoid", (y) => op.cumulativeTrapezoid(y!, { step: 0.5 }), [[2, 4]]],
  ["centralDifferences", (y) => op.centralDifferences(y!, { step: 0.5 }), [[2, 4]]],
  ["standardize", (x) => op.multiply(UNEQUAL, op.standardize(x!, { axis: [0, 1] })), [[3, 2]]],
  ["normalize", (x) => op.multiply(UNEQUAL, op.normalize(x!, { axis: -1 })), [[3, 2]]],
  ["cosineSimilarity", (a, b) => op.cosineSimilarity(a!, b!), [[2, 3], [3]]],
  [
    "pairwiseDistances",
    (a, b) => op.pairwiseDistances(a!, b!),
    [
      [2, 3],
      [3, 3],
    ],
  ],
  ["kthSmallest", (x) => op.kthSmallest(apart(x!), 2, { axis: 0 }).values, [[3, 2]]],
  ["mode", (x) => op.mode(apart(x!)).values, [[2, 3]]],
  ["lerp", (a, b, t) => op.lerp(a!, b!, t!), [[2, 3], [3], [2, 1]], [0.6, 0.9]],
  ["reshape", (x) => op.reshape(x!, [3, -1]), [[2, 3]]],
  ["broadcastTo", (x) => op.broadcastTo(x!, [2, 4, 3]), [[4, 1]]],
  ["permuteDims", (x) => op.permuteDims(x!, [2, 0, 1]), [[2, 3, 4]]],
  ["matrixTranspose", (x) => op.matrixTranspose(x!), [[2, 3, 4]]],
  ["moveAxis", (x) => op.moveAxis(x!, 0, -1), [[2, 3, 4]]],
  ["expandDims", (x) => op.expandDims(x!, 1), [[2, 3]]],
  ["squeeze", (x) => op.squeeze(x!, 1), [[2, 1, 3]]],
  [
    "concat",
    (a, b) => op.concat([a!, b!], 1),
    [
      [2, 3],
      [2, 1],
    ],
  ],
  [
    "stack",
    (a, b) => op.stack([a!, b!], -1),
    [
      [2, 3],
      [2, 3],
    ],
  ],
  ["flip", (x) => op.flip(x!, 1), [[2, 3]]],
  ["roll", (x) => op.roll(x!, 2, 0), [[3, 2]]],
  ["split", (x) => op.multiply(...(op.split(x!, 2, 0) as [NDArray, NDArray])), [[4, 2]]],
  [
    "pad",
    (x) =>
      op.pad(
        x!,
        [
          [1, 2],
          [-1, 0],
        ],
        0.5,
      ),
    [[2, 3]],
  ],
  ["tile", (x) => op.tile(x!, [2, 3]), [[2]]],
  ["repeat", (x) => op.repeat(x!, 3, 0), [[2, 2]]],
  ["at", (x) => op.at(x!, 1, "...", { start: -1, step: -2 }), [[3, 2, 5]]],
  [
    "take",
    (x) =>
      op.take(
        x!,
        array([
          [2, 0],
          [2, -1],
        ]),
        1,
      ),
    [[2, 3, 2]],
  ],
  [
    "takeAlongAxis",
    (x) =>
      op.takeAlongAxis(
        x!,
        array([
          [2, 0],
          [1, -1],
        ]),
        1,
      ),
    [[2, 3]],
  ],
  ["scatterAdd", (x) => op.scatterAdd(x!, array([2, 0, 2]), 4, 0), [[3, 2]]],
];

/** Every sample, drawn anew from one seed. */
export const SAMPLES: readonly Sample[] = [
  ...UNARY.map(([name, f, interval]) => ({ name, f, inputs: [drawn(next, [2, 3], interval)] })),
  ...BINARY.flatMap(([name, f, first, second]) =>
    PAIRS.map(([p, q]) => ({
      name: `${name} [${p}] [${q}]`,
      f,
      inputs: [drawn(next, p, first), drawn(next, q, second)],
    })),
  ),
  ...[...ARRAYS, ...MATRICES, ...LINALG, ...SPECTRAL, ...WINDOWS].map((sample) => {
    const [name, f, shapes, interval] = sample;
    const inputs = shapes.map((shape) => drawn(next, shape, interval));
    return { name, f, inputs };
  }),
];
