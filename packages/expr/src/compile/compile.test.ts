import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile as generated } from "../codegen.ts";
import type { FunctionName } from "../functions/names.ts";
import { arity } from "../functions/table.ts";
import {
  add,
  call,
  differentiate,
  divide,
  type Expression,
  evaluate,
  fraction,
  gradient,
  multiply,
  NotDifferentiableError,
  number,
  parse,
  piecewise,
  power,
  subtract,
  symbol,
} from "../index.ts";
import { compile as interpreted } from "./compile.ts";

/** Where formulas break: zeros of both signs, subnormals, the ends of the range, NaN, and ordinary numbers. */
const hostile = [
  ...[0, -0, 5e-324, -5e-324, 2.2250738585072014e-308, 1e-300, 1e-8, 0.5, -0.5, 1, -1, 2, -2, 2.5, -3, 170.6],
  ...[709.78, -745.13, 1e154, 1e300, -1e300, Number.MAX_VALUE, Number.POSITIVE_INFINITY],
  ...[Number.NEGATIVE_INFINITY, Number.NaN],
];

const anyNumber = fc.oneof(
  fc.constantFrom(...hostile),
  fc.double(),
  fc.double({ min: -4, max: 4, noNaN: true }),
);

const names = ["x", "y", "z"] as const;
const points = fc.array(fc.tuple(anyNumber, anyNumber, anyNumber), { minLength: 1, maxLength: 4 });

/** Any expression of scalars: every function, whole and broken powers, conditions. */
const expressions: fc.Arbitrary<Expression> = fc.letrec<{ e: Expression; condition: Expression }>((tie) => {
  const e = tie("e");
  const functionNames = Object.keys(arity) as FunctionName[];
  const calls = fc.constantFrom(...functionNames).chain((name) => {
    const [least, most] = arity[name];
    return fc
      .array(e, { minLength: least, maxLength: Math.min(most, least + 2) })
      .map((args) => call(name, ...args));
  });
  const exponents = fc.constantFrom(
    ...[number(2), number(3), number(5), number(-1), number(-2), number(-3)],
    ...[fraction(1, 2), fraction(-1, 2), fraction(3, 2), fraction(1, 3), fraction(-2, 3)],
  );
  const leaves = fc.oneof(
    fc.constantFrom(...names.map((name) => symbol(name))),
    fc.constantFrom(number(0), number(1), number(-1), number(2), fraction(1, 3), fraction(-5, 4), call("pi")),
  );
  const comparisons = fc
    .tuple(fc.constantFrom("less", "lessEqual", "equal"), e, e)
    .map(([name, a, b]) => call(name as FunctionName, a, b));
  return {
    condition: comparisons,
    e: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaves,
      fc.array(e, { minLength: 2, maxLength: 4 }).map((terms) => add(...terms)),
      fc.array(e, { minLength: 2, maxLength: 4 }).map((factors) => multiply(...factors)),
      fc.tuple(e, e).map(([a, b]) => subtract(a, b)),
      fc.tuple(e, e).map(([a, b]) => divide(a, b)),
      fc.tuple(e, exponents).map(([a, n]) => power(a, n)),
      fc.tuple(e, e).map(([a, b]) => power(a, b)),
      fc.tuple(e, tie("condition"), e, tie("condition"), e).map((operands) => piecewise(...operands)),
      calls,
    ),
  };
}).e;

function bindingsOf(point: readonly number[]): Map<string, number> {
  return new Map(names.map((name, k) => [name, point[k]!]));
}

/** Some functions have arguments that nothing can be differentiated by, such as an order of a derivative. */
function isDifferentiable(e: Expression): boolean {
  try {
    gradient(e, names);
    return true;
  } catch (error) {
    if (error instanceof NotDifferentiableError) return false;
    throw error;
  }
}

/** Both engines, at single points and over columns, against `evaluate`. */
function expectSame(es: readonly Expression[], at: readonly (readonly number[])[]): void {
  const wanted = at.map((point) => evaluate(es, bindingsOf(point)) as number[]);
  const columns = names.map((_, k) => Float64Array.from(at, (point) => point[k]!));
  for (const compile of [interpreted, generated]) {
    const f = compile(es, names);
    for (const [k, point] of at.entries()) expect([...f(point)]).toEqual(wanted[k]);
    const results = f.columns(columns);
    for (const [m, result] of results.entries())
      expect([...result]).toEqual(wanted.map((values) => values[m]));
  }
}

describe("values are those of evaluate, bit by bit, in both engines", () => {
  test.each(Object.entries(arity))("%s", (name, [least, most]) => {
    const count = Math.min(most, Math.max(least, 2));
    const args = ["x", "y", "z", "x", "y"].slice(0, count).map((argument) => symbol(argument));
    const others = count < 2 ? [0] : hostile;
    const at = hostile.flatMap((x) => others.map((y) => [x, y, 0.5]));
    expectSame([call(name as FunctionName, ...args)], at);
  });

  test("random expressions", () => {
    fc.assert(fc.property(fc.array(expressions, { minLength: 1, maxLength: 2 }), points, expectSame), {
      numRuns: 400,
    });
  });

  test("derivatives of random expressions", () => {
    const same = (e: Expression, at: readonly (readonly number[])[]) => {
      fc.pre(isDifferentiable(e));
      expectSame([e, ...gradient(e, names)], at);
    };
    fc.assert(fc.property(expressions, points, same), { numRuns: 100 });
  });

  test("zeros keep their signs", () => {
    const minusZero = multiply(-1, 0);
    const x = symbol("x");
    const es = [minusZero, divide(x, minusZero), add(x, minusZero), call("atan2", minusZero, x), add(0, x)];
    expectSame(
      [...es, subtract(minusZero, x), multiply(-1, x), divide(-1, x), power(x, -3)],
      [...hostile.map((y) => [y, 0, 0])],
    );
  });

  test("derivatives, which are NaN outside the domain of the function", () => {
    for (const text of ["log(x) + y*z", "atanh(x*y)", "x^y*log(x)", "log1p(x)/sqrt(y)", "max(x, y)*abs(z)"]) {
      const f = parse(text);
      expectSame(
        [f, ...gradient(f, ["x", "y"]), differentiate(f, "x", 2)],
        hostile.map((x) => [x, 2, -1]),
      );
    }
    const slope = differentiate(parse("log(x)"), "x");
    expect(interpreted(slope, ["x"])([-1])).toBe(Number.NaN);
    expect(interpreted(slope, ["x"], { outsideDomain: true })([-1])).toBe(-1);
  });
});

test("the engines are the ones asked for", () => {
  expect(interpreted(parse("x"), ["x"]).engine).toBe("interpreter");
  expect(generated(parse("x"), ["x"]).engine).toBe("generated");
});
