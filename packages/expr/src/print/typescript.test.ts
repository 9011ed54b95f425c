import * as special from "@chainrule/special";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRecorder } from "../compile/recorder.ts";
import {
  add,
  call,
  type Expression,
  evaluate,
  gradient,
  multiply,
  parse,
  ShapeError,
  symbol,
  type TensorValue,
  toLatex,
  UnboundVariableError,
} from "../index.ts";
import { expressions, points } from "../testing/expressions.ts";
import { type TypeScriptOptions, toTypeScript } from "./typescript.ts";
import { NoSourceError, writeTerms } from "./typescriptTerms.ts";

interface Result {
  readonly value: number;
  readonly gradient: readonly (number | readonly number[])[];
}

/** The function of a module, its types taken off. */
function load(source: string): (...args: readonly unknown[]) => Result {
  const script = source
    .replace(/^import (\{.*\}) from "@chainrule\/special";$/m, "const $1 = special;")
    .replace(/\): \{ value[^{]*\} \{$/m, ") {")
    .replaceAll(/(\w+): (?:readonly number\[\]|number\[\]|ArrayLike<number>|number)/gu, "$1")
    .replaceAll(/\): number \{/g, ") {")
    .replaceAll("]!", "]")
    .replace("export function", "return function");
  return new Function("special", script)(special);
}

function distance(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  return special.ulpDistance(a, b);
}

describe("the function means what the expression means", () => {
  test("random expressions: the very same values", () => {
    const same = (e: Expression, at: { x: number; y: number }) => {
      const { value, gradient: slopes } = load(toTypeScript(e, { variables: ["x", "y"] }))(at.x, at.y);
      expect([value, ...slopes]).toEqual(evaluate([e, ...gradient(e, ["x", "y"])], at));
    };
    fc.assert(fc.property(expressions, points, same), { numRuns: 200 });
  });

  test.each([
    ["max(x, y)*min(x, 2) + relu(y)", [1, 1]],
    ["piecewise(x^2, x < y and not (y == 3), y, x <= 0 or y > 5, x*y)", [2, -1]],
    ["piecewise(2*x, x != y, 3*y)", [3, 3]],
    ["piecewise(2*x, not (x <= y), 3*y)", [3, 3]],
    ["piecewise(2*x, not (x < y), 3*y)", [3, 3]],
    ["piecewise(2*x, (x < 0 or y < 0) and (y > 5 or x > 5), 3*y)", [-1, 2]],
    ["piecewise(2*x, not (x < 0 and y > 0), 3*y)", [0, -2]],
    ["log(x) + sqrt(y) + atanh(x)", [-2, 4]],
    ["round(x) + floor(y) + mod(x, y) + hypot(x, y) + atan2(y, x)", [2.5, -1.5]],
    ["exp(-x^2/2) + exp(-2*y^2)", [21.5, -13.37]],
    ["lgamma(x) + polygamma(2, y) + erfcx(x) + x^y + cbrt(y)", [2.5, 1.5]],
    ["sinc(x) + logit(y) + logCosh(x) + log1mexp(-y)", [0.3, 0.6]],
    ["logaddexp(x, y)", [1e-20, -60]],
    ["log(x)^y", [-1, 0]],
    ["sqrt(x)^0 + y", [-1, 0]],
    ["x - (y - 1) - -x*(-y) - (-2)^3/(x/y)", [3, 7]],
  ])("%s", (text, [x, y]) => {
    const e = parse(text);
    const { value, gradient: slopes } = load(toTypeScript(e, { variables: ["x", "y"] }))(x, y);
    const wanted = evaluate([e, ...gradient(e, ["x", "y"])], { x: x!, y: y! }) as number[];
    for (const [k, found] of [value, ...slopes].entries()) {
      expect(distance(found as number, wanted[k]!)).toBeLessThanOrEqual(4);
    }
  });

  test("tensors are flat, sizes are numbers", () => {
    const e = parse("sum((W @ x - y)^2) + logSumExp(y) + norm(x) + v[n]", {
      shapes: { W: [3, 2], x: [2], y: [3], v: ["n"] },
    });
    const at = {
      W: { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] },
      x: { shape: [2], data: [0.5, -1] },
      y: { shape: [3], data: [1, 2, 3] },
      v: { shape: [2], data: [7, 8] },
    };
    const variables = ["W", "x", "y", "v"] as const;
    const f = load(toTypeScript(e, { variables, sizes: { n: 2 } }));
    const { value, gradient: slopes } = f(...variables.map((name) => at[name].data));
    const bound = { ...at, n: 2 };
    expect(value).toBeCloseTo(evaluate(e, bound) as number, 13);
    const wanted = evaluate(gradient(e, variables), bound) as TensorValue[];
    for (const [k, slope] of wanted.entries()) {
      expect((slopes[k] as number[]).length).toBe(slope.data.length);
      for (const [m, found] of (slopes[k] as number[]).entries())
        expect(found).toBeCloseTo(slope.data[m]!, 13);
    }
  });

  test("sin nested 1,000 deep, and a sum of 1,000 terms: no statement is long", () => {
    const deep = parse(`${"sin(".repeat(1000)}x${")".repeat(1000)}`);
    const wide = add(...Array.from({ length: 1000 }, (_, k) => multiply(k, call("cos", symbol("x")))));
    for (const e of [deep, wide]) {
      const source = toTypeScript(e);
      expect(Math.max(...source.split("\n").map((line) => line.length))).toBeLessThan(200);
      expect(load(source)(0.5).value).toBe(evaluate(e, { x: 0.5 }));
    }
  });
});

