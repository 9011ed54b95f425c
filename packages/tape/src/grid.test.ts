import { ulpDistance } from "@chainrule/special";
import { describe, expect, it } from "vitest";
import fixture from "../fixtures/grid.json" with { type: "json" };
import * as op from "./index.ts";
import { decode, type Encoded } from "./testing/golden.ts";
import { grad } from "./transforms/grad.ts";

// Values and derivatives at points of every size against mpmath, see fixtures/grid.py: within 4 ulp or 1e-12, never NaN.

const OTHERS: Readonly<Record<string, (x: number) => number>> = { geluByTanh: (x) => op.gelu(x, "tanh") };

const isClose = (got: number, wanted: number): boolean =>
  ulpDistance(got, wanted) <= 4 || Math.abs(got - wanted) <= 1e-12 * Math.abs(wanted);

describe("at points of every size", () => {
  it.each(Object.entries(fixture as unknown as Record<string, Encoded[][]>))("%s", (name, rows) => {
    const f = OTHERS[name] ?? (op as unknown as Record<string, (x: number) => number>)[name]!;
    const slope = grad(f);
    expect(rows.length).toBeGreaterThan(30);
    for (const [x, value, derivative] of rows.map((row) => row.map(decode)) as [number, number, number][]) {
      expect(isClose(f(x), value), `${name}(${x}) is ${f(x)}, wanted ${value}`).toBe(true);
      expect(isClose(slope(x), derivative), `${name}'(${x}) is ${slope(x)}, wanted ${derivative}`).toBe(true);
    }
  });
});
