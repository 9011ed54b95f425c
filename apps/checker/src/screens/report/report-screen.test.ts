import { describe, expect, test } from "vitest";
import { testScreen } from "../../testing/looks.ts";
import { complaints, openPage, parts, patient, textOf, until } from "../../testing/page.ts";

const frame = await openPage("#/report");

describe("Report", () => {
  const report = (...path: readonly string[]) => parts(frame, "screen-report", "check-report", ...path);

  test("is made in every format, and says how it is cited", async () => {
    const told = await complaints();
    await until(() => report("button.main").length === 1);
    report("button.main")[0]!.click();
    await expect.poll(() => report("pre").length, patient).toBe(1);
    const formats = report(".formats button");
    expect(formats.map(textOf)).toEqual(["Text", "JSON", "JUnit XML", "Markdown", "LaTeX", "SARIF"]);
    formats[2]!.click();
    await expect.poll(() => textOf(report("pre")[0])).toMatch(/^<\?xml/);
    const picture = (...path: readonly string[]) => parts(frame, "screen-report", "report-pictures", ...path);
    picture("button")[0]!.click();
    await expect.poll(() => picture("graph-figure", ".node").length, patient).toBe(11);
    picture("button").at(-1)!.click();
    await expect.poll(() => picture("surface-map", "svg svg").length, patient).toBeGreaterThan(0);
    expect(picture("save-figure", "button").map(textOf)).toEqual(
      [0, 1].flatMap(() => ["Save as SVG", "Save as PNG"]),
    );
    expect(textOf(report("blockquote")[0])).toMatch(/verdict: agree.*seed 1.*@chainrule\/check \d/);
    expect(told).toEqual([]);
  });

  test("is made while the paper's report runs, and ends nothing of it", async () => {
    const paper = () => textOf(parts(frame, "screen-report", "paper-report", "button")[0]);
    const made = () => textOf(report('[role="status"]')[0]);
    parts(frame, "screen-report", "paper-report", "button")[0]!.click();
    await expect.poll(paper).toBe("Cancel");
    report("button.main")[0]!.click();
    await expect.poll(made).toBe("Checking.");
    await expect.poll(made, patient).toMatch(/^Done in/);
    expect(paper()).toBe("Cancel");
    parts(frame, "screen-report", "paper-report", "button")[0]!.click();
    await expect.poll(paper).toMatch(/^Run/);
  });

  testScreen(frame, "report", 1000);
});
