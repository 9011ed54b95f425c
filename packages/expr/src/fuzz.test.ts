import { expect, test } from "vitest";
import { fuzz } from "./testing/fuzz.ts";

const prototypeNames = Object.getOwnPropertyNames(Object.prototype);

test("6,000 random, generated and mutated texts give expressions or typed errors", () => {
  const { inputs, parsed, used, codes, faults } = fuzz(6000, 1, 10);
  expect(faults.filter(({ step }) => step !== "time")).toEqual([]);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototypeNames);
  expect(inputs).toBe(6000);
  expect(parsed).toBeGreaterThan(1500);
  expect(used).toBeGreaterThan(125);
  expect([...codes.keys()]).toEqual(
    expect.arrayContaining(["expr/syntax", "expr/unknown-function", "expr/shape", "expr/value"]),
  );
});
