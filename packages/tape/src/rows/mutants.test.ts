import { sameShape } from "@chainrule/array";
import { describe, expect, it } from "vitest";
import { add, multiply, negate } from "../operations/arithmetic.ts";
import { broadcastTo } from "../operations/moves.ts";
import { sum } from "../operations/reductions.ts";
import type { Application, Linear, Primitive } from "../primitive.ts";
import { checkDifferences, checkTranspose } from "../testing/checks.ts";
import { SAMPLES, type Sample } from "../testing/samples.ts";
import type { RuleReplacements } from "../transforms/arguments.ts";
import { grad } from "../transforms/grad.ts";
import { jvp } from "../transforms/jvp.ts";
import { recordTape } from "../transforms/record.ts";
import { type ArrayLike, asArray, concrete, shapeOf, type Tensor } from "../value.ts";

// Mutation of every row that a sample applies: each wrong rule must be found by a check, unless it changes nothing.

type Change = (contributions: readonly Linear[], application: Application<unknown>) => readonly Linear[];
type Mutant = (row: Primitive) => Partial<Primitive>;

const each =
  (f: (x: ArrayLike) => ArrayLike): Change =>
  (xs) =>
    xs.map((x) => (x === undefined ? undefined : f(x)));

const inVjp =
  (change: Change): Mutant =>
  (row) => ({ vjp: (cotangents, application) => change(row.vjp(cotangents, application), application) });
const inJvp =
  (change: Change): Mutant =>
  (row) => ({ jvp: (tangents, application) => change(row.jvp(tangents, application), application) });
const inBoth =
  (change: Change): Mutant =>
  (row) => ({ ...inVjp(change)(row), ...inJvp(change)(row) });

const sign = each((x) => negate(x));
const factor = each((x) => multiply(1 + 1e-6, x));
const swapped: Change = ([a, b, ...rest], { needed }) =>
  needed[0] && needed[1] ? [b, a, ...rest] : [a, b, ...rest];
const unsummed: Change = (xs, { outputs }) =>
  xs.map((x) => {
    const to = shapeOf(outputs[0]!);
    const from = x === undefined ? to : shapeOf(x);
    const fits = from.length <= to.length && from.every((n, i) => n === 1 || n === to.at(i - from.length));
    return x === undefined || !fits || sameShape(from, to) ? x : broadcastTo(x, to);
  });

const MUTANTS: Readonly<Record<string, Mutant>> = {
  "sign in the vjp": inVjp(sign),
  "factor in the vjp": inVjp(factor),
  "sign in the jvp": inJvp(sign),
  "factor in the jvp": inJvp(factor),
  "sign in both": inBoth(sign),
  "factor in both": inBoth(factor),
  "swapped inputs": inVjp(swapped),
  "missing unbroadcast": inVjp(unsummed),
};

/** For every row, the samples that apply it in the function itself. */
const samplesOf = new Map<string, Sample[]>();
for (const sample of SAMPLES) {
  const tape = recordTape((xs: readonly Tensor[]) => sample.f(...xs))(sample.inputs);
  for (const name of new Set(tape.entries.map(({ primitive }) => primitive.name))) {
    samplesOf.set(name, [...(samplesOf.get(name) ?? []), sample]);
  }
}

function isKilled({ f, inputs }: Sample, rules: RuleReplacements): boolean {
  try {
    checkTranspose(f, inputs, { rules });
    checkDifferences(f, inputs, { rules });
    return false;
  } catch {
    return true;
  }
}

/** Gradient and tangent of a sample, whose bits a mutant changes or not. */
function derivatives({ f, inputs }: Sample, rules: RuleReplacements): number[] {
  const g = (xs: readonly Tensor[]): ArrayLike => sum(f(...xs)) as ArrayLike;
  const gradient = grad(g, { rules })(inputs) as unknown as readonly Tensor[];
  const { tangent } = jvp(g, { rules })([inputs], [inputs]);
  return [...gradient, tangent as ArrayLike].flatMap((x) => Array.from(asArray(concrete(x)).toTypedArray()));
}

function isEquivalent(sample: Sample, rules: RuleReplacements): boolean {
  const [plain, mutated] = [derivatives(sample, {}), derivatives(sample, rules)];
  return plain.every((x, i) => Object.is(x, mutated[i]) || Math.abs(x - mutated[i]!) === 0);
}

/** Enough samples of one row: those that broadcast come after those that do not. */
const SEVERAL = 4;

describe.each([...samplesOf])("%s", (name, samples) => {
  it.each(Object.entries(MUTANTS))("%s is found", (_, mutant) => {
    const rules = { [name]: mutant };
    const some = samples.slice(0, SEVERAL);
    if (some.some((sample) => isKilled(sample, rules))) return;
    expect(some.every((sample) => isEquivalent(sample, rules))).toBe(true);
  });
});

describe("the tape", () => {
  it("a contribution that is lost where a value is used twice is found", () => {
    const twice = (x: ArrayLike): ArrayLike => add(multiply(x, x), multiply(3, x));
    const found = grad(twice, {
      edges: ({ contributions }) => contributions.map((linear, i) => (i === 1 ? undefined : linear)),
    })(5);
    expect([grad(twice)(5), found]).toEqual([13, 5]);
  });
});
