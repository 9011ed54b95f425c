import { describe, expect, it } from "vitest";
import { looksKinked } from "./kink.ts";

const unit = 2 ** -52;
/** Twice the rounding of the values near x. */
const at = (f: (x: number) => number, x: number): boolean => looksKinked(f, x, 2 * unit * Math.abs(f(x)));

describe("looksKinked", () => {
  const kinks: readonly [string, (x: number) => number, number][] = [
    ["|x|", Math.abs, 0],
    ["max(0, x) far from 0", (x) => Math.max(0, x - 1e6), 1e6],
    ["a slope that changes by a thousandth", (x) => x + 1e-3 * Math.abs(x - 3), 3],
    ["a step", (x) => (x < 0 ? 0 : 1), 0],
    ["floor", Math.floor, 7],
    ["sign", Math.sign, 0],
    ["tiny |x|", (x) => 1e-9 * Math.abs(x), 0],
  ];
  it.each(kinks)("sees %s", (_, f, x) => {
    expect(at(f, x)).toBe(true);
  });

  const smooth: readonly [string, (x: number) => number, readonly number[]][] = [
    ["a line", (x) => 0.3 * x - 2, [-2, 0, 0.1, 1e6, -3e12]],
    ["a parabola", (x) => x * x, [-2, 0, 0.1, 1e6]],
    ["x |x|", (x) => x * Math.abs(x), [0]],
    ["exp(30 x)", (x) => Math.exp(30 * x), [-2, 0, 3]],
    ["fast waves", (x) => Math.sin(1e5 * x), [0, 0.3, -2]],
    ["|x| beside its kink", Math.abs, [0.5, -1e-3]],
    ["a constant", () => 7, [0, 5]],
    ["no number", () => Number.NaN, [0]],
    ["a pole", (x) => 1 / x, [0]],
  ];
  it.each(smooth)("does not see one in %s", (_, f, points) => {
    for (const x of points) expect(at(f, x), `at ${x}`).toBe(false);
  });
});
