import { array, type NDArray, sameShape } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import fixture from "../../fixtures/movement.json" with { type: "json" };
import { run } from "../program.ts";
import { key, normal } from "../random/index.ts";
import { decodeTensor, type EncodedTensor } from "../testing/golden.ts";
import { grad } from "../transforms/grad.ts";
import { trace } from "../transforms/trace.ts";
import { vmap } from "../transforms/vmap.ts";
import { asArray, concrete, type Tensor } from "../value.ts";
import * as op from "./index.ts";

// What NumPy and SciPy give, see fixtures/movement.py.

// biome-ignore lint/suspicious/noExplicitAny: options of many kinds
type Options = any;
type Run = (inputs: readonly Tensor[], options: Options) => Tensor | readonly Tensor[];

/** `"#0"` stands for the first input after the array itself. */
const indicesOf = (indices: readonly unknown[], given: readonly Tensor[]): op.Index[] =>
  indices.map((index) =>
    typeof index === "string" && index.startsWith("#") ? given[Number(index.slice(1))]! : (index as op.Index),
  );

const withOptions =
  (f: (x: Tensor, options: Options) => Tensor): Run =>
  ([x], options) =>
    f(x!, options);
const ofTwo =
  (f: (a: Tensor, b: Tensor, options: Options) => Tensor): Run =>
  ([a, b], options) =>
    f(a!, b!, options);

const RUNS: Readonly<Record<string, Run>> = {
  sort: withOptions(op.sort),
  argsort: withOptions(op.argsort),
  cumulativeMax: withOptions(op.cumulativeMax),
  cumulativeMin: withOptions(op.cumulativeMin),
  diff: withOptions((x, [order, axis]) => op.diff(x, order, axis)),
  trapezoid: withOptions(op.trapezoid),
  cumulativeTrapezoid: withOptions(op.cumulativeTrapezoid),
  centralDifferences: withOptions(op.centralDifferences),
  searchSorted: ofTwo(op.searchSorted),
  quantile: withOptions((x, { q, ...options }) => op.quantile(x, q, options)),
  nanQuantile: withOptions((x, { q, ...options }) => op.nanQuantile(x, q, options)),
  median: withOptions(op.median),
  nanMedian: withOptions(op.nanMedian),
  pad: withOptions((x, { widths, mode }) => op.pad(x, widths, { mode })),
  repeat: withOptions((x, [counts, axis]) => op.repeat(x, counts, axis)),
  rot90: withOptions((x, [turns, axes]) => op.rot90(x, turns, axes)),
  meshgrid: (lists, options) => op.meshgrid(lists, options),
  linspace: (_, [start, stop, count]) => op.linspace(start, stop, count),
  logspace: (_, [start, stop, count, base]) => op.logspace(start, stop, count, base),
  arange: (_, [start, stop, step]) => op.arange(start, stop, step),
  eye: (_, [rows, columns, k]) => op.eye(rows, columns, k),
  countNonzero: withOptions(op.countNonzero),
  nanSum: withOptions(op.nanSum),
  nanProd: withOptions(op.nanProd),
  nanMean: withOptions(op.nanMean),
  compress: ofTwo((condition, x, axis) => op.compress(condition, x, axis)),
  nonzero: ([x]) => op.nonzero(x!),
  at: ([x, ...given], indices) => op.at(x!, ...indicesOf(indices, given)),
  scatter: ([x, indices, updates], options) => op.scatter(x!, indices!, updates!, options),
  updateAt: ([x, ...given], { indices, combine }) =>
    op.updateAt(x!, indicesOf(indices, given), given.at(-1)!, combine),
  isClose: ofTwo(op.isClose),
  bitwiseAnd: ofTwo(op.bitwiseAnd),
  bitwiseOr: ofTwo(op.bitwiseOr),
  bitwiseXor: ofTwo(op.bitwiseXor),
  bitwiseInvert: withOptions((x) => op.bitwiseInvert(x)),
  bitwiseLeftShift: ofTwo(op.bitwiseLeftShift),
  bitwiseRightShift: ofTwo(op.bitwiseRightShift),
};

type Case = [operation: string, inputs: EncodedTensor[], options: unknown, outputs: EncodedTensor[]];

function expectSame(got: NDArray, wanted: NDArray): void {
  expect(sameShape(got.shape, wanted.shape), `shape [${got.shape}], wanted [${wanted.shape}]`).toBe(true);
  expect(got.dtype).toBe(wanted.dtype);
  const elements = got.toTypedArray();
  wanted.toTypedArray().forEach((x, i) => {
    const close = Object.is(elements[i], x) || Math.abs(elements[i]! - x) <= 4e-16 * Math.abs(x) + 1e-15;
    expect(close || elements[i] === x, `element ${i} is ${elements[i]}, wanted ${x}`).toBe(true);
  });
}

const cases = fixture as unknown as Case[];

