import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AxisError,
  accumulate,
  arange,
  argmax,
  argmin,
  argsort,
  array,
  broadcastTo,
  cast,
  concat,
  contract,
  cumulativeProduct,
  cumulativeSum,
  flip,
  full,
  IndexError,
  map1,
  map2,
  max,
  min,
  type NDArray,
  oneHot,
  ones,
  pad,
  permuteDims,
  prod,
  reshape,
  type Shape,
  ShapeError,
  scatterAdd,
  scatterAddAlongAxis,
  select,
  sizeOf,
  slice,
  stridesOf,
  sum,
  take,
  takeAlongAxis,
  withKernels,
  zeros,
} from "../index.ts";

// Kernels against loops over indices, which know no strides.

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });

function counted(shape: Shape): NDArray {
  return reshape(arange(1, sizeOf(shape) + 1), shape);
}

/** All indices of a shape in row-major order. */
function indicesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (sofar, n) => sofar.flatMap((index) => Array.from({ length: n }, (_, i) => [...index, i])),
    [[]],
  );
}

function elementAt(a: NDArray, index: readonly number[]): number {
  const strides = stridesOf(a.shape);
  return a.read((view) => view[index.reduce((offset, i, axis) => offset + i * strides[axis]!, 0)]!);
}

/** The element that broadcasting reads for an index of the result. */
function broadcastAt(a: NDArray, index: readonly number[]): number {
  const own = index.slice(index.length - a.rank);
  return elementAt(
    a,
    own.map((i, axis) => (a.shape[axis] === 1 ? 0 : i)),
  );
}

function expectElements(result: NDArray, shape: Shape, element: (index: readonly number[]) => number): void {
  expect(result.shape).toEqual(shape);
  expect(Array.from(result.toTypedArray())).toEqual(indicesOf(shape).map(element));
}

const flags = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
const runs = { numRuns: 200, seed: 20261122 };

describe("elementwise kernels", () => {
  it("broadcast as indices say", () => {
    const property = fc.property(shapes, flags, flags, fc.nat(4), (shape, onesA, onesB, drop) => {
      const squash = (set: readonly boolean[]): number[] => shape.map((n, i) => (set[i] ? 1 : n));
      const a = counted(squash(onesA).slice(Math.min(drop, shape.length)));
      const b = counted(squash(onesB));
      const joint = shape.map((n, i) => ((onesA[i] || i < drop) && onesB[i] ? 1 : n));
      expectElements(
        map2((x, y) => 100 * x + y, a, b, "float64"),
        joint,
        (i) => 100 * broadcastAt(a, i) + broadcastAt(b, i),
      );
      const c = map1((x) => x % 2, a);
      expectElements(select(c, a, b, "float64"), joint, (i) =>
        broadcastAt(c, i) !== 0 ? broadcastAt(a, i) : broadcastAt(b, i),
      );
    });
    fc.assert(property, runs);
  });

  it("have no elements where there are none", () => {
    expect(map2((x, y) => x + y, zeros([0, 3]), ones([3]), "float64").shape).toEqual([0, 3]);
    expect(() => map2((x, y) => x + y, zeros([2]), ones([3]), "float64")).toThrow(ShapeError);
  });

  it("cast as typed arrays do", () => {
    expect(cast(array([1.7, -1.7, Number.NaN]), "int32").toNested()).toEqual([1, -1, 0]);
    expect(cast(array([0.1, 0]), "bool").toNested()).toEqual([true, false]);
    const a = array([1]);
    expect(cast(a, "float64")).toBe(a);
  });
});

