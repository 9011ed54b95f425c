import fc from "fast-check";
import { expect, test } from "vitest";
import { fromFragment, toFragment } from "./location.ts";

test("a link holds every check, whatever is typed", () => {
  const text = fc.string({ unit: "grapheme" });
  const input = fc.record({
    formula: text,
    point: text,
    order: fc.constantFrom<1 | 2>(1, 2),
    fault: fc.constantFrom("", "scale", "sign"),
  });
  fc.assert(
    fc.property(input, (each) => {
      expect(fromFragment(toFragment(each))).toEqual(each);
    }),
  );
});

test("a fragment without a formula asks for no check", () => {
  expect(fromFragment("")).toBeUndefined();
  expect(fromFragment("#paper-title")).toBeUndefined();
  expect(fromFragment("#f=x&order=7")).toEqual({ formula: "x", point: "", order: 1, fault: "" });
});
