import { describe, expect, test } from "vitest";
import {
  countOperations,
  differentiate,
  equal,
  evaluate,
  gradient,
  parse,
  simplify,
  toText,
} from "../index.ts";
import { numbersOf } from "../testing/differences.ts";

const shapes = { A: [3, 3], B: [3, 3], X: [3, 3], a: [3], b: [3], x: [3], y: [3] } as const;

function simplified(text: string): string {
  const e = parse(text, { shapes });
  const smaller = simplify(e);
  expect(countOperations(smaller)).toBeLessThanOrEqual(countOperations(e));
  expect(equal(simplify(smaller), smaller)).toBe(true);
  return toText(smaller);
}

describe("sums of matrix products", () => {
  test.each<[string, string]>([
    ["A @ x + B @ x", "(A + B) @ x"],
    ["A' @ x + A @ x - 2*(B @ x)", "(A + A' - 2*B) @ x"],
    ["A @ x + A @ y", "A @ (x + y)"],
    ["A @ X - B @ X", "(A - B) @ X"],
    ["X @ A + X @ B'", "X @ (A + B')"],
    ["a' @ x + b' @ x", "x' @ (a + b)"],
    ["(A @ x + B @ x)/(a' @ x)", "(A + B) @ x/(a' @ x)"],
  ])("%s is %s", (text, right) => {
    expect(simplified(text)).toBe(right);
  });

  test.each<[string, string]>([
    ["A @ x + B @ y", "A @ x + B @ y"],
    ["(a' @ x)*b + (b' @ x)*a", "(a' @ x)*b + (b' @ x)*a"],
    ["A @ x + y*(B @ x)", "A @ x + y*(B @ x)"],
    ["X @ A + y*(X @ x)", "X @ A + y*(X @ x)"],
    ["outer(A @ x, y) + outer(A @ y, x)", "outer(A @ x, y) + outer(A @ y, x)"],
  ])("%s stays: one sum would be more work", (text, right) => {
    expect(simplified(text)).toBe(right);
  });

  test("the same product in other clothes is the same term", () => {
    const [g] = gradient(parse("trace(X @ X @ X)", { shapes }), ["X"]);
    expect(toText(simplify(g!))).toBe("3*X' @ X'");
  });

  test.each(["t*x' @ x", "(t*x)' @ x", "x' @ (t*x)"])("the gradient of %s is one term", (text) => {
    const [g] = gradient(parse(text, { shapes }), ["x"]);
    expect(toText(simplify(g!))).toBe("2*t*x");
  });

  test("ranges that differ are left apart", () => {
    const text = "sum(x[i]*y[i], i, 1, 2) + sum(x[i]*b[i], i, 1, 3)";
    expect(simplified(text)).toBe("sum(x[i]*y[i], i, 1, 2) + x' @ b");
  });
});

test("a minus sign before two sums that are alike stays outside", () => {
  const hessian = differentiate(parse("norm(x - b)", { shapes: { x: ["n"], b: ["n"] } }), "x", 2);
  expect(toText(simplify(hessian))).toBe("eye(n)/norm(x - b) - outer(x - b, x - b)/norm(x - b)^3");
  expect(simplified("-outer(x - y, x - y)")).toBe("-outer(x - y, x - y)");
});

test("a factor that a contraction has twice is not lost", () => {
  const wide = { X: ["n", "d"], Z: ["n", "d"] } as const;
  const f = parse("trace((X' @ Z + X' @ X) * (X' @ X))", { shapes: wide });
  const [x, z] = [
    { shape: [2, 1], data: [1, 2] },
    { shape: [2, 1], data: [3, -1] },
  ];
  const gradient = evaluate(simplify(differentiate(f, "X")), { X: x, Z: z });
  // (z + 2 x) (x . x) + 2 x (x . z + x . x) with x . x = 5 and x . z = 1
  expect(numbersOf(gradient)).toEqual([37, 39]);
});
