import { countOperations } from "@chainrule/expr";
import { type Bounded, doubleDouble } from "@chainrule/special";
import type { DifferentiateOptions } from "@chainrule/tape";
import { agreementOf } from "./agreement/agreement.ts";
import { operationsOf, TooLargeError, usualLimit } from "./cost.ts";
import { directionsOf, type Order } from "./directions.ts";
import { complexStepError, type EntryEvidence, judgeEntry, judgePrimals } from "./entries.ts";
import { CheckError } from "./errors.ts";
import { requireGiven, requireOptions } from "./given.ts";
import { differ, type Kinks, kinksOf } from "./kinks.ts";
import { formulasOf } from "./report/formulas.ts";
import { brief, scientific } from "./report/numbers.ts";
import { entryName, largest } from "./report/overall.ts";
import type { EntryReport, ParameterReport, Report } from "./report/types.ts";
import { type Settle, type Settlement, settlement } from "./settle.ts";
import { partOf, runAtOnce, runInTurns, type Signal, type Steps } from "./steps.ts";
import { type Direction, directional } from "./subject/directional.ts";
import { elementsOf, type Parameter, type Subject, shapeOfParameter, sizeOf } from "./subject/subject.ts";
import { notesOnUnsteady } from "./unsteady.ts";
import {
  defaultTolerance,
  type OneSided,
  safetyFactor,
  type Verdict,
  worstVerdict,
} from "./verdict/judge.ts";
import { boundOf, doubleDoubles, type Exactish, exactish, largestMagnitude } from "./voices/carrier.ts";
import { type SymbolicValues, symbolicVoice } from "./voices/symbolic.ts";
import { type TapeVoice, tapeVoice } from "./voices/tape.ts";
import { complexStep } from "./witnesses/complexStep.ts";
import { seedOf, stepRounding } from "./witnesses/dualSlope.ts";
import {
  defaultWitnesses,
  type Looks,
  type Witnesses,
  type WitnessPlan,
  witnessesOf,
  workOfLooks,
} from "./witnesses/plan.ts";
import type { BoundedGradient } from "./witnesses/randomDirections.ts";
import { worstOf } from "./worstEntries.ts";

/**
 * A subject has no entry to differentiate by: agreement about nothing would mislead (`check/nothing`).
 *
 * @example
 * ```ts
 * import { crossCheck, formulaSubject } from "@chainrule/check";
 * crossCheck(formulaSubject("1 + 1", {})); // throws check/nothing
 * ```
 */
export class NothingToCheckError extends CheckError {
  override readonly name: string = "NothingToCheckError";

  constructor(subject: string) {
    super(
      "check/nothing",
      `There is nothing to differentiate "${subject}" by: give it at least one variable or argument that is not empty.`,
    );
  }
}

/** How a check is run. */
export interface CheckOptions {
  /**
   * 1 compares gradients; 2 rows of the Hessian, or for arrays its product with one direction; 3 the same of third
   * derivatives. 1 by default.
   */
  readonly order?: Order;
  /** Detection limits above this are `inconclusive`; 1e-9 by default. */
  readonly tolerance?: number;
  /** Which entries are judged again in 60 digits; by default the `inconclusive` ones. */
  readonly settle?: Settle;
  /** Makes the tape's backward pass wrong on purpose, to see the check fail. */
  readonly fault?: DifferentiateOptions;
  /** Which entries the table-free witnesses look at; by default every one, up to their limits. */
  readonly witnesses?: WitnessPlan;
  /** How many operations a check may take, about: above it a `TooLargeError` says so before it starts; 2e7 by default. */
  readonly limit?: number;
  /** Called as work is done, with numbers from 0 to 1 that grow. */
  readonly onProgress?: (fraction: number) => void;
  /** Once aborted, as by `onProgress`, the check throws a `CancelledError`. */
  readonly signal?: Signal;
}

