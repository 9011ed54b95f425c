import fc from "fast-check";
import { expect, it, vi } from "vitest";
import {
  adopt,
  array,
  type ComputedProduct,
  type ContractDimensions,
  cast,
  contract,
  full,
  type KernelChoice,
  type NDArray,
  permuteDims,
  withKernels,
  workerThreads,
  zeros,
} from "../index.ts";

/** Reproducible numbers between -1 and 1. */
function random(shape: readonly number[], dtype: "float32" | "float64", seed: number): NDArray {
  let state = seed >>> 0;
  const size = shape.reduce((product, length) => product * length, 1);
  const data = (dtype === "float32" ? new Float32Array(size) : new Float64Array(size)).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return adopt(data, shape, dtype);
}

/** What ran, and the result. */
function observed<R>(choice: KernelChoice, run: () => R): { result: R; products: ComputedProduct[] } {
  const products: ComputedProduct[] = [];
  const onProduct = (product: ComputedProduct): number => products.push(product);
  return { result: withKernels({ ...choice, onProduct }, run), products };
}

const PLAIN: ContractDimensions = { contract: [[-1], [-2]], batch: [[], []] };

const sizesOf = (x: NDArray): NDArray => adopt(x.toTypedArray().map(Math.abs), x.shape, x.dtype);

/** Loops and WebAssembly differ by at most n u times the sum of the products' sizes. */
function expectSame(a: NDArray, b: NDArray, dimensions: ContractDimensions): void {
  const run = (): NDArray => contract(a, b, dimensions);
  const fast = observed({ kernel: "wasm" }, run);
  const loops = observed({ kernel: "loops" }, run);
  expect(fast.products.map(({ kernel }) => kernel)).toEqual(["wasm"]);
  expect(loops.products.map(({ kernel }) => kernel)).toEqual(["loops"]);
  const { depth } = loops.products[0]!;
  const unit = loops.result.dtype === "float32" ? 2 ** -24 : 2 ** -53;
  const sizes = contract(cast(sizesOf(a), "float64"), cast(sizesOf(b), "float64"), dimensions).toTypedArray();
  const expected = loops.result.toTypedArray();
  expect(fast.result.shape).toEqual(loops.result.shape);
  expect(fast.result.dtype).toBe(loops.result.dtype);
  fast.result.toTypedArray().forEach((x, i) => {
    expect(Math.abs(x - expected[i]!)).toBeLessThanOrEqual(2 * (depth + 1) * unit * sizes[i]!);
  });
}

const length = fc.integer({ min: 1, max: 40 });
const dtypeOf = fc.constantFrom("float32", "float64");

it("gives on WebAssembly what loops give, for axes in any order", () => {
  const axes = fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: 1, max: 3 }), length, length, length),
      axes,
      axes,
      fc.tuple(dtypeOf, dtypeOf),
      fc.nat(),
      ([batch, rows, columns, depth], first, second, [dtypeA, dtypeB], seed) => {
        const a = permuteDims(random([batch, rows, depth], dtypeA, seed), first);
        const b = permuteDims(random([batch, depth, columns], dtypeB, seed + 1), second);
        expectSame(a, b, {
          batch: [[first.indexOf(0)], [second.indexOf(0)]],
          contract: [[first.indexOf(2)], [second.indexOf(1)]],
        });
      },
    ),
    { numRuns: 60 },
  );
});

it("gives the same for several contracted axes and free ones", () => {
  const a = random([3, 4, 5, 6], "float64", 1);
  expectSame(a, random([6, 4, 30], "float64", 2), {
    contract: [
      [1, 3],
      [1, 0],
    ],
    batch: [[], []],
  });
  expectSame(a, random([5, 3, 70], "float64", 3), {
    contract: [
      [2, 0],
      [0, 1],
    ],
    batch: [[], []],
  });
});

it("takes the loops where copying would cost more than it brings", () => {
  const kernelFor = (rows: number, columns: number, depth: number): string =>
    observed({}, () => contract(full([rows, depth], 1), full([depth, columns], 1), PLAIN)).products[0]!
      .kernel;
  expect(kernelFor(10, 10, 10)).toBe("loops");
  expect(kernelFor(11, 11, 11)).toBe("wasm");
  expect(kernelFor(1, 500, 500)).toBe("loops");
  expect(kernelFor(500, 1, 500)).toBe("loops");
  expect(kernelFor(500, 500, 1)).toBe("loops");
  expect(kernelFor(3, 500, 500)).toBe("wasm");
});

it("computes with integers in loops, exactly", () => {
  const big = full([20, 20], 2 ** 26 + 1, { dtype: "int32" });
  const { result, products } = observed({}, () => contract(big, cast(big, "float64"), PLAIN));
  expect(products[0]!.kernel).toBe("wasm"); // in doubles, which hold them
  expect(result.toTypedArray()[0]).toBe(20 * (2 ** 26 + 1) ** 2);
  const single = observed({}, () => contract(big, full([20, 20], 1, { dtype: "float32" }), PLAIN));
  expect(single.products[0]!.kernel).toBe("loops"); // float32 does not hold them
  expect(observed({}, () => contract(big, big, PLAIN)).products[0]!.kernel).toBe("loops");
  const bytes = full([20, 20], 200, { dtype: "uint8" });
  const exact = observed({}, () => contract(bytes, full([20, 20], 0.5, { dtype: "float32" }), PLAIN));
  expect(exact.products[0]!.kernel).toBe("wasm");
  expect(exact.result.toTypedArray()[0]).toBe(2000);
});

