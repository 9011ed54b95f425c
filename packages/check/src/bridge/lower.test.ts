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
import { lower, NotLoweredError } from "./lower.ts";

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
    ["an indexed sum", parse("sum(x[i], i, 1, 3)"), "symbol"],
    ["a vector", symbol("v", { shape: [3] }), "symbol"],
    ["a matrix", parse("eye(3)"), "tensor"],
  ])("refuses %s", (_, expression, kind) => {
    const lowered = () => lower(expression);
    expect(lowered).toThrow(NotLoweredError);
    expect(lowered).toThrow(expect.objectContaining({ code: "check/not-lowered", kind }));
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
