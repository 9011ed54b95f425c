import { expect, test } from "vitest";
import { crossCheck } from "../crossCheck.ts";
import { formulaOf } from "./formulaOf.ts";
import { scalarFormulaOf } from "./scalarFormulaOf.ts";
import type { CheckDocument, NestedNumbers } from "./types.ts";

const subject = (text: string) => ({ kind: "formula", text }) as const;
const documentOf = (text: string, at: Readonly<Record<string, NestedNumbers>> = {}): CheckDocument => ({
  chainrule: 1,
  subject: subject(text),
  at,
});

test.each([
  documentOf("0.5 (y - sigmoid(w a + b))^2", { w: 0.3, b: -0.2, a: 0.7, y: 1 }),
  { ...documentOf("x^2 + max(x, y)", { x: 3 }), seed: 7 },
  { ...documentOf("x y", { x: 3, y: 2 }), wrt: ["y"] },
])("formulas of numbers have the same subject either way", (document) => {
  const { text } = document.subject as { text: string };
  const [scalar, any] = [scalarFormulaOf(document, subject(text))!, formulaOf(document, subject(text))];
  expect(scalar.name).toBe(text);
  expect(scalar.parameters).toEqual(any.parameters);
  expect(crossCheck(scalar)).toEqual(crossCheck(any));
});

test.each([
  documentOf("a @ b", { a: [1, 2], b: [3, 4] }),
  documentOf("sum(i x, i, 1, 3)", { x: 2 }),
  documentOf("det(A)", {
    A: [
      [1, 2],
      [3, 5],
    ],
  }),
])("formulas of arrays and indices have none", (document) => {
  expect(scalarFormulaOf(document, document.subject as never)).toBeUndefined();
});

test("what does not fit is told as by formulaOf", () => {
  for (const of of [scalarFormulaOf, formulaOf]) {
    expect(() => of(documentOf("x y", { x: 1 }), subject("x y"))).toThrow(
      expect.objectContaining({ code: "check/point", variable: "y" }),
    );
    expect(() => of(documentOf("x +"), subject("x +"))).toThrow(
      expect.objectContaining({ code: "expr/syntax" }),
    );
  }
});
