import { describe, expect, test } from "vitest";
import {
  ArityError,
  add,
  call,
  divide,
  type Expression,
  element,
  evaluate,
  eye,
  fraction,
  multiply,
  negate,
  number,
  parse,
  piecewise,
  power,
  reduce,
  ShapeError,
  subtract,
  symbol,
  tensor,
  toText,
  ValueError,
} from "./index.ts";

const x = symbol("x");
const A = symbol("A", { shape: [2, 3] });

describe("builders keep what they are given", () => {
  test.each<[Expression, string]>([
    [add(x, x), "x + x"],
    [add(add(x, 1), 2), "x + 1 + 2"],
    [multiply(multiply(2, x), 3), "2*3*x"],
    [subtract(x, 1), "x - 1"],
    [negate(negate(x)), "x"],
    [negate(multiply(2, x)), "-2*x"],
    [divide(1, 3), "1/3"],
    [divide(1, 0), "1/0"],
    [power(x, 2n), "x^2"],
    [number(0.5), "1/2"],
    [fraction(-6, 4), "-3/2"],
    [add(), "0"],
    [multiply(), "1"],
    [add(x), "x"],
    [piecewise(x), "x"],
  ])("%#: %s", (built, text) => {
    expect(toText(built)).toBe(text);
  });

  test("a fraction of doubles is exact: 0.1 is 3602879701896397 / 2^55", () => {
    const value = { numerator: 3602879701896397, denominator: 2n ** 55n };
    expect(fraction(0.1, 1)).toMatchObject({ value });
    expect(number(0.1)).toMatchObject({ value });
  });

  test("a quotient is the product with a power of -1", () => {
    const [, inverse] = divide(x, symbol("y")).operands;
    expect(inverse).toMatchObject({ kind: "power", operands: [{ name: "y" }, { value: { numerator: -1 } }] });
  });
});

describe("tensors", () => {
  test("functions apply at every element", () => {
    const e = call("exp", multiply(A, 2));
    expect(e.shape.map((size) => toText(size))).toEqual(["2", "3"]);
    expect(evaluate(e, { A: { shape: [2, 3], data: [0, 0, 0, 0, 0, 0] } })).toEqual({
      shape: [2, 3],
      data: [1, 1, 1, 1, 1, 1],
    });
  });

  test("shapes broadcast from the last axis; sizes of 1 stretch", () => {
    const row = symbol("r", { shape: [3] });
    const column = symbol("c", { shape: [2, 1] });
    const values = { r: { shape: [3], data: [1, 2, 3] }, c: { shape: [2, 1], data: [10, 20] } };
    expect(evaluate(add(row, column), values)).toEqual({ shape: [2, 3], data: [11, 12, 13, 21, 22, 23] });
  });

  test("an element of a tensor built from an index is that index", () => {
    const [i, j] = [symbol("i"), symbol("j")];
    const transposed = tensor([i, j], [3, 2], element(A, j, i));
    expect(toText(element(transposed, 3, 1))).toBe("A[1, 3]");
  });

  test("an outer index is not captured by an inner one", () => {
    const i = symbol("i");
    const v = symbol("v", { shape: [2] });
    const inner = (k: Expression) => reduce("add", i, 1, 2, multiply(element(v, i), k));
    const outer = reduce("add", symbol("k"), 1, 2, multiply(inner(symbol("k")), element(v, symbol("k"))));
    expect(evaluate(outer, { v: { shape: [2], data: [3, 5] } })).toBe((3 + 5) * (1 * 3 + 2 * 5));
  });
});

describe("mistakes", () => {
  test.each<[string, () => unknown, new (...args: never[]) => Error, RegExp]>([
    ["arity", () => call("sin", x, x), ArityError, /sin takes 1 argument, but 2/],
    ["least arity", () => call("max"), ArityError, /1 or more/],
    ["piecewise", () => piecewise(x, x), ArityError, /odd number/],
    ["index count", () => element(A, 1), ShapeError, /1 indices do not fit the shape \[2, 3\]/],
    ["index range", () => element(A, 3, 1), ShapeError, /index 3 of axis 1 is outside/],
    ["index zero", () => element(A, 0, 1), ShapeError, /indices start at 1/],
    ["index between", () => element(A, fraction(3, 2), 1), ShapeError, /index 1.5 of axis 1 is outside/],
    [
      "broadcast",
      () => add(A, symbol("B", { shape: [2, 2] })),
      ShapeError,
      /\[2, 3\] and \[2, 2\] do not broadcast/,
    ],
    ["sizes of a tensor", () => tensor([symbol("i")], [2, 3], x), ShapeError, /one index an axis/],
    ["negative size", () => symbol("w", { shape: [-1] }), ShapeError, /-1 is no size/],
    ["NaN", () => number(Number.NaN), ValueError, /NaN is no rational/],
    ["empty name", () => symbol(""), ValueError, /needs a name/],
    ["nothing as a term", () => add(undefined as never, 1), ValueError, /is needed/],
    ["text as a factor", () => multiply("x" as never, 2), ValueError, /is needed/],
    ["NaN over 1", () => fraction(Number.NaN, 1), ValueError, /NaN is no rational/],
    ["1 over Infinity", () => fraction(1, Number.POSITIVE_INFINITY), ValueError, /Infinity is no rational/],
    ["a limit of 2.5", () => reduce("add", symbol("i"), 1, 2.5, 1), ValueError, /5\/2 is no limit/],
    ["no reduction", () => reduce("constructor" as never, symbol("i"), 1, 2, 1), ValueError, /use add, mul/],
    [
      "an index that is a number",
      () => reduce("add", 1 as never, 1, 2, 1),
      ValueError,
      /an index is a symbol/,
    ],
    ["a negative size", () => tensor([symbol("i")], [-1], 1), ShapeError, /-1 is no size/],
    ["a size below 0 of the identity", () => eye(-1), ShapeError, /-1 is no size/],
    ["half a size", () => eye(2.5), ShapeError, /5\/2 is no size/],
    ["a size in text", () => parse("zeros(2, -3)"), ShapeError, /-3 is no size[\s\S]*\^/],
    ["a sign that is none", () => symbol("x", { sign: "negative" as never }), ValueError, /"negative"/],
    ["zero denominator", () => fraction(1, 0), ValueError, /denominator/],
  ])("%s", (_, action, type, message) => {
    expect(action).toThrow(type);
    expect(action).toThrow(message);
  });
});
