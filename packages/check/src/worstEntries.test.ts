import { array } from "@chainrule/array";
import { type Linear, multiply } from "@chainrule/tape";
import { describe, expect, it } from "vitest";
import { crossCheck } from "./crossCheck.ts";
import { onEdgesTo } from "./faults/fault.ts";
import { masked } from "./faults/mask.ts";
import { formatReport } from "./report/text.ts";
import type { EntryReport } from "./report/types.ts";
import { networkSubject } from "./subject/network.ts";
import { worstOf } from "./worstEntries.ts";

const rows = (count: number, columns: number) =>
  array(
    Array.from({ length: count * columns }, (_, i) => Math.sin(1.7 * i)),
    { shape: [count, columns] },
  );

/** The first array has 1,200 entries: more than are looked at one by one. */
const subject = networkSubject("30 -> 40 tanh -> 3 softmax; loss=ce", {
  inputs: rows(2, 30),
  targets: array([0, 2]),
});

const at = 713;
const wrongEntry = (size: number) =>
  onEdgesTo(0, (c: Linear) => c && masked(multiply(c, 1), (i) => (i === at ? 1 + size : 1)));

describe("above a thousand entries", () => {
  it("the entry that is wrong is looked at by itself, and its witnesses say so", () => {
    const { parameters } = crossCheck(subject, { fault: wrongEntry(1e-6) });
    const [weight] = parameters;
    const { verdict, complexStep, dualNumbers } = weight!.entries[at]!;
    expect(verdict).toBe("disagree");
    expect([complexStep!.contradicts, dualNumbers!.contradicts]).toEqual([false, false]); // both are with the symbols
    const looked = weight!.entries.filter((entry) => entry.complexStep !== undefined);
    expect(looked.length).toBeGreaterThan(8);
    expect(looked.length).toBeLessThanOrEqual(12);
  });

  it("the worst float64 results are, where nothing is wrong", () => {
    const [weight] = crossCheck(subject).parameters;
    const ratio = (i: number): number => weight!.entries[i]!.ulps / weight!.entries[i]!.boundUlps;
    const worst = weight!.entries.map((_, i) => i).sort((a, b) => ratio(b) - ratio(a))[0]!;
    expect(weight!.entries[worst]!.complexStep).toBeDefined();
    expect(worstOf(weight!.entries)).toContain(worst);
    expect(weight!.entries.some(({ complexStep }) => complexStep?.contradicts)).toBe(false);
  });

  it("the two that are farthest apart and the two farthest off are, each in units of its bound", () => {
    const measures = [
      // difference, detection limit, ulps, bound
      [0, 1e-30, 0.5, 1],
      [1e-31, 1e-30, 0, 1],
      [4e-31, 1e-29, 30, 100],
      [3e-31, 1e-30, 0.1, 1],
      [Number.NaN, 1e-30, Number.NaN, 1],
      [0, 1e-30, 0.9, 1],
      [-2e-31, 1e-30, 0, 0],
    ];
    const entries = measures.map(([difference, detectionLimit, ulps, boundUlps]) => {
      return { symbolic: "1", tape: "1", difference, detectionLimit, ulps, boundUlps } as EntryReport;
    });
    expect(worstOf(entries).toSorted()).toEqual([0, 3, 5, 6]);
  });

  it("the report states what is missed, and with which probability", () => {
    expect(formatReport(crossCheck(subject))).toMatch(/missed with a probability of at most 1\.0e-6/);
  });
});
