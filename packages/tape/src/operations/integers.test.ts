import { array, type DType, full } from "@chainrule/array";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { vmap } from "../index.ts";
import type { Tensor } from "../value.ts";
import * as op from "./index.ts";

const integers = (values: readonly number[], dtype: DType): Tensor => op.astype(array(values), dtype);

describe("what is no integer is not formed in integers, which wrap around", () => {
  it("means", () => {
    expect(op.mean(integers([2147483647, 2147483647], "int32")).item()).toBe(2147483647);
    expect(op.mean(integers([4294967295, 1], "uint32")).item()).toBe(2147483648);
    expect(op.variance(integers([2147483647, 2147483643], "int32")).item()).toBe(4);
    expect(op.nanMean(integers([2147483647, 2147483647], "int32")).item()).toBe(2147483647);
    const row = integers([2147483647, 2147483647], "int32");
    expect(op.avgPool1d(op.reshape(row, [1, 1, 2]), 2).item()).toBe(2147483647);
    expect(op.adaptiveAvgPool1d(op.reshape(row, [1, 1, 2]), 1).item()).toBe(2147483647);
    const [x, at] = [integers([200], "uint8"), integers([0], "int32")];
    expect(op.scatter(x, at, x, { combine: "mean" }).item()).toBe(200);
  });

  it("what lies between", () => {
    const [low, high] = [integers([0], "uint8"), integers([200], "uint8")];
    expect(op.lerp(high, low, 0.25).toNested()).toEqual([150]);
    expect(op.linspace(high, low, 3).toNested()).toEqual([200, 100, 0]);
    expect(op.median(integers([-2147483647, 2147483647], "int32")).item()).toBe(0);
  });

  it("distances", () => {
    const [from, to] = [integers([0, 5], "uint8"), integers([100], "uint8")];
    const distances = op.pairwiseDistances(op.reshape(from, [2, 1]), op.reshape(to, [1, 1]));
    expect(distances.toNested()).toEqual([[100], [95]]);
    const [large, small] = [integers([2147483647], "int32"), integers([-2147483647], "int32")];
    expect(op.isClose(large, small).toNested()).toEqual([false]);
    expect(op.isClose(integers([0], "int32"), integers([-2147483648], "int32")).toNested()).toEqual([false]);
  });

  it("areas and slopes", () => {
    const samples = integers([100, 200, 3], "uint8");
    expect(op.trapezoid(samples).item()).toBe(251.5);
    expect(op.cumulativeTrapezoid(samples).toNested()).toEqual([150, 251.5]);
    expect(op.trapezoid(array([1, 1, 1]), { at: integers([9, 5, 1], "uint8") }).item()).toBe(-8);
    expect(op.centralDifferences(samples).toNested()).toEqual([100, -48.5, -197]);
  });

  it("norms, of floats as in NumPy", () => {
    const x = integers([-2147483648, 2147483647], "int32");
    expect(op.vectorNorm(x, { order: 1 }).item()).toBe(4294967295);
    expect(op.vectorNorm(x, { order: Number.POSITIVE_INFINITY }).item()).toBe(2147483648);
    expect(op.matrixNorm(op.reshape(x, [1, 2]), { order: Number.POSITIVE_INFINITY }).item()).toBe(4294967295);
  });
});

