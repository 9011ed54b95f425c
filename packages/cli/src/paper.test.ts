import { describe, expect, it } from "vitest";
import { outcomeOf } from "./testing/fakeIo.ts";

interface Item {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly { readonly outcome: string; readonly expected: string }[];
}

describe("paper", () => {
  it("runs the items asked for, one line a finding, and says that all is well", async () => {
    const { code, out, progress } = await outcomeOf(["paper", "--only", "S1, S6"]);
    expect(code).toBe(0);
    const lines = out.split("\n");
    expect(lines.filter((line) => /^[SE]\d+ /.test(line)).map((line) => line.slice(0, 2))).toEqual([
      "S1",
      "S6",
    ]);
    expect(lines.filter((line) => line.startsWith("  ok ")).length).toBe(8);
    expect(out).toMatch(/agree: .* worst \S+ ulp, bound \S+ {2}\[\d+ entries, errors above \S+ excluded\]/);
    expect(lines.at(-1)).toBe("All 8 findings are as they must be.");
    expect(progress.some((text) => text.startsWith("S6 "))).toBe(true);
    expect(progress.at(-1)).toBe("");
  });

  it("shows errata as what fails, and that this is expected", async () => {
    const { code, out } = await outcomeOf(["paper", "--only", "E9"]);
    expect(code).toBe(0);
    expect(out).toMatch(/ok {4}fails: as printed, C decreases along the gradient/);
  });

  it("writes JSON that holds every finding and nothing else", async () => {
    const { code, out } = await outcomeOf(["paper", "--only", "S11,E4", "--format", "json"]);
    expect(code).toBe(0);
    const items = JSON.parse(out) as Item[];
    expect(items.map(({ id, findings }) => [id, findings.length])).toEqual([
      ["S11", 3],
      ["E4", 2],
    ]);
    expect(items.flatMap(({ findings }) => findings).every((each) => each.outcome === each.expected)).toBe(
      true,
    );
  });

  it("refuses items that are not there, and names those that are", async () => {
    const { code, error } = await outcomeOf(["paper", "--only", "S1,S20"]);
    expect(code).toBe(2);
    expect(error).toContain('cli/usage: There is no item "S20"; items are S1, S2,');
    expect(error).toContain("E9, sonar.");
  });

  it("the sonar task: 758 entries at two points, and one fold trained on the real data", async () => {
    const { code, out, progress } = await outcomeOf(["paper", "--only", "sonar"]);
    expect(code).toBe(0);
    expect(out.match(/gradient by 758 parameters/g)).toHaveLength(2);
    expect(out).toMatch(/published: 84\.7 %/);
    expect(out).toContain("All 5 findings are as they must be.");
    expect(progress.filter((text) => text.includes("%")).length).toBeGreaterThan(10);
  }, 240_000);
});
