import { describe, expect, it } from "vitest";
import { outcomeOf } from "./testing/fakeIo.ts";

interface Item {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly { readonly outcome: string; readonly expected: string }[];
  readonly table: readonly (readonly [string, string])[];
  readonly notes: readonly string[];
}

const itemsOf = async (...words: readonly string[]): Promise<readonly Item[]> =>
  JSON.parse((await outcomeOf(["paper", ...words, "--format", "json"])).out) as Item[];

describe("paper", () => {
  it("runs the items asked for, each with its findings, and says that all is well", async () => {
    const { code, out, progress } = await outcomeOf(["paper", "--only", "S1, S6"]);
    expect(code).toBe(0);
    const lines = out.split("\n");
    expect(lines.filter((line) => line.startsWith("✓")).map((line) => line.slice(2, 4))).toEqual([
      "S1",
      "S6",
    ]);
    expect(lines.filter((line) => line.startsWith("    ✓ ")).length).toBe(9);
    expect(out).toMatch(/agree: step\(x\) at x = 0\.5 {2}\[1 entry, .*; worst \S+ ulp, bound \S+\]/);
    expect(lines.at(-1)).toBe("All 9 findings on 2 items are as they must be.");
    expect(lines.every((line) => line.length <= 110)).toBe(true);
    expect(progress.some((text) => text.startsWith("S6 "))).toBe(true);
    expect(progress.at(-1)).toBe("");
  });

  it("shows errata as what fails, and that this is expected", async () => {
    const { code, out } = await outcomeOf(["paper", "--only", "E9"]);
    expect(code).toBe(0);
    expect(out).toContain("✓ fails, as it must: as printed, C decreases along the gradient");
  });

  it("writes JSON that holds every finding and nothing else", async () => {
    const items = await itemsOf("--only", "S1,E4");
    expect(items.map(({ id, findings }) => [id, findings.length])).toEqual([
      ["S1", 5],
      ["E4", 2],
    ]);
    expect(items.flatMap(({ findings }) => findings).every((each) => each.outcome === each.expected)).toBe(
      true,
    );
  });

  it.each([
    ["junit", /<testsuite [^>]*name="E9 /],
    ["markdown", /^## ✓ as it must be: E9 /],
    ["latex", /E9/],
    ["sarif", /"version": ?"2\.1\.0"/],
  ])("writes %s", async (format, expected) => {
    const { code, out } = await outcomeOf(["paper", "--only", "E9", "--format", format]);
    expect(code).toBe(0);
    expect(out).toMatch(expected);
  });

  it("refuses items that are not there, and names those that are", async () => {
    const { code, error } = await outcomeOf(["paper", "--only", "S1,S33"]);
    expect(code).toBe(2);
    expect(error).toContain('cli/usage: There is no item "S33"; items are S1 to S32 and E1 to E21');
    expect(error).toContain("sonar");
  });

  it("trains networks for a short time: what is judged, and all figures beside the published ones", async () => {
    const [shown] = await itemsOf("--only", "forgetting");
    expect(shown?.id).toBe("S31");
    expect(shown?.findings.map(({ outcome }) => outcome)).toEqual(["holds", "holds", "holds"]);
    expect(shown?.table.length).toBe(4);
    expect(shown?.notes.at(-1)).toContain("--all");
  }, 60_000);

  it("says so where data are not shipped, and takes the folder that has them", async () => {
    const { code, out } = await outcomeOf(["paper", "--only", "sonar-angle-dependent", "--data", "nowhere"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^– S25 .* not run/);
    expect(out).toContain("sonar-split1988.csv: --data takes the folder that has it.");
  });

  it("S25: 758 entries at two points, one fold trained on the real data, and the table of 1988", async () => {
    const { code, out, progress } = await outcomeOf(["paper", "--only", "sonar"]);
    expect(code).toBe(0);
    expect(out.match(/gradient by 758 parameters/g)).toHaveLength(2);
    expect(out).toMatch(/published: 84\.7 %/);
    expect(out).toMatch(/3 hidden units, test .* published 82 ± 7\.3/);
    expect(progress.filter((text) => text.includes("%")).length).toBeGreaterThan(10);
  }, 240_000);
});