describe.each([...new Set(cases.map(([operation]) => operation))])("%s", (operation) => {
  const own = cases.filter(([name]) => name === operation);
  it.each(own.map((one) => [JSON.stringify(one[2]), one] as const))(
    "%s",
    (_, [__, inputs, options, outputs]) => {
      const got = [RUNS[operation]!(inputs.map(decodeTensor), options)].flat() as Tensor[];
      expect(got.length).toBe(outputs.length);
      got.forEach((one, i) => {
        expectSame(asArray(concrete(one)), decodeTensor(outputs[i]!));
      });
    },
  );
});

describe("mistakes speak", () => {
  const x = op.ones([3, 2]);
  it.each<[string, () => unknown, string, RegExp]>([
    ["more than there are", () => op.topK(x, 3), "tape/argument", /k = 3/],
    ["a k that is none", () => op.kthSmallest(x, 0), "tape/argument", /k = 0/],
    ["the most frequent of none", () => op.mode(op.zeros([2, 0])), "tape/argument", /none/],
    ["a quantile outside", () => op.quantile(x, 1.5), "tape/argument", /q = 1.5/],
    [
      "an unknown method",
      () => op.quantile(x, 0, { method: "x" as "lower" }),
      "tape/argument",
      /linear, lower/,
    ],
    ["a quantile of nothing", () => op.median(op.zeros([0])), "tape/argument", /no elements/],
    ["unsorted shapes", () => op.searchSorted(x, op.ones([2, 2])), "array/shape", /each row/],
    [
      "an unknown combination",
      () => op.scatter(x, array([[0]]), 1, { combine: "x" as "set" }),
      "tape/argument",
      /set, add/,
    ],
    [
      "updates beside indices",
      () => op.scatter(x, array([[0]]), op.ones([2, 2])),
      "tape/shape-mismatch",
      /fit/,
    ],
    [
      "indices of another shape",
      () => op.scatter(x, array([[0]]), 1),
      "tape/shape-mismatch",
      /along the axis/,
    ],
    ["an index outside", () => op.scatter(x, array([[0, 3]]), 1, { axis: 0 }), "array/index", /index 3/],
    [
      "an index outside one of several axes",
      () => op.at(x, array([0]), array([2])),
      "array/index",
      /outside/,
    ],
    [
      "indices that do not broadcast",
      () => op.at(x, array([0, 1]), array([0, 1, 0])),
      "tape/shape-mismatch",
      /^at/,
    ],
    [
      "a mask of another length",
      () => op.at(x, array([true, false])),
      "tape/shape-mismatch",
      /mask of length 2/,
    ],
    [
      "a mask that is one truth",
      () => op.at(x, op.equal(array(1), 1) as Tensor),
      "tape/argument",
      /single truth/,
    ],
    [
      "a long condition",
      () => op.compress(array([true, true, true]), x, 1),
      "tape/shape-mismatch",
      /one truth/,
    ],
    [
      "an unknown padding",
      () =>
        op.pad(
          x,
          [
            [1, 1],
            [0, 0],
          ],
          { mode: "x" as "wrap" },
        ),
      "tape/argument",
      /constant, edge/,
    ],
    [
      "nothing to repeat",
      () => op.pad(op.zeros([0]), [[1, 1]], { mode: "wrap" }),
      "tape/argument",
      /empty axis/,
    ],
    [
      "padding that is too much",
      () =>
        op.pad(
          x,
          [
            [1e9, 0],
            [0, 0],
          ],
          { mode: "edge" },
        ),
      "array/too-large",
      /elements/,
    ],
    [
      "padding that cuts too much",
      () =>
        op.pad(
          x,
          [
            [-4, 0],
            [0, 0],
          ],
          { mode: "edge" },
        ),
      "tape/argument",
      /widths/,
    ],
    ["counts for other slices", () => op.repeat(x, [1, 2, 3]), "tape/argument", /2 slices/],
    ["a count beyond memory", () => op.repeat(x, 1e12), "array/too-large", /elements/],
    ["half a place", () => op.roll(x, 0.5), "tape/argument", /integer/],
    ["places for other axes", () => op.roll(x, [1, 2], [0]), "tape/argument", /1 axes/],
    ["columns beyond memory", () => op.vander(x, 1e12), "array/shape", /65536/],
    ["a million quantiles", () => op.quantile(x, new Array(1e6).fill(0.5)), "array/shape", /65536/],
    ["a length in place of a shape", () => normal(key(0), 3 as never), "tape/argument", /list/],
    ["argnums that are none", () => grad(op.sum, { argnums: "0" as never })(x), "tape/argument", /argnums/],
    ["half a turn", () => op.rot90(x, 0.5), "tape/argument", /integer/],
    ["one axis twice", () => op.rot90(x, 1, [0, -2]), "tape/argument", /two axes/],
    ["a grid of matrices", () => op.meshgrid([x]), "tape/argument", /one axis/],
    ["a step of 0", () => op.arange(0, 1, 0), "tape/argument", /no length/],
    ["differences of order -1", () => op.diff(x, -1), "tape/argument", /order -1/],
    ["the slope of one sample", () => op.centralDifferences(op.ones([1])), "tape/argument", /1 samples/],
    ["bits of floats", () => op.bitwiseAnd(x, 1), "array/dtype", /bits/],
    ["half a dimension", () => op.multivariateLgamma(2, 0.5), "tape/argument", /p = 0.5/],
    ["distances of numbers", () => op.pairwiseDistances(array([1]), x), "tape/argument", /rows/],
    [
      "a mask in a trace",
      () => trace((m: Tensor) => op.at(x, op.equal(m, 1)))(x),
      "tape/no-concrete-value",
      /where/,
    ],
  ])("%s", (_, run, code, message) => {
    expect(run).toThrow(expect.objectContaining({ code }));
    expect(run).toThrow(message);
  });
});

