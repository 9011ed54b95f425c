import { describe, expect, it, vi } from "vitest";
import { findingsOf } from "./commands/paperExperiments.ts";
import { outcomeOf } from "./testing/fakeIo.ts";

/** Items that find something else than they must. */
vi.mock(import("@chainrule/check"), async (original) => ({
  ...(await original()),
  paperItems: [
    {
      id: "S1",
      title: "a claim",
      check: () => [
        { what: "it holds", outcome: "fails", expected: "holds", detail: "0 against 1" },
        { what: "it agrees", outcome: "agree", expected: "agree", ulps: 1, boundUlps: 2 },
        { what: "it is caught", outcome: "agree", expected: "disagree" },
      ],
    },
  ],
}));

describe("paper", () => {
  it("exits with 1 and marks what is not as it must be", async () => {
    const { code, out } = await outcomeOf(["paper", "--only", "S1"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ S1 {3}a claim +1 of 3$/m);
    expect(out).toContain("    ✗ fails (must: holds): it holds  [0 against 1]");
    expect(out).toContain("    ✓ agree: it agrees  [worst 1.0 ulp, bound 2.0]");
    expect(out).toContain("    ✗ agree (must: disagree): it is caught");
    expect(out).toContain("2 of 3 findings are NOT as they must be.");
  });

  it("in JSON too", async () => {
    expect((await outcomeOf(["paper", "--only", "S1", "--format", "json"])).code).toBe(1);
  });
});

it("a net that learnt nothing fails its bar, in short runs and in whole ones", () => {
  const table = {
    columns: ["", "%"] as const,
    rows: [
      { label: "test", measured: 50 },
      { label: "other", measured: 1 },
      { label: "error", measured: 9 },
    ],
    notes: [],
  };
  const bars = [
    { label: "test", least: [40, 80] as const },
    { label: "error", most: [10, 5] as const },
  ];
  expect(findingsOf(table, [{ label: "missing", least: [0, 0] }], false)[0]?.outcome).toBe("fails");
  const outcomes = [false, true].map((all) => findingsOf(table, bars, all).map(({ outcome }) => outcome));
  expect(outcomes).toEqual([
    ["holds", "holds"],
    ["fails", "fails"],
  ]);
});
