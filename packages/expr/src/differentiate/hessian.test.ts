import { type Complex, complex } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import {
  type Bindings,
  countOperations,
  type Expression,
  element,
  evaluate,
  gradient,
  hessian,
  jacobian,
  parse,
  symbol,
  type TensorValue,
  toText,
} from "../index.ts";
import { numbersOf } from "../testing/differences.ts";

/** Values without symmetry or repetition. */
function tensorValue(shape: readonly number[], start: number): TensorValue {
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, data: Array.from({ length: size }, (_, k) => Math.sin(start + 1.7 * k)) };
}

function valuesOf(shapes: Readonly<Record<string, readonly number[]>>): Record<string, TensorValue> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], k) => [name, tensorValue(shape, k + 1)]),
  );
}

describe("a 3-4-2 net of sigmoids and its 26 parameters", () => {
  const shapes = { W1: [4, 3], b1: [4], W2: [2, 4], b2: [2], x: [3], y: [2] };
  const loss = parse("1/2*sum((sigmoid(W2 @ sigmoid(W1 @ x + b1) + b2) - y)^2)", { shapes });
  const names = ["W1", "b1", "W2", "b2"] as const;
  const found = hessian(loss, names);
  const at = valuesOf(shapes);

  test("takes at most 30 times the operations of the loss", () => {
    expect(countOperations(loss)).toBeLessThanOrEqual(61);
    expect(countOperations(found.flat())).toBeLessThanOrEqual(30 * countOperations(loss));
  });

  test("all 676 entries against the complex step of the gradient", () => {
    const gradients = gradient(loss, names);
    const values = evaluate(found.flat(), at).map(numbersOf);
    const step = 2 ** -100;
    let worst = 0;
    for (const [column, name] of names.entries()) {
      const count = at[name]!.data.length;
      for (let k = 0; k < count; k++) {
        const data = Array.from(at[name]!.data, (re, m) => ({ re, im: m === k ? step : 0 }));
        const moved = { ...at, [name]: { shape: at[name]!.shape, data } } as Bindings<Complex>;
        const slopes = evaluate<Complex>(gradients, moved, { arithmetic: complex }).map(numbersOf);
        for (const [row, entries] of slopes.entries()) {
          for (const [m, { im }] of (entries as Complex[]).entries()) {
            const entry = values[row * names.length + column]![m * count + k]! as number;
            worst = Math.max(worst, Math.abs(entry - im / step));
          }
        }
      }
    }
    expect(worst).toBeLessThan(1e-16);
  });

  test("is symmetric to the last bit, with the shapes of its two variables", () => {
    for (const [row, first] of names.entries()) {
      for (const [column, second] of names.entries()) {
        const block = evaluate(found[row]![column]!, at) as TensorValue;
        const mirror = evaluate(found[column]![row]!, at) as TensorValue;
        expect(block.shape).toEqual([...shapes[first], ...shapes[second]]);
        const [rows, columns] = [at[first]!.data.length, at[second]!.data.length];
        for (let i = 0; i < (row === column ? 0 : rows); i++) {
          for (let k = 0; k < columns; k++)
            expect(block.data[i * columns + k]).toBe(mirror.data[k * rows + i]);
        }
      }
    }
  });
});

describe("matrix notation", () => {
  test.each<[string, Record<string, (number | string)[]>, string]>([
    ["x' @ A @ x", { x: ["n"], A: ["n", "n"] }, "A + A'"],
    ["sum((A @ x - b)^2)", { x: ["n"], A: ["m", "n"], b: ["m"] }, "2*A' @ A"],
    ["sum(exp(x))", { x: ["n"] }, "diag(exp(x))"],
    ["logSumExp(x)", { x: ["n"] }, "diag(softmax(x)) - outer(softmax(x), softmax(x))"],
    ["norm(x)", { x: ["n"] }, "eye(n)/norm(x) - outer(x, x)/norm(x)^3"],
    ["(b' @ x)^2", { x: ["n"], b: ["n"] }, "2*outer(b, b)"],
  ])("of %s by x", (text, shapes, right) => {
    expect(toText(hessian(parse(text, { shapes }), ["x"])[0]![0]!)).toBe(right);
  });
});

describe("scalars, elements and tensors together", () => {
  const shapes = { x: [3], A: [3, 3], t: [] };
  const e = parse("t^2*sum(sin(A @ x)) + x[2]^3*exp(t*x[1]) + norm(A)*t", { shapes });
  const x = symbol("x", { shape: [3] });
  const by = ["t", x, element(x, 2), "A", element(x, 1)];
  const { t: _, ...tensors } = valuesOf(shapes);
  const at: Bindings = { ...tensors, t: 0.75 };

  test("each block is the derivative of the gradient", () => {
    const found = hessian(e, by);
    const rows = jacobian(gradient(e, by), by);
    for (const [i, row] of rows.entries()) {
      for (const [k, right] of row.entries()) expectSame(found[i]![k]!, right);
    }
  });

  function expectSame(found: Expression, right: Expression) {
    const [values, rights] = evaluate([found, right], at).map((value) => numbersOf(value) as number[]);
    expect(values!.length).toBe(rights!.length);
    for (const [k, value] of values!.entries()) expect(value).toBeCloseTo(rights![k]!, 12);
  }

  test("of a variable that does not occur", () => {
    const [[zero, mixed]] = hessian(parse("x' @ x", { shapes: { x: [3] } }), [
      symbol("w", { shape: [2] }),
      "x",
    ]) as [[Expression, Expression]];
    expect(evaluate([zero, mixed], at)).toEqual([
      { shape: [2, 2], data: [0, 0, 0, 0] },
      { shape: [2, 3], data: [0, 0, 0, 0, 0, 0] },
    ]);
  });
});

describe("of sums over indices", () => {
  test.each([
    "sum(x[i]*x[i + 1]^2*i, i, 1, 3)",
    "sum(sum(x[j]^2, j, 1, i)^2, i, 1, 4)",
    "product(x)",
    "sum(x[i]*x[5 - i]*sin(x[i]), i, 1, 4)",
    "sum(piecewise(x[i]^3, x[i] > 0, x[i]^2), i, 1, 4)",
  ])("%s: forward over reverse is reverse over reverse", (text) => {
    const e = parse(text, { shapes: { x: [4] } });
    const at = valuesOf({ x: [4] });
    const [[found]] = hessian(e, ["x"]) as [[Expression]];
    const [[right]] = jacobian(gradient(e, ["x"]), ["x"]) as [[Expression]];
    const [values, rights] = evaluate([found, right], at) as [TensorValue, TensorValue];
    for (let k = 0; k < 16; k++) expect(values.data[k]).toBeCloseTo(rights.data[k]!, 13);
  });
});
