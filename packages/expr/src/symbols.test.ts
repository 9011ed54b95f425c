import { expect, test } from "vitest";
import { equal, ShapeError, symbol, symbols, ValueError } from "./index.ts";

test("symbols are those of their names", () => {
  const { x, y } = symbols("x", "y");
  expect(equal(x, symbol("x"))).toBe(true);
  expect(equal(y, symbol("x"))).toBe(false);
  expect(symbols()).toEqual({});
});

test("options are those of all of them", () => {
  const { A, B } = symbols("A", "B", { shape: [2, "n"], sign: "positive" });
  for (const [node, name] of [
    [A, "A"],
    [B, "B"],
  ] as const) {
    expect(equal(node, symbol(name, { shape: [2, "n"], sign: "positive" }))).toBe(true);
  }
  expect(() => symbols("A", { shape: [-1] })).toThrow(ShapeError);
});

test("names of Object.prototype are names", () => {
  const { constructor: c } = symbols("constructor");
  expect(c.name).toBe("constructor");
  const found = symbols("__proto__", "toString");
  expect(Object.keys(found)).toEqual(["__proto__", "toString"]);
  expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
});

test("an empty name is refused", () => {
  expect(() => symbols("")).toThrow(ValueError);
});
