import { describe, expect, test } from "vitest";
import { call, equal, evaluate, parse, symbol } from "../index.ts";
import { aliases } from "./aliases.ts";
import { arity } from "./table.ts";

test.each([...aliases])("%s is another name of %s", (alias, name) => {
  const [least, most] = arity[name];
  const args = ["x", "y", "z"].slice(0, Math.min(most, Math.max(2, least)));
  expect(equal(parse(`${alias}(${args})`), call(name, ...args.map((each) => symbol(each))))).toBe(true);
  expect(alias in arity).toBe(false);
});

describe("names that stand for expressions have the values that mathjs and SymPy give them", () => {
  test.each([
    ["sqrt(2.25)", 1.5],
    ["root(81, 4)", 3],
    ["nthRoot(9)", 3],
    ["nthRoot(16, 4)", 2],
    ["nthRoot(-27, 3)", -3],
    ["exp2(-3)", 0.125],
    ["log2(8)", 3],
    ["log(8, 2)", 3],
    ["frac(2.75)", 0.75],
    ["frac(-1.25)", 0.75],
    ["trunc(1.75)", 1],
    ["trunc(-1.75)", -1],
    ["trunc(0.5)", 0],
    ["factorial(5)", 120],
    ["factorial(0)", 1],
    ["trigamma(1)", Math.PI ** 2 / 6],
    ["sigmoid(0, 7)", 0.5],
  ])("%s = %d", (text, value) => {
    expect(evaluate(parse(text))).toBeCloseTo(value, 14);
  });
});
