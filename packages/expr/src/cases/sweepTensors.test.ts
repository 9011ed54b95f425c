import { expect, test } from "vitest";
import { smallest, sweep, tensors } from "../testing/sweep/sweep.ts";

test.each([1, 2])("random scalars of tensors: gradients, Hessians, simplification, text; seed %i", (seed) => {
  const { checked, nowhereSmooth, findings } = sweep(tensors, 80, seed);
  expect(findings.slice(0, 5).map((finding) => smallest(tensors, finding))).toEqual([]);
  expect(checked).toBe(80);
  expect(nowhereSmooth).toBeLessThan(30);
});