/**
 * Derives the gradient of a subject twice, symbolically and on the tape, and compares every entry.
 *
 * Both voices are evaluated in double-double with running error bounds at the exact doubles of the point (the formula
 * verdict); the float64 result is then compared with the double-double one (the kernel's). Witnesses without a rule
 * table, complex step and finite differences, stand beside them. Entries that double-double leaves `inconclusive`, because
 * of cancellation, are settled in 60 digits.
 *
 * @throws {@link NothingToCheckError} for a subject without parameters
 * @throws {@link TooLargeError} where it would take too long
 * @throws OptionError (`check/option`) for options that are none
 * @example
 * ```ts
 * import { crossCheck, formulaSubject } from "@chainrule/check";
 * const { verdict, detectionLimit } = crossCheck(formulaSubject("exp(-x^2 / 2)", { x: 1.5 }));
 * verdict; // => "agree"
 * detectionLimit < 1e-25; // => true
 * ```
 */
export function crossCheck(subject: Subject, options: CheckOptions = {}): Report {
  return runAtOnce(given(subject, options), options);
}

/**
 * The same check in pieces: between them others have their turn, so that a page or a worker can show how far it is, and
 * cancel it.
 *
 * @throws {@link NothingToCheckError} for a subject without parameters
 * @throws {@link CancelledError} once the signal is aborted
 * @example
 * ```ts
 * import { crossCheckAsync, formulaSubject } from "@chainrule/check";
 * const signal = { aborted: false }; // or that of an AbortController
 * const report = await crossCheckAsync(formulaSubject("sin(x y)", { x: 1, y: 2 }), { signal });
 * report.verdict; // => "agree"
 * ```
 */
export async function crossCheckAsync(subject: Subject, options: CheckOptions = {}): Promise<Report> {
  return await runInTurns(given(subject, options), options);
}

/** What a check is part of: its name, and of how many parts alike it is one. */
interface Whole {
  readonly name: string;
  readonly parts: number;
}

/** Says what would take too long before it is begun. */
function requireAffordable(
  subject: Subject,
  { work }: TapeVoice,
  { limit = usualLimit, witnesses = defaultWitnesses }: CheckOptions,
  whole: Whole,
): void {
  const { parameters, symbolic } = subject;
  const entries = parameters.reduce((sum, { value }) => sum + sizeOf(value), 0);
  const stepped = symbolic === undefined ? entries * work.primal : 0; // a complex step, and a look for kinks, at every entry
  const looks = workOfLooks(subject, work.primal, witnesses);
  const operations = whole.parts * operationsOf(entries, work.gradient + stepped + looks);
  if (operations > limit) throw new TooLargeError(whole.name, operations, limit);
}

/** How far a check is after its large steps. */
const milestones = { differentiated: 0.05, symbolic: 0.2, tape: 0.35, bounded: 0.4 };

/** A check of what was given, once that is one. */
function given(subject: Subject, options: CheckOptions): Steps<Report> {
  requireGiven({ subject });
  requireOptions(options);
  return checking(subject, options, { name: subject.name, parts: 1 });
}

/** A check of any order: yields how far it is, and returns the report. */
function* checking(subject: Subject, options: CheckOptions, whole: Whole): Steps<Report> {
  if (subject.parameters.every(({ value }) => sizeOf(value) === 0)) {
    throw new NothingToCheckError(subject.name);
  }
  const { order = 1 } = options;
  if (order > 1) return yield* higherOrder(subject, options, order, whole);
  const tolerance = options.tolerance ?? defaultTolerance;
  const tape = tapeVoice(subject, options.fault);
  requireAffordable(subject, tape, options, whole);
  const symbolic = subject.symbolic && symbolicVoice(subject.symbolic, subject.parameters);
  yield milestones.differentiated;
  const reference = symbolic?.evaluate(exactish) ?? withoutSymbols(subject, tape);
  yield milestones.symbolic;
  const settled = settlement(options.settle ?? "inconclusive", symbolic, tape, tolerance);
  const witnesses = witnessesOf(subject, tape, options.witnesses ?? defaultWitnesses);
  const parameters = yield* compareEntries(subject, reference.gradient, tape, settled, witnesses, tolerance);
  const primals = judgePrimals(doubleDoubles, reference.value, tape.primal(exactish), tolerance);
  const primalVerdict = settled.primal(primals);
  return {
    schema: "chainrule-report/1",
    subject: subject.name,
    order: 1,
    value: tape.value(subject.parameters.map(({ value }) => value)),
    primalVerdict,
    ...summary(parameters),
    cost: symbolic?.operations ?? { primal: 0, gradient: 0 },
    ...(symbolic && { formulas: formulasOf(subject, symbolic) }),
    notes: [
      ...subject.notes,
      ...notesOnUnsteady(subject, tape, primalVerdict),
      ...settled.notes(),
      ...witnesses.notes(),
      ...infiniteSlopes(parameters),
      ...contradictions(parameters),
    ],
  };
}

