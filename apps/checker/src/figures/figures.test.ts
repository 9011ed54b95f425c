import { afterEach, describe, expect, it } from "vitest";
import { textOf } from "../testing/page.ts";
import { DataTable } from "./data-table.ts";
import { LineChart } from "./line-chart.ts";
import { logTicks, short, ticks } from "./ticks.ts";

afterEach(() => document.body.replaceChildren());

describe("ticks", () => {
  it("are round numbers within the range", () => {
    expect(ticks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticks(-0.13, 0.31, 5)).toEqual([-0.1, 0, 0.1, 0.2, 0.3]);
    expect(ticks(3, 3, 5)).toEqual([3]);
    expect(ticks(Number.NaN, 1, 5)).toEqual([]);
    expect(logTicks(0.002, 300, 5)).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(logTicks(0.012, 0.9, 5)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5]);
    expect(logTicks(2, 4, 5)).toEqual([2, 2.5, 3, 3.5, 4]);
    expect(logTicks(1e-12, 1, 5)).toEqual([1e-12, 1e-9, 1e-6, 1e-3, 1]);
  });

  it.each([
    [0, "0"],
    [0.25, "0.25"],
    [-1.5, "−1.5"],
    [123456, "1.23e5"],
    [0.00012, "1.2e−4"],
    [Number.NaN, "–"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("%d is written %s", (x, text) => expect(short(x)).toBe(text));
});

it("a table shows its rows once it is opened", async () => {
  const table = new DataTable();
  table.data = { title: "Loss", caption: "by step", columns: ["step", "loss"], rows: [["0", "1.5"]] };
  document.body.append(table);
  await table.updateComplete;
  expect(textOf(table)).toBe("Loss as a table");
  table.renderRoot.querySelector("summary")!.click();
  await expect.poll(() => textOf(table)).toBe("Loss as a table by step step loss 0 1.5");
});

it("a chart says its curves in words, and leaves out what is not finite", async () => {
  const chart = new LineChart();
  Object.assign(chart, {
    heading: "Loss",
    logarithmic: true,
    series: [{ name: "descent", values: [1, Number.POSITIVE_INFINITY, 0.25, 0] }],
  });
  document.body.append(chart);
  await chart.updateComplete;
  const picture = chart.renderRoot.querySelector("svg")!;
  expect(picture.getAttribute("aria-label")).toBe("Loss: descent from 1 to 0.");
  expect(chart.renderRoot.querySelector(".curve")!.getAttribute("d")).toMatch(/^M[\d. ]+M[\d. ]+$/);
});
