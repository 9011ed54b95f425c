import { array, random, type Tensor } from "@chainrule/tape";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { range } from "./batches.ts";
import {
  accuracy,
  batches,
  classesOf,
  confusion,
  dataset,
  datasetFromCsv,
  rowCount,
  selectRows,
} from "./index.ts";

const numbersOf = (x: Tensor): number[] => [...x.toTypedArray()];

describe("datasetFromCsv", () => {
  const iris = "a,b,kind\n1,2,setosa\n3,4,virginica\n5,6,setosa\n";

  test("encodes classes by name, and leaves the target out of the features", () => {
    const data = datasetFromCsv(iris, { target: "kind" });
    expect(data.features).toEqual(["a", "b"]);
    expect(data.classes).toEqual(["setosa", "virginica"]);
    expect(data.inputs.toNested()).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(data.targets.toNested()).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(data.targets.dtype).toBe("float64");
  });

  test("takes numbers as numbers, unless they are said to be classes", () => {
    expect(datasetFromCsv("x,y\n1,7\n2,9\n", { target: "y" }).targets.toNested()).toEqual([[7], [9]]);
    const classes = datasetFromCsv("x,y\n1,7\n2,9\n3,7\n", { target: "y", as: "classes" });
    expect(classes.classes).toEqual(["7", "9"]);
    expect(classes.targets.toNested()).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  test("takes the features asked for, in their order", () => {
    expect(datasetFromCsv(iris, { target: "kind", features: ["b"] }).inputs.toNested()).toEqual([
      [2],
      [4],
      [6],
    ]);
  });

  test("says where a cell is no number, and which columns there are", () => {
    const broken = iris.replace("4,virginica", "?,virginica");
    expect(() => datasetFromCsv(broken, { target: "kind" })).toThrow(
      expect.objectContaining({ code: "files/csv", line: 3, column: 2 }),
    );
    expect(() => datasetFromCsv(iris, { target: "species" })).toThrow(
      /no column "species"; use one of "a", "b", "kind"/,
    );
    expect(() => datasetFromCsv(iris, { target: "kind", as: "number" })).toThrow(
      expect.objectContaining({ code: "files/csv", line: 2 }),
    );
    expect(() => datasetFromCsv("a,kind\n", { target: "kind" })).toThrow(
      expect.objectContaining({ code: "train/data" }),
    );
  });
});

describe("dataset", () => {
  test("refuses inputs and targets of different lengths, and scalars", () => {
    expect(() => dataset({ inputs: array([[1], [2]]), targets: array([[1]]) })).toThrow(
      expect.objectContaining({ code: "train/data" }),
    );
    expect(() => dataset({ inputs: array(1), targets: array(1) })).toThrow(/no rows in common/);
  });

  test("selects rows with their targets", () => {
    const data = dataset({
      inputs: array([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
      targets: array([10, 20, 30]),
    });
    const two = selectRows(data, [2, 0]);
    expect(two.inputs.toNested()).toEqual([
      [3, 3],
      [1, 1],
    ]);
    expect(two.targets.toNested()).toEqual([30, 10]);
    expect(rowCount(selectRows(data, []))).toBe(0);
  });
});

describe("batches", () => {
  const counted = (rows: number) => {
    const column = array(
      range(rows).map((i) => [i]),
      { shape: [rows, 1] },
    );
    return dataset({ inputs: column, targets: column });
  };

  test("hold every row once, inputs and targets together, whatever the size and key", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(),
        (rows, batchSize, seed) => {
          const all = [...batches(counted(rows), { batchSize, key: random.key(seed) })];
          expect(all.slice(0, -1).every((batch) => rowCount(batch) === batchSize)).toBe(true);
          const seen = all.flatMap(({ inputs }) => numbersOf(inputs));
          expect(all.flatMap(({ targets }) => numbersOf(targets))).toEqual(seen);
          expect(seen.toSorted((a, b) => a - b)).toEqual(range(rows));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("come in order without a key, and all at once without a size", () => {
    const [only, ...none] = [...batches(counted(5))];
    expect(numbersOf(only!.inputs)).toEqual([0, 1, 2, 3, 4]);
    expect(none).toEqual([]);
  });

  test("come in another order for another key", () => {
    const order = (seed: number): number[] =>
      [...batches(counted(20), { key: random.key(seed) })].flatMap(({ inputs }) => numbersOf(inputs));
    expect(order(1)).toEqual(order(1));
    expect(order(1)).not.toEqual(order(2));
  });

  test.each([0, -1, 1.5, Number.NaN])("refuse the size %j", (batchSize) => {
    expect(() => [...batches(counted(3), { batchSize })]).toThrow(
      expect.objectContaining({ code: "train/option", option: "batchSize" }),
    );
  });
});

describe("metrics", () => {
  test("count by the largest element, the first where there are several", () => {
    expect(
      classesOf(
        array([
          [0.1, 0.9],
          [0.5, 0.5],
        ]),
      ),
    ).toEqual([1, 0]);
    expect(
      accuracy(
        array([
          [0.1, 0.9],
          [0.5, 0.4],
        ]),
        array([
          [0, 1],
          [0, 1],
        ]),
      ),
    ).toBe(0.5);
  });

  test("take a single column as two classes", () => {
    expect(classesOf(array([[0.49], [0.5], [1]]))).toEqual([0, 1, 1]);
    expect(confusion(array([[0.2], [0.8], [0.9]]), array([[0], [0], [1]])).toNested()).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });
});