/** Where both voices have the same infinity, the report says so. */
function infiniteSlopes(parameters: readonly ParameterReport[]): readonly string[] {
  return parameters.flatMap((parameter) =>
    parameter.entries
      .filter(
        ({ verdict, kernel, oneSided }) =>
          verdict === "not differentiable here" &&
          oneSided === undefined &&
          Math.abs(kernel) === Number.POSITIVE_INFINITY,
      )
      .map(
        ({ index, kernel }) => `the derivative by ${entryName(parameter, index)} is ${kernel} in both voices`,
      ),
  );
}

/** A witness that contradicts a whole array has no entry to show it at. */
function contradictions(parameters: readonly ParameterReport[]): readonly string[] {
  return parameters
    .filter(({ directions }) => directions?.contradicts)
    .map(
      ({ name, directions: { deviation, bound } = { deviation: 0, bound: 0 } }) =>
        `the complex step along random directions CONTRADICTS the gradient by ${name}: off by ` +
        `${scientific(deviation * bound)}, ${brief(deviation)} times the bound`,
    );
}

/** What the entries say together. */
function summary(
  parameters: readonly ParameterReport[],
): Pick<Report, "verdict" | "kernelWithinBounds" | "detectionLimit" | "parameters" | "agreement"> {
  return {
    verdict: worstVerdict(parameters.map(({ verdict }) => verdict)),
    kernelWithinBounds: parameters.every(({ entries }) => entries.every((entry) => entry.kernelWithinBound)),
    detectionLimit: largest(parameters, (entry) => entry.detectionLimit),
    parameters,
    agreement: agreementOf(parameters),
  };
}

/**
 * Where there is no symbolic primal, the complex step is the reference: as sharp as float64 allows.
 *
 * Where it is farther from the tape than its simple bound allows, the roundings of its own operations are counted first.
 */
function withoutSymbols({ parameters }: Subject, tape: TapeVoice): SymbolicValues {
  const bounds = tape.gradient(tape.kernelBounds);
  const rounding = stepRounding(tape);
  const gradient = parameters.map(({ value }, p) =>
    Array.from(elementsOf(value), (x, i) => {
      const step = complexStep(tape, p, i, x);
      const bounded = bounds[p]![i]!;
      const error = complexStepError(step, boundOf(bounded));
      const isOdd = Math.abs(step - bounded.value) > safetyFactor * (error + bounded.error);
      return {
        value: doubleDouble.fromNumber(step),
        error: isOdd ? error + rounding(seedOf(p, i)) : error,
      };
    }),
  );
  return { value: tape.primal(exactish), gradient };
}

function* compareEntries(
  subject: Subject,
  reference: SymbolicValues["gradient"],
  tape: TapeVoice,
  settled: Settlement,
  witnesses: Witnesses,
  tolerance: number,
): Steps<ParameterReport[]> {
  const gradient = tape.gradient(exactish);
  yield milestones.tape;
  const kernel = tape.kernel();
  const kernelBounds = tape.gradient(tape.kernelBounds);
  yield milestones.bounded;
  const kinks = kinksOf(subject, tape);
  const total = reference.reduce((count, { length }) => count + length, 0);
  let done = 0;

  const parameters: ParameterReport[] = [];
  for (const [p, parameter] of subject.parameters.entries()) {
    const scale = largestMagnitude(doubleDoubles, [...reference[p]!, ...gradient[p]!]);
    const entries: EntryReport[] = [];
    let isSmooth = true;
    const elements = elementsOf(parameter.value);
    const judged = (index: number, looks: Looks): EntryReport => {
      const sides = kinks(p, index);
      isSmooth &&= sides === undefined;
      const evidence = {
        index,
        symbolic: reference[p]![index]!,
        tape: gradient[p]![index]!,
        kernel: kernel[p]![index]!,
        kernelBound: boundOf(kernelBounds[p]![index]!),
        scale,
        tolerance,
        argument: elements[index]!,
        ...sidesAt(sides),
        ...looks,
      };
      return settled.entry(evidence, p, judgeEntry({ ...evidence, carrier: doubleDoubles }));
    };
    for (const index of reference[p]!.keys()) {
      entries.push(judged(index, witnesses.at(p, index)));
      done += 1;
      yield milestones.bounded + (1 - milestones.bounded) * (done / total);
    }
    const leavesOut = witnesses.leavesOut(p);
    for (const [number, index] of (leavesOut ? worstOf(entries) : []).entries()) {
      entries[index] = judged(index, witnesses.atWorst(p, index, number));
    }
    const verdict = worstVerdict(entries.map((entry) => entry.verdict));
    const directions =
      isSmooth && leavesOut
        ? witnesses.directions(p, withStepErrors(gradient[p]!, kernelBounds[p]!, scale))
        : undefined;
    const shape = shapeOfParameter(parameter);
    parameters.push({ name: parameter.name, shape, verdict, entries, ...(directions && { directions }) });
  }
  return parameters;
}

