import fc from "fast-check";
import { describe, expect, it } from "vitest";
import fixtures from "../../../fixtures/composites.json" with { type: "json" };
import rows from "../../../fixtures/double-double.json" with { type: "json" };
import type { Arithmetic, UnaryName } from "../arithmetic.ts";
import type { DoubleDouble } from "../doubleDouble/basic.ts";
import { doubleDouble } from "../doubleDouble/doubleDouble.ts";
import { float64 } from "../float64.ts";
import { type Composite, composites } from "../testing/composites.ts";
import { bounded } from "./bounded.ts";
import { boundedDoubleDouble, boundedFloat64 } from "./carriers.ts";
import { slopes } from "./lipschitz.ts";
import { DOUBLE_DOUBLE_ROUNDOFF } from "./roundoff.ts";
import type { Bounded } from "./value.ts";

const B = boundedFloat64;
const BD = boundedDoubleDouble;
const D = doubleDouble;
const unaryNames = Object.keys(slopes) as UnaryName[];

/** The result of a composite at two doubles, its bound, and its true error by the fixture. */
function trueError<T>(
  A: Arithmetic<Bounded<T>>,
  parts: (value: T) => DoubleDouble,
  composite: Composite,
  [x = 0, y = 0, hi = 0, lo = 0, rest = 0]: number[],
): { error: number; bound: number; size: number } {
  const { value, error } = composite(A, A.fromNumber(x), A.fromNumber(y));
  const z = parts(value);
  return { error: Math.abs(z.hi - hi + (z.lo - lo) - rest), bound: error, size: Math.abs(hi) };
}

describe.each([
  ["boundedDoubleDouble", 2 ** -104],
  ["boundedFloat64", 2 ** -53],
] as const)("%s against mpmath", (carrier, unit) => {
  const measure = (composite: Composite, row: number[]): { error: number; bound: number; size: number } =>
    carrier === "boundedFloat64"
      ? trueError(B, (hi) => ({ hi, lo: 0 }), composite, row)
      : trueError(BD, (value) => value, composite, row);

  it.each(Object.entries(fixtures as Record<string, number[][]>))(
    "%s: never beyond its bound",
    (name, rows) => {
      for (const row of rows) {
        const { error, bound, size } = measure(composites[name]!, row);
        expect(error, `${row}`).toBeLessThanOrEqual(bound);
        // Not silly: small, and within 1e3 of the error made or of one rounding of the result.
        expect(bound, `${row}`).toBeLessThanOrEqual(1e3 * Math.max(error, unit * size) + 1e6 * unit);
      }
    },
  );

  it("is typically within two orders of magnitude of the true error", () => {
    const ratios = Object.entries(fixtures as Record<string, number[][]>)
      .flatMap(([name, rows]) => rows.map((row) => measure(composites[name]!, row)))
      .map(({ error, bound, size }) => bound / Math.max(error, unit * size))
      .sort((a, b) => a - b);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeLessThan(100);
  });
});

describe("double-double functions against mpmath", () => {
  const tables = rows as Record<string, number[][]>;

  it.each(unaryNames)("%s: the bound covers the rounding", (name) => {
    for (const [hi = 0, lo = 0, exactHi = 0, exactLo = 0, rest = 0] of tables[name]!) {
      const { value, error } = BD[name]({ value: { hi, lo }, error: 0 });
      expect(Math.abs(value.hi - exactHi + (value.lo - exactLo) - rest)).toBeLessThanOrEqual(error);
    }
  });

  it.each(["add", "multiply", "divide", "power", "atan2", "hypot"] as const)("%s too", (name) => {
    for (const [a = 0, b = 0, c = 0, d = 0, exactHi = 0, exactLo = 0, rest = 0] of tables[name]!) {
      const first = { value: { hi: a, lo: b }, error: 0 };
      const { value, error } = BD[name](first, { value: { hi: c, lo: d }, error: 0 });
      expect(Math.abs(value.hi - exactHi + (value.lo - exactLo) - rest)).toBeLessThanOrEqual(error);
    }
  });
});

/** |exact - value|, and 0 for equal infinities. */
function distanceBetween(exact: DoubleDouble, value: number): number {
  return exact.hi === value && exact.lo === 0
    ? 0
    : Math.abs(D.toNumber(D.subtract(exact, D.fromNumber(value))));
}

