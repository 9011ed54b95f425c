import { describe, expect, it } from "vitest";
import { equivalent, parse } from "../index.ts";
import { prove } from "./prove.ts";

/** Sums of arc tangents: Euler, Machin, Gauss, Stormer; Abramowitz and Stegun, 4.4.34 to 4.4.36. */
const identities = [
  ["atan(1/2) + atan(1/3)", "pi/4"],
  ["4*atan(1/5) - atan(1/239)", "pi/4"],
  ["12*atan(1/18) + 8*atan(1/57) - 5*atan(1/239)", "pi/4"],
  ["44*atan(1/57) + 7*atan(1/239) - 12*atan(1/682) + 24*atan(1/12943)", "pi/4"],
  ["atan(1) + atan(2) + atan(3)", "pi"],
  ["atan(x) + atan(1/x)", "piecewise(pi/2, x > 0, -pi/2)"],
  ["2*atan(x/(1 + sqrt(1 + x^2)))", "atan(x)"],
  ["atan(x) - atan(y)", "atan(x) + atan(-y)"],
  ["asin(3/5) + asin(4/5)", "pi/2"],
  ["acos(x) + asin(x)", "pi/2"],
  ["asin(x)", "2*atan(x/(1 + sqrt(1 - x^2)))"],
  ["2*atan(tanh(x/2))", "atan(sinh(x))"],
  ["atan(exp(x)) + atan(exp(-x))", "pi/2"],
] as const;

/** A whole number of turns apart, or only on a part of the line. */
const others = [
  ["atan(1) + atan(2) + atan(3)", "0"],
  ["atan(1/2) + atan(1/3)", "pi/4 + 2*pi"],
  ["8*atan(1/5) - 2*atan(1/239)", "pi/2 - 2*pi"],
  ["atan(x) + atan(1/x)", "pi/2"],
  ["2*atan(x)", "atan(2*x/(1 - x^2))"],
  ["atan(x) + atan(y)", "atan((x + y)/(1 - x*y))"],
  ["4*atan(1/5) - atan(1/240)", "pi/4"],
] as const;

describe("sums of arc tangents", () => {
  it.each(identities)("%s = %s", (a, b) => {
    const { verdict } = equivalent(parse(a), parse(b));
    expect(["equal", "equal where both are defined"]).toContain(verdict);
  });

  it.each(others)("%s is not %s", (a, b) => {
    expect(prove(parse(a), parse(b))).toBeUndefined();
    expect(equivalent(parse(a), parse(b)).verdict).toBe("different");
  });
});
