import { add, type Linear, multiply } from "@chainrule/tape";
import { crossCheck } from "../crossCheck.ts";
import type { EntryReport, Report } from "../report/types.ts";
import { formulaSubject } from "../subject/formula.ts";
import type { Subject } from "../subject/subject.ts";
import { noWitnesses } from "../witnesses/plan.ts";
import { randomNumbers } from "./imitated.ts";

/** Where a variable is drawn from: evenly between two numbers, or by size between two powers of ten with either sign. */
type Range = readonly ["even", low: number, high: number] | readonly ["by size", low: number, high: number];

/** A small function, and where its variables are drawn from. */
export interface SmallFunction {
  readonly name: string;
  readonly formula: string;
  readonly ranges: Readonly<Record<string, Range>>;
}

const weights: Range = ["even", -2, 2];
const small: Range = ["by size", 1e-8, 1];

/** Ordinary ones first, then those whose formulas cancel. */
export const smallFunctions: readonly SmallFunction[] = [
  { name: "sigmoid", formula: "sigmoid(x)", ranges: { x: ["even", -40, 40] } },
  { name: "gaussian", formula: "gaussian(x, 0.3, s)", ranges: { x: ["even", -4, 4], s: ["even", 0.5, 2] } },
  { name: "tail of tanh", formula: "tanh(x)", ranges: { x: ["even", -25, 25] } },
  { name: "softplus, naive", formula: "log(1 + exp(x))", ranges: { x: ["even", -40, 40] } },
  { name: "softplus", formula: "softplus(x)", ranges: { x: ["even", -40, 40] } },
  { name: "deep sine", formula: "sin(sin(sin(sin(sin(sin(sin(sin(3 x))))))))", ranges: { x: weights } },
  {
    name: "product of 15 factors",
    formula: Array.from({ length: 15 }, (_, i) => `(x + ${i + 1} / 4)`).join(" * "),
    ranges: { x: weights },
  },
  {
    name: "neuron and cross-entropy",
    formula: "-(y log(sigmoid(v tanh(w a + b) + c)) + (1 - y) log(1 - sigmoid(v tanh(w a + b) + c)))",
    ranges: { y: ["even", 0, 1], v: weights, w: weights, a: weights, b: weights, c: weights },
  },
  {
    name: "squared error",
    formula: "((w a + b - y)^2 + (w c + b - z)^2) / 2",
    ranges: { w: weights, a: weights, b: weights, c: weights, y: weights, z: weights },
  },
  { name: "angle", formula: "atan(y / x)", ranges: { x: ["by size", 1e-3, 1e3], y: ["by size", 1e-3, 1e3] } },
  { name: "exp of sin", formula: "exp(sin(x y))", ranges: { x: weights, y: weights } },
  { name: "x^2.5 log x", formula: "x^2.5 log(x)", ranges: { x: ["even", 0.05, 8] } },
  { name: "fast waves", formula: "sin(1e5 x)", ranges: { x: weights } },
  { name: "(1 - cos x) / x^2", formula: "(1 - cos(x)) / x^2", ranges: { x: small } },
  { name: "e^x - 1", formula: "exp(x) - 1", ranges: { x: small } },
  { name: "difference of roots", formula: "sqrt(x + 1) - sqrt(x)", ranges: { x: ["even", 1, 1e8] } },
  { name: "log of 1 + x", formula: "log(1 + x)", ranges: { x: ["by size", 1e-12, 0.5] } },
  {
    name: "(x - 1)^7, expanded",
    formula: "x^7 - 7 x^6 + 21 x^5 - 35 x^4 + 35 x^3 - 21 x^2 + 7 x - 1",
    ranges: { x: ["even", 0.98, 1.02] },
  },
  { name: "x^2 - y^2", formula: "x^2 - y^2", ranges: { x: ["even", 1, 1.0001], y: ["even", 1, 1.0001] } },
  {
    name: "variance in one pass",
    formula: "(x^2 + y^2 + z^2) / 3 - ((x + y + z) / 3)^2",
    ranges: { x: ["even", 1e6, 1e6 + 1], y: ["even", 1e6, 1e6 + 1], z: ["even", 1e6, 1e6 + 1] },
  },
  { name: "x (1 - tanh^2 x)", formula: "x * (1 - tanh(x)^2)", ranges: { x: ["even", -25, 25] } },
  { name: "sinh x / x", formula: "(exp(x) - exp(-x)) / (2 x)", ranges: { x: small } },
  { name: "difference of poles", formula: "x / (x^2 + 1e-6) - 1 / x", ranges: { x: ["even", 0.5, 50] } },
];

