import { ulpDistance } from "@chainrule/special";
import { describe, expect, test } from "vitest";
import golden from "../../fixtures/high-precision.json" with { type: "json" };
import { differentiate, type Expression, evaluate, hessian, parse, simplify } from "../index.ts";

/** [x, f, f', f''], correctly rounded; null where it was not computed. */
type Row = readonly [x: number, value: number, first: number, second: number | null];

const texts: Readonly<Record<string, string>> = { log_cosh: "logCosh", sinc_pi: "sinc" };
const cases = golden.cases.map(({ op, rows }) => ({
  name: texts[op] ?? op,
  rows: rows as unknown as readonly Row[],
}));

/** The largest distance from the correctly rounded values, in units of the last place. */
function worst(e: Expression, rows: readonly Row[], column: 1 | 2 | 3): number {
  const known = rows.filter((row) => row[column] !== null);
  return Math.max(...known.map((row) => ulpDistance(evaluate(e, { x: row[0] }) as number, row[column]!)));
}

describe.each(cases)("$name at points where naive formulas fail", ({ name, rows }) => {
  const f = parse(`${name}(x)`);
  const first = differentiate(f, "x");

  test("value within 4 ulp", () => {
    expect(worst(f, rows, 1)).toBeLessThanOrEqual(4);
    expect(worst(simplify(f), rows, 1)).toBeLessThanOrEqual(4);
  });

  test("first derivative within 8 ulp, simplified or not", () => {
    expect(worst(first, rows, 2)).toBeLessThanOrEqual(8);
    expect(worst(simplify(first), rows, 2)).toBeLessThanOrEqual(8);
  });
});

test.each(cases)("second derivative of $name within 8 ulp, simplified or not", ({ name, rows }) => {
  const e = parse(`${name}(x)`);
  const ways = [
    differentiate(e, "x", 2),
    simplify(differentiate(e, "x", 2)),
    simplify(differentiate(simplify(differentiate(e, "x")), "x")),
  ];
  for (const way of ways) expect(worst(way, rows, 3)).toBeLessThanOrEqual(8);
});

/** By hand: sigmoid'' = -x/8 and atanh'' = 2 x next to 0, logit'' = 32 (p - 1/2) next to 1/2. */
test.each([
  ["sigmoid(x)", -1e-8, 1.25e-9],
  ["sigmoid(x)", 1e-20, -1.25e-21],
  ["logSigmoid(x)", 1e-20, -0.25],
  ["atanh(x)", 1e-20, 2e-20],
  ["logit(x)", 0.5 + 2 ** -40, 2 ** -35],
])("the second derivative of %s at %f does not cancel", (text, x, right) => {
  const e = parse(text);
  const raw = [
    differentiate(e, "x", 2),
    differentiate(differentiate(e, "x"), "x"),
    hessian(e, ["x"])[0]![0]!,
  ];
  for (const second of [...raw, ...raw.map(simplify)])
    expect(Math.abs((evaluate(second, { x }) as number) / right - 1)).toBeLessThan(1e-15);
});

test("the fixture holds its seventeen functions", () => {
  expect(cases).toHaveLength(17);
  expect(cases.flatMap(({ rows }) => rows).length).toBeGreaterThan(250);
});
