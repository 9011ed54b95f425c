import { array } from "@chainrule/array";
import {
  add,
  call,
  type Expression,
  evaluate,
  multiply,
  number,
  parse,
  power,
  symbol,
  toText,
} from "@chainrule/expr";
import { boundedDoubleDouble, doubleDouble } from "@chainrule/special";
import { type ArrayLike, evaluate as run, trace } from "@chainrule/tape";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossCheck } from "../crossCheck.ts";
import { formulaSubject } from "../subject/formula.ts";
import { lower } from "./lower.ts";
import { NotLoweredError } from "./notLowered.ts";

const tensors = {
  W: array([
    [0.5, -1.25, 2],
    [0.125, 0.75, -0.5],
  ]),
  A: array([
    [2, 1],
    [1, 3],
  ]),
  a: array([1.5, -0.5, 0.75]),
  b: array([0.25, -1]),
  y: array([1, 0]),
};
const at = { x: 0.7, y: -1.25, z: 3 };
const names = Object.keys(at) as (keyof typeof at)[];
const point = Object.values(at);

/** Both forms of a formula of x, y and z in double-double, each with its bound. */
function bothForms(expression: Expression) {
  const lowered = lower(expression);
  const program = trace((...xs: ArrayLike[]) =>
    lowered(Object.fromEntries(names.map((name, i) => [name, xs[i]!]))),
  )(...point);
  return {
    symbolic: evaluate(expression, at, { arithmetic: boundedDoubleDouble }) as ReturnType<
      typeof boundedDoubleDouble.fromNumber
    >,
    tape: run(program, point, boundedDoubleDouble)[0]!.data[0]!,
  };
}

function expectSameValue(expression: Expression): void {
  const { symbolic, tape } = bothForms(expression);
  const gap = Math.abs(doubleDouble.toNumber(doubleDouble.subtract(symbolic.value, tape.value)));
  expect(gap, toText(expression)).toBeLessThanOrEqual(symbolic.error + tape.error);
  expect(Number.isFinite(symbolic.error + tape.error), toText(expression)).toBe(true);
}

