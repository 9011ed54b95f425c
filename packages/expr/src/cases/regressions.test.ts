import { describe, expect, test } from "vitest";
import regressions from "../../fixtures/regressions.json" with { type: "json" };
import {
  differentiate,
  evaluate,
  gradient,
  parse,
  ShapeError,
  symbol,
  type TensorValue,
  toText,
} from "../index.ts";

interface Regression {
  readonly id: string;
  readonly kind: "symbolic" | "tensor";
  readonly expr: string;
  readonly at: Readonly<Record<string, unknown>>;
  readonly wrt: string | readonly string[];
  readonly order: number;
  readonly right: unknown;
}

const { cases } = regressions as unknown as {
  readonly cases: readonly Regression[];
};

/** The functions of a thread in the syntax of this package. */
const elu = "piecewise(x, x > 0, expm1(x))";
const written: Readonly<Record<string, string>> = {
  "elu(x)": elu,
  "silu(x)": "x * sigmoid(x)",
  "logsigmoid(x)": "logSigmoid(x)",
  "hardsigmoid(x)": "max(0, min(1, x/6 + 1/2))",
  "pow(x, 2.4)": "x^2.4",
  "pow(x, 0)": "x^0",
  "max([x, y])": "max(x, y)",
  "norm([x, y])": "hypot(x, y)",
  "y=x*x; y+y*y": "x*x + (x*x)*(x*x)",
  "a=1: x*(x*a) + (x*x)*a + x*(x*a)": "x*(x*1) + (x*x)*1 + x*(x*1)",
  "w1 + w2, two variables of equal value 3": "w1 + w2",
};

/** Cases of operations that arrays have and expressions do not have yet, or of float32 kernels; some follow below. */
const elsewhere = new Set(["jaxjs-84-inv", "jaxjs-sum-accumulator", "jaxjs-silu-100"]);
const below = new Set([
  "tfjs-4135-max-axis-shape",
  "torch-13669-broadcast",
  "jax-347-where-norm",
  "torch-913-broadcast-shape",
  "jax-23842-lse-where",
]);

const scalar = cases.filter(({ id }) => !elsewhere.has(id) && !below.has(id));

test("every case is run here or named", () => {
  const ids = new Set(cases.map(({ id }) => id));
  for (const id of [...elsewhere, ...below]) expect(ids.has(id), id).toBe(true);
  expect(scalar.length + elsewhere.size + below.size).toBe(cases.length);
});

describe.each(scalar)("$id", ({ expr, at, wrt, order, right }) => {
  const e = parse(written[expr] ?? expr);
  const point = at as Record<string, number>;
  test("gives the right value", () => {
    if (order === 0) return expectClose(evaluate(e, point), right);
    const names = typeof wrt === "string" ? [wrt] : wrt;
    const rights = Array.isArray(right) ? right : [right];
    for (const [k, name] of names.entries())
      expectClose(evaluate(differentiate(e, name, order), point), rights[k]);
    if (order === 1) expectClose(evaluate(gradient(e, names)[0]!, point), rights[0]);
  });
});

function expectClose(value: unknown, right: unknown): void {
  const exact = Number(right);
  expect(Math.abs((value as number) - exact)).toBeLessThanOrEqual(1e-12 * Math.abs(exact) + 5e-324);
}

test("the constant e stays exact", () => {
  expect(toText(differentiate(parse("atan(e^x)"), "x"))).toMatch(/e\^x|exp\(x\)/);
});

function tensorGradient(
  text: string,
  shapes: Readonly<Record<string, number[]>>,
  data: number[],
): readonly number[] {
  const [name, shape] = Object.entries(shapes)[0]!;
  const [g] = gradient(parse(text, { shapes }), [symbol(name, { shape })]);
  const value = evaluate(g!, { [name]: { shape, data } }) as TensorValue;
  expect(value.shape).toEqual(shape);
  return Array.from(value.data);
}

test("tfjs-4135-max-axis-shape: the gradient has the variable's shape", () => {
  const text = "sum(sum(v[i,1,j], j, 1, 3) * 0 + max(v[i,1,1], v[i,1,1]), i, 1, 2)";
  const ones = "sum(sum(max(v[i,1,k], v[i,1,k] - 1), k, 1, 3), i, 1, 2)";
  expect(tensorGradient(ones, { v: [2, 1, 3] }, [1, 2, 3, 6, 5, 4])).toEqual([1, 1, 1, 1, 1, 1]);
  expect(tensorGradient(text, { v: [2, 1, 3] }, [1, 2, 3, 6, 5, 4])).toEqual([1, 0, 0, 1, 0, 0]);
});

test("torch-13669-broadcast: a scalar beside a vector gets the sum of the vector's contributions", () => {
  const e = parse("sum(exp(z) - 0*v) + exp(z)", { shapes: { v: [1000] } });
  const v = { shape: [1000], data: new Array(1000).fill(0) };
  expect(evaluate(gradient(e, ["z"])[0]!, { z: 1, v })).toBeCloseTo(2721.0001102875043, 9);
});

test("jax-347-where-norm: the branch that is not taken leaves no NaN", () => {
  const text = "sum(piecewise(sqrt(sum(x[i,j]^2, j, 1, 2)), sqrt(sum(x[i,j]^2, j, 1, 2)) > 0.5, 1), i, 1, 3)";
  const found = tensorGradient(text, { x: [3, 2] }, [1, 2, 3, 4, 0, 0]);
  const right = [0.44721359549995794, 0.89442719099991588, 0.6, 0.8, 0, 0];
  for (const [k, value] of found.entries()) expectClose(value, right[k]);
});

test("torch-913-broadcast-shape: shapes that only have as many elements do not broadcast", () => {
  expect(() => parse("sum(a + b)", { shapes: { a: [5, 2, 1], b: [5, 2] } })).toThrow(ShapeError);
  expect(parse("sum(a + b)", { shapes: { a: [5, 2, 1], b: [2, 1] } }).shape).toEqual([]);
});

test("jax-23842-lse-where: an excluded term has gradient 0", () => {
  const e = parse("logSumExp(v[1])", { shapes: { v: [2] } });
  const value = evaluate(gradient(e, ["v"])[0]!, { v: { shape: [2], data: [0, 100] } }) as TensorValue;
  expect(Array.from(value.data)).toEqual([1, 0]);
});