/** What became of right and of wrong gradients of a function. */
export interface SmallFigures {
  /** Right components judged, those that took 60 digits, and those called wrong or left open. */
  readonly right: number;
  readonly settled: number;
  readonly falseAlarms: number;
  readonly open: number;
  /** Components wrong by more than the detection limit, and those of them without `disagree`. */
  readonly wrong: number;
  readonly missed: number;
}

/** A gradient too large by a relative error, taken so that it may be far below the unit roundoff of float64. */
function tooLargeBy(error: number, parameters: number) {
  const wrong = (c: Linear): Linear => c && add(c, multiply(c, error));
  return {
    edges: (step: {
      readonly entry: { readonly inputs: readonly unknown[] };
      readonly contributions: readonly Linear[];
    }) => step.contributions.map((c, k) => (isParameter(step.entry.inputs[k], parameters) ? wrong(c) : c)),
  };
}

/** The first values on a tape are its inputs. */
function isParameter(input: unknown, count: number): boolean {
  return typeof input === "object" && input !== null && "index" in input && Number(input.index) < count;
}

function drawn(range: Range, uniform: () => number): number {
  const [kind, low, high] = range;
  if (kind === "even") return low + (high - low) * uniform();
  const size = low * (high / low) ** uniform();
  return uniform() < 0.5 ? -size : size;
}

const errors = [1e-12, 1e-10, 1e-9, 1e-8, 1e-6, 1e-4, 1e-3];

/** Judges the gradient of a function at random points: as it is, and with errors planted down to the detection limit. */
export function studySmallFunction(each: SmallFunction, points: number): SmallFigures {
  const uniform = randomNumbers(each.name.length * 7919);
  const figures = { right: 0, settled: 0, falseAlarms: 0, open: 0, wrong: 0, missed: 0 };
  for (let k = 0; k < points; k++) {
    const at = Object.fromEntries(
      Object.entries(each.ranges).map(([name, range]) => [name, drawn(range, uniform)]),
    );
    const subject = formulaSubject(each.formula, at);
    const right = crossCheck(subject, { witnesses: noWitnesses });
    for (const { verdict, settledIn } of entriesOf(right)) {
      figures.right += 1;
      figures.settled += settledIn === undefined ? 0 : 1;
      figures.falseAlarms += verdict === "disagree" ? 1 : 0;
      figures.open += verdict === "inconclusive" ? 1 : 0;
    }
    const limit = entriesOf(right).reduce((most, { detectionLimit }) => Math.max(most, detectionLimit), 0);
    for (const error of [3 * limit, ...errors]) countMisses(subject, error, figures);
  }
  return figures;
}

function entriesOf({ parameters }: Report): readonly EntryReport[] {
  return parameters.flatMap(({ entries }) => entries);
}

function countMisses(subject: Subject, error: number, figures: { wrong: number; missed: number }): void {
  if (error === 0) return;
  const report = crossCheck(subject, {
    witnesses: noWitnesses,
    fault: tooLargeBy(error, subject.parameters.length),
  });
  for (const { verdict, symbolic, detectionLimit } of entriesOf(report)) {
    const isSeen = Number(symbolic) !== 0 && error > 1.01 * detectionLimit;
    figures.wrong += isSeen ? 1 : 0;
    figures.missed += isSeen && verdict !== "disagree" ? 1 : 0;
  }
}
