import { differentiate, element, evaluate, parse, symbol, toText } from "@chainrule/expr";
import { expect, test } from "vitest";
import { entryAt } from "./entry.ts";

const i = symbol("i", { integer: true });
const j = symbol("j", { integer: true });
const shapes = { W: [2, 3], a: [3], b: [2], g: [2] };
const point = {
  W: { shape: [2, 3], data: [0.5, -1, 2, 0.25, 0.75, -0.5] },
  a: { shape: [3], data: [1, -2, 0.5] },
  b: { shape: [2], data: [0.1, -0.3] },
  g: { shape: [2], data: [2, -1] },
};

test.each([
  ["sum(g * tanh(W @ a + b))", "W"],
  ["sum((W @ a - b)^2)", "W"],
  ["sum(g * relu(W @ a + b))", "W"],
  ["g' @ W @ a", "W"],
  ["sum(g * softmax(W @ a + b))", "W"],
])("the entries of the gradient of %s are those of the tensor", (text, by) => {
  const gradient = differentiate(parse(text, { shapes }), by);
  for (const [row, column] of [
    [1, 1],
    [2, 3],
  ] as const) {
    const at = { ...point, i: row, j: column };
    const found = evaluate(entryAt(gradient, [i, j]), at as never) as number;
    const right = evaluate(element(gradient, row, column), point) as number;
    expect(found).toBeCloseTo(right, 13);
  }
});

test("an outer product is written as a product of entries", () => {
  const gradient = differentiate(parse("g' @ W @ a", { shapes }), "W");
  expect(toText(entryAt(gradient, [i, j]))).toBe("a[j]*g[i]");
});
