import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  adopt,
  array,
  type ComputedProduct,
  cast,
  convolutionShape,
  convolve,
  full,
  type NDArray,
  placesOf,
  sizeOf,
  type WindowAxis,
  windowArgmax,
  windowMax,
  windowShape,
  windowSum,
  withKernels,
} from "../../index.ts";

const PLAIN = { stride: 1, dilation: 1, inputDilation: 1, low: 0 };

/** Reproducible numbers between -1 and 1. */
function random(shape: readonly number[], seed: number, dtype: "float32" | "float64" = "float64"): NDArray {
  let state = seed >>> 0;
  const data = Float64Array.from({ length: sizeOf(shape) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return cast(adopt(data, shape), dtype);
}

const axisOf = fc.record({
  taps: fc.integer({ min: 1, max: 3 }),
  size: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 3 }),
  inputDilation: fc.integer({ min: 1, max: 3 }),
  low: fc.integer({ min: -2, max: 4 }),
});

/** Element `place` of a one-dimensional input that is read with gaps; undefined where there is none. */
function elementAt(x: readonly number[], axis: WindowAxis, window: number, tap: number): number | undefined {
  const spread = x.flatMap((e) => [e, ...new Array<undefined>(axis.inputDilation - 1).fill(undefined)]);
  return spread[window * axis.stride + tap * axis.dilation - axis.low];
}

function elements(x: NDArray): number[] {
  return Array.from(x.toTypedArray());
}

describe("the places of windows", () => {
  it("are those of the elements read one by one", () => {
    fc.assert(
      fc.property(axisOf, fc.integer({ min: 1, max: 6 }), (axis, length) => {
        const x = Array.from({ length }, (_, i) => i);
        const { table } = placesOf([length], [axis]);
        for (let tap = 0; tap < axis.taps; tap++) {
          for (let window = 0; window < axis.size; window++) {
            expect(table[tap * axis.size + window]).toBe(elementAt(x, axis, window, tap) ?? -1);
          }
        }
      }),
    );
  });

  it("in two axes are pairs of places", () => {
    const rows = { ...PLAIN, taps: 2, size: 2, low: 1 };
    const columns = { ...PLAIN, taps: 1, size: 3 };
    expect([...placesOf([2, 3], [rows, columns]).table]).toEqual([-1, -1, -1, 0, 1, 2, 0, 1, 2, 3, 4, 5]);
  });

  it("are checked", () => {
    expect(() => windowShape([], [{ ...PLAIN, taps: 1, size: 1 }])).toThrow(
      expect.objectContaining({ code: "array/shape" }),
    );
    for (const wrong of [
      { taps: -1 },
      { stride: 0 },
      { dilation: 0.5 },
      { inputDilation: 0 },
      { low: 0.5 },
    ]) {
      const axis = { ...PLAIN, taps: 1, size: 1, ...wrong };
      expect(() => windowShape([3], [axis])).toThrow(expect.objectContaining({ code: "array/shape" }));
    }
    const huge = { ...PLAIN, taps: 2 ** 15, size: 2 ** 15 };
    expect(() => windowShape([3], [huge])).toThrow(expect.objectContaining({ code: "array/too-large" }));
  });
});