describe("move kernels", () => {
  it("permute as indices say", () => {
    const property = fc.property(shapes, fc.nat(), (shape, seed) => {
      const order = shape
        .map((_, i) => i)
        .sort((p, q) => (((p + 1) * (seed + 7)) % 11) - (((q + 1) * (seed + 7)) % 11));
      const a = counted(shape);
      const moved = order.map((axis) => shape[axis]!);
      expectElements(permuteDims(a, order), moved, (index) =>
        elementAt(
          a,
          shape.map((_, axis) => index[order.indexOf(axis)]!),
        ),
      );
    });
    fc.assert(property, runs);
    expect(() => permuteDims(counted([2, 3]), [0, 0])).toThrow(AxisError);
    expect(() => permuteDims(counted([2, 3]), [0])).toThrow(AxisError);
  });

  it("slice and pad back", () => {
    const range = fc.record({ start: fc.nat(3), size: fc.nat(4), step: fc.constantFrom(-2, -1, 1, 2) });
    const property = fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), range), { minLength: 1, maxLength: 3 }),
      (axes) => {
        const shape = axes.map(([n]) => n);
        const ranges = axes.map(([, r]) => r);
        const inside = axes.every(
          ([n, { start, size, step }]) =>
            size === 0 || (start < n && start + (size - 1) * step >= 0 && start + (size - 1) * step < n),
        );
        const a = counted(shape);
        if (!inside) {
          expect(() => slice(a, ranges)).toThrow(ShapeError);
          return;
        }
        const part = slice(a, ranges);
        expectElements(
          part,
          ranges.map((r) => r.size),
          (index) =>
            elementAt(
              a,
              index.map((i, axis) => ranges[axis]!.start + i * ranges[axis]!.step),
            ),
        );
        if (ranges.some((r) => r.step < 0)) return;
        const padding = ranges.map(({ start, size, step }, axis) => {
          const end = size === 0 ? start : start + (size - 1) * step + 1;
          return { low: start, high: shape[axis]! - end, interior: step - 1 };
        });
        const back = pad(part, padding, 0);
        expectElements(back, shape, (index) => {
          const from = index.map((i, axis) => (i - ranges[axis]!.start) / ranges[axis]!.step);
          return from.every((i, axis) => Number.isInteger(i) && i >= 0 && i < ranges[axis]!.size)
            ? elementAt(part, from)
            : 0;
        });
      },
    );
    fc.assert(property, runs);
  });

  it("pad as XLA does: interior first, then cut or fill the edges", () => {
    const a = array([1, 2, 3]);
    expect(pad(a, [{ low: -1, high: 2, interior: 1 }], 9).toNested()).toEqual([9, 2, 9, 3, 9, 9]);
    expect(pad(a, [{ low: 1, high: -2, interior: 2 }], 9).toNested()).toEqual([9, 1, 9, 9, 2, 9]);
    expect(pad(a, [{ low: -3, high: 0, interior: 2 }], 9).toNested()).toEqual([2, 9, 9, 3]);
    expect(pad(a, [{ low: -3, high: 0, interior: 0 }], 9).toNested()).toEqual([]);
    expect(pad(zeros([0]), [{ low: 1, high: 1, interior: 3 }], 9).toNested()).toEqual([9, 9]);
    expect(() => pad(a, [{ low: -4, high: 0, interior: 0 }], 9)).toThrow(ShapeError);
    expect(() => pad(a, [], 9)).toThrow(ShapeError);
    expect(() => pad(a, [{ low: 0, high: 0, interior: -1 }], 9)).toThrow(ShapeError);
  });

  it("join what fits and nothing else", () => {
    expect(concat([counted([2, 2]), counted([2, 1])], -1).toNested()).toEqual([
      [1, 2, 1],
      [3, 4, 2],
    ]);
    expect(concat([array([1]), array([true])]).dtype).toBe("float64");
    expect(concat([zeros([0, 2]), counted([1, 2])]).toNested()).toEqual([[1, 2]]);
    expect(() => concat([])).toThrow(ShapeError);
    expect(() => concat([counted([2, 2]), counted([3, 1])], 1)).toThrow(/\[2, 2\] and \[3, 1\]/);
  });

  it("broadcast, flip and reshape", () => {
    expect(broadcastTo(array([[1], [2]]), [2, 2, 2]).toNested()).toEqual([
      [
        [1, 1],
        [2, 2],
      ],
      [
        [1, 1],
        [2, 2],
      ],
    ]);
    expect(() => broadcastTo(array([1, 2]), [3])).toThrow(ShapeError);
    expect(() => broadcastTo(array([1, 2]), [])).toThrow(ShapeError);
    expect(flip(counted([2, 2]), [-1]).toNested()).toEqual([
      [2, 1],
      [4, 3],
    ]);
    expect(flip(zeros([0]), [0]).shape).toEqual([0]);
    expect(() => reshape(counted([4]), [3])).toThrow(ShapeError);
    expect(reshape(counted([4]), [2, -1]).shape).toEqual([2, 2]);
  });
});

describe("gather kernels", () => {
  const a = counted([2, 3]);
  it("take what indices say, from either end", () => {
    expect(take(a, array([[2], [-3]]), 1).toNested()).toEqual([
      [[3], [1]],
      [[6], [4]],
    ]);
    expect(take(a, array([1]), 0).toNested()).toEqual([[4, 5, 6]]);
    expect(() => take(a, array([3]), 1)).toThrow(IndexError);
    expect(() => take(zeros([0]), array([0]), 0)).toThrow(/empty/);
  });

  it("scatter so that <take a, u> = <a, scatter u>", () => {
    const indices = array([2, 0, 2]);
    const updates = counted([2, 3]);
    const inner = (x: NDArray, y: NDArray): number => sum(map2((p, q) => p * q, x, y, "float64")).item();
    expect(inner(take(a, indices, 1), updates)).toBe(inner(a, scatterAdd(updates, indices, 1, 3)));
    const along = array([
      [2, 0, 2],
      [1, 1, 0],
    ]);
    expect(inner(takeAlongAxis(a, along, 1), updates)).toBe(
      inner(a, scatterAddAlongAxis(updates, along, -1, 3)),
    );
    expect(() => scatterAdd(updates, array([1, 2]), 1, 3)).toThrow(ShapeError);
    expect(() => takeAlongAxis(a, array([[1]]), 1)).toThrow(ShapeError);
  });

  it("mark indices inside", () => {
    expect(oneHot(array([[1], [7]]), 2).toNested()).toEqual([[[0, 1]], [[0, 0]]]);
  });
});

