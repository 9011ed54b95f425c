type DType = "float32" | "float64";
type Numbers = Float32Array | Float64Array;

/** Reproducible numbers between -1 and 1. */
function numbers(dtype: DType, size: number, seed: number): Numbers {
  let state = seed;
  return new (dtype === "float32" ? Float32Array : Float64Array)(size).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Two square matrices for products, the same for every system: row-major. */
export function matrices(dtype: DType, n: number): readonly [Numbers, Numbers] {
  return [numbers(dtype, n * n, 1), numbers(dtype, n * n, 2)];
}

/** A layer's convolution: `x [examples, channels, side, side]`, `kernel [channels, channels, taps, taps]`. */
export interface Images {
  readonly x: Numbers;
  readonly kernel: Numbers;
  readonly examples: number;
  readonly channels: number;
  readonly side: number;
  readonly taps: number;
}

/** Eight images of 32 channels, 28 by 28, and 32 filters of 3 by 3. */
export function images(dtype: DType): Images {
  const [examples, channels, side, taps] = [8, 32, 28, 3];
  const x = numbers(dtype, examples * channels * side * side, 1);
  return { x, kernel: numbers(dtype, channels * channels * taps * taps, 2), examples, channels, side, taps };
}

/** Multiplications of that convolution. */
export const imageProducts: number = 8 * 26 * 26 * 32 * 32 * 9;

/** `[outer, from, to]` as `[outer, to, from]`. */
export function exchanged(x: Numbers, outer: number, from: number, to: number): Numbers {
  const result = x.slice();
  for (let n = 0; n < outer; n++) {
    for (let i = 0; i < from; i++) {
      for (let j = 0; j < to; j++) result[(n * to + j) * from + i] = x[(n * from + i) * to + j]!;
    }
  }
  return result;
}
