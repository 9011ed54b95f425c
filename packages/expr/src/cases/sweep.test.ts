import { describe, expect, test } from "vitest";
import { type Field, scalars, smallest, sweep } from "../testing/sweep/sweep.ts";

/** Everything wrong, each with the smallest text that shows it; at least three quarters must be smooth somewhere. */
function expectNothingWrong(field: Field, count: number, seed: number): void {
  const { checked, nowhereSmooth, findings } = sweep(field, count, seed);
  expect(findings.slice(0, 5).map((finding) => smallest(field, finding))).toEqual([]);
  expect(checked).toBe(count);
  expect(nowhereSmooth).toBeLessThan(count / 3);
}

/** scripts/sweep.mjs does the same at any length. */
describe("random expressions: derivatives, simplification, text", () => {
  test.each([1, 2, 3, 4])("seed %i", (seed) => {
    expectNothingWrong(scalars, 215, seed);
  });
});
