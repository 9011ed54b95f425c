import fc from "fast-check";
import { expect, test } from "vitest";
import { compareDigits, distance, relative, scientific, seconds, ulps, withoutZeros } from "./numbers.ts";

test.each([
  [0, "0"],
  [0.04, "0.0"],
  [5.55, "5.5"],
  [9999.9, "9999.9"],
  [123456, "1.2e5"],
  [Number.POSITIVE_INFINITY, "∞"],
  [Number.NaN, "?"],
])("an error of %d ulps is written %s", (x, text) => {
  expect(ulps(x)).toBe(text);
});

test("small quantities and times are written short", () => {
  expect([0, 3.14e-31, Number.NEGATIVE_INFINITY].map(scientific)).toEqual(["0", "3.1e-31", "−∞"]);
  expect([0.2, 42.4, 61_040].map(seconds)).toEqual(["1 ms", "42 ms", "61.0 s"]);
});

test.each([
  ["-1.00000", "-1"],
  ["2.500", "2.5"],
  ["100", "100"],
  ["1.0e-7", "1e-7"],
  ["0", "0"],
  ["NaN", "NaN"],
])("%s without zeros at its end is %s", (decimal, short) => {
  expect(withoutZeros(decimal)).toBe(short);
});

test.each([
  ["0.1234", "0.1239", "0.123"],
  ["1.5e-9", "1.5e-8", ""],
  ["1.5e+30", "1.7e30", "1."],
  ["12.5", "1.25", ""],
])("of %s the digits of %s are %s", (decimal, truth, same) => {
  expect(compareDigits(decimal, truth)).toEqual({ same, rest: decimal.slice(same.length) });
});

test("the distance of decimals keeps what doubles lose", () => {
  expect(distance("0.333333333333333333333333333333", "0.333333333333333333333333333334")).toBe(1e-30);
  expect(distance("1e-20", "-1e-20")).toBe(2e-20);
  expect(distance("1", "Infinity")).toBeNaN();
});

test("the distance of doubles is that of their subtraction", () => {
  const double = fc.double({ min: -1e15, max: 1e15, noNaN: true });
  fc.assert(
    fc.property(double, double, (a, b) => {
      const gap = distance(String(a), String(b));
      expect(Math.abs(gap - Math.abs(a - b))).toBeLessThanOrEqual(1e-15 * Math.max(Math.abs(a), Math.abs(b)));
    }),
  );
});

test("relative differences are plain numbers until they are small", () => {
  expect([2, 0.0101, 0.001, 9.96e-4, 1e-13, 0, Number.POSITIVE_INFINITY].map(relative)).toEqual([
    "2",
    "0.01",
    "0.001",
    "1.0e-3",
    "1.0e-13",
    "0",
    "∞",
  ]);
});