/** A point with an error, and an exact number inside the interval. */
const perturbed = fc.record({
  x: fc.double({ min: -12, max: 12, noNaN: true }),
  exponent: fc.double({ min: -18, max: -1, noNaN: true }),
  part: fc.double({ min: -1, max: 1, noNaN: true }),
});

describe("every function", () => {
  it.each(unaryNames)("%s: the bound holds for exact arguments and over intervals", (name) => {
    fc.assert(
      fc.property(perturbed, ({ x, exponent, part }) => {
        const error = 10 ** exponent;
        for (const a of [B.fromNumber(x), { value: x, error }]) {
          const exact = D[name](
            D.add(D.fromNumber(x), D.multiply(D.fromNumber(part), D.fromNumber(a.error))),
          );
          const result = B[name](a);
          if (result.error === Number.POSITIVE_INFINITY) continue;
          const distance = distanceBetween(exact, result.value);
          expect(distance).toBeLessThanOrEqual(result.error * (1 + 1e-12));
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each(unaryNames)("%s: one rounding of an exact argument costs few units", (name) => {
    for (const x of [1.25, 2.5, 0.75].map((x) => (name === "acosh" ? x + 1 : x / 4))) {
      const { value, error } = B[name](B.fromNumber(x));
      expect(error).toBeLessThanOrEqual(7 * 2 ** -53 * Math.abs(value));
      const inDouble = BD[name](BD.fromNumber(x));
      expect(inDouble.error).toBeLessThanOrEqual(65 * 2 ** -104 * Math.abs(value));
    }
  });

  it("tiny errors in double-double are neither lost nor swamped", () => {
    const a = { value: D.fromNumber(0.5), error: 1e-29 };
    for (const name of unaryNames.filter((name) => name !== "acosh")) {
      const { error } = BD[name](a);
      expect(error).toBeGreaterThan(1e-31);
      expect(error).toBeLessThan(1e-28);
    }
  });
});

type Step = readonly [
  operation: "add" | "subtract" | "multiply" | "divide" | "max" | "hypot",
  i: number,
  j: number,
];

const steps = fc.array(
  fc.tuple(
    fc.constantFrom("add", "subtract", "multiply", "divide", "max", "hypot"),
    fc.nat(30),
    fc.nat(30),
  ) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 25 },
);
const inputs = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 2, maxLength: 4 });

/** Runs a straight-line program, each step on two earlier values. */
function runProgram<T>(A: Arithmetic<T>, program: readonly Step[], points: readonly number[]): T[] {
  const values = points.map((x) => A.fromNumber(x));
  for (const [name, i, j] of program)
    values.push(A[name](values[i % values.length]!, values[j % values.length]!));
  return values;
}

describe("straight-line programs", () => {
  it("float64 stays within its bounds of double-double, itself within its own", () => {
    fc.assert(
      fc.property(steps, inputs, (program, points) => {
        const plain = runProgram(B, program, points);
        const reference = runProgram(BD, program, points);
        plain.forEach(({ value, error }, i) => {
          const { value: exact, error: slack } = reference[i]!;
          if (error === Number.POSITIVE_INFINITY || slack === Number.POSITIVE_INFINITY) return;
          const distance = distanceBetween(exact, value);
          expect(distance).toBeLessThanOrEqual((error + slack) * (1 + 1e-12));
        });
      }),
      { numRuns: 1500 },
    );
  });

  it("the fast sums and products of double-double equal the generic ones", () => {
    const generic = bounded(doubleDouble, DOUBLE_DOUBLE_ROUNDOFF);
    fc.assert(
      fc.property(steps, inputs, (program, points) => {
        const fast = runProgram(BD, program, points);
        runProgram(generic, program, points).forEach(({ value, error }, i) => {
          expect([fast[i]!.value.hi, fast[i]!.value.lo + 0]).toEqual([value.hi, value.lo + 0]);
          expect(fast[i]!.error).toBe(error);
        });
      }),
    );
  });

  it("a bound ten times smaller than the rounding would be caught", () => {
    const honest = B.unitRoundoff;
    const boastful = bounded({ ...float64, unitRoundoff: honest / 64 }) as Arithmetic<Bounded<number>>;
    const rows = (fixtures as Record<string, number[][]>)["gaussian"]!;
    const violations = rows.filter((row) => {
      const { error, bound } = trueError(boastful, (hi) => ({ hi, lo: 0 }), composites["gaussian"]!, row);
      return error > bound;
    });
    expect(violations.length).toBeGreaterThan(0);
  });
});