describe("convolutions", () => {
  /** The definition, in one dimension without batch axes. */
  function definition(x: NDArray, kernel: NDArray, axis: WindowAxis): number[] {
    const [examples, channels, length] = x.shape as [number, number, number];
    const [xs, ws] = [elements(x), elements(kernel)];
    const filters = kernel.shape[0]!;
    const at = (n: number, o: number, p: number): number => {
      let sum = 0;
      for (let c = 0; c < channels; c++) {
        const row = xs.slice((n * channels + c) * length, (n * channels + c + 1) * length);
        for (let k = 0; k < axis.taps; k++) {
          const element = elementAt(row, axis, p, k);
          if (element !== undefined) sum += ws[(o * channels + c) * axis.taps + k]! * element;
        }
      }
      return sum;
    };
    const result: number[] = [];
    for (let n = 0; n < examples; n++) {
      for (let o = 0; o < filters; o++) for (let p = 0; p < axis.size; p++) result.push(at(n, o, p));
    }
    return result;
  }

  it("are what their definition says", () => {
    const count = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(axisOf, fc.tuple(count, count, count), fc.nat(), (axis, [n, c, o], seed) => {
        const [x, kernel] = [random([n, c, 5], seed), random([o, c, axis.taps], seed + 1)];
        const result = convolve(x, kernel, [axis]);
        expect(result.shape).toEqual([n, o, axis.size]);
        expect(elements(result)).toEqual(definition(x, kernel, axis));
      }),
    );
  });

  it("keep axes in front of N in step", () => {
    const [x, kernel] = [random([2, 3, 2, 6], 1), random([2, 4, 2, 3], 2)];
    const axis = { ...PLAIN, taps: 3, size: 4 };
    const both = elements(convolve(x, kernel, [axis]));
    const half = (a: NDArray, k: number): NDArray =>
      adopt(a.toTypedArray().slice((k * a.size) / 2, ((k + 1) * a.size) / 2), a.shape.slice(1));
    const parts = [0, 1].flatMap((k) => elements(convolve(half(x, k), half(kernel, k), [axis])));
    expect(both).toEqual(parts);
  });

  it("give the same as matrix kernels over gathered windows, in blocks that cut examples", () => {
    const pair = fc.tuple(axisOf, axisOf);
    const kernels = new Set<string>();
    const note = ({ kernel }: ComputedProduct): unknown => kernels.add(kernel);
    fc.assert(
      fc.property(pair, fc.constantFrom("float32", "float64"), fc.nat(), (axes, dtype, seed) => {
        const window = axes.map(({ taps }) => taps);
        const [x, kernel] = [
          random([2, 12, 3, 13, 11], seed, dtype),
          random([2, 5, 3, ...window], seed + 1, dtype),
        ];
        const sized = axes.map((axis) => ({ ...axis, size: 9 }));
        const run = (): NDArray => convolve(x, kernel, sized);
        const fast = withKernels({ onProduct: note }, run);
        const loops = elements(withKernels({ kernel: "loops" }, run));
        const tolerance = dtype === "float32" ? 1e-5 : 1e-13;
        elements(fast).forEach((e, i) => {
          expect(Math.abs(e - loops[i]!)).toBeLessThanOrEqual(tolerance);
        });
      }),
      { numRuns: 20 },
    );
    expect(kernels).toContain("wasm");
  });

  it("cut large ones into blocks", () => {
    const axis = { ...PLAIN, taps: 9, size: 4000, low: 4 };
    const [x, kernel] = [random([3, 16, 4000], 1), random([3, 16, 9], 2)];
    const fast = elements(convolve(x, kernel, [axis]));
    const loops = elements(withKernels({ kernel: "loops" }, () => convolve(x, kernel, [axis])));
    expect(Math.max(...fast.map((e, i) => Math.abs(e - loops[i]!)))).toBeLessThan(1e-12);
  });

  it("never multiply what is not there: infinite weights beside padding", () => {
    const axis = { ...PLAIN, taps: 3, size: 100, low: 1 };
    const weights = array([[[Number.POSITIVE_INFINITY, 1, Number.NaN]]]);
    const run = (): NDArray => convolve(full([1, 1, 100], 1), weights, [axis]);
    expect(elements(run()).filter(Number.isNaN)).toHaveLength(99);
    expect(elements(run())[99]).toBe(Number.POSITIVE_INFINITY);
    const many = convolve(
      full([1, 4, 100], 1),
      adopt(new Float64Array(48).fill(Number.POSITIVE_INFINITY), [4, 4, 3]),
      [axis],
    );
    expect(elements(many).every((e) => e === Number.POSITIVE_INFINITY)).toBe(true);
  });

  it("are exact in integers, and of no channel 0", () => {
    const axis = { ...PLAIN, taps: 2, size: 2 };
    const x = array([[[1, 2, 3]]], { dtype: "int32" });
    const result = convolve(x, array([[[10, 1]]], { dtype: "int32" }), [axis]);
    expect(result.dtype).toBe("int32");
    expect(result.toNested()).toEqual([[[12, 23]]]);
    expect(elements(convolve(full([1, 0, 3], 1), full([2, 0, 2], 1), [axis]))).toEqual([0, 0, 0, 0]);
    expect(convolve(full([0, 1, 3], 1), full([2, 1, 2], 1), [axis]).shape).toEqual([0, 2, 2]);
  });

  it("refuse shapes that do not fit", () => {
    const axis = { ...PLAIN, taps: 2, size: 2 };
    for (const [x, kernel] of [
      [
        [2, 3],
        [1, 3, 2],
      ],
      [
        [1, 2, 3],
        [1, 3, 2],
      ],
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
      [
        [2, 1, 2, 3],
        [3, 1, 2, 2],
      ],
      [[3], [2]],
    ] as const) {
      expect(() => convolutionShape(x, kernel, [axis])).toThrow(
        expect.objectContaining({ code: "array/shape" }),
      );
    }
  });
});