// BigInt.asIntN and asUintN tell what the last bits of a product are.
describe("products of integers keep their last bits, which doubles would round", () => {
  const rounders = {
    int32: (x: bigint) => Number(BigInt.asIntN(32, x)),
    uint32: (x: bigint) => Number(BigInt.asUintN(32, x)),
  };
  const ranges = { int32: [-(2 ** 31), 2 ** 31 - 1], uint32: [0, 2 ** 32 - 1] } as const;
  const product = (xs: readonly number[]): bigint => xs.reduce((sofar, x) => sofar * BigInt(x), 1n);

  it.each(["int32", "uint32"] as const)("%s", (dtype) => {
    const [min, max] = ranges[dtype];
    const rounded = rounders[dtype];
    const rows = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([m, n]) => {
      const row = fc.array(fc.integer({ min, max }), { minLength: n, maxLength: n });
      return fc.array(row, { minLength: m, maxLength: m });
    });
    fc.assert(
      fc.property(rows, (values) => {
        const x = array(values, { dtype });
        const running = values.map((row) => row.map((_, i) => rounded(product(row.slice(0, i + 1)))));
        expect(op.multiply(x, x).toNested()).toEqual(
          values.map((row) => row.map((e) => rounded(product([e, e])))),
        );
        expect(op.square(x).toNested()).toEqual(op.multiply(x, x).toNested());
        expect(op.prod(x, { axis: 1 }).toNested()).toEqual(running.map((row) => row.at(-1)));
        expect(op.cumulativeProd(x, 1).toNested()).toEqual(running);
        const gram = values.map((a) =>
          values.map((b) => rounded(a.reduce((sum, e, i) => sum + product([e, b[i]!]), 0n))),
        );
        expect(op.matmul(x, op.matrixTranspose(x)).toNested()).toEqual(gram);
      }),
    );
  });

  it("in matrices of any size", () => {
    const [x, y] = [
      array([[123456789, 3]], { dtype: "int32" }),
      array([[987654321], [5]], { dtype: "int32" }),
    ];
    const last = rounders.int32(123456789n * 987654321n + 15n);
    expect(op.matmul(x, y).toNested()).toEqual([[last]]);
    const [wide, high] = [op.broadcastTo(x, [40, 2]), op.broadcastTo(y, [2, 50])];
    expect(new Set((op.matmul(wide, high).toNested() as number[][]).flat())).toEqual(new Set([last]));
    const long = op.matmul(
      op.full([3, 60], 123456789, { dtype: "int32" }),
      op.full([60, 50], 987654321, { dtype: "int32" }),
    );
    expect(new Set((long.toNested() as number[][]).flat())).toEqual(
      new Set([rounders.int32(60n * 123456789n * 987654321n)]),
    );
  });

  it("in windows", () => {
    const x = array([[[123456789, 987654321, -5]]], { dtype: "int32" });
    const kernel = array([[[987654321, -123456789]]], { dtype: "int32" });
    const sums = [0n, 987654321n ** 2n + 5n * 123456789n].map(rounders.int32);
    expect(op.conv1d(x, kernel).toNested()).toEqual([[sums]]);
  });

  // p q for these is 121932631112635269, whose double is 5 less modulo 2^32.
  const [p, q] = [123456789, 987654321];
  const last = rounders.int32(121932631112635269n);

  it("in all that rests on them", () => {
    const [x, y] = [array([p, p], { dtype: "int32" }), array([q, q], { dtype: "int32" })];
    const twice = rounders.int32(2n * 121932631112635269n);
    expect(op.vecdot(x, y).item()).toBe(twice);
    expect(op.einsum("i,i->", x, y).item()).toBe(twice);
    const all = [last, last];
    expect(op.outer(x, y).toNested()).toEqual([all, all]);
    expect(op.multiply(op.reshape(x, [2, 1]), y).toNested()).toEqual([all, all]);
    expect(op.multiply(x, q).toNested()).toEqual(all);
    const each = vmap((e: Tensor) => op.multiply(e, y)) as unknown as (x: Tensor) => Tensor;
    expect(each(x).toNested()).toEqual([all, all]);
    const inner = vmap((e: Tensor) => op.vecdot(e, y)) as unknown as (x: Tensor) => Tensor;
    expect(inner(op.stack([x, x])).toNested()).toEqual([twice, twice]);
    const batched = op.matmul(op.reshape(x, [2, 1, 1]), op.reshape(y, [1, 1, 2]));
    expect(batched.toNested()).toEqual([[all], [all]]);
    const empty = op.matmul(op.full([2, 0], 1, { dtype: "int32" }), op.full([0, 1], 1, { dtype: "int32" }));
    expect(empty.toNested()).toEqual([[0], [0]]);
  });

  it("beside other integers, and not where floats are beside them", () => {
    const [x, byte] = [array([2 ** 31 - 1], { dtype: "int32" }), array([255], { dtype: "uint8" })];
    expect(op.multiply(x, byte).toNested()).toEqual([rounders.int32(255n * (2n ** 31n - 1n))]);
    expect(op.multiply(byte, byte).toNested()).toEqual([1]); // 65025 modulo 256
    expect(op.multiply(x, array([2 ** 32 - 1], { dtype: "uint32" })).toNested()).toEqual([
      (2 ** 31 - 1) * (2 ** 32 - 1),
    ]);
    expect(op.multiply(array([true]), x).toNested()).toEqual([2 ** 31 - 1]);
    expect(op.multiply(x, 0.5).toNested()).toEqual([2 ** 30 - 0.5]);
    expect(op.prod(array([p, q])).item()).toBe(p * q);
  });

  it("multiplied into an array", () => {
    const [x, at, updates] = [p, 0, q].map((e) => array([e], { dtype: "int32" })) as [Tensor, Tensor, Tensor];
    expect(op.scatter(x, at, updates, { combine: "multiply" }).toNested()).toEqual([last]);
  });
});

