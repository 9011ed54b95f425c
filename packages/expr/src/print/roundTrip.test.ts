import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  differentiate,
  equal,
  evaluate,
  multiply,
  parse,
  symbol,
  type TensorValue,
  toText,
} from "../index.ts";
import { built, scalarTexts, shapes, vectorTexts } from "../testing/texts.ts";

const at = {
  x: 0.75,
  u: { shape: [3], data: [0.5, -1.25, 0.75] },
  v: { shape: [3], data: [1.5, 0.25, -0.5] },
  A: { shape: [3, 3], data: [0.5, -1, 0.25, 0.75, 1.5, -0.5, 0.125, 0.375, -0.75] },
  B: { shape: [3, 3], data: [-0.25, 0.5, 1, 0.625, -0.375, 0.75, 1.25, -0.875, 0.5] },
};

/** Equal up to the roundoff of another order of operations; values that overflow or are undefined are left out. */
function expectSameValues(found: TensorValue, right: TensorValue): void {
  const scale = Math.max(...Array.from(right.data, Math.abs));
  for (const [k, value] of Array.from(right.data).entries()) {
    if (Math.abs(scale) < 1e6)
      expect(Math.abs(found.data[k]! - value)).toBeLessThanOrEqual(1e-9 * (1 + scale));
  }
}

describe("text and back", () => {
  test("what was read is printed so that it reads as the same expression", () => {
    fc.assert(
      fc.property(scalarTexts, (text) => {
        const e = parse(text);
        expect(equal(parse(toText(e)), e)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  }, 20_000);

  test("printing what was printed changes nothing, whoever built the expression", () => {
    fc.assert(
      fc.property(built, (e) => {
        const text = toText(parse(toText(e)));
        expect(toText(parse(text))).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  }, 20_000);

  test("tensors are printed so that they read with the same shape and print the same", () => {
    fc.assert(
      fc.property(vectorTexts, (text) => {
        const e = parse(text, { shapes });
        const printed = toText(e);
        const again = parse(printed, { shapes });
        expect(again.shape.length).toBe(1);
        expect(toText(again)).toBe(printed);
        expectSameValues(evaluate(again, at) as TensorValue, evaluate(e, at) as TensorValue);
      }),
      { numRuns: 500 },
    );
  }, 20_000);

  test.each([
    "tensor(sum(A[k, j]*(B[i, k] + u[j]*v[k]), k, 1, 3), i, 3, j, 3)",
    "tensor(sum((B[i, k] + u[j])*A[k, j]*v[k], k, 1, 3), i, 3, j, 3)",
    "tensor(sum((B[k, i] + u[i])*A[j, k]*u[j], k, 1, 3), i, 3, j, 3)",
  ])("a sum over an index whose factors have both indices of the matrix keeps its value: %s", (text) => {
    const e = parse(text, { shapes });
    const again = parse(toText(e), { shapes });
    expectSameValues(evaluate(again, at) as TensorValue, evaluate(e, at) as TensorValue);
  });
});

describe("names of any kind", () => {
  const shape = fc.constantFrom([], [3], ["n n", "m"]);

  const unusual = fc
    .string({ minLength: 1, unit: "binary" })
    .filter((name) => !["x", "m", "n n"].includes(name));

  test("are printed so that they read as the same variable", () => {
    fc.assert(
      fc.property(unusual, shape, (name, sizes) => {
        const e = multiply(symbol(name, { shape: sizes }), symbol("x"));
        const again = parse(toText(e), { shapes: new Map([[name, sizes]]) });
        expect(equal(again, e)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["x y", "`x y`"],
    ["pi", "`pi`"],
    ["e", "`e`"],
    ["and", "`and`"],
    ["sin", "`sin`"],
    ["sum", "`sum`"],
    ["2x", "`2x`"],
    ["α", "`α`"],
    ["a`b", "`a``b`"],
    ["`", "````"],
    ["gamma", "gamma"],
    ["less", "less"],
    ["x_1", "x_1"],
    ["constructor", "constructor"],
  ])("%s is %s", (name, text) => {
    const e = add(symbol(name), 1);
    expect(toText(e)).toBe(`${text} + 1`);
    expect(equal(parse(toText(e)), e)).toBe(true);
  });

  test("so are the sizes that indexing gives to a name", () => {
    const e = differentiate(parse("x[1]^2*x[2]"), "x");
    expect(equal(parse(toText(e)), e)).toBe(true);
  });
});
