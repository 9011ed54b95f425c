import { expect, test } from "vitest";
import type { FunctionName } from "./functions/names.ts";
import { arity } from "./functions/table.ts";
import { ArityError, equal, functions, parse, symbols, ValueError } from "./index.ts";

const { x, y, v } = symbols("x", "y", "v");

test("each builds the call of its name", () => {
  for (const name of Object.keys(arity) as FunctionName[]) {
    const [least] = arity[name];
    const node = functions[name](...[x, y, v, 1, 2].slice(0, least));
    expect(node).toMatchObject({ kind: "call", name });
    expect(node.operands).toHaveLength(least);
  }
});

test("they are what is read in text", () => {
  const { atan2, exp, max, sqrt } = functions;
  expect(equal(exp(sqrt(x)), parse("exp(sqrt(x))"))).toBe(true);
  expect(equal(max(atan2(x, y), 2), parse("max(atan2(x, y), 2)"))).toBe(true);
});

test("another number of arguments is refused", () => {
  expect(() => functions.sin(x, y)).toThrow(ArityError);
  expect(() => functions.sqrt()).toThrow(ValueError);
});
