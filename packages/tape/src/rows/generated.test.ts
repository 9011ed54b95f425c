import { cast, type NDArray, type Shape } from "@chainrule/array";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "../operations/reductions.ts";
import { casesOr, SEED } from "../testing/cases.ts";
import {
  type ArrayFunction,
  checkBatch,
  checkDifferences,
  checkSecondOrder,
  checkTranspose,
} from "../testing/checks.ts";
import { drawn, generator } from "../testing/random.ts";
import { ARRAYS, BINARY, UNARY } from "../testing/samples.ts";
import { grad } from "../transforms/grad.ts";
import type { Tensor } from "../value.ts";

// Every sample over generated values, shapes that broadcast, and dtypes: jvp, vjp, second derivatives, batches and differences
// agree. Each family passed 10,000 cases with this seed (2026-11-22,
// `CASES=10000`); here it runs a few.

const RUNS = casesOr(150);

type Interval = readonly [number, number];

/** One case: a function, and inputs drawn from a seed. */
interface Case {
  readonly name: string;
  readonly f: ArrayFunction;
  readonly inputs: readonly NDArray[];
  readonly seed: number;
}

const side = fc.integer({ min: 1, max: 3 });
const shape = fc.array(side, { maxLength: 3 });

/** Two shapes that broadcast: each axis is there in both, or in one with length 1 in the other, or missing in front. */
const pair = fc
  .tuple(
    fc.array(fc.tuple(side, fc.constantFrom("both", "first", "second")), { maxLength: 3 }),
    fc.nat(3),
    fc.nat(3),
  )
  .map(([axes, p, q]): [Shape, Shape] => [
    axes.map(([n, where]) => (where === "second" ? 1 : n)).slice(Math.min(p, leadingOnes(axes, "second"))),
    axes.map(([n, where]) => (where === "first" ? 1 : n)).slice(Math.min(q, leadingOnes(axes, "first"))),
  ]);

/** How many axes in front may be left out of a shape, as it has length 1 there. */
function leadingOnes(axes: readonly (readonly [number, string])[], where: string): number {
  const at = axes.findIndex((axis) => axis[1] !== where);
  return at < 0 ? axes.length : at;
}

const ofOne = fc
  .tuple(fc.constantFrom(...UNARY), shape, fc.nat())
  .map(
    ([[name, f, interval], s, seed]): Case => ({ name, f, inputs: inputsOf(seed, [s], [interval]), seed }),
  );

const ofTwo = fc
  .tuple(fc.constantFrom(...BINARY.filter(([name]) => name !== "where")), pair, fc.nat())
  .map(([[name, f, p, q], s, seed]): Case => ({ name, f, inputs: inputsOf(seed, s, [p, q]), seed }));

const ofArrays = fc
  .tuple(fc.constantFrom(...ARRAYS), fc.nat())
  .map(([[name, f, shapes, interval], seed]): Case => {
    const intervals = shapes.map((): Interval => interval ?? [-1, 1]);
    return { name, f, inputs: inputsOf(seed, shapes, intervals), seed };
  });

function inputsOf(seed: number, shapes: readonly Shape[], intervals: readonly Interval[]): NDArray[] {
  const next = generator(seed);
  return shapes.map((s, i) => drawn(next, s, intervals[i]));
}

/** The gradient in single precision, against that of the same inputs in double precision. */
function checkSingle({ f, inputs, name }: Case): void {
  const singles = inputs.map((x) => cast(x, "float32"));
  const doubles = singles.map((x) => cast(x, "float64"));
  const gradient = grad((xs: readonly Tensor[]) => sum(f(...xs))) as unknown as (
    xs: readonly Tensor[],
  ) => readonly NDArray[];
  const wanted = gradient(doubles).map((g) => g.toTypedArray());
  const scale = Math.max(1, ...wanted.flatMap((g) => Array.from(g, Math.abs)));
  gradient(singles).forEach((g, i) => {
    expect(g.dtype, name).toBe("float32");
    g.toTypedArray().forEach((x, k) => {
      expect(Math.abs(x - wanted[i]![k]!), name).toBeLessThanOrEqual(1e-4 * scale);
    });
  });
}

describe.each([
  ["functions of one element", ofOne],
  ["functions of two elements", ofTwo],
  ["functions of whole arrays", ofArrays],
] as const)("%s", (_, cases) => {
  it("agree with themselves in every way", () => {
    const property = fc.property(cases as fc.Arbitrary<Case>, fc.nat(4), (one, choice) => {
      const { f, inputs, seed } = one;
      if (choice === 0) checkSingle(one);
      if (choice === 1) checkTranspose(f, inputs, { seed, tolerance: 1e-10 });
      if (choice === 2) checkSecondOrder(f, inputs, { seed, tolerance: 1e-9 });
      if (choice === 3) checkDifferences(f, inputs, { seed, tolerance: 1e-6 });
      if (choice === 4) checkBatch(f, inputs, { seed, tolerance: 1e-11 });
    });
    fc.assert(property, { numRuns: RUNS, seed: SEED });
  });
});
