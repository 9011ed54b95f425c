import { describe, expect, test } from "vitest";
import { compile as generated } from "../codegen.ts";
import {
  type Expression,
  evaluate,
  freshIndices,
  gradient,
  hessian,
  number,
  parse,
  ShapeError,
  symbol,
  type TensorValue,
  ValueError,
} from "../index.ts";
import { numbersOf } from "../testing/differences.ts";
import { compile as interpreted } from "./compile.ts";
import { UnknownSizeError } from "./layout.ts";

const shapes = { A: [3, 3], W: [3, 2], x: [2], y: [3], v: ["n"] } as const;

const values: Readonly<Record<string, TensorValue | number>> = {
  A: { shape: [3, 3], data: [2, -1, 0.5, 0.25, 3, 1, -2, 0.125, 4] },
  W: { shape: [3, 2], data: [0.5, -1, 2, 0.75, -0.25, 1.5] },
  x: { shape: [2], data: [1.5, -0.5] },
  y: { shape: [3], data: [0.1, 0.7, -2] },
  k: 2,
  s: 0.3,
};

/** Both engines against `evaluate`, at the values above. */
function expectSame(es: readonly Expression[], names: readonly string[]): void {
  const wanted = evaluate(es, Object.fromEntries(names.map((name) => [name, values[name]!])));
  const flat = names.flatMap((name) => numbersOf(values[name]!));
  for (const compile of [interpreted, generated]) {
    const f = compile(es, names);
    expect([...f(flat)]).toEqual(wanted.flatMap(numbersOf));
    expect(f.outputs.map(({ shape }) => shape)).toEqual(
      wanted.map((value) => (typeof value === "number" ? [] : value.shape)),
    );
    const columns = f.columns(flat.map((value) => Float64Array.of(value, value)));
    expect(columns.map((column) => [...column])).toEqual(
      wanted.flatMap(numbersOf).map((value) => [value, value]),
    );
  }
}

describe("tensors", () => {
  test.each([
    ["W @ x - y", ["W", "x", "y"]],
    ["sum((W @ x - y)^2)", ["W", "x", "y"]],
    ["softmax(W @ x)", ["W", "x"]],
    ["logSumExp(y)", ["y"]],
    ["maximum(y[i]*x[1], i, 1, 3) + minimum(y[i], i, 1, 3) + product(y[i], i, 1, 3)", ["y", "x"]],
    ["norm(y) + det(A) + trace(A)", ["y", "A"]],
    ["inverse(A) @ y", ["A", "y"]],
    ["logdet(A' @ A)", ["A"]],
    ["inverse(A)[2, 3] - y[1]*inverse(A)[1, 2]", ["A", "y"]],
    ["det(A)*det(W' @ W) + logdet(W' @ W) - logdet(A' @ A)", ["A", "W"]],
    ["outer(inverse(A) @ y, inverse(W' @ W) @ x)", ["A", "y", "W", "x"]],
    ["sum(sum(W[i, j]*i/j, j, 1, 2), i, 1, 3)", ["W"]],
    ["sum(sum(s^j, j, 1, i), i, 1, 4)", ["s"]],
    ["outer(y, x)", ["y", "x"]],
    ["sum(y[i + 1] - y[i], i, 1, 2)", ["y"]],
  ])("%s", (text, names) => expectSame([parse(text, { shapes })], names));

  test("gradients and Hessians", () => {
    const loss = parse("sum((tanh(W @ x) - y)^2) + norm(y) + logSumExp(W @ x)", { shapes });
    expectSame([loss, ...gradient(loss, ["W", "x", "y"])], ["W", "x", "y"]);
    expectSame(hessian(loss, ["x", "y"]).flat(), ["W", "x", "y"]);
    const volume = parse("det(A) + s*logdet(A)", { shapes });
    expectSame([volume, ...gradient(volume, ["A", "s"]), ...hessian(volume, ["A"])[0]!], ["A", "s"]);
  });

  test.each([
    [0, 0],
    [0, -0],
    [0, 3],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 1],
  ])("the gradient of a norm at (%s, %s)", (...x) => {
    const slope = gradient(parse("norm(x) + 1/norm(x)", { shapes }), ["x"])[0]!;
    const wanted = evaluate(slope, { x: { shape: [2], data: x } }) as TensorValue;
    for (const compile of [interpreted, generated])
      expect([...compile([slope], ["x"])(x)]).toEqual(wanted.data);
  });

  test.each([1, 3, 4, 0, 1.5, Number.NaN])("an index that the running program finds: %s", (k) => {
    const e = parse("A[k, 2] + y[k]*A[1, k]", { shapes });
    const names = ["A", "y", "k"];
    const wanted = evaluate(e, { A: values["A"]!, y: values["y"]!, k });
    for (const compile of [interpreted, generated]) {
      expect(compile(e, names)([...numbersOf(values["A"]!), ...numbersOf(values["y"]!), k])).toBe(wanted);
    }
  });

  test("sizes with names are numbers by the time of compiling", () => {
    const e = parse("sum(v[i]^2, i, 1, n)", { shapes });
    expect(() => interpreted(e, ["v"])).toThrow(UnknownSizeError);
    expect(interpreted(e, ["v"], { sizes: { n: 3 } })([1, 2, 3])).toBe(14);
    expect(interpreted(e, [symbol("v", { shape: ["n"] })], { sizes: { n: 2 } })([1, 2])).toBe(5);
    expect(() => interpreted(parse("sum(s^i, i, 1, m)"), ["s", "m"])).toThrow(/give a number for m/);
  });

  test("sizes are integers, and no variables", () => {
    const e = parse("sum(v[i]^2, i, 1, n)", { shapes });
    expect(() => interpreted(e, ["v"], { sizes: { n: 1.5 } })).toThrow(ShapeError);
    expect(() => interpreted(e, ["v"], { sizes: { n: -1 } })).toThrow(ShapeError);
    expect(() => interpreted(e, ["v", "n"], { sizes: new Map([["n", 2]]) })).toThrow(ValueError);
    expect(() => interpreted(freshIndices([number(2)])[0]!, [])).toThrow(ValueError);
  });

  test("one tensor alone is a list's business", () => {
    const e = parse("W @ x", { shapes });
    expect(() => interpreted(e, ["W", "x"])).toThrow(ShapeError);
    expect(() => interpreted([e], [symbol("W", { shape: [2, 2] }), "x"])).toThrow(ShapeError);
  });

  test("an empty tensor has no elements", () => {
    const e = parse("u", { shapes: { u: [0] } });
    expect(interpreted([e], ["u"])([]).length).toBe(0);
    expect(generated([e], ["u"]).columns([])).toEqual([]);
  });
});
