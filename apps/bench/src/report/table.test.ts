import { expect, test } from "vitest";
import { atLeast, atMost, duration, figure } from "./row.ts";
import { summary, toMarkdown } from "./table.ts";

const figures = { row: "speed", ours: "2 ms", others: "mathjs 8 ms" };

test("a bar is passed, missed, or not judged", () => {
  expect(atMost(1, { ...figures, ratio: 0.25 }).verdict).toBe("pass");
  expect(atMost(1, { ...figures, ratio: 1.01 }).verdict).toBe("fail");
  expect(atMost(1, { ...figures, ratio: Number.NaN }).verdict).toBe("fail");
  expect(atLeast(2, { ...figures, ratio: 1.99 }).verdict).toBe("fail");
  expect(atLeast(2, { ...figures, ratio: 2 })).toMatchObject({ verdict: "pass", bar: ">= 2" });
  expect(atLeast(2, { ...figures, ratio: undefined }).verdict).toBe("not run");
});

test("the table is Markdown, and a text cannot break it", () => {
  const rows = [
    atMost(1, { ...figures, row: "d |x|\nby x", ratio: 1 / 3 }),
    atMost(1, { ...figures, ratio: 2 }),
  ];
  expect(toMarkdown(rows).split("\n")).toEqual([
    "| row | ours | others | ratio | bar | verdict |",
    "| --- | --- | --- | --- | --- | --- |",
    "| d \\|x\\| by x | 2 ms | mathjs 8 ms | 0.333 | <= 1 | pass |",
    "| speed | 2 ms | mathjs 8 ms | 2 | <= 1 | **fail** |",
  ]);
  expect(summary(rows)).toBe("1 pass, 1 fail, 0 not run");
});

test.each<[number, string]>([
  [0.123456, "0.123"],
  [12.3456, "12.3"],
  [1234.56, "1235"],
  [30, "30"],
  [Number.NaN, "NaN"],
])("%d is written %s", (x, text) => {
  expect(figure(x)).toBe(text);
});

test.each<[number, string]>([
  [1500, "1.5 s"],
  [12.34, "12.3 ms"],
  [0.5, "500 µs"],
  [4.2e-5, "42 ns"],
])("%d ms is written %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
