import { beforeAll, describe, expect, test } from "vitest";
import { looksRight } from "../../testing/looks.ts";
import { complaints, openPage, parts, patient, textOf, until } from "../../testing/page.ts";

let frame: HTMLIFrameElement;

beforeAll(async () => {
  frame = await openPage("#/report");
}, 60_000);

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
    expect(textOf(report("blockquote")[0])).toMatch(/verdict: agree.*seed 1.*@chainrule\/check \d/);
    await looksRight(frame, "report", 1000);
    expect(told).toEqual([]);
  });
});