describe("names", () => {
  test.each([
    "return",
    "__proto__",
    "constructor",
    "Math",
    "NaN",
    "t1",
    "erf",
    "α",
    "E_n",
    "2x",
    "a b",
    "x): number { globalThis.hacked = true; } //",
    "*/ globalThis.hacked = true; /*",
    "`; globalThis.hacked = true; `",
    "\u2028\ud800",
    "f",
  ])("%j is a name that does no harm", (name) => {
    const [x, y] = [symbol(name), symbol(`${name}_`)];
    const e = add(multiply(x, y), call("erf", x));
    const source = toTypeScript(e, { name: name, variables: [x, y] });
    const { value, gradient: slopes } = load(source)(0.5, 3);
    const at = new Map([
      [name, 0.5],
      [`${name}_`, 3],
    ]);
    expect(value).toBe(evaluate(e, at));
    expect(slopes).toEqual(evaluate(gradient(e, [x, y]), at));
    expect(globalThis).not.toHaveProperty("hacked");
  });

  test("variables come in the order asked, or in that of their occurrence", () => {
    const parametersOf = (options: TypeScriptOptions) =>
      toTypeScript(parse("b*a"), options).match(/the gradient by (.*)\. /)![1];
    expect(parametersOf({})).toBe("b, a");
    expect(parametersOf({ variables: ["a", "c", "b"] })).toBe("a, c, b");
    expect(() => parametersOf({ variables: ["a"] })).toThrow(UnboundVariableError);
  });
});

test("signs stand before products, and never twice", () => {
  const { emit, constant, input, finish } = createRecorder();
  const [x, y] = [input(0), input(1)];
  const outputs = [
    emit("negate", emit("multiply", x, y)),
    emit("negate", emit("multiply", constant(-2), x)),
    emit("negate", emit("add", x, y)),
    emit("subtract", x, emit("multiply", constant(-2), y)),
    emit("multiply", constant(3), emit("negate", emit("sin", y))),
  ];
  expect(writeTerms(finish(outputs), ["x", "y"]).results).toEqual([
    "-x * y",
    "-(-2 * x)",
    "-(x + y)",
    "x - -2 * y",
    "-3 * Math.sin(y)",
  ]);
});

test("what cannot be written says so", () => {
  const A = { shapes: { A: [2, 2] } };
  expect(() => toTypeScript(parse("det(A)", A))).toThrow(NoSourceError);
  expect(() => toTypeScript(parse("A", A))).toThrow(ShapeError);
  expect(toTypeScript(parse("2"))).toBe(
    "/** The value, and the gradient by nothing. */\nexport function f(): { value: number; gradient: [] } {\n  return { value: 2, gradient: [] };\n}\n",
  );
});

test("conditions of constants are decided: TypeScript does not compare literals that differ", () => {
  const source = toTypeScript(
    parse("piecewise(x, 1 or x > 0, x^2, x < 0 or 2 == 3, 7) + piecewise(y, x > 2 and 0 or y, 3)"),
  );
  expect(source).not.toMatch(/(^|[^\w.])-?\d[\d.]* [=!]== -?\d/);
  expect(source).not.toMatch(/(&&|\|\|) [\d]|[^\w.]\d (&&|\|\|)/);
  expect(load(source)(-1, 4)).toEqual({ value: 3, gradient: [1, 1] });
  expect(load(source)(-1, 0)).toEqual({ value: 2, gradient: [1, 0] });
});

test("many variables are written in linear time", () => {
  const duration = (count: number) => {
    const names = Array.from({ length: count }, (_, k) => `x${k}`);
    const start = Date.now();
    expect(toTypeScript(parse(names.join(" + "))).includes("x0 + x1 + ")).toBe(true);
    expect(toLatex(parse(names.join("*"))).startsWith("x_{0}\\,x_{1}\\,")).toBe(true);
    return Date.now() - start;
  };
  const few = Math.min(duration(3_000), duration(3_000), duration(3_000));
  const many = Math.min(duration(30_000), duration(30_000));
  expect(many / few).toBeLessThan(20); // some 5; 33 and more with a list searched for every variable
});
