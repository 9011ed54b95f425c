import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleOf, missingFrom, PointSyntaxError, parsePoint } from "./point.ts";

test("names and numbers in their usual forms", () => {
  expect(parsePoint("x = 0.7, y=-3; w_1 = 1e-3,α = +.5,\n__proto__ = 2.")).toEqual(
    Object.fromEntries([
      ["x", 0.7],
      ["y", -3],
      ["w_1", 1e-3],
      ["α", 0.5],
      ["__proto__", 2],
    ]),
  );
  expect(parsePoint("  ")).toEqual({});
});

test.each([
  "x",
  "x: 1",
  "x = ",
  "x = 1,",
  "1 = x",
  "x = 1 2",
  "x = 0x10",
  "x = Infinity",
  "x y = 1",
  "x = 1 = 2",
])("%s is no point", (text) => {
  expect(() => parsePoint(text)).toThrow(PointSyntaxError);
});

test("a name has one value", () => {
  expect(() => parsePoint("x = 1, x = 1")).toThrow(/"x" has two values\. Write the point as x = 0\.7, W = /);
});

test("any text is a point or a typed error, and every double is read as it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        parsePoint(text);
      } catch (error) {
        expect(error).toMatchObject({ code: "checker/point" });
      }
    }),
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(Object.is(parsePoint(`x = ${x}`)["x"], x) || x === 0).toBe(true);
    }),
  );
});

test("an example of a point has the variables at hand", () => {
  const parameters = [
    { name: "x", shape: [] },
    { name: "W", shape: [2, 3] },
  ];
  expect(exampleOf(parameters)).toBe("x = 0.3, W = […]");
  expect(exampleOf([])).toBe("");
});

test("a half-typed point still names its variables", () => {
  expect(missingFrom("x = 1, y = ", ["x", "y", "z"])).toEqual(["y", "z"]);
});
