import { describe, expect, test } from "vitest";
import symbolic from "../../fixtures/symbolic.json" with { type: "json" };
import { differentiate, evaluate, gradient, parse, simplify } from "../index.ts";

interface SymbolicCase {
  readonly id: string;
  readonly expr: string;
  readonly var: string;
  readonly point: Readonly<Record<string, number>>;
  readonly value_of_expr: string;
  readonly value_of_derivative: string;
}

const { cases } = symbolic as unknown as {
  readonly cases: readonly SymbolicCase[];
};

const tolerance = 1e-12;

function relativeError(value: unknown, exact: string): number {
  return Math.abs((value as number) - Number(exact)) / Math.abs(Number(exact));
}

test("all 63 cases are here", () => {
  expect(cases).toHaveLength(63);
});

describe.each(cases)("$id", ({ expr, var: name, point, value_of_expr, value_of_derivative }) => {
  const e = parse(expr);
  test("value, as written and simplified", () => {
    expect(relativeError(evaluate(e, point), value_of_expr)).toBeLessThan(tolerance);
    expect(relativeError(evaluate(simplify(e), point), value_of_expr)).toBeLessThan(tolerance);
  });

  test("derivative, forwards, backwards and simplified", () => {
    const forward = differentiate(e, name);
    const results = [forward, gradient(e, [name])[0]!, simplify(forward)];
    for (const result of results) {
      expect(relativeError(evaluate(result, point), value_of_derivative)).toBeLessThan(tolerance);
    }
  });
});