describe("ties and order", () => {
  it("mode takes the smallest of several, and its last occurrence", () => {
    const { values, indices } = op.mode(
      array([
        [3, 1, 3, 1, 2],
        [5, 4, 5, 5, 4],
      ]),
      { keepDims: true },
    );
    expect([values.toNested(), indices.toNested()]).toEqual([
      [[1], [5]],
      [[3], [3]],
    ]);
  });

  it("the k-th smallest and the largest k keep the order of equal elements", () => {
    const x = array([2, 1, 2, 1]);
    expect([1, 2, 3].map((k) => op.kthSmallest(x, k).indices.item())).toEqual([1, 3, 0]);
    expect(op.topK(x, 3).indices.toNested()).toEqual([0, 2, 1]);
    expect(op.topK(x, 3, { largest: false }).values.toNested()).toEqual([1, 1, 2]);
  });

  it("the last update of a place stays, and alone has a derivative", () => {
    const gradient = grad((u: Tensor) => op.sum(op.scatter(op.zeros([2]), array([1, 1, 0]), u)))(
      op.ones([3]),
    );
    expect((gradient as Tensor).toNested()).toEqual([0, 1, 1]);
  });

  it("running maxima give their derivative to the last of equal elements", () => {
    const gradient = grad((x: Tensor) => op.sum(op.cumulativeMax(x)))(array([1, 3, 3, 2]));
    expect((gradient as Tensor).toNested()).toEqual([1, 1, 2, 0]);
  });
});

describe("indices of their own for each example of a batch", () => {
  const indices = array([
    [1, -1, 1],
    [0, 2, 0],
  ]);
  const x = array([
    [3, 1, 2],
    [5, 5, 4],
  ]);
  const rows = (t: Tensor): Tensor[] => op.unstack(t);

  it.each(["set", "add", "multiply", "max", "min", "mean"] as const)("scatter, %s", (combine) => {
    const f = (a: Tensor, i: Tensor, u: Tensor): Tensor => op.scatter(a, i, u, { combine });
    const gradient = (a: Tensor, i: Tensor, u: Tensor): Tensor =>
      grad((v: Tensor) => op.sum(op.multiply(array([1, 10, 100]), f(a, i, v))))(u) as Tensor;
    const updates = op.add(x, 0.5);
    for (const g of [f, gradient]) {
      const whole = vmap(g)(x, indices, updates) as Tensor;
      const looped = rows(x).map((row, k) => g(row, rows(indices)[k]!, rows(updates)[k]!));
      expect(whole.toNested()).toEqual(looped.map((one) => one.toNested()));
    }
  });

  it("searchSorted, sort, quantile and at", () => {
    const runs: readonly ((row: Tensor, i: Tensor) => Tensor)[] = [
      (row, i) => op.searchSorted(op.sort(row), i),
      (row, i) => op.at(row, i),
      (row) => op.quantile(row, [0.25, 1]),
      (row) => op.mode(row).values,
      (row, i) => op.updateAt(row, [i], 7),
    ];
    for (const one of runs) {
      const whole = vmap(one)(x, indices) as Tensor;
      const looped = rows(x).map((row, k) => one(row, rows(indices)[k]!));
      expect(whole.toNested()).toEqual(looped.map((each) => each.toNested()));
    }
  });

  it("and in a program that is run again", () => {
    const f = (a: Tensor, i: Tensor): Tensor =>
      op.sum(op.multiply(op.sort(a), op.scatter(a, i, op.square(a), { combine: "max" })));
    const program = trace(grad(f))(x, op.broadcastTo(indices, [2, 3]));
    const moved = op.add(op.flip(x, 1), 0.25);
    const [again] = run(program, [moved, op.flip(indices, 0)]);
    expect((again as Tensor).toNested()).toEqual((grad(f)(moved, op.flip(indices, 0)) as Tensor).toNested());
  });
});
