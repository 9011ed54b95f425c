import { expect, it } from "vitest";
import { smallFunctions, studySmallFunction } from "./testing/smallFunctions.ts";

// A slice; scripts/small-functions-study.mjs takes 120 points of each.
it.each(smallFunctions)("$name: right gradients agree, errors down to the detection limit do not", (each) => {
  const { right, falseAlarms, open, wrong, missed } = studySmallFunction(each, 3);
  expect({ falseAlarms, open, missed }).toEqual({ falseAlarms: 0, open: 0, missed: 0 });
  expect(wrong).toBeGreaterThan(4 * right);
});

it("some need 60 digits", () => {
  const root = smallFunctions.find(({ name }) => name === "(1 - cos x) / x^2")!;
  const { settled, right } = studySmallFunction({ ...root, ranges: { x: ["by size", 1e-9, 1e-8] } }, 3);
  expect([settled, right]).toEqual([3, 3]);
});
