import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createArena } from "./algebra/arena.ts";
import {
  add,
  call,
  type Expression,
  element,
  equal,
  multiply,
  number,
  parse,
  power,
  reduce,
  symbol,
  tensor,
} from "./index.ts";

const [x, y, z] = ["x", "y", "z"].map((name) => symbol(name)) as [Expression, Expression, Expression];
const v = symbol("v", { shape: ["n"] });

describe("equal", () => {
  test("ignores the order of terms and factors, and nothing else", () => {
    expect(equal(add(x, y, z), add(z, x, y))).toBe(true);
    expect(equal(multiply(x, y), multiply(y, x))).toBe(true);
    expect(equal(power(x, y), power(y, x))).toBe(false);
    expect(equal(call("atan2", x, y), call("atan2", y, x))).toBe(false);
    expect(equal(add(x, x, y), add(x, y, y))).toBe(false);
    expect(equal(add(x, y), multiply(x, y))).toBe(false);
  });

  test("never takes two variables for one", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (a, b) => {
        expect(equal(symbol(a), symbol(b))).toBe(a === b);
      }),
    );
    expect(equal(symbol("x"), symbol("x", { shape: [2] }))).toBe(false);
    expect(equal(symbol("x"), symbol("x", { sign: "positive" }))).toBe(false);
    expect(equal(symbol("x", { shape: [2] }), symbol("x", { shape: [3] }))).toBe(false);
  });

  test("the names of bound indices do not matter", () => {
    const over = (name: string) => reduce("add", symbol(name), 1, 5, power(element(v, symbol(name)), 2));
    expect(equal(over("i"), over("j"))).toBe(true);
    expect(equal(over("i"), reduce("max", symbol("i"), 1, 5, power(element(v, symbol("i")), 2)))).toBe(false);
    const matrix = (a: string, b: string) =>
      tensor([symbol(a), symbol(b)], [2, 3], add(symbol(a), multiply(2, symbol(b))));
    expect(equal(matrix("i", "j"), matrix("p", "q"))).toBe(true);
    expect(
      equal(
        matrix("i", "j"),
        tensor([symbol("j"), symbol("i")], [2, 3], add(symbol("i"), multiply(2, symbol("j")))),
      ),
    ).toBe(false);
  });

  test("distinct objects 100,000 deep", () => {
    const deep = () => parse(`${"sin(".repeat(1e5)}x${")".repeat(1e5)}`);
    expect(equal(deep(), deep())).toBe(true);
  });

  test("shared graphs take time linear in their nodes, not in their paths", () => {
    const doubled = () =>
      Array.from({ length: 200 }).reduce<Expression>((e) => call("atan2", e, e), symbol("x"));
    expect(equal(doubled(), doubled())).toBe(true);
  });
});

describe("an arena", () => {
  test("makes equal structures one object", () => {
    const { adopt } = createArena();
    expect(adopt(parse("sin(x + y)^2"))).toBe(adopt(parse("sin(y + x)^2")));
    expect(adopt(parse("sum(v[i], i, 1, 3)", { shapes: { v: [3] } }))).toBe(
      adopt(parse("sum(v[j], j, 1, 3)", { shapes: { v: [3] } })),
    );
    expect(adopt(number(0.5))).not.toBe(adopt(number(0.25)));
  });

  test("tells fresh indices apart", () => {
    const arena = createArena();
    expect(arena.freshIndex()).not.toBe(arena.freshIndex());
  });
});
