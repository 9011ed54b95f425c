import { expect, test } from "vitest";
import { smallest, sweep, tensors } from "../testing/sweep/sweep.ts";

test.each([1, 2])("random scalars of tensors: gradients, Hessians, simplification, text; seed %i", (seed) => {
  const { checked, nowhereSmooth, findings } = sweep(tensors, 120, seed);
  expect(findings.slice(0, 5).map((finding) => smallest(tensors, finding))).toEqual([]);
  expect(checked).toBe(120);
  expect(nowhereSmooth).toBeLessThan(40);
});
