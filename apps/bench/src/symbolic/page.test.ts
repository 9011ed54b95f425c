import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fillPage, type Report } from "../report/page.ts";
import { sections } from "./page.ts";

const folder = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), "utf8");
const report = JSON.parse(read("fixtures/symbolic.json")) as Report;
const page = read("../../docs/guide/symbolic-benchmarks.md");

test("the page says what the stored run found", () => {
  expect(fillPage(page, sections, report)).toBe(page);
});

test("every table of the page has rows, and every row stands in one table", () => {
  for (const { row } of report.rows) {
    expect(Object.values(sections).filter((section) => section.test(row))).toHaveLength(1);
  }
  for (const section of Object.values(sections)) {
    expect(report.rows.filter(({ row }) => section.test(row)).length).toBeGreaterThan(2);
  }
});

test("a figure that changed is renewed, and the text around the tables is kept", () => {
  const [first, ...others] = report.rows;
  const renewed = fillPage(page, sections, {
    date: "2030-01-02",
    systems: ["Node 30"],
    rows: [{ ...first!, ours: "9 checked", verdict: "fail" }, ...others],
  });
  expect(renewed).toContain("9 checked");
  expect(renewed).toContain("**fail**");
  expect(renewed).toContain("of 2030-01-02, with Node 30.");
  expect(renewed.replace(/<!-- rows[\s\S]*?<!-- end -->/g, "")).toBe(
    page.replace(/<!-- rows[\s\S]*?<!-- end -->/g, ""),
  );
});

test("a table of no section, and a row of no table, are refused", () => {
  expect(() => fillPage("<!-- rows: other -->\n<!-- end -->", sections, { ...report, rows: [] })).toThrow(
    "no section",
  );
  expect(() => fillPage("no tables", sections, report)).toThrow("no table");
});
