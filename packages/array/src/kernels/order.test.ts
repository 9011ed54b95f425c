import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  argsort,
  array,
  cumulativeArgmax,
  cumulativeArgmin,
  IndexError,
  lastWriters,
  type NDArray,
  ShapeError,
  scatterCombine,
  searchSorted,
  takeAlongAxis,
} from "../index.ts";

const NAN = Number.NaN;

const numbers = fc.array(
  fc.constantFrom(-1, -0, 0, 1, 2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, NAN),
  {
    minLength: 1,
    maxLength: 12,
  },
);

/** Whether p may stand before q in increasing order. */
const inOrder = (p: number, q: number): boolean => p <= q || Number.isNaN(q);

/** Lists that are sorted by their digits: of all kinds of doubles, some of them repeated. */
const longLists = fc
  .tuple(fc.array(fc.double(), { minLength: 60, maxLength: 120 }), fc.array(fc.nat(59), { maxLength: 40 }))
  .map(([list, repeated]) => [...list, ...repeated.map((i) => list[i]!), -0, 0, 5e-324, -5e-324]);

describe("argsort", () => {
  it("sorts either way, and equal elements keep their order", () => {
    fc.assert(
      fc.property(fc.oneof(numbers, longLists), fc.boolean(), (list, descending) => {
        const order = Array.from(argsort(array(list), 0, descending).toTypedArray());
        expect([...order].sort((p, q) => p - q)).toEqual(list.map((_, i) => i));
        for (let i = 1; i < order.length; i++) {
          const [p, q] = [list[order[i - 1]!]!, list[order[i]!]!];
          expect(descending ? inOrder(q, p) : inOrder(p, q)).toBe(true);
          if (p === q || (Number.isNaN(p) && Number.isNaN(q))) expect(order[i - 1]).toBeLessThan(order[i]!);
        }
      }),
    );
  });

  it("sorts long lists in time proportional to their length, as short ones", () => {
    const list = Float64Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 5003);
    const wanted = Array.from(list.keys()).sort((p, q) => list[p]! - list[q]! || p - q);
    expect(Array.from(argsort(array(list), 0).toTypedArray())).toEqual(wanted);
    const columns = argsort(array(list, { shape: [200, 100] }), 0).toTypedArray();
    const column = Array.from({ length: 200 }, (_, i) => list[i * 100 + 7]!);
    const order = Array.from(column.keys()).sort((p, q) => column[p]! - column[q]! || p - q);
    expect(Array.from({ length: 200 }, (_, i) => columns[i * 100 + 7])).toEqual(order);
  });

  it("goes along any axis", () => {
    const x = array([
      [3, 1],
      [2, 5],
      [2, 0],
    ]);
    expect(argsort(x, 0).toNested()).toEqual([
      [1, 2],
      [2, 0],
      [0, 1],
    ]);
    expect(argsort(array([[], []]), 1).shape).toEqual([2, 0]);
  });
});

describe("searchSorted", () => {
  it("counts the elements before, on either side", () => {
    fc.assert(
      fc.property(numbers, numbers, (list, values) => {
        const sorted = takeAlongAxis(array(list), argsort(array(list), 0), 0);
        const elements = Array.from(sorted.toTypedArray());
        const before = (p: number, q: number): boolean => p < q || (Number.isNaN(q) && !Number.isNaN(p));
        const count = (fits: (p: number) => boolean): number => elements.filter(fits).length;
        const [left, right] = (["left", "right"] as const).map((side) =>
          Array.from(searchSorted(sorted, array(values), side).toTypedArray()),
        );
        expect(left).toEqual(values.map((q) => count((p) => before(p, q))));
        expect(right).toEqual(values.map((q) => count((p) => inOrder(p, q))));
      }),
    );
  });

  it("takes one list for each row", () => {
    const rows = array([
      [1, 2],
      [5, 6],
    ]);
    expect(searchSorted(rows, array([[1.5], [7]]), "left").toNested()).toEqual([[1], [2]]);
    expect(() => searchSorted(rows, array([1, 2]), "left")).toThrow(ShapeError);
    expect(() => searchSorted(array(1), array([1]), "left")).toThrow(/each row/);
  });
});

describe("running extrema", () => {
  it("are those of what came before, the last of equal ones; NaN wins", () => {
    const list = [2, 1, 2, NAN, 3, NAN];
    expect(cumulativeArgmax(array(list), 0).toNested()).toEqual([0, 0, 2, 3, 3, 5]);
    expect(cumulativeArgmin(array(list), 0).toNested()).toEqual([0, 1, 1, 3, 3, 5]);
    expect(
      cumulativeArgmin(
        array([
          [2, 1],
          [2, 3],
        ]),
        0,
      ).toNested(),
    ).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});

describe("scattering", () => {
  const indices = array([
    [1, -1],
    [1, 0],
  ]);

  it("knows who wrote last", () => {
    expect(lastWriters(indices, 0, 3).toNested()).toEqual([
      [-1, 1],
      [1, -1],
      [-1, 0],
    ]);
    expect(lastWriters(indices, 1, 3).toNested()).toEqual([
      [-1, 0, 1],
      [1, 0, -1],
    ]);
    expect(() => lastWriters(indices, 0, 1)).toThrow(IndexError);
  });

  it("combines one update after the other, and leaves the array alone", () => {
    const x = array([
      [10, 20],
      [30, 40],
    ]);
    const minus = (updates: NDArray): unknown =>
      scatterCombine((p, q) => p - q, x, indices, updates, 0).toNested();
    expect(
      minus(
        array([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toEqual([
      [10, 16],
      [26, 38],
    ]);
    expect(x.toNested()).toEqual([
      [10, 20],
      [30, 40],
    ]);
    expect(() => minus(array([1, 2]))).toThrow(/one index for each/);
  });
});
