import type { ArrayLike, PerAxis, Tensor } from "../index.ts";
import * as op from "../index.ts";
import type { Adapter } from "./golden-operations.ts";

// Convolutions and pools of the golden cases, in ours.

// biome-ignore lint/suspicious/noExplicitAny: the options of the golden cases are of many kinds.
type Options = Readonly<Record<string, any>>;

type Convolve = (x: ArrayLike, weight: ArrayLike, options: op.ConvolutionOptions) => Tensor;
type ConvolveBack = (x: ArrayLike, weight: ArrayLike, options: op.TransposedConvolutionOptions) => Tensor;
type Pool = (x: ArrayLike, window: PerAxis, options: op.AveragePoolOptions) => Tensor;

const steps = ({ stride, padding, dilation, groups }: Options) => ({ stride, padding, dilation, groups });

const convolution =
  (f: Convolve): Adapter =>
  ({ x, weight, bias }, options) =>
    f(x!, weight!, { ...steps(options), ...(bias && { bias }) });

const transposed =
  (f: ConvolveBack): Adapter =>
  ({ x, weight, bias }, options) =>
    f(x!, weight!, { ...steps(options), outputPadding: options["output_padding"], ...(bias && { bias }) });

const pool =
  (f: Pool): Adapter =>
  ({ x }, { kernel, stride, padding, dilation = 1, ceil_mode, count_include_pad = true }) =>
    f(x!, kernel, { stride, padding, dilation, ceilMode: ceil_mode, countPadding: count_include_pad });

/** The p-th root of the sum of p-th powers. */
const powerMean: Adapter = ({ x }, { p, kernel, stride }) =>
  op.power(op.multiply(op.avgPool2d(op.power(x!, p), kernel, { stride }), kernel ** 2), 1 / p);

/** By their names there. */
export const windowOperations: Readonly<Record<string, Adapter>> = {
  conv1d: convolution(op.conv1d),
  conv2d: convolution(op.conv2d),
  conv3d: convolution(op.conv3d),
  conv_transpose1d: transposed(op.convTranspose1d),
  conv_transpose2d: transposed(op.convTranspose2d),
  max_pool1d: pool(op.maxPool1d),
  max_pool2d: pool(op.maxPool2d),
  avg_pool1d: pool(op.avgPool1d),
  avg_pool2d: pool(op.avgPool2d),
  adaptive_avg_pool1d: ({ x }, { output }) => op.adaptiveAvgPool1d(x!, output),
  adaptive_avg_pool2d: ({ x }, { output }) => op.adaptiveAvgPool2d(x!, output),
  lp_pool2d: powerMean,
};