describe("lower", () => {
  it.each([
    "x + y + z - 2",
    "x y z / (x + 4)",
    "z^2 + z^(-1) + z^(1/2) + z^(-1/2) + z^x + x^2.5 + y^3 + y^(-2)",
    "root(z, 3) + log(z, 2) + sigmoid(x, 2)",
    "x^y^0",
    "-x^2",
    "|y|",
    "piecewise(x, x < y, y, y < 0, z)",
    "piecewise(x, z < y, y, y > 0, z)",
    "piecewise(x, x < 1 and not (y < -2), y)",
    "piecewise(x, x <= 0.7, 5)",
    "D(sin(x y), x) + D(x^3, x)",
    "exp(-x^2 / 2) / sqrt(2 pi)",
  ])("%s has the same value on the tape", (text) => {
    expectSameValue(parse(text));
  });

  it("evaluates a shared part once", () => {
    let shared: Expression = symbol("x");
    for (let i = 0; i < 60; i++) shared = add(multiply(shared, shared), 1 / 8);
    const entries = trace((x: ArrayLike) => lower(shared)({ x }))(0.5).entries.length;
    expect(entries).toBeLessThan(200);
  });

  it("goes as deep as the formula, without recursion", () => {
    let deep: Expression = symbol("x");
    for (let i = 0; i < 20_000; i++) deep = call("sin", deep);
    expect(lower(deep)({ x: 1 })).toBe(evaluate(deep, { x: 1 }));
  });

  it("takes sums of any length", () => {
    const wide = parse(Array.from({ length: 150_000 }, (_, i) => `v${i}`.slice(0, 5)).join("+"));
    expect(typeof lower(wide)).toBe("function");
  });

  it.each([
    ["a sum up to a variable", parse("sum(i^2, i, 1, n)"), "symbol"],
    ["a limit that depends on an index", parse("sum(sum(i j, j, 1, i), i, 1, 3)"), "symbol"],
    ["an index that a variable moves", parse("x[k]", { shapes: { x: [3] } }), "symbol"],
    ["an index that is an element", parse("x[x[1]]", { shapes: { x: [3] } }), "symbol"],
    ["an index outside", parse("sum(x[i + 1], i, 1, 3)", { shapes: { x: [3] } }), "element"],
    ["a vector of no known size", parse("sum(x[i], i, 1, 3)"), "symbol"],
  ])("refuses %s", (_, expression, kind) => {
    const lowered = () => lower(expression);
    expect(lowered).toThrow(NotLoweredError);
    expect(lowered).toThrow(expect.objectContaining({ code: "check/not-lowered", kind }));
  });

  it.each([
    ["a layer's cost", "sum((sigmoid(W @ a + b) - y)^2)"],
    ["a quadratic form", "b' @ A @ b"],
    ["determinants", "det(A) + logdet(A)"],
    ["an inverse", "sum(inverse(A) @ b)"],
    ["a trace", "trace(W @ W')"],
    ["norms", "norm(a) + norm(W)"],
    ["softmax", "sum(softmax(a) * a) + logSumExp(a)"],
    ["neighbours", "sum(a[i + 1] * a[i], i, 1, 2)"],
    ["an index as a number", "sum(sum(i * W[i, j], j, 1, 3), i, 1, 2)"],
    ["a diagonal", "sum(diag(A)) + product(a[i], i, 1, 3)"],
    ["the largest", "maximum(a[i], i, 1, 3) + minimum(b[i], i, 1, 2)"],
    ["an outer product", "sum(outer(a, b) * W')"],
    ["what does not depend on the index", "sum(a[1], i, 1, 3) + sum(tensor(b[2], i, 2, j, 3))"],
    ["the same part in two ranges", "sum(exp(a[i]), i, 1, 3) + sum(exp(a[i]), i, 1, 2)"],
  ])("%s: the same value and the same gradient in both voices", (_, text) => {
    const used = Object.entries(tensors).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text));
    const shapes = Object.fromEntries(used.map(([name, { shape }]) => [name, shape as number[]]));
    const report = crossCheck(formulaSubject(parse(text, { shapes }), Object.fromEntries(used)));
    expect([report.verdict, report.primalVerdict, report.kernelWithinBounds]).toEqual([
      "agree",
      "agree",
      true,
    ]);
  });

  it("names what is missing where a value is not given", () => {
    expect(() => lower(parse("x + 1"))({})).toThrow(expect.objectContaining({ code: "tape/operand" }));
  });
});

describe("random formulas", () => {
  const { formula } = fc.letrec<{ formula: Expression }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 5, depthIdentifier: "formula" },
      fc.constantFrom(...names).map((name) => symbol(name)),
      fc.integer({ min: -3, max: 3 }).map((n) => number(n)),
      fc.tuple(tie("formula"), tie("formula")).map(([a, b]) => add(a, b)),
      fc.tuple(tie("formula"), tie("formula")).map(([a, b]) => multiply(a, b)),
      fc.tuple(tie("formula"), fc.integer({ min: 0, max: 3 })).map(([a, n]) => power(a, n)),
      tie("formula").map((a) => power(add(2, call("sin", a)), -1)),
      fc
        .tuple(fc.constantFrom("sin", "tanh", "sigmoid", "softplus", "atan", "erf"), tie("formula"))
        .map(([name, a]) => call(name as "sin", a)),
    ),
  }));

  it("have the same value in both forms, within their bounds", () => {
    fc.assert(
      fc.property(formula, (expression) => {
        const { symbolic, tape } = bothForms(expression);
        const gap = Math.abs(doubleDouble.toNumber(doubleDouble.subtract(symbolic.value, tape.value)));
        expect(gap <= symbolic.error + tape.error || !Number.isFinite(gap), toText(expression)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
