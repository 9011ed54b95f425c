import type { ArrayLike, Tensor } from "../value.ts";
import {
  type ConvolutionOptions,
  convolution,
  type TransposedConvolutionOptions,
  transposedConvolution,
} from "./convolving.ts";

export type { ConvolutionOptions, TransposedConvolutionOptions } from "./convolving.ts";

/**
 * Convolution in one dimension (a cross-correlation: the kernel is not flipped).
 *
 * `[batch, in, length], [out, in / groups, kernel] -> [batch, out, length']`, or without the batch axis.
 *
 * Empty places of the padding contribute nothing. Above a measured size, products of matrices compute it.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where channels or lengths do not fit.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { conv1d } from "@chainrule/tape";
 * const x = array([[[1, 2, 4, 8]]]);
 * conv1d(x, array([[[1, -1]]])).toNested(); // => [[[-1, -2, -4]]]
 * conv1d(x, array([[[1, 1, 1]]]), { padding: "same", stride: 2 }).toNested(); // => [[[7, 12]]]
 * ```
 */
export function conv1d(x: ArrayLike, weight: ArrayLike, options: ConvolutionOptions = {}): Tensor {
  return convolution("conv1d", 1, x, weight, options);
}

/**
 * Convolution in two dimensions (a cross-correlation: the kernel is not flipped).
 *
 * `[batch, in, height, width], [out, in / groups, h, w] -> [batch, out, height', width']`, or without the batch axis.
 *
 * Empty places of the padding contribute nothing. Above a measured size, products of matrices compute it.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where channels or lengths do not fit.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { conv2d } from "@chainrule/tape";
 * const x = array([[[[1, 2], [3, 4]]]]);
 * conv2d(x, array([[[[1, 1], [1, 1]]]]), { bias: array([0.5]) }).toNested(); // => [[[[10.5]]]]
 * ```
 */
export function conv2d(x: ArrayLike, weight: ArrayLike, options: ConvolutionOptions = {}): Tensor {
  return convolution("conv2d", 2, x, weight, options);
}

/**
 * Convolution in three dimensions (a cross-correlation: the kernel is not flipped).
 *
 * `[batch, in, depth, height, width], [out, in / groups, d, h, w] -> [batch, out, depth', height', width']`, or without the batch axis.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where channels or lengths do not fit.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { array, full } from "@chainrule/array";
 * import { conv3d } from "@chainrule/tape";
 * conv3d(full([1, 2, 3, 3, 3], 1), full([4, 2, 2, 2, 2], 0.5)).shape; // => [1, 4, 2, 2, 2]
 * ```
 */
export function conv3d(x: ArrayLike, weight: ArrayLike, options: ConvolutionOptions = {}): Tensor {
  return convolution("conv3d", 3, x, weight, options);
}

/**
 * The transpose of `conv1d` with respect to its input: what its vjp computes, as an operation that makes signals longer.
 *
 * `[batch, in, length], [in, out / groups, kernel] -> [batch, out, (length - 1) stride - padding + dilation (kernel - 1) + outputPadding + 1]`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where channels do not fit, or nothing is left.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { convTranspose1d } from "@chainrule/tape";
 * convTranspose1d(array([[[1, 10]]]), array([[[1, 2, 3]]]), { stride: 2 }).toNested(); // => [[[1, 2, 13, 20, 30]]]
 * ```
 */
export function convTranspose1d(
  x: ArrayLike,
  weight: ArrayLike,
  options: TransposedConvolutionOptions = {},
): Tensor {
  return transposedConvolution("convTranspose1d", 1, x, weight, options);
}

/**
 * The transpose of `conv2d` with respect to its input; lengths and errors as of `convTranspose1d`.
 *
 * `[batch, in, height, width], [in, out / groups, h, w] -> [batch, out, height', width']`
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where channels do not fit, or nothing is left.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { convTranspose2d } from "@chainrule/tape";
 * convTranspose2d(array([[[[2]]]]), array([[[[1, 2], [3, 4]]]])).toNested(); // => [[[[2, 4], [6, 8]]]]
 * ```
 */
export function convTranspose2d(
  x: ArrayLike,
  weight: ArrayLike,
  options: TransposedConvolutionOptions = {},
): Tensor {
  return transposedConvolution("convTranspose2d", 2, x, weight, options);
}

/**
 * The transpose of `conv3d` with respect to its input; lengths and errors as of `convTranspose1d`.
 *
 * @throws ShapeMismatchError `tape/shape-mismatch` where channels do not fit, or nothing is left.
 * @throws ArgumentError `tape/argument` for options that are no counts.
 *
 * @example
 * ```ts
 * import { full } from "@chainrule/array";
 * import { convTranspose3d } from "@chainrule/tape";
 * convTranspose3d(full([1, 4, 2, 2, 2], 1), full([4, 2, 2, 2, 2], 1)).shape; // => [1, 2, 3, 3, 3]
 * ```
 */
export function convTranspose3d(
  x: ArrayLike,
  weight: ArrayLike,
  options: TransposedConvolutionOptions = {},
): Tensor {
  return transposedConvolution("convTranspose3d", 3, x, weight, options);
}
