import { array } from "@chainrule/array";
import { describe, expect, test } from "vitest";
import { type ArrayLike, at, dotProductTest, exp, forwardReverseTest, multiply, sin, sum } from "../index.ts";
import type { Primitive } from "../primitive.ts";

const f = (p: { a: ArrayLike; n: ArrayLike }, x: ArrayLike): unknown => ({
  first: multiply(p.a, sin(x)),
  second: [sum(exp(multiply(x, at(p.a, 0)))), p.n],
});
const args = [{ a: array([1, -2]), n: array([1, 2], { dtype: "int32" }) }, array([0.5, 2])] as const;
const scaled = (row: Primitive): Partial<Primitive> => ({
  vjp: (cotangents, application) =>
    row.vjp(cotangents, application).map((linear) => linear && multiply(linear, 1 + 1e-9)),
});

describe.each([
  ["dotProductTest", dotProductTest],
  ["forwardReverseTest", forwardReverseTest],
] as const)("%s", (_, check) => {
  test("passes for trees of arguments and results, integers among them", () => {
    const found = check(f)(...args);
    expect(found.difference).toBeLessThan(1e-14);
    expect(Math.abs(found.forward)).toBeGreaterThan(0);
  });

  test("finds a rule that is wrong by 1e-9, and says by how much", () => {
    for (const name of ["sin", "exp", "multiply", "sum"]) {
      expect(() => check(f, { rules: { [name]: scaled } })(...args), name).toThrow(
        expect.objectContaining({ code: "tape/inconsistent" }),
      );
    }
    expect(check(f, { rules: { sin: scaled }, tolerance: 1e-8 })(...args).difference).toBeGreaterThan(1e-11);
  });

  test("of numbers, and of functions without derivatives", () => {
    expect(check((x: number) => multiply(x, x))(3).difference).toBeLessThan(1e-15);
    expect(check((_: number) => 3)(1).difference).toBe(0);
  });
});
