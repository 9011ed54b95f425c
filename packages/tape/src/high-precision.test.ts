import { describe, expect, it } from "vitest";
import fixture from "../fixtures/high_precision.json" with { type: "json" };
import slopes from "../fixtures/slopes.json" with { type: "json" };
import * as op from "./index.ts";
import { decode, type Encoded } from "./testing/golden.ts";
import { grad } from "./transforms/grad.ts";

// Value and derivatives against 60-digit values rounded once, where naive formulas fail.

const OPERATIONS: Readonly<Record<string, (x: number) => number>> = {
  log1p: op.log1p,
  log: op.log,
  asin: op.asin,
  acos: op.acos,
  cosh: op.cosh,
  asinh: op.asinh,
  acosh: op.acosh,
  softsign: op.softsign,
  erf: op.erf,
  erfc: op.erfc,
  erfcx: op.erfcx,
  sinc_pi: op.sinc,
  logit: op.logit,
  sqrt: op.sqrt,
  log_cosh: op.logCosh,
  log1mexp: op.log1mexp,
  cbrt: op.cbrt,
  gelu: op.gelu,
  silu: op.silu,
  tanhShrink: op.tanhShrink,
  erfinv: op.erfinv,
  normalQuantile: op.normalQuantile,
  geluTanh: (x) => op.gelu(x, "tanh"),
  i1e: op.i1e,
};

/** Ulps allowed in the value, the first and the second derivative. */
const BARS = [4, 8, 64] as const;

/** The distance between neighbours at a double. */
function ulp(x: number): number {
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(x))));
  return 2 ** (exponent - 52);
}

function ulpsBetween(got: number, wanted: number): number {
  if (Object.is(got, wanted) || got === wanted) return 0;
  return Math.abs(got - wanted) / ulp(wanted);
}

describe.each([...fixture.cases, ...slopes.cases].map((one) => [one.op, one] as const))(
  "%s",
  (name, { rows }) => {
    const f = OPERATIONS[name]!;
    const orders = [f, grad(f), grad(grad(f))];
    it.each([0, 1, 2])("is accurate to the bar in derivative %i", (order) => {
      const worst = (rows as unknown as Encoded[][]).flatMap((row) => {
        const wanted = row[order + 1];
        if (wanted === null || wanted === undefined) return [];
        const x = decode(row[0]!);
        return [{ x, ulps: ulpsBetween(orders[order]!(x), decode(wanted)) }];
      });
      expect(worst.filter(({ ulps }) => !(ulps <= BARS[order]!))).toEqual([]);
    });
  },
);
