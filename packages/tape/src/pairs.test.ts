import { ulp } from "@chainrule/special";
import { describe, expect, it } from "vitest";
import fixture from "../fixtures/pairs.json" with { type: "json" };
import * as op from "./index.ts";
import { grad } from "./transforms/grad.ts";

// Functions of two numbers and their derivatives at pairs of every size against mpmath, see fixtures/pairs.py.

type Pair = (a: number, b: number) => number;
type Row = readonly [a: number, b: number, ...values: number[]];

const by = (f: Pair, argnum: number): Pair => grad(f, { argnums: argnum }) as unknown as Pair;

/** The value, the two first derivatives, the three second ones. */
const derivatives = (f: Pair): readonly Pair[] => [
  f,
  by(f, 0),
  by(f, 1),
  by(by(f, 0), 0),
  by(by(f, 0), 1),
  by(by(f, 1), 1),
];

/** Ulps allowed in each of them. */
const BARS = [2, 4, 4, 8, 8, 8] as const;

describe("at pairs of every size", () => {
  it.each(Object.entries(fixture as unknown as Record<string, readonly Row[]>))("%s", (name, rows) => {
    const functions = derivatives((op as unknown as Record<string, Pair>)[name]!);
    const wrong = rows.flatMap(([a, b, ...values]) =>
      functions.flatMap((f, i) => {
        const [got, wanted] = [f(a, b), values[i]!];
        const ulps = Math.abs(got - wanted) / ulp(wanted);
        return ulps <= BARS[i]! ? [] : [{ a, b, derivative: i, got, wanted, ulps }];
      }),
    );
    expect(rows.length).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });
});
