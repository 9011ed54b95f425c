import { describe, expect, it } from "vitest";
import float64Rows from "../fixtures/float64.json" with { type: "json" };
import highPrecisionRows from "../fixtures/high-precision.json" with { type: "json" };
import * as special from "./index.ts";
import { decodeRow, type Encoded } from "./testing/fixtures.ts";

/** The bounds of the doc comments, in ulp of the exact value. */
const bounds: Readonly<Record<string, number>> = {
  erf: 1.5,
  erfc: 2.5,
  erfcx: 2,
  erfinv: 1.5,
  gamma: 1,
  lgamma: 2.5,
  digamma: 2.5,
  trigamma: 3.5,
  polygamma: 4,
  "polygamma/large order": 16,
  sigmoid: 2,
  softplus: 1.5,
  logSigmoid: 1.5,
  logit: 1.5,
  log1mexp: 2,
  logaddexp: 1.5,
  logCosh: 3.5,
  xlogy: 2,
  xlog1py: 2,
  sech: 2.5,
  csch: 2.5,
  coth: 3,
  asech: 2.5,
  acsch: 2,
  acoth: 2,
  cot: 1.5,
  sec: 1.5,
  csc: 1.5,
  acot: 1.5,
  asec: 2,
  acsc: 1.5,
  sinPi: 2,
  cosPi: 2,
  sinc: 2.5,
  hypot: 1,
  normalCdf: 3.5,
  logNormalCdf: 4,
  normalQuantile: 4,
  i0: 3,
  i1: 3.5,
  i0e: 2.5,
  i1e: 3.5,
};

type Rows = Readonly<Record<string, readonly (readonly Encoded[])[]>>;

/** The rows whose result is further from the nearest double than the bound allows. */
function misses(name: string, rows: readonly (readonly Encoded[])[]): unknown[] {
  const f = (special as unknown as Record<string, (...inputs: number[]) => number>)[
    name.split("/")[0] as string
  ];
  const allowed = Math.floor((bounds[name] as number) + 0.5);
  return rows.flatMap((row) => {
    const { inputs, value } = decodeRow(row);
    const got = f?.(...inputs) as number;
    const distance = special.ulpDistance(got, value);
    return distance <= allowed ? [] : [{ name, inputs, got, value, distance }];
  });
}

describe.each([
  ["120-digit mpmath values", float64Rows as Rows],
  ["golden cases where naive formulas fail", highPrecisionRows as Rows],
])("%s", (_, table) => {
  it.each(Object.keys(table))("%s", (name) => {
    const rows = table[name] as readonly (readonly Encoded[])[];
    expect(rows.length).toBeGreaterThan(5);
    expect(misses(name, rows)).toEqual([]);
  });
});

describe("the fixtures", () => {
  it("have every function with a bound", () => {
    expect(Object.keys(float64Rows).sort()).toEqual(Object.keys(bounds).sort());
  });
});
