import { boundedDoubleDouble, type DoubleDouble, doubleDouble } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import {
  type Bindings,
  countOperations,
  differentiate,
  type Expression,
  element,
  evaluate,
  gradient,
  hessian,
  jacobian,
  parse,
  ShapeError,
  simplify,
  symbol,
  type TensorValue,
  toText,
} from "../index.ts";

type Shapes = Readonly<Record<string, readonly (number | string)[]>>;

function tensorSymbol(name: string, shapes: Shapes): Expression {
  return symbol(name, { shape: shapes[name]! });
}

/** Values that a wrong index would change: no symmetry, no repetition. */
function values(shape: readonly number[], start = 1): TensorValue {
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, data: Array.from({ length: size }, (_, k) => Math.sin(start + 1.7 * k) + 0.1 * start) };
}

function bind(shapes: Shapes, sizes: Readonly<Record<string, number>> = {}): Record<string, TensorValue> {
  const sized = ([name, shape]: [string, readonly (number | string)[]], k: number) => {
    const numbers = shape.map((size) => (typeof size === "number" ? size : sizes[size]!));
    return [name, values(numbers, k + 1)] as const;
  };
  return Object.fromEntries(Object.entries(shapes).map(sized));
}

/** Derivatives may have lost the variable that the sizes could be read from. */
function withSizes(at: Bindings, sizes: Readonly<Record<string, number>> = {}): Bindings {
  return { ...(at as Record<string, TensorValue>), ...sizes };
}

function moved(
  at: Readonly<Record<string, TensorValue>>,
  name: string,
  position: number,
  by: number,
): Bindings {
  const { shape, data } = at[name]!;
  return { ...at, [name]: { shape, data: Array.from(data, (x, k) => (k === position ? x + by : x)) } };
}

/** Central differences with one step of extrapolation, element by element. */
function differences(e: Expression, at: Readonly<Record<string, TensorValue>>, name: string): number[] {
  const f = (position: number, by: number) => evaluate(e, moved(at, name, position, by)) as number;
  const slope = (position: number, h: number) => (f(position, h) - f(position, -h)) / (2 * h);
  return Array.from(at[name]!.data, (_, k) => (4 * slope(k, 1e-4) - slope(k, 2e-4)) / 3);
}

const formulas: readonly (readonly [
  text: string,
  shapes: Shapes,
  sizes?: Readonly<Record<string, number>>,
])[] = [
  ["x' @ A @ x", { x: ["n"], A: ["n", "n"] }, { n: 3 }],
  ["sum((W @ x + b)^2)", { W: [3, 2], x: [2], b: [3] }],
  ["sum(sigmoid(X @ W' + b))", { X: [4, 2], W: [3, 2], b: [3] }],
  ["sum(outer(x, y) * A)", { x: [2], y: [3], A: [2, 3] }],
  ["trace(A @ B)", { A: [2, 3], B: [3, 2] }],
  ["sum(diag(A) * x) + sum(diag(x) @ A)", { A: [3, 3], x: [3] }],
  ["logSumExp(x) + sum(softmax(x) * y)", { x: [4], y: [4] }],
  ["sum(logSumExp(A))", { A: [2, 3] }],
  ["sum(x[i]^2 * i, i, 1, n)", { x: ["n"] }, { n: 4 }],
  ["sum(x[i]*x[i+1], i, 1, n - 1)", { x: ["n"] }, { n: 5 }],
  ["sum(sum(A[i, j]*x[j], j, 1, i)^2, i, 1, 3)", { A: [3, 3], x: [3] }],
  ["sum(x[i]*x[4 - i], i, 1, 3)", { x: [3] }],
  ["sum(product(x[j], j, 1, i), i, 1, 3)", { x: [3] }],
  ["sum(logSumExp(x[j]*i, j, i, 3), i, 1, 3)", { x: [3] }],
  ["sum(maximum(x[j]*i, j, 1, i) + minimum(x[j], j, i, 3), i, 1, 3)", { x: [3] }],
  ["sum(sum(x[k + i - 1]*k, k, 1, 2), i, 1, 3)", { x: [4] }],
  ["sum(A[i, i]^3, i, 1, 3)", { A: [3, 3] }],
  ["x[2]^3 * sum(x)", { x: [3] }],
  ["sum(sin(x))*sum(x^2)", { x: [3] }],
  ["sum(relu(W @ x))", { W: [3, 2], x: [2] }],
  ["maximum(x) * minimum(x)", { x: [4] }],
  ["product(x)", { x: [4] }],
  ["sum(abs(A @ A'))", { A: [2, 3] }],
  ["sum(x[i], i, 2, 3)", { x: [4] }],
  ["sum(B[i], i, 1, 2) + sum(x[k]*sum(B[i]*x[k], i, 1, 2), k, 1, 3)", { B: [2], x: [3] }],
];