describe("dtypes of integers", () => {
  it("running products have that of products", () => {
    const running = op.cumulativeProd(integers([100, 200, 3], "uint8"));
    expect([running.dtype, running.toNested()]).toEqual(["int32", [100, 20000, 60000]]);
    expect(op.cumulativeProd(array([true, true, false])).dtype).toBe("int32");
  });

  it("beside float32 they become that", () => {
    const [samples, single] = [integers([0, 3], "int32"), op.astype(array([1, 2]), "float32")];
    expect(op.lerp(samples, single, 0.5).dtype).toBe("float32");
    expect(op.trapezoid(single, { at: samples }).dtype).toBe("float32");
    expect(op.centralDifferences(samples, { step: op.sum(single) }).dtype).toBe("float32");
    expect(op.pairwiseDistances(op.diag(samples), op.diag(single)).dtype).toBe("float32");
  });

  it.each(["max", "min"] as const)("scattering the %s without what stood there keeps it", (combine) => {
    const [x, updates] = [integers([1, 2, 7], "int32"), integers([5, 6, 9], "int32")];
    const scattered = op.scatter(x, integers([0, 0, 1], "int32"), updates, { combine, includeSelf: false });
    expect(scattered.dtype).toBe("int32");
    expect(scattered.toNested()).toEqual(combine === "max" ? [6, 9, 7] : [5, 9, 7]);
  });
});

// As the array API standard and NumPy 2.4 have them.
describe("the sign of 0", () => {
  it("of a remainder is that of the divisor", () => {
    const remainder = op.remainder(array([4, -4, 0, -0, -0]), array([-2, 2, -3, 3, -3]));
    expect(remainder.toNested()).toEqual([-0, 0, -0, 0, -0]);
  });

  it("of a whole quotient is that of the quotient", () => {
    expect(op.floorDivide(array([-0, 0, 0, 1]), array([3, -3, 3, 3])).toNested()).toEqual([-0, -0, 0, 0]);
  });
});

test("convolutions of more products than a double could hold keep their last bits", () => {
  const taps = 2 ** 23 + 3;
  const [ones, x] = [1, 2147483645].map((value) => full([1, 1, taps], value, { dtype: "int32" }));
  const expected = Number(BigInt.asIntN(32, BigInt(taps) * 2147483645n));
  expect(op.conv1d(x!, ones!).toNested()).toEqual([[[expected]]]);
});

describe("sums of more integers than a double could hold", () => {
  // an odd number of odd integers has an odd sum, and doubles above 2^53 are even
  const count = 2 ** 23 + 3;
  it.each([
    ["int32", 2147483645, BigInt.asIntN],
    ["uint32", 4294967293, BigInt.asUintN],
  ] as const)("keep their last bits: %s", (dtype, value, wrapped) => {
    const x = full([count], value, { dtype });
    const expected = Number(wrapped(32, BigInt(count) * BigInt(value)));
    expect(op.sum(x).item()).toBe(expected);
    expect(op.sum(op.reshape(x, [1, count, 1]), { axis: 1 }).toNested()).toEqual([[expected]]);
    expect(op.at(op.cumulativeSum(x, 0), -1).item()).toBe(expected);
  });
});
