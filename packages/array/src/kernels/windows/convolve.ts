import { promote, type TypedArray } from "../../dtype.ts";
import { checkList } from "../../errors.ts";
import { allocate, checkArray, NDArray, storageOf } from "../../ndarray.ts";
import { checkShape, type Shape, ShapeError, sameShape, showShape } from "../../shape.ts";
import { gemmFor, type ProductLengths, report } from "../choice.ts";
import { isWrapping } from "../runs.ts";
import { addTap, addWrappedTap, type Places, placesOf, type WindowAxis, windowShape } from "./geometry.ts";

/**
 * The shape of a convolution, after checking it: `[..., N, C, ...spatial]` and `[..., O, C, ...window]` give
 * `[..., N, O, ...windows]`.
 *
 * @throws ShapeError `array/shape` when axes are missing, or lengths that must be equal differ.
 *
 * @example
 * ```ts
 * import { convolutionShape } from "@chainrule/array";
 * const axis = { taps: 3, size: 8, stride: 1, dilation: 1, inputDilation: 1, low: 1 };
 * convolutionShape([2, 4, 8], [5, 4, 3], [axis]); // => [2, 5, 8]
 * ```
 */
export function convolutionShape(x: Shape, kernel: Shape, axes: readonly WindowAxis[]): number[] {
  const leading = checkShape(x).length - checkList(axes, "give how windows go along each axis").length - 2;
  checkShape(kernel);
  const fits =
    leading >= 0 &&
    kernel.length === x.length &&
    sameShape(x.slice(0, leading), kernel.slice(0, leading)) &&
    x[leading + 1] === kernel[leading + 1] &&
    axes.every((axis, i) => axis?.taps === kernel[leading + 2 + i]);
  if (!fits) {
    const shapes = `${showShape(x)} and a kernel ${showShape(kernel)} do not convolve`;
    const remedy = "give [..., N, C, ...lengths] and [..., O, C, ...window], equal where they share a letter";
    throw new ShapeError(`${shapes}; ${remedy}.`, [x, kernel]);
  }
  const shape = windowShape(x, axes);
  shape[leading + 1] = kernel[leading] as number;
  return shape;
}

/** A convolution as loops see it. */
interface Plan {
  readonly batches: number;
  readonly examples: number;
  readonly channels: number;
  readonly filters: number;
  /** Elements of one channel of the input. */
  readonly area: number;
  readonly places: Places;
}

/**
 * Sums of products over windows: `out[n, o, p] = sum over c and k of kernel[o, c, k] x[n, c, place(p, k)]`, where empty places
 * contribute nothing (not even 0 times infinity). Axes before N are in step.
 *
 * Loops sum in doubles, and 32-bit integers modulo 2^32; above a measured size, floats are gathered into a matrix for the kernels
 * of `contract`.
 *
 * @throws ShapeError `array/shape` when axes are missing, or lengths that must be equal differ.
 *
 * @example
 * ```ts
 * import { array, convolve } from "@chainrule/array";
 * const [x, kernel] = [array([[[1, 2, 3, 4]]]), array([[[1, -1]]])];
 * const axis = { taps: 2, size: 3, stride: 1, dilation: 1, inputDilation: 1, low: 0 };
 * convolve(x, kernel, [axis]).toNested(); // => [[[-1, -1, -1]]]
 * ```
 */
export function convolve(x: NDArray, kernel: NDArray, axes: readonly WindowAxis[]): NDArray {
  const shape = convolutionShape(checkArray(x).shape, checkArray(kernel).shape, axes);
  const dtype = promote(x.dtype, kernel.dtype);
  const out = allocate(shape, dtype);
  const leading = shape.length - axes.length - 2;
  const lengths = x.shape.slice(leading + 2);
  const plan: Plan = {
    batches: product(shape.slice(0, leading)),
    examples: shape[leading] as number,
    channels: x.shape[leading + 1] as number,
    filters: shape[leading + 1] as number,
    area: product(lengths),
    places: placesOf(lengths, axes),
  };
  const isDone = convolveByGemm(x, kernel, out, plan);
  if (!isDone) convolveByLoops(storageOf(x), storageOf(kernel), out, plan);
  report(isDone ? "wasm" : "loops", productOf(plan));
  return new NDArray(out, shape, dtype);
}

/** The convolution as a product of matrices: filters times windows. */
function productOf({ examples, channels, filters, places }: Plan): ProductLengths {
  return { rows: filters, columns: examples * places.windows, depth: channels * places.taps };
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total * length, 1);
}

function convolveByLoops(x: TypedArray, kernel: TypedArray, out: TypedArray, plan: Plan): void {
  const { batches, examples, channels, filters, area, places } = plan;
  const { taps, windows } = places;
  const sums = new Float64Array(windows);
  const add = isWrapping(out) ? addWrappedTap : addTap;
  for (let b = 0; b < batches; b++) {
    for (let n = 0; n < examples; n++) {
      for (let o = 0; o < filters; o++) {
        sums.fill(0);
        for (let c = 0; c < channels; c++) {
          const from = ((b * examples + n) * channels + c) * area;
          const weights = ((b * filters + o) * channels + c) * taps;
          for (let k = 0; k < taps; k++) {
            add(sums, kernel[weights + k] as number, x, from, places, k);
          }
        }
        out.set(sums, ((b * examples + n) * filters + o) * windows);
      }
    }
  }
}

/** Whether the convolution is one for the matrix kernels, and there was memory for it. */
function convolveByGemm(x: NDArray, kernel: NDArray, out: TypedArray, plan: Plan): boolean {
  const { rows, columns, depth } = productOf(plan);
  const { batches, examples, channels, area, places } = plan;
  const gemm = gemmFor(x.dtype, kernel.dtype, { rows, columns, depth });
  const weights = storageOf(kernel);
  if (gemm === undefined || !weights.every(Number.isFinite)) return false; // 0 stands for empty places there
  const size = examples * channels * area;
  for (let batch = 0; batch < batches; batch++) {
    const isDone = gemm.multiplyGathered({
      a: weights.subarray(batch * rows * depth, (batch + 1) * rows * depth),
      x: storageOf(x).subarray(batch * size, (batch + 1) * size),
      ...{ rows, examples, channels, area },
      ...{ table: places.table, taps: places.taps, windows: places.windows },
      onBlock: (products, from, wide) => spread(products, out, plan, { batch, from, wide }),
    });
    if (!isDone) return false;
  }
  return true;
}

/** Some columns of the matrix of all windows: of each example in turn, each window. */
interface Block {
  readonly batch: number;
  readonly from: number;
  readonly wide: number;
}

/** Writes products, `[filters, wide]`, to where they belong in the result. */
function spread(products: TypedArray, out: TypedArray, plan: Plan, { batch, from, wide }: Block): void {
  const { examples, filters, places } = plan;
  const { windows } = places;
  for (let at = 0; at < wide; ) {
    const [example, window] = [Math.floor((from + at) / windows), (from + at) % windows];
    const run = Math.min(windows - window, wide - at);
    for (let o = 0; o < filters; o++) {
      const row = products.subarray(o * wide + at, o * wide + at + run);
      out.set(row, ((batch * examples + example) * filters + o) * windows + window);
    }
    at += run;
  }
}
