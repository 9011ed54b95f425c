import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, divide, multiply, negate } from "../operations/arithmetic.ts";
import type { Application, Linear, Primitive } from "../primitive.ts";
import { type ArrayFunction, CheckFailure, checkAll, checkBatch, checkTranspose } from "../testing/checks.ts";
import { drawn, generator } from "../testing/random.ts";
import { SAMPLES, type Sample } from "../testing/samples.ts";
import type { RuleReplacements } from "../transforms/arguments.ts";
import type { ArrayLike } from "../value.ts";

// The checks are checked: faults planted in rows must be found.

type Fault = (row: Primitive) => Partial<Primitive>;

const mapLinear = (f: (x: ArrayLike, i: number) => ArrayLike) => (xs: readonly Linear[]) =>
  xs.map((x, i) => (x === undefined ? undefined : f(x, i)));

const inVjp =
  (change: ReturnType<typeof mapLinear>): Fault =>
  (row) => ({ vjp: (cotangents, application) => change(row.vjp(cotangents, application)) });

const inBoth =
  (change: ReturnType<typeof mapLinear>): Fault =>
  (row) => ({
    vjp: (cotangents, application) => change(row.vjp(cotangents, application)),
    jvp: (tangents, application) => change(row.jvp(tangents, application)),
  });

const FAULTS: Readonly<Record<string, Fault>> = {
  "a sign in the vjp": inVjp(mapLinear((x) => negate(x))),
  "a factor of 1 + 1e-6 in the vjp": inVjp(mapLinear((x) => multiply(1 + 1e-6, x))),
  "a factor of 1 + 1e-6 in both rules": inBoth(mapLinear((x) => multiply(1 + 1e-6, x))),
  "a sign in both rules": inBoth(mapLinear((x) => negate(x))),
};

function sampleOf(name: string): Sample {
  const found = SAMPLES.find((sample) => sample.name === name);
  if (found === undefined) throw new CheckFailure(`no sample ${name}`);
  return found;
}

/** Rows of every family, by a sample that applies them. */
const ROWS = [
  ["multiply", "multiply [2,3] [2,3]"],
  ["divide", "divide [2,3] []"],
  ["power", "power [3] [2,1]"],
  ["tanh", "tanh"],
  ["erfcx", "erfcx"],
  ["prod", "prod"],
  ["logSoftmax", "logSoftmax"],
  ["sum", "sum"],
  ["contract", "matmul"],
  ["permuteDims", "permuteDims"],
  ["slice", "at"],
  ["take", "take"],
  ["concat", "concat"],
  ["cumulativeSum", "cumulativeSum"],
  ["where", "where [3] [2,1]"],
  ["det", "det"],
  ["determinantForm", "adjugate"],
  ["slogdet", "slogdet"],
  ["inverse", "inverse"],
  ["solve", "solve"],
  ["triangularSolve", "triangularSolve, upper"],
  ["cholesky", "cholesky"],
  ["lu", "lu"],
  ["qr", "qr"],
  ["eigh", "eigh"],
  ["svd", "svd of a tall matrix"],
  ["pinv", "pinv of a wide matrix"],
  ["matrixExponential", "matrixExponential"],
] as const;

describe.each(ROWS)("in %s", (row, sample) => {
  const { f, inputs } = sampleOf(sample);
  it("nothing is found when nothing is planted", () => {
    expect(() => checkAll(f, inputs)).not.toThrow();
  });
  it.each(Object.keys(FAULTS))("%s is found", (fault) => {
    expect(() => checkAll(f, inputs, { rules: { [row]: FAULTS[fault]! } })).toThrow(CheckFailure);
  });
});

describe("faults of rows with two inputs", () => {
  const { f, inputs } = sampleOf("divide [3] [2,1]");
  const swapped: Fault = (row) => ({
    vjp: (cotangents, application) => row.vjp(cotangents, swapInputs(application)),
  });

  it("a swapped input is found", () => {
    expect(() => checkAll(f, sampleOf("divide [2,3] [2,3]").inputs, { rules: { divide: swapped } })).toThrow(
      CheckFailure,
    );
  });

  it("a missing unbroadcast is found", () => {
    const direct: Fault = () => ({
      vjp: ([cotangent], { inputs: [a, b] }) => [
        divide(cotangent!, b!),
        negate(divide(multiply(cotangent!, a!), multiply(b!, b!))),
      ],
    });
    expect(() => checkTranspose(f, inputs, { rules: { divide: direct } })).toThrow();
  });

  it("a missing accumulation is found", () => {
    const square: ArrayFunction = (x) => multiply(x!, x!);
    const first: Fault = (row) => ({
      vjp: (cotangents, application) => [row.vjp(cotangents, application)[0], undefined],
    });
    expect(() => checkTranspose(square, [inputs[0]!], { rules: { multiply: first } })).toThrow(CheckFailure);
  });
});

function swapInputs<P>(application: Application<P>): Application<P> {
  return { ...application, inputs: application.inputs.toReversed() };
}

describe("a fault of the second order alone", () => {
  it("is found in the vjp of cos, which only the derivative of sin applies", () => {
    const rules: RuleReplacements = { cos: FAULTS["a factor of 1 + 1e-6 in both rules"]! };
    const { f, inputs } = sampleOf("sin");
    expect(() => checkTranspose(f, inputs, { rules })).not.toThrow();
    expect(() => checkAll(f, inputs, { rules })).toThrow(CheckFailure);
  });
});

describe("generated shapes", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 0, maxLength: 4 });
  const ones = fc.tuple(
    lengths,
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    fc.nat(4),
    fc.nat(4),
  );

  it("broadcast in rules, batches and unbroadcast alike", () => {
    const property = fc.property(ones, fc.nat(), ([shape, isOne, dropA, dropB], seed) => {
      const next = generator(seed);
      const a = shape.map((n, i) => (isOne[i] ? 1 : n)).slice(Math.min(dropA, shape.length));
      const b = shape.map((n, i) => (isOne[i + 4] ? 1 : n)).slice(Math.min(dropB, shape.length));
      const inputs = [drawn(next, a, [0.5, 2]), drawn(next, b, [0.5, 2])];
      const f: ArrayFunction = (x, y) => add(multiply(x!, y!), divide(x!, y!));
      checkTranspose(f, inputs, { seed });
      checkBatch(f, inputs, { seed });
    });
    fc.assert(property, { numRuns: 150, seed: 20261122 });
  });
});