describe("reductions", () => {
  it("find first extremes, and NaN", () => {
    expect(
      argmax(
        array([
          [1, 5, 5],
          [2, 0, 1],
        ]),
        1,
      ).toNested(),
    ).toEqual([1, 0]);
    expect(argmin(array([3, Number.NaN, 1])).item()).toBe(1);
    expect(max(array([1, Number.NaN])).item()).toBeNaN();
    expect(min(array([1, -0])).item()).toBe(-0);
    for (const kernel of [max, min, argmax, argmin])
      expect(() => kernel(zeros([0, 2]), 0)).toThrow(ShapeError);
  });

  it("sum float32 in doubles, and pairwise", () => {
    const large = full([1], 2 ** 24, { dtype: "float32" });
    expect(sum(concat([large, ones([1024], { dtype: "float32" })])).item()).toBe(2 ** 24 + 1024);
    const roundings = Math.log2(1e6) + 8;
    expect(Math.abs(sum(full([1e6], 0.1)).item() - 1e5)).toBeLessThan(1e5 * roundings * 2 ** -53);
    expect(sum(array([true, true])).dtype).toBe("int32");
    // fractions are added before the sum is truncated, in either order
    for (const x of [
      [1, -0.5],
      [-0.5, 1],
    ])
      expect(sum(array(x), undefined, false, "int32").item()).toBe(0);
    expect(prod(zeros([0])).item()).toBe(1);
  });

  it("sum in an order that depends on the length alone", () => {
    const x = map1((i) => Math.sin(i) * 10 ** (i % 9), arange(777));
    const matrix = permuteDims(broadcastTo(x, [3, 777]), [1, 0]);
    expect(sum(matrix, 0).toNested()).toEqual([sum(x).item(), sum(x).item(), sum(x).item()]);
  });

  it("accumulate along any axis, either way", () => {
    expect(cumulativeSum(counted([2, 2]), 0).toNested()).toEqual([
      [1, 2],
      [4, 6],
    ]);
    expect(cumulativeSum(counted([2, 2]), -1, true).toNested()).toEqual([
      [3, 2],
      [7, 4],
    ]);
    expect(cumulativeProduct(counted([2, 2]), 1).toNested()).toEqual([
      [1, 2],
      [3, 12],
    ]);
    expect(accumulate(Math.max, -1, array([3, 1, 4]), 0).toNested()).toEqual([3, 3, 4]);
    expect(cumulativeSum(zeros([0, 2]), 0).shape).toEqual([0, 2]);
  });

  it("sort stably with NaN last", () => {
    expect(
      argsort(
        array([
          [3, Number.NaN, 1, 3],
          [0, 0, -1, 2],
        ]),
        1,
      ).toNested(),
    ).toEqual([
      [2, 0, 3, 1],
      [2, 0, 1, 3],
    ]);
  });
});

describe("contract", () => {
  it.each([
    ["loops", { kernel: "loops" }],
    ["deterministic WebAssembly", { kernel: "wasm", deterministic: true }],
  ] as const)("gives equal bits whatever the tiles, in %s", (_, choice) => {
    const x = map1((i) => Math.cos(i * i), reshape(arange(9 * 70), [9, 70]));
    const whole = withKernels(choice, () => contract(x, x, { contract: [[1], [1]], batch: [[], []] }));
    const row = (i: number): NDArray =>
      reshape(
        slice(x, [
          { start: i, size: 1, step: 1 },
          { start: 0, size: 70, step: 1 },
        ]),
        [70],
      );
    for (let i = 0; i < 9; i++) {
      for (let j = 0; j < 9; j++) {
        expect(elementAt(whole, [i, j])).toBe(
          contract(row(i), row(j), { contract: [[0], [0]], batch: [[], []] }).item(),
        );
      }
    }
  });

  it("refuses axes that do not fit", () => {
    expect(() =>
      contract(counted([2, 3]), counted([2, 3]), { contract: [[1], [0]], batch: [[], []] }),
    ).toThrow(/\[2, 3\]/);
    expect(() =>
      contract(counted([2, 2]), counted([2, 2]), { contract: [[0], [0]], batch: [[0], [1]] }),
    ).toThrow(ShapeError);
  });
});