/** How far complex steps may be from the tape's values: as far as both bounds allow. */
function withStepErrors(
  values: readonly Exactish[],
  kernelBounds: readonly Bounded<number>[],
  scale: number,
): BoundedGradient {
  const errors = values.map(({ error }, i) => error + complexStepError(scale, boundOf(kernelBounds[i]!)));
  return { values, errors };
}

/** One-sided derivatives that differ have an interval between them; those that agree are a derivative. */
function sidesAt(sides: OneSided | undefined): Pick<EntryEvidence<unknown>, "oneSided" | "shared"> {
  const kinked = sides !== undefined && differ(sides);
  return { oneSided: kinked ? sides : undefined, shared: kinked ? undefined : sides };
}

/** Checks one directional derivative after the other at one order less, and puts the reports together. */
function* higherOrder(subject: Subject, options: CheckOptions, order: Order, whole: Whole): Steps<Report> {
  const tape = tapeVoice(subject);
  requireAffordable(subject, tape, options, whole);
  const kinks = kinksOf(subject, tape);
  const directions = directionsOf(subject.parameters, order);
  const lower = { ...options, order: (order - 1) as Order };
  const part = { ...whole, parts: whole.parts * directions.length };
  const reports: Report[] = [];
  for (const [k, { name, direction }] of directions.entries()) {
    const along = checking(directional(subject, name, direction, options.fault), lower, part);
    const slope = yield* partOf(along, k, directions.length);
    const report = isKinked(subject.parameters, direction, kinks) ? withoutSlope(slope) : slope;
    const parameters = report.parameters.map((each) => ({ ...each, name: `${name} ${each.name}` }));
    const formulas = report.formulas?.map((formula) => `${name} ${formula}`);
    reports.push({ ...report, parameters, ...(formulas && { formulas }) });
  }
  return {
    schema: "chainrule-report/1",
    subject: subject.name,
    order,
    value: tape.value(subject.parameters.map(({ value }) => value)),
    primalVerdict: worstVerdict(reports.map(({ primalVerdict }) => primalVerdict)),
    ...summary(reports.flatMap(({ parameters }) => parameters)),
    cost: {
      primal: subject.symbolic === undefined ? 0 : countOperations(subject.symbolic.expression),
      gradient: reports.reduce((total, { cost }) => total + cost.gradient, 0),
    },
    formulas: reports.flatMap(({ formulas }) => formulas ?? []),
    notes: [...new Set(reports.flatMap(({ notes }) => notes))],
  };
}

/** Whether the function has no derivative by an entry that the direction moves. */
function isKinked(parameters: readonly Parameter[], direction: Direction, kinks: Kinks): boolean {
  return parameters.some(
    ({ value }, p) =>
      direction[p] !== 0 &&
      Array.from(elementsOf(value)).some((_, i) => {
        const sides = kinks(p, i);
        return sides !== undefined && differ(sides);
      }),
  );
}

/** Where there is no first derivative there is no second one either, whatever the conventions' derivatives say. */
function withoutSlope(report: Report): Report {
  const atKink = (verdict: Verdict): Verdict => (verdict === "agree" ? "not differentiable here" : verdict);
  const parameters = report.parameters.map((parameter) => ({
    ...parameter,
    verdict: atKink(parameter.verdict),
    entries: parameter.entries.map((entry) => ({ ...entry, verdict: atKink(entry.verdict) })),
  }));
  return { ...report, primalVerdict: "not differentiable here", parameters };
}