describe.each(formulas.map(([text, shapes, sizes = {}]) => ({ text, shapes, sizes })))(
  "$text",
  ({ text, shapes, sizes }) => {
    const e = parse(text, { shapes });
    const at = bind(shapes, sizes);

    test.each(Object.keys(shapes))("gradient by %s", (name) => {
      const [g] = gradient(e, [tensorSymbol(name, shapes)]);
      const found = evaluate(g!, at) as TensorValue;
      expect(found.shape).toEqual(at[name]!.shape);
      const right = differences(e, at, name);
      for (const [k, x] of Array.from(found.data).entries()) expect(x).toBeCloseTo(right[k]!, 8);
    });

    test("second derivatives by the first variable: reverse over reverse, and forward by elements", () => {
      const name = Object.keys(shapes)[0]!;
      const variable = tensorSymbol(name, shapes);
      const second = evaluate(hessian(e, [variable])[0]![0]!, withSizes(at, sizes)) as TensorValue;
      expect(second.shape).toEqual([...at[name]!.shape, ...at[name]!.shape]);
      const count = at[name]!.data.length;
      const last = element(variable, ...at[name]!.shape);
      const row = evaluate(
        gradient(differentiate(e, last), [variable])[0]!,
        withSizes(at, sizes),
      ) as TensorValue;
      for (let k = 0; k < count; k++)
        expect(second.data[(count - 1) * count + k]).toBeCloseTo(row.data[k]!, 10);
      for (let k = 0; k < count; k++)
        expect(second.data[k * count + count - 1]).toBeCloseTo(row.data[k]!, 10);
    });
  },
);

