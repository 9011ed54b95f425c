import { array, random } from "@chainrule/tape";
import { describe, expect, test } from "vitest";
import { dataset } from "../dataset.ts";
import { medianRow, row } from "./figures.ts";
import { facts, PEOPLE } from "./kinship.ts";
import { drive, pursuit, roadImage } from "./road.ts";
import { shuffledSplit, splitAt, standardized } from "./tables.ts";

describe("figures", () => {
  test("the interval of a mean is that of Student's distribution", () => {
    // 1, 2, 3: deviation 1, quantile 4.303 for two degrees of freedom
    const { measured, spread, interval, runs } = row("x", [1, 2, 3]);
    expect([measured, spread, runs]).toEqual([2, 1, 3]);
    expect(interval?.[1]).toBeCloseTo(2 + 4.303 / Math.sqrt(3), 3);
    // tables: 2.228 for 10 degrees of freedom, 2.042 for 30, 1.980 for 120
    for (const [freedom, quantile] of [
      [10, 2.228],
      [30, 2.042],
      [120, 1.98],
    ] as const) {
      const values = Array.from({ length: freedom + 1 }, (_, i) => i);
      const found = row("x", values);
      const margin = ((found.interval?.[1] ?? 0) - found.measured) / (found.spread ?? 1);
      expect(Math.abs(margin * Math.sqrt(freedom + 1) - quantile)).toBeLessThan(0.015);
    }
  });

  test("within is by the published deviation, and else by the spread", () => {
    const published = [
      { label: "a", value: 10, deviation: 2 },
      { label: "b", value: 10 },
    ];
    expect(row("a", 12, published).within).toBe(true);
    expect(row("a", 12.1, published).within).toBe(false);
    expect(row("b", [8, 12, 13], published).within).toBe(true);
    expect(row("b", [7, 7.1, 7.2], published).within).toBe(false);
    expect(row("b", 7, published)).toEqual({ label: "b", measured: 7, published: 10 });
    expect(row("c", [7], published)).toEqual({ label: "c", measured: 7 });
  });

  test("the median stands between equally many, and its interval is one of the values", () => {
    expect(medianRow("x", [5, 1, 3]).measured).toBe(3);
    expect(medianRow("x", [5, 1, 3, 4]).measured).toBe(3.5);
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    // the 40th and 60th of a hundred values: the usual ranks for 95 %
    expect(medianRow("x", hundred).interval).toEqual([41, 60]);
  });
});

describe("family trees", () => {
  const answers = (person: string, relation: string): readonly string[] | undefined =>
    facts().find((fact) => fact.person === person && fact.relation === relation)?.answers;

  test("have 24 people and 104 facts, 52 in each", () => {
    expect(PEOPLE.length).toBe(24);
    expect(facts().length).toBe(104);
    expect(facts().filter(({ person }) => PEOPLE.indexOf(person) < 12).length).toBe(52);
    const triples = facts().reduce((sum, fact) => sum + fact.answers.length, 0);
    expect(triples).toBe(112); // as in the data set "Kinship" of UCI
  });

  test("say who is whose aunt", () => {
    expect([...(answers("Colin", "aunt") ?? [])].sort()).toEqual(["Jennifer", "Margaret"]);
    expect([...(answers("Charlotte", "uncle") ?? [])].sort()).toEqual(["Arthur", "Charles"]);
    expect(answers("Margaret", "nephew")).toEqual(["Colin"]);
    expect(answers("Alfonso", "sister")).toEqual(["Sophia"]);
    expect(answers("Sophia", "sister")).toBeUndefined();
    expect(answers("Christopher", "father")).toBeUndefined();
    expect(answers("Victoria", "mother")).toEqual(["Penelope"]);
  });
});

describe("the road", () => {
  const straight = { offset: 0, heading: 0, curvature: 0 };

  test("a car off the middle steers back, and one on a bend follows it", () => {
    expect(pursuit({ ...straight, offset: 1 })).toBeLessThan(0);
    expect(pursuit({ ...straight, heading: -0.1 })).toBeGreaterThan(0);
    expect(pursuit({ ...straight, curvature: 0.02 })).toBeCloseTo(0.02, 3);
    expect(drive({ ...straight, heading: 0.1 }, 0, 0).offset).toBeCloseTo(Math.sin(0.1), 15);
    const bend = { ...straight, curvature: 0.02 };
    expect(drive(bend, 0.02, 0.01)).toEqual({ offset: 0, heading: 0, curvature: 0.01 });
  });

  test("is brighter than the grass, and where it should be in the picture", () => {
    const mean = (offset: number, columns: (column: number) => boolean): number => {
      const image = roadImage({ ...straight, offset }, random.key(1));
      const near = image.filter((_, i) => Math.floor(i / 32) === 20 && columns(i % 32));
      return near.reduce((sum, value) => sum + value, 0) / near.length;
    };
    const middle = (column: number): boolean => Math.abs(column - 15.5) < 5;
    const left = (column: number): boolean => column < 4;
    expect(mean(0, middle)).toBeGreaterThan(mean(0, left));
    expect(mean(4, left)).toBeGreaterThan(mean(4, (column) => column > 24)); // far to the right of the road
  });
});

test("splits keep every row once, and standardise by the training rows alone", () => {
  const inputs = array([
    [1, 5],
    [3, 5],
    [10, 5],
    [20, 5],
  ]);
  const data = dataset({ inputs, targets: array([[1], [2], [3], [4]]) });
  const { train, test } = standardized(splitAt(data, 2));
  expect(train.inputs.toNested()).toEqual([
    [-1, 0],
    [1, 0],
  ]);
  expect(test.inputs.toNested()).toEqual([
    [8, 0],
    [18, 0],
  ]);
  const shuffled = shuffledSplit(data, 0.75, random.key(0));
  const targets = [shuffled.train, shuffled.test].map((part) => part.targets.toNested() as number[][]);
  expect(targets.map(({ length }) => length)).toEqual([3, 1]);
  expect(targets.flat(2).sort()).toEqual([1, 2, 3, 4]);
});
