import { expect, test } from "vitest";
import { evaluate, parse } from "./index.ts";
import { fuzz } from "./testing/fuzz.ts";

const prototypeNames = Object.getOwnPropertyNames(Object.prototype);

test("6,000 random, generated and mutated texts give expressions or typed errors", () => {
  const { inputs, parsed, used, codes, faults } = fuzz(6000, 1, 10);
  expect(faults.filter(({ step }) => step !== "time")).toEqual([]);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototypeNames);
  expect(inputs).toBe(6000);
  expect(parsed).toBeGreaterThan(1500);
  expect(used).toBeGreaterThan(125);
  expect([...codes.keys()]).toEqual(
    expect.arrayContaining(["expr/syntax", "expr/unknown-function", "expr/shape", "expr/value"]),
  );
});

const shapes = { W: [3, 2], A: ["n", "n"], v: [2], u: ["n"] } as const;

/** What was once no typed error, or took too much time or memory, and the code of its error if it is one. */
test.each<[text: string, code: string | undefined]>([
  ["ones(100, 100, 100, 100)", "expr/limit"],
  ["tensor(-e, i, |1234568901|)", "expr/limit"],
  ["D(D(1/4, x), W, 22)", "expr/limit"],
  ["v[u]", "expr/shape"],
  ["sum(tensor(1/4, k, k), k, 2gamma, W)", "expr/shape"],
  ["tensor(atan2(i, 0), i, piecewise(x, x < A, x))", "expr/shape"],
  ["maximum(x or tensor(2, i, i), i, max(W), 27)", "expr/shape"],
  ["sum(tensor(i*j, j, i), i, 1, 3)", "expr/shape"],
  ["tensor(minimum(3, i, atan2(i, x), z), i, D(1/2, x))", undefined],
])("found: %s", (text, code) => {
  const values = { x: 0.25, z: 1, gamma: 2, n: 2, v: { shape: [2], data: [1, 2] } };
  const run = () => evaluate(parse(text as string, { shapes }), values);
  if (code === undefined) expect(run()).toEqual({ shape: [0], data: [] });
  else expect(run).toThrow(expect.objectContaining({ code }));
});