describe("index notation", () => {
  test("D(sum(x[i]^2, i, 1, n), x[k]) = 2 x[k]", () => {
    const e = parse("sum(x[i]^2, i, 1, n)", { shapes: { x: ["n"] } });
    const x = symbol("x", { shape: ["n"] });
    expect(toText(differentiate(e, element(x, symbol("k"))))).toBe("2*x[k]");
    expect(toText(gradient(e, [x])[0]!)).toBe("2*x");
  });

  test("in text: by an element, and inside what binds its index", () => {
    const shapes = { x: ["n"] };
    expect(toText(parse("D(sum(x[i]^2, i, 1, n), x[k])", { shapes }))).toBe("2*x[k]");
    expect(toText(parse("tensor(D(sum(x[i]^2, i, 1, n), x[j]), j, n)", { shapes }))).toBe("2*x");
    expect(toText(parse("D(sum(x[i]^3, i, 1, 3), x[2], 2)", { shapes: { x: [3] } }))).toBe("6*x[2]");
    expect(() => parse("D(x @ x, (x + x)[1])", { shapes })).toThrow(/D takes/);
  });

  test("an element outside the sum's limits has derivative 0", () => {
    const e = parse("sum(x[i]^2, i, 2, 3)", { shapes: { x: [4] } });
    const x = { shape: [4], data: [1, 2, 3, 4] };
    expect(evaluate(gradient(e, ["x"])[0]!, { x })).toEqual({ shape: [4], data: [0, 4, 6, 0] });
    const byElement = differentiate(e, element(symbol("x", { shape: [4] }), symbol("k")));
    expect([1, 2, 3, 4].map((k) => evaluate(byElement, { x, k }))).toEqual([0, 4, 6, 0]);
  });

  test("gradient and jacobian by single elements, beside their tensor", () => {
    const shapes = { x: [3] };
    const x = symbol("x", { shape: [3] });
    const at = { x: { shape: [3], data: [1, 2, 3] }, k: 3 };
    const found = gradient(parse("sum(x[i]^2, i, 1, 3)", { shapes }), [
      element(x, 2),
      x,
      element(x, symbol("k")),
    ]);
    expect(evaluate(found, at)).toEqual([4, { shape: [3], data: [2, 4, 6] }, 6]);
    const [[row]] = jacobian([parse("x*x[1]", { shapes })], [element(x, 1)]) as [[Expression]];
    expect(evaluate(row, at)).toEqual({ shape: [3], data: [2, 2, 3] });
  });

  test("a symbol of the same name and another shape is a mistake", () => {
    const e = parse("sum(x)", { shapes: { x: [3] } });
    expect(() => gradient(e, [symbol("x", { shape: [2] })])).toThrow(ShapeError);
    expect(() => differentiate(e, symbol("x"))).toThrow(/x has shape \[3\] in the expression, not \[\]/);
  });

  test("the name of a size is the size", () => {
    const first = parse("x[1]", { shapes: { x: ["n"] } });
    expect(() => gradient(first, [symbol("n", { shape: [2] })])).toThrow(/n has shape \[\]/);
  });

  test("ties of maximum share equally", () => {
    const e = parse("maximum(x)", { shapes: { x: [4] } });
    const x = { shape: [4], data: [3, 1, 3, 3] };
    const third = 1 / 3;
    expect(evaluate(gradient(e, ["x"])[0]!, { x })).toEqual({ shape: [4], data: [third, 0, third, third] });
  });

  test("a product with a 0 among its factors", () => {
    const e = parse("product(x)", { shapes: { x: [3] } });
    expect(evaluate(gradient(e, ["x"])[0]!, { x: { shape: [3], data: [2, 0, 5] } })).toEqual({
      shape: [3],
      data: [0, 10, 0],
    });
  });

  test("softmax far out does not overflow, and its rows sum to 1", () => {
    const e = parse("logSumExp(x)", { shapes: { x: [3] } });
    const x = { shape: [3], data: [1000, 999, -1000] };
    const found = evaluate(gradient(e, ["x"])[0]!, { x }) as TensorValue;
    expect(found.data[0]! + found.data[1]! + found.data[2]!).toBeCloseTo(1, 12);
    expect(found.data[1]! / found.data[0]!).toBeCloseTo(Math.exp(-1), 12);
  });

  test("jacobian of a vector has the output's axes before the variable's", () => {
    const shapes = { A: [2, 3], x: [3] };
    const [[byA, byX]] = jacobian([parse("A @ x", { shapes })], ["A", "x"]) as [[Expression, Expression]];
    const at = { A: values([2, 3]), x: { shape: [3], data: [5, 6, 7] } };
    expect(evaluate(byX, at)).toEqual({ shape: [2, 3], data: Array.from(at.A.data) });
    expect(evaluate(byA, at)).toEqual({ shape: [2, 2, 3], data: [5, 6, 7, 0, 0, 0, 0, 0, 0, 5, 6, 7] });
  });

  test("derivative of a tensor by a scalar, and of a vector by itself", () => {
    const shapes = { x: [3] };
    const at = { x: { shape: [3], data: [1, 2, 3] }, t: 2 };
    expect(evaluate(differentiate(parse("x * t^2", { shapes }), "t"), at)).toEqual({
      shape: [3],
      data: [4, 8, 12],
    });
    const identity = differentiate(symbol("x", { shape: [3] }), symbol("x", { shape: [3] }));
    expect(evaluate(identity, at)).toEqual({ shape: [3, 3], data: [1, 0, 0, 0, 1, 0, 0, 0, 1] });
    const third = differentiate(symbol("x", { shape: [3] }), element(symbol("x", { shape: [3] }), 3));
    expect(evaluate(third, at)).toEqual({ shape: [3], data: [0, 0, 1] });
  });
});

