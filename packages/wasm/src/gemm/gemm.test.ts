import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createGemm, Gemm, type GemmDType, instantiate, type MatrixProduct } from "../index.ts";
import { gemmModule } from "./gemm.ts";

/** What of WebAssembly is stubbed here: TypeScript knows it in browsers only. */
const wasm = (globalThis as unknown as { WebAssembly: Host }).WebAssembly;

interface Host {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Module: unknown;
  readonly Instance: unknown;
  readonly Memory: { readonly prototype: { grow: (pages: number) => number } };
  readonly CompileError: new (message: string) => Error;
}

const STORAGE = { float32: Float32Array, float64: Float64Array } as const;
const DTYPES = ["float32", "float64"] as const;
const UNIT = { float32: 2 ** -24, float64: 2 ** -53 } as const;

type Lengths = readonly [rows: number, columns: number, depth: number];
type Matrix = Float32Array | Float64Array;

/** What has so many elements, and no memory. */
function notThere(length: number): Float64Array {
  const isView = ArrayBuffer.isView;
  const data = { length } as Float64Array;
  vi.spyOn(ArrayBuffer, "isView").mockImplementation((x): x is ArrayBufferView => x === data || isView(x));
  return data;
}
afterEach(() => vi.restoreAllMocks());

/** Reproducible numbers between -1 and 1. */
function random(dtype: GemmDType, size: number, seed: number): Matrix {
  let state = seed >>> 0;
  return new STORAGE[dtype](size).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 0) / 2 ** 31 - 1;
  });
}

function transposed(x: Matrix, rows: number, columns: number): Matrix {
  const result = x.slice();
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = x[i * columns + j]!;
  }
  return result;
}

/** Sums of up to 256 products in order, each rounded to the dtype; then the sum of those. */
function inBlocks(dtype: GemmDType, a: Matrix, b: Matrix, [rows, columns, depth]: Lengths): Matrix {
  const round = dtype === "float32" ? Math.fround : (x: number) => x;
  const out = new STORAGE[dtype](rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let from = 0; from < depth; from += 256) {
        let sum = 0;
        for (let k = from; k < Math.min(depth, from + 256); k++) {
          sum = round(sum + round(a[i * depth + k]! * b[k * columns + j]!));
        }
        out[i * columns + j] = from === 0 ? sum : out[i * columns + j]! + sum;
      }
    }
  }
  return out;
}

/** The operands of a product, their sizes summed in doubles, and the product itself. */
function exactProduct(
  a: Matrix,
  b: Matrix,
  [rows, columns, depth]: Lengths,
): { value: number; size: number }[] {
  return Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    let [value, size] = [0, 0];
    for (let k = 0; k < depth; k++) {
      const product = a[i * depth + k]! * b[k * columns + j]!;
      value += product;
      size += Math.abs(product);
    }
    return { value, size };
  });
}

const gemms = new Map<string, Gemm>();

function gemmOf(dtype: GemmDType, deterministic: boolean): Gemm {
  const name = `${dtype} ${deterministic}`;
  const gemm = gemms.get(name) ?? createGemm({ dtype, deterministic })!;
  gemms.set(name, gemm);
  return gemm;
}

type Options = Pick<MatrixProduct, "aTransposed" | "bTransposed" | "accumulate">;

function multiplied(
  gemm: Gemm,
  a: Matrix,
  b: Matrix,
  lengths: Lengths,
  options: Options = {},
  start?: Matrix,
) {
  const [rows, columns, depth] = lengths;
  const out = start?.slice() ?? new STORAGE[gemm.variant.dtype](rows * columns).fill(Number.NaN);
  const given = {
    a: options.aTransposed ? transposed(a, rows, depth) : a,
    b: options.bTransposed ? transposed(b, depth, columns) : b,
  };
  expect(gemm.multiply({ ...given, out, rows, columns, depth, ...options })).toBe(true);
  return out;
}

const TRANSPOSES = [
  {},
  { aTransposed: true },
  { bTransposed: true },
  { aTransposed: true, bTransposed: true },
] as const;

const length = fc.integer({ min: 1, max: 70 });
const lengthsOf = fc.tuple(length, length, length);

