import { cast, type Shape } from "@chainrule/array";
import fc from "fast-check";
import { describe, it } from "vitest";
import * as op from "../operations/index.ts";
import { apart } from "../testing/apart.ts";
import { casesOr, SEED } from "../testing/cases.ts";
import {
  type ArrayFunction,
  checkBatch,
  checkDifferences,
  checkSecondOrder,
  checkTranspose,
} from "../testing/checks.ts";
import { drawn, generator } from "../testing/random.ts";

// Convolutions and pools over generated lengths, windows, steps, paddings (cropping ones too), groups and dtypes: jvp, vjp, second
// derivatives, batches and differences agree. Each family passed 10,000 cases with this seed (2026-11-22,
// `CASES=10000`); here it runs a few.

/** The checks compare with the size of the sums, but at least with this: sums of numbers of size 1 may cancel. */
const LEAST_SCALE = 1e-3;
const RUNS = casesOr(25);

/** How a window goes along one axis. */
interface Axis {
  readonly length: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  readonly low: number;
  readonly high: number;
  readonly added: number;
}

interface Case {
  readonly axes: readonly Axis[];
  readonly examples: number;
  readonly incoming: number;
  readonly outgoing: number;
  readonly groups: number;
  readonly hasBias: boolean;
  readonly flag: boolean;
}

const count = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

const axis: fc.Arbitrary<Axis> = fc.record({
  length: count(5),
  taps: count(3),
  stride: count(3),
  dilation: count(2),
  low: fc.integer({ min: -1, max: 2 }),
  high: fc.integer({ min: -1, max: 2 }),
  added: fc.nat(2),
});

const cases: fc.Arbitrary<Case> = fc.record({
  axes: fc.array(axis, { minLength: 1, maxLength: 2 }),
  examples: count(2),
  incoming: count(2),
  outgoing: count(2),
  groups: count(2),
  hasBias: fc.boolean(),
  flag: fc.boolean(),
});

const reachOf = ({ taps, dilation }: Axis): number => (taps - 1) * dilation;
const fits = (a: Axis): boolean => a.low + a.length + a.high > reachOf(a);
const fitsBackwards = (a: Axis): boolean =>
  a.added < Math.max(a.stride, a.dilation) &&
  (a.length - 1) * a.stride - a.low - a.high + reachOf(a) + a.added >= 0;
/** No window of a pool lies in the padding alone. */
const isPool = (a: Axis): boolean =>
  fits(a) && a.dilation === 1 && a.low >= 0 && a.high >= 0 && a.low < a.taps && a.high < a.taps;

const stepsOf = (axes: readonly Axis[]) => ({
  stride: axes.map(({ stride }) => stride),
  dilation: axes.map(({ dilation }) => dilation),
  padding: axes.map(({ low, high }) => [low, high] as const),
});

/** Whether a case is one of the family, the shapes of its inputs, and its function. */
interface Family {
  readonly admits: (axis: Axis) => boolean;
  readonly shapes: (given: Case) => readonly Shape[];
  readonly f: (given: Case) => ArrayFunction;
}

const lengthsOf = ({ axes }: Case): number[] => axes.map(({ length }) => length);
const windowOf = ({ axes }: Case): number[] => axes.map(({ taps }) => taps);

const FAMILIES: Readonly<Record<string, Family>> = {
  convolutions: {
    admits: fits,
    shapes: (given) => [
      [given.examples, given.groups * given.incoming, ...lengthsOf(given)],
      [given.groups * given.outgoing, given.incoming, ...windowOf(given)],
      ...(given.hasBias ? [[given.groups * given.outgoing]] : []),
    ],
    f:
      ({ axes, groups }) =>
      (x, w, bias) =>
        [op.conv1d, op.conv2d][axes.length - 1]!(x!, w!, { ...stepsOf(axes), groups, ...(bias && { bias }) }),
  },
  "transposed convolutions": {
    admits: fitsBackwards,
    shapes: (given) => [
      [given.examples, given.groups * given.incoming, ...lengthsOf(given)],
      [given.groups * given.incoming, given.outgoing, ...windowOf(given)],
    ],
    f:
      ({ axes, groups }) =>
      (x, w) =>
        [op.convTranspose1d, op.convTranspose2d][axes.length - 1]!(x!, w!, {
          ...stepsOf(axes),
          outputPadding: axes.map(({ added }) => added),
          groups,
        }),
  },
  "largest elements": {
    admits: isPool,
    shapes: (given) => [[given.examples, ...lengthsOf(given)]],
    f: (given) => (x) =>
      [op.maxPool1d, op.maxPool2d][given.axes.length - 1]!(apart(x!), windowOf(given), stepsOf(given.axes)),
  },
  means: {
    admits: isPool,
    shapes: (given) => [[given.examples, ...lengthsOf(given)]],
    f: (given) => (x) =>
      [op.avgPool1d, op.avgPool2d][given.axes.length - 1]!(x!, windowOf(given), {
        ...stepsOf(given.axes),
        countPadding: given.flag,
      }),
  },
};

describe.each(Object.entries(FAMILIES))("%s", (_, { admits, shapes, f: functionOf }) => {
  it("agree with themselves in every way", () => {
    const property = fc.property(cases, fc.nat(), fc.boolean(), (given, seed, isSingle) => {
      fc.pre(given.axes.every(admits));
      const next = generator(seed);
      const f = functionOf(given);
      const inputs = shapes(given).map((shape) => drawn(next, shape));
      if (isSingle) {
        const singles = inputs.map((x, i) => (i === seed % inputs.length ? cast(x, "float32") : x));
        checkTranspose(f, singles, { seed, tolerance: 1e-6 / LEAST_SCALE });
        return;
      }
      checkTranspose(f, inputs, { seed, tolerance: 1e-14 / LEAST_SCALE });
      checkSecondOrder(f, inputs, { seed, tolerance: 1e-13 / LEAST_SCALE });
      checkDifferences(f, inputs, { seed });
      checkBatch(f, inputs, { seed });
    });
    fc.assert(property, { numRuns: RUNS, seed: SEED });
  });
});