describe("pools", () => {
  it("fold what each window has", () => {
    fc.assert(
      fc.property(axisOf, fc.nat(), (axis, seed) => {
        const x = random([5], seed);
        const windows = Array.from({ length: axis.size }, (_, window) =>
          Array.from({ length: axis.taps }, (_, tap) => elementAt(elements(x), axis, window, tap)).filter(
            (e) => e !== undefined,
          ),
        );
        const sums = windows.map((window) => window.reduce((sum, e) => sum + e, 0));
        expect(elements(windowSum(x, [axis]))).toEqual(sums);
        if (windows.some((window) => window.length === 0)) {
          expect(() => windowMax(x, [axis])).toThrow(expect.objectContaining({ code: "array/shape" }));
        } else {
          expect(elements(windowMax(x, [axis]))).toEqual(windows.map((window) => Math.max(...window)));
        }
      }),
    );
  });

  it("take the first of equal elements, and the first NaN", () => {
    const axis = { ...PLAIN, taps: 3, size: 2 };
    const rows = { ...PLAIN, taps: 2, size: 1 };
    expect(windowArgmax(array([2, 5, 5, 5]), [axis]).toNested()).toEqual([1, 1]);
    const x = array([
      [1, 7, 7],
      [7, 0, 7],
    ]);
    expect(windowArgmax(x, [rows, { ...axis, size: 1 }]).toNested()).toEqual([[1]]);
    const withNaN = array([1, Number.NaN, 3, Number.NaN]);
    expect(windowArgmax(withNaN, [axis]).toNested()).toEqual([1, 1]);
    expect(windowMax(withNaN, [axis]).toNested()).toEqual([Number.NaN, Number.NaN]);
    const low = array([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]);
    expect(windowArgmax(low, [{ ...axis, taps: 2 }]).toNested()).toEqual([0, 2]);
  });

  it("keep leading axes and dtypes", () => {
    const x = full([2, 2, 4], 3, { dtype: "uint8" });
    const axis = { ...PLAIN, taps: 2, size: 2, stride: 2 };
    expect(windowSum(x, [axis]).dtype).toBe("int32");
    expect(windowSum(x, [axis]).shape).toEqual([2, 2, 2]);
    expect(windowMax(x, [axis]).dtype).toBe("uint8");
    expect(windowArgmax(x, [axis]).toNested()).toEqual([
      [
        [0, 2],
        [0, 2],
      ],
      [
        [0, 2],
        [0, 2],
      ],
    ]);
  });
});