describe.each(DTYPES)("products in %s", (dtype) => {
  const operands = ([rows, columns, depth]: Lengths, seed = 1): [Matrix, Matrix] => [
    random(dtype, rows * depth, seed),
    random(dtype, depth * columns, seed + 7),
  ];

  it("are the same bits as sums in blocks of 256, when deterministic, in every layout", () => {
    fc.assert(
      fc.property(lengthsOf, fc.constantFrom(...TRANSPOSES), fc.nat(), (lengths, layout, seed) => {
        const [a, b] = operands(lengths, seed);
        const out = multiplied(gemmOf(dtype, true), a, b, lengths, layout);
        expect(out).toEqual(inBlocks(dtype, a, b, lengths));
      }),
      { numRuns: 150 },
    );
  });

  it.each([4, 6] as const)("cross the borders of all blocks, in tiles of %i rows", (tileRows) => {
    const variant = { dtype, fused: false, tileRows };
    const open = () => instantiate(gemmModule(variant));
    const gemm = new Gemm(variant, open, open()!, 2 ** 28);
    for (const lengths of [
      [97, 9, 257],
      [193, 5, 256],
      [7, 1025, 3],
      [13, 1033, 259],
      [1, 1, 1000],
      [95, 2049, 1],
      [6, 8, 511],
    ] as const) {
      for (const layout of TRANSPOSES) {
        const [a, b] = operands(lengths);
        const out = multiplied(gemm, a, b, lengths, layout);
        expect(out, `${lengths} ${JSON.stringify(layout)}`).toEqual(inBlocks(dtype, a, b, lengths));
      }
    }
  });

  it("stay within n u |A| |B| when fused", () => {
    fc.assert(
      fc.property(lengthsOf, fc.constantFrom(...TRANSPOSES), fc.nat(), (lengths, layout, seed) => {
        const [a, b] = operands(lengths, seed);
        const out = multiplied(gemmOf(dtype, false), a, b, lengths, layout);
        exactProduct(a, b, lengths).forEach(({ value, size }, i) => {
          const bound = (lengths[2] + 2) * (UNIT[dtype] + 2 ** -53) * size;
          expect(Math.abs(out[i]! - value)).toBeLessThanOrEqual(bound);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("are added to what is there, if asked", () => {
    const lengths = [7, 11, 5] as const;
    const [a, b] = operands(lengths);
    const start = random(dtype, 77, 3);
    const out = multiplied(gemmOf(dtype, true), a, b, lengths, { accumulate: true }, start);
    expect(out).toEqual(inBlocks(dtype, a, b, lengths).map((x, i) => x + start[i]!));
  });

  it("let NaN and infinities through, and only where they belong", () => {
    const lengths = [7, 9, 5] as const;
    const [a, b] = operands(lengths);
    a[2 * 5 + 1] = Number.POSITIVE_INFINITY;
    b[1 * 9 + 8] = 0;
    b[3 * 9 + 4] = Number.NaN;
    for (const deterministic of [true, false]) {
      const out = multiplied(gemmOf(dtype, deterministic), a, b, lengths);
      inBlocks(dtype, a, b, lengths).forEach((x, i) => {
        if (Number.isFinite(x)) expect(out[i]).toBeCloseTo(x, 5);
        else expect(out[i]).toBe(x);
      });
    }
  });

  it("start at +0, as loops do: products that are all -0 sum to +0", () => {
    const [a, b] = [new STORAGE[dtype](12).fill(-0), new STORAGE[dtype](12).fill(1)];
    const out = multiplied(gemmOf(dtype, false), a, b, [3, 3, 4]);
    expect([...out].every((x) => Object.is(x, 0))).toBe(true);
  });

  it("of no products are 0, and stay what they were when added", () => {
    const gemm = gemmOf(dtype, false);
    const empty = new STORAGE[dtype](0);
    expect([...multiplied(gemm, empty, empty, [2, 2, 0])]).toEqual([0, 0, 0, 0]);
    const start = random(dtype, 4, 5);
    expect(multiplied(gemm, empty, empty, [2, 2, 0], { accumulate: true }, start)).toEqual(start);
  });

  it("are modules small enough for every browser to compile at once", () => {
    for (const fused of [true, false])
      expect(gemmModule({ dtype, fused, tileRows: 6 }).length).toBeLessThan(4096);
  });
});

describe.each(DTYPES)("products with gathered windows in %s", (dtype) => {
  /** x[n, c, place] at the places of the table; 0 where it says -1. */
  function gathered(
    x: Matrix,
    table: Int32Array,
    [examples, channels, area, taps, windows]: readonly number[],
  ): Matrix {
    const columns = examples! * windows!;
    const b = new STORAGE[dtype](channels! * taps! * columns);
    b.forEach((_, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      const [c, k] = [Math.floor(row / taps!), row % taps!];
      const [n, p] = [Math.floor(column / windows!), column % windows!];
      const place = table[k * windows! + p]!;
      b[at] = place < 0 ? 0 : x[(n * channels! + c) * area! + place]!;
    });
    return b;
  }

  it("are those with the gathered matrix, in blocks that cut examples", () => {
    const count = fc.integer({ min: 1, max: 5 });
    const lengths = fc.tuple(
      count,
      count,
      fc.integer({ min: 1, max: 400 }),
      count,
      fc.integer({ min: 1, max: 3000 }),
    );
    fc.assert(
      fc.property(lengths, count, fc.nat(), ([examples, channels, area, taps, windows], rows, seed) => {
        const x = random(dtype, examples * channels * area, seed);
        const table = Int32Array.from(random("float64", taps * windows, seed + 1), (e) =>
          Math.max(-1, Math.floor(((e + 1) / 2) * area * 1.1 - area * 0.1)),
        );
        const [columns, depth] = [examples * windows, channels * taps];
        const a = random(dtype, rows * depth, seed + 2);
        const out = new STORAGE[dtype](rows * columns);
        const onBlock = (result: Matrix, from: number, wide: number): void => {
          for (let i = 0; i < rows; i++)
            out.set(result.subarray(i * wide, (i + 1) * wide), i * columns + from);
        };
        const gemm = gemmOf(dtype, true);
        const given = { a, x, table, rows, examples, channels, area, taps, windows, onBlock };
        expect(gemm.multiplyGathered(given)).toBe(true);
        const b = gathered(x, table, [examples, channels, area, taps, windows]);
        expect(out).toEqual(inBlocks(dtype, a, b, [rows, columns, depth]));
      }),
      { numRuns: 25 },
    );
  });

  it("of no channels are 0; of no memory are none; what does not fit is refused", () => {
    const gemm = gemmOf(dtype, true);
    const blocks: number[][] = [];
    const given = {
      ...{ rows: 2, examples: 1, channels: 1, area: 2, taps: 1, windows: 1 },
      ...{ a: new STORAGE[dtype](2), x: new STORAGE[dtype](2), table: Int32Array.of(1) },
      onBlock: (result: Matrix): unknown => blocks.push([...result]),
    };
    const empty = new STORAGE[dtype](0);
    expect(gemm.multiplyGathered({ ...given, channels: 0, a: empty, x: empty })).toBe(true);
    expect(blocks).toEqual([[0, 0]]);
    for (const [wrong, operand] of [
      [{ a: empty }, "a"],
      [{ x: empty }, "x"],
      [{ table: Int32Array.of() }, "table"],
      [{ table: Int32Array.of(2) }, "table"],
      [{ table: Int32Array.of(-2) }, "table"],
    ] as const) {
      expect(() => gemm.multiplyGathered({ ...given, ...wrong })).toThrow(
        expect.objectContaining({ code: "wasm/operand", operand }),
      );
    }
    expect(gemm.multiplyGathered({ ...given, x: notThere(2 ** 30), examples: 2 ** 29 })).toBe(false);
  });
});

describe("memory", () => {
  it("grows to the largest product, and the copies are counted", () => {
    const gemm = createGemm()!;
    const [before, a] = [gemm.heldBytes, random("float64", 300 * 300, 1)];
    multiplied(gemm, a, a, [300, 300, 300]);
    const held = gemm.heldBytes;
    expect(held).toBeGreaterThan(Math.max(before, 3 * 300 * 300 * 8));
    multiplied(gemm, a.slice(0, 9), a.slice(0, 9), [3, 3, 3]);
    expect(gemm.heldBytes).toBe(held);
    expect(gemm.products).toBe(2);
    expect(gemm.copiedBytes).toBe(3 * 8 * (300 * 300 + 3 * 3));
  });

  it("is let go when a product needed more than is to be kept", () => {
    const gemm = createGemm({ keptBytes: 2 ** 20 })!;
    const a = random("float64", 300 * 300, 1);
    const first = multiplied(gemm, a, a, [300, 300, 300]);
    expect(gemm.heldBytes).toBe(0);
    expect(multiplied(gemm, a, a, [300, 300, 300])).toEqual(first);
  });

  it("that cannot be had is no failure: nothing is written", () => {
    const huge = notThere(2 ** 28); // as large as arrays may be
    const lengths = { rows: 2 ** 14, columns: 2 ** 14, depth: 2 ** 14 };
    expect(createGemm()!.multiply({ a: huge, b: huge, out: huge, ...lengths })).toBe(false);
  });

  it("that does not grow is no failure", () => {
    const gemm = createGemm()!;
    const grow = vi.spyOn(wasm.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("no memory");
    });
    const a = random("float64", 300 * 300, 1);
    const product = { a, b: a, out: a.slice(), rows: 300, columns: 300, depth: 300 };
    expect(gemm.multiply(product)).toBe(false);
    grow.mockRestore();
    expect(gemm.multiply(product)).toBe(true);
  });

  it("is never read beyond an operand", () => {
    const x = random("float64", 6, 1);
    const multiply =
      ([rows, columns, depth]: Lengths) =>
      () =>
        createGemm()!.multiply({ a: x, b: x, out: x, rows, columns, depth });
    for (const [lengths, operand] of [
      [[2, 3, 2], "a"],
      [[2, 2, 3], "out"],
      [[3, 2, 2], "b"],
      [[6, 6, 1], "out"],
      [[2, 3, 3], "b"],
      [[-2, -3, -3], "a"],
      [[1.5, 4, 4], "a"],
    ] as const) {
      expect(multiply(lengths)).toThrow(expect.objectContaining({ code: "wasm/operand", operand }));
    }
  });

  it("converts operands of other types", () => {
    const product = { a: Int32Array.of(1, 2), b: Float32Array.of(0.5, 4), rows: 1, columns: 1, depth: 2 };
    const out = new Float64Array(1);
    createGemm()!.multiply({ ...product, out });
    expect(out[0]).toBe(8.5);
  });
});

describe("hosts", () => {
  const stub = (changes: object): void => {
    const names = ["validate", "Module", "Instance"] as const;
    const host = Object.fromEntries(names.map((name) => [name, wasm[name]]));
    vi.stubGlobal("WebAssembly", { ...host, ...changes });
  };
  afterEach(() => vi.unstubAllGlobals());

  it("without WebAssembly have no kernels", () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(createGemm()).toBeUndefined();
  });

  it("without SIMD have none", () => {
    stub({ validate: () => false });
    expect(createGemm()).toBeUndefined();
  });

  it("whose policy forbids compilation have none, and nothing is thrown", () => {
    const refuse = (): never => {
      throw new wasm.CompileError("violates the content security policy");
    };
    stub({ Module: refuse });
    expect(createGemm()).toBeUndefined();
  });

  it("without relaxed SIMD round twice, and give the same bits as the deterministic kernels", () => {
    const plain = gemmModule({ dtype: "float64", fused: false, tileRows: 4 });
    const isRelaxed = (bytes: Uint8Array): boolean =>
      bytes.some((byte, i) => byte === 0x87 && bytes[i + 1] === 2);
    stub({ validate: (bytes: Uint8Array<ArrayBuffer>) => !isRelaxed(bytes) && wasm.validate(bytes) });
    const gemm = createGemm()!;
    expect(gemm.variant).toEqual({ dtype: "float64", fused: false, tileRows: 4 });
    expect(isRelaxed(plain)).toBe(false);
  });
});
