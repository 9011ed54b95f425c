import { describe, expect, test } from "vitest";
import { differentiate, equivalent, evaluate, parse, simplify, toText } from "../index.ts";

/** The sum of 1 for whole numbers from and to. */
function terms(from: number, to: number): number {
  let count = 0;
  for (let i = from; i <= to; i++) count += 1;
  return count;
}

describe("sums of what does not depend on the index", () => {
  test.each([
    ["1", "n", (n: number) => terms(1, n)],
    ["2", "n", (n: number) => terms(2, n)],
    ["2", "n - 1", (n: number) => terms(2, n - 1)],
    ["0", "n", (n: number) => terms(0, n)],
    ["n", "3", (n: number) => terms(n, 3)],
    ["5", "2*n", (n: number) => terms(5, 2 * n)],
  ])("from %s to %s: an empty one is 0", (from, to, count) => {
    const e = parse(`sum(b^3, i, ${from}, ${to})`);
    const product = parse(`product(b, i, ${from}, ${to})`);
    for (let n = 0; n <= 5; n++) {
      expect(evaluate(simplify(e), { n, b: 2 })).toBe(8 * count(n));
      expect(evaluate(differentiate(e, "b"), { n, b: 2 })).toBe(12 * count(n));
      expect(evaluate(simplify(product), { n, b: 2 })).toBe(2 ** count(n));
    }
    expect(equivalent(e, simplify(e)).verdict).not.toBe("different");
  });

  test.each([
    ["sum(sum(b, j, i + 1, n), i, 1, n)", "sum(n - i, i, 1, n)"],
    ["sum(sum(b*x[i], j, i, n), i, 1, n)", "sum(x[i]*(n - i + 1), i, 1, n)"],
    ["sum(sum(b, j, 1, n), i, 0, n - 1)", "n^2"],
    ["sum(sum(b, j, i, k), i, 1, n)", "sum(max(0, k - i + 1), i, 1, n)"],
  ])("the derivative of %s is %s", (text, right) => {
    const e = parse(text, { shapes: { x: ["n"] } });
    expect(toText(simplify(differentiate(e, "b")))).toBe(right);
  });
});