it("has equal bits for equal inputs when deterministic: sums of up to 256 products in order", () => {
  const [a, b] = [random([30, 300], "float64", 1), random([300, 20], "float64", 2)];
  const { result } = observed({ deterministic: true }, () => contract(a, b, PLAIN));
  const [x, y] = [a.toTypedArray(), b.toTypedArray()];
  const sumOf = (i: number, j: number, from: number, to: number): number => {
    let sum = 0;
    for (let k = from; k < to; k++) sum += x[i * 300 + k]! * y[k * 20 + j]!;
    return sum;
  };
  const expected = Array.from({ length: 600 }, (_, at) => {
    const [i, j] = [Math.floor(at / 20), at % 20];
    return sumOf(i, j, 0, 256) + sumOf(i, j, 256, 300);
  });
  expect(Array.from(result.toTypedArray())).toEqual(expected);
});

it("propagates NaN and infinities, and 0 times infinity, as loops do", () => {
  const a = random([16, 16], "float64", 1).toTypedArray();
  a[3] = Number.POSITIVE_INFINITY;
  a[40] = Number.NaN;
  a[90] = Number.NEGATIVE_INFINITY;
  const b = random([16, 16], "float64", 2).toTypedArray();
  b[3 * 16 + 5] = 0;
  const run = (): NDArray => contract(adopt(a, [16, 16]), adopt(b, [16, 16]), PLAIN);
  const kinds = (x: NDArray): string[] =>
    Array.from(x.toTypedArray(), (e) => (Number.isFinite(e) ? "" : String(e)));
  const loops = observed({ kernel: "loops" }, run).result;
  expect(kinds(observed({}, run).result)).toEqual(kinds(loops));
  expect(new Set(kinds(loops))).toEqual(new Set(["", "NaN", "Infinity", "-Infinity"]));
});

it("has no products where an axis is empty", () => {
  expect(contract(zeros([0, 3]), zeros([3, 2]), PLAIN).shape).toEqual([0, 2]);
  expect(contract(zeros([2, 0]), zeros([0, 2]), PLAIN).toNested()).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

it("restores the choice, also when the function throws", () => {
  const a = full([32, 32], 1);
  const kernels: string[] = [];
  const note = ({ kernel }: ComputedProduct): number => kernels.push(kernel);
  withKernels({ onProduct: note }, () => {
    withKernels({ kernel: "loops" }, () => contract(a, a, PLAIN));
    expect(() => withKernels({ kernel: "loops" }, () => contract(a, array([1]), PLAIN))).toThrow();
    contract(a, a, PLAIN);
  });
  contract(a, a, PLAIN);
  expect(kernels).toEqual(["loops", "wasm"]);
});

it("falls back to the loops where the host has no WebAssembly", async () => {
  vi.resetModules();
  vi.stubGlobal("WebAssembly", undefined);
  const fresh = await import("../index.ts");
  const kernels: string[] = [];
  const a = fresh.full([32, 32], 1);
  const product = fresh.withKernels({ onProduct: ({ kernel }) => kernels.push(kernel) }, () =>
    fresh.contract(a, a, PLAIN),
  );
  vi.unstubAllGlobals();
  expect(kernels).toEqual(["loops"]);
  expect(product.toTypedArray()[0]).toBe(32);
});

it("has the same bits on several threads, for as long as they are chosen", () => {
  const [a, b] = [random([170, 160], "float64", 1), random([160, 170], "float64", 2)];
  const run = (): ArrayLike<number> => contract(a, b, PLAIN).toTypedArray();
  const expected = run();
  const { result, products } = observed({ threads: workerThreads(2) }, () => [
    run(),
    withKernels({ deterministic: true }, run), // still on two
    withKernels({ threads: workerThreads(3) }, run),
    withKernels({ kernel: "loops" }, run),
    withKernels({ threads: workerThreads(1) }, run),
    run(),
  ]);
  const exact = withKernels({ deterministic: true }, run);
  const loops = withKernels({ kernel: "loops" }, run);
  expect(result).toEqual([expected, exact, expected, loops, expected, expected]);
  const kernels = ["wasm", "wasm", "wasm", "loops", "wasm", "wasm"];
  expect(products.map(({ kernel }) => kernel)).toEqual(kernels);
});

it("refuses threads that are none, whatever was computed before", () => {
  const a = full([32, 32], 1);
  const run = (): NDArray => contract(a, a, PLAIN);
  run();
  for (const threads of [2, null]) {
    const choose = (): NDArray => withKernels({ threads: threads as never }, run);
    expect(choose).toThrow(expect.objectContaining({ code: "wasm/argument" }));
    expect(choose).toThrow(expect.objectContaining({ code: "wasm/argument" }));
  }
});
