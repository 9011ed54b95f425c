import { readFileSync } from "node:fs";
import { array, grad, type NDArray, random, sum, type Tensor, tree } from "@chainrule/tape";
import { describe, expect, test } from "vitest";
import {
  dataset,
  datasetFromCsv,
  gormanSejnowski1988,
  rowCount,
  SONAR_FOLDS,
  sonarTable1988,
  tolerantSquaredError,
} from "./index.ts";

const csv = readFileSync(new URL("../data/sonar.csv", import.meta.url), "utf8");
const data = datasetFromCsv(csv, { target: "label" });
const numbersOf = (x: unknown): number[] => [...(x as Tensor).toTypedArray()];
const rowsOf = (x: Tensor): string[] => (x.toNested() as number[][]).map((row) => JSON.stringify(row));

test("the data are 111 echoes of metal and 97 of rock", () => {
  expect(data.classes).toEqual(["M", "R"]);
  expect(data.inputs.shape).toEqual([208, 60]);
  expect(numbersOf(sum(data.targets, { axis: 0 }))).toEqual([111, 97]);
  expect(Math.min(...numbersOf(data.inputs))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbersOf(data.inputs))).toBeLessThanOrEqual(1);
});

test("errors below 0.2 count nothing and pull nowhere; from there on the error is the gradient", () => {
  const outputs = array([[0.81, 0.19, 0.75, 0.5]]);
  const targets = array([[1, 0, 1, 0]]);
  expect((tolerantSquaredError(outputs, targets) as Tensor).item()).toBeCloseTo(
    (0.25 ** 2 + 0.5 ** 2) / 2,
    15,
  );
  expect(numbersOf(grad((y: Tensor) => tolerantSquaredError(y, targets))(outputs))).toEqual([
    0, 0, -0.25, 0.5,
  ]);
});

describe("gormanSejnowski1988", () => {
  test("divides the returns into 13 sets of 16: each is tested once, and never trained on then", async () => {
    const all = new Set(rowsOf(data.inputs));
    const tested: string[] = [];
    for (let fold = 0; fold < SONAR_FOLDS; fold++) {
      const { trainData, testData } = await gormanSejnowski1988({ data, fold, hidden: 0, epochs: 1 });
      expect([rowCount(trainData), rowCount(testData)]).toEqual([192, 16]);
      const held = rowsOf(testData.inputs);
      expect(rowsOf(trainData.inputs).some((row) => held.includes(row))).toBe(false);
      tested.push(...held);
    }
    expect(tested.length).toBe(208);
    expect(new Set(tested)).toEqual(all);
  }, 30_000);

  test("learns: 25 epochs are better than the share of the larger class, on both sets", async () => {
    const { network, parameters, trainAccuracy, testAccuracy, history } = await gormanSejnowski1988({
      data,
      epochs: 25,
    });
    expect(network.description.layers.map(({ units }) => units)).toEqual([12, 2]);
    expect(tree.flatten(parameters).leaves.map((leaf) => (leaf as NDArray).size)).toEqual([720, 12, 24, 2]);
    expect(trainAccuracy).toBeGreaterThan(0.8);
    expect(testAccuracy).toBeGreaterThan(111 / 208);
    expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss / 2);
  }, 60_000);

  test("follows from its seed, and every fold has its own weights", async () => {
    const first = async (seed: number, fold: number): Promise<number[]> =>
      tree
        .flatten((await gormanSejnowski1988({ data, seed, fold, hidden: 2, epochs: 1 })).parameters)
        .leaves.flatMap(numbersOf);
    const one = await first(1, 0);
    expect(await first(1, 0)).toEqual(one);
    expect(await first(2, 0)).not.toEqual(one);
    expect(await first(1, 1)).not.toEqual(one);
  }, 30_000);

  test("is cancelled, and tells its progress", async () => {
    const signal = { aborted: false };
    const onProgress = ({ epochs }: { epochs: number }): void => {
      expect(epochs).toBe(300);
      signal.aborted = true;
    };
    await expect(gormanSejnowski1988({ data, hidden: 0, onProgress, signal })).rejects.toThrow(
      expect.objectContaining({ code: "train/cancelled" }),
    );
  });

  test("refuses other data and folds", async () => {
    const other = dataset({ inputs: array([[1, 2]]), targets: array([[1, 0]]) });
    await expect(gormanSejnowski1988({ data: other })).rejects.toThrow(
      expect.objectContaining({ code: "train/data" }),
    );
    for (const fold of [-1, 13, 0.5]) {
      await expect(gormanSejnowski1988({ data, fold })).rejects.toThrow(
        expect.objectContaining({ code: "train/option", option: "fold" }),
      );
    }
    await expect(gormanSejnowski1988({ data, seed: -1 })).rejects.toThrow(
      expect.objectContaining({ code: "tape/argument" }),
    );
    expect(random.key(0).shape).toEqual([2]);
  });

  test("the published table has the six sizes, and 84.7 % for 12 hidden units", () => {
    expect(sonarTable1988.map(({ hidden }) => hidden)).toEqual([0, 2, 3, 6, 12, 24]);
    expect(sonarTable1988.find(({ hidden }) => hidden === 12)).toMatchObject({
      train: 99.8,
      test: 84.7,
      testDeviation: 5.7,
    });
  });
});