describe("a dense net of 60 inputs, 12 hidden units and 2 outputs, on 16 samples", () => {
  const shapes = { X: [16, 60], Y: [16, 2], W1: [12, 60], b1: [12], W2: [2, 12], b2: [2] };
  const loss = parse("1/2*sum((sigmoid(sigmoid(X @ W1' + b1) @ W2' + b2) - Y)^2)", { shapes });
  const names = ["W1", "b1", "W2", "b2"];
  const found = gradient(loss, names);
  const at = bind(shapes);

  test("the gradient's operations are at most 4 times the loss's", () => {
    expect(countOperations([loss, ...found])).toBeLessThanOrEqual(4 * countOperations(loss));
    expect(countOperations(loss)).toBeGreaterThan(2 * 16 * 60 * 12);
  });

  test("dC/dW is delta' @ x in matrix notation", () => {
    expect(toText(found[0]!)).toMatch(/^\(.*\)' @ X$/);
    expect(
      toText(gradient(parse("sum((W @ x - y)^2)", { shapes: { W: [3, 2], x: [2], y: [3] } }), ["W"])[0]!),
    ).toBe("2*outer(W @ x - y, x)");
  });

  test("all 758 entries agree with differences of the loss in double-double", () => {
    const gradients = evaluate(found, at) as TensorValue[];
    const h = 2 ** -40;
    const inDoubleDouble = (bindings: Bindings) =>
      evaluate<DoubleDouble>(loss, bindings as Bindings<DoubleDouble>, {
        arithmetic: doubleDouble,
      }) as DoubleDouble;
    for (const [m, name] of names.entries()) {
      for (const k of [0, at[name]!.data.length - 1]) {
        const up = inDoubleDouble(moved(at, name, k, h));
        const down = inDoubleDouble(moved(at, name, k, -h));
        const step = at[name]!.data[k]! + h - (at[name]!.data[k]! - h);
        expect(gradients[m]!.data[k]).toBeCloseTo((up.hi - down.hi + (up.lo - down.lo)) / step, 9);
      }
    }
    expect(gradients.map(({ data }) => data.length).reduce((a, b) => a + b)).toBe(758);
  });

  test("with running bounds in double-double, each entry is certain to 1e-25", () => {
    const start = Date.now();
    const bounded = evaluate(found, at, { arithmetic: boundedDoubleDouble }) as TensorValue<{
      error: number;
    }>[];
    expect(Date.now() - start).toBeLessThan(2000);
    for (const { data } of bounded)
      for (const { error } of Array.from(data)) expect(error).toBeLessThan(1e-25);
  });
});

describe("what is recognised inside vectors", () => {
  test.each<[string, Record<string, string[]>, string]>([
    ["-sum(y*log(softmax(z)))", { z: ["n"], y: ["n"] }, "sum(y)*softmax(z) - y"],
    ["-(y' @ log(softmax(z)))", { z: ["n"], y: ["n"] }, "sum(y)*softmax(z) - y"],
    ["logSumExp(z) - y' @ z", { z: ["n"], y: ["n"] }, "softmax(z) - y"],
    ["-sum(y*log(sigmoid(z)) + (1 - y)*log(1 - sigmoid(z)))", { z: ["n"], y: ["n"] }, "sigmoid(z) - y"],
    ["sum(log(1 + exp(z)))", { z: ["n"] }, "sigmoid(z)"],
    ["sum(log(1 + exp(-y*z)))", { z: ["n"], y: ["n"] }, "-y*sigmoid(-y*z)"],
  ])("the gradient of %s, of shapes %o, is %s", (text, shapes, right) => {
    expect(toText(simplify(gradient(parse(text, { shapes }), ["z"])[0]!))).toBe(right);
  });

  test("so that it does not overflow", () => {
    const z = { shape: [3], data: [1000, -1000, 0] };
    const y = { shape: [3], data: [0, 1, 0] };
    const shapes = { z: [3], y: [3] };
    const [g] = gradient(parse("-sum(y*log(softmax(z)))", { shapes }), ["z"]);
    expect(evaluate(g!, { z, y })).toEqual({ shape: [3], data: [1, -1, 0] });
  });
});

describe("derivatives of what cancels have their variable's shape", () => {
  test.each([
    ["norm(X - X)", 1, "zeros(2, 3)"],
    ["trace(X @ X') - trace(X' @ X)", 1, "zeros(2, 3)"],
    ["sum(X) - sum(X)", 2, "zeros(2, 3, 2, 3)"],
  ])("%s, order %d: %s", (text, order, right) => {
    const found = differentiate(parse(text, { shapes: { X: [2, 3] } }), "X", order);
    expect(toText(found)).toBe(right);
    const { shape } = evaluate(found, {}) as TensorValue;
    expect(shape).toEqual(Array(order).fill([2, 3]).flat());
  });
});
