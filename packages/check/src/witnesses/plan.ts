import { adopt } from "@chainrule/array";
import type { DirectionsReport } from "../report/types.ts";
import { elementsOf, type Parameter, type Subject, sizeOf } from "../subject/subject.ts";
import { boundOf, type Exactish } from "../voices/carrier.ts";
import type { TapeVoice } from "../voices/tape.ts";
import { complexStep } from "./complexStep.ts";
import { dualSlopes, seedOf, stepRounding } from "./dualSlope.ts";
import { type Estimate, finiteDifference } from "./finiteDifference.ts";
import { forwardMode } from "./forwardMode.ts";
import { alongRandomDirections, type BoundedGradient } from "./randomDirections.ts";

/**
 * Up to how many entries in all each witness looks at every one; beyond, at a few of each array (differences and the forward
 * mode: of 32 arrays) and at its worst ones, and the complex step along random directions of the whole array. -1 for none.
 */
export interface WitnessPlan {
  /** For the complex step. */
  readonly complexStep: number;
  /** For finite differences. */
  readonly finiteDifference: number;
  /** For dual numbers. */
  readonly dualNumbers: number;
  /** For the tape's forward mode, a test of consistency. */
  readonly forwardMode: number;
}

/**
 * Every entry of nets up to 1,000 parameters by complex step; the others cost more, and differences say less.
 *
 * @example
 * ```ts
 * import { crossCheck, defaultWitnesses, formulaSubject } from "@chainrule/check";
 * const report = crossCheck(formulaSubject("exp(x)", { x: 1 }), { witnesses: defaultWitnesses });
 * report.parameters[0]?.entries[0]?.complexStep?.value; // => 2.718281828459045
 * ```
 */
export const defaultWitnesses: WitnessPlan = {
  complexStep: 1000,
  finiteDifference: 64,
  dualNumbers: 64,
  forwardMode: 64,
};

/**
 * No witness at all: only the two voices.
 *
 * @example
 * ```ts
 * import { crossCheck, formulaSubject, noWitnesses } from "@chainrule/check";
 * const report = crossCheck(formulaSubject("exp(x)", { x: 1 }), { witnesses: noWitnesses });
 * report.parameters[0]?.entries[0]?.complexStep; // => undefined
 * ```
 */
export const noWitnesses: WitnessPlan = {
  complexStep: -1,
  finiteDifference: -1,
  dualNumbers: -1,
  forwardMode: -1,
};

/** How many entries of each array a witness looks at where it cannot look at all, spread evenly. */
const sampled: WitnessPlan = { complexStep: 8, finiteDifference: 4, dualNumbers: 0, forwardMode: 1 };

/** Of this many arrays at most there is such a sample by a witness that looks at more than one value for an entry, spread evenly. */
const mostSampledArrays: WitnessPlan = {
  complexStep: Number.POSITIVE_INFINITY,
  finiteDifference: 32,
  dualNumbers: 0,
  forwardMode: 32,
};

/** Every how many arrays one is sampled. */
function arrayStride(witness: keyof WitnessPlan, arrays: number): number {
  return Math.max(1, Math.ceil(arrays / mostSampledArrays[witness]));
}

/** How many of the worst entries of each array are looked at besides; differences say too little of them. */
const ofTheWorst: WitnessPlan = { complexStep: 4, finiteDifference: 0, dualNumbers: 1, forwardMode: 0 };

/** A complex step, and on request how far it may be off by the roundings of its own operations. */
export interface SteppedSlope {
  readonly value: number;
  readonly rounding: () => number;
}

/** What the witnesses say of an entry; those that do not look at it are left out. */
export interface Looks {
  readonly complexStep?: SteppedSlope | undefined;
  readonly finiteDifference?: Estimate | undefined;
  readonly dualNumbers?: Exactish | undefined;
  readonly forwardMode?: Exactish | undefined;
}

/** The witnesses of a subject. */
export interface Witnesses {
  /** What they say of an entry by the plan. */
  at(parameter: number, index: number): Looks;
  /** Whether the plan leaves out entries of an array, which are then to be looked at along random directions. */
  leavesOut(parameter: number): boolean;
  /** The same of an entry that is one of the worst of its array: the first of them is number 0. */
  atWorst(parameter: number, index: number, number: number): Looks;
  /** The gradient by a whole array. */
  directions(parameter: number, gradient: BoundedGradient): DirectionsReport | undefined;
  /** What a reader must know: where looking at every entry would take too long. */
  notes(): readonly string[];
}

/** What one look takes, in evaluations of the primal in complex arithmetic. */
const weights: WitnessPlan = { complexStep: 1, finiteDifference: 4, dualNumbers: 8, forwardMode: 6 };

/** A witness whose looks at every entry take more operations looks at a sample: some seconds each. */
const mostWork = 100_000_000;

/** More careful bounds than this are not worked out: from there on, contradictions count as open. */
const mostCareful = 64;

/** Whether a witness looks at every one of so many entries, of a primal of so much work. */
function looksAtAll(witness: keyof WitnessPlan, total: number, primal: number, plan: WitnessPlan): boolean {
  return total <= plan[witness] && total * primal * weights[witness] <= mostWork;
}

/** So many operations of a look take as long as one of both voices, which is in 106 bits with a bound. */
const looksAnOperation = 150;

/** What the looks of all witnesses take, in operations as the cost limit counts them. */
export function workOfLooks({ parameters }: Subject, primal: number, plan: WitnessPlan): number {
  const sizes = parameters.map(({ value }) => sizeOf(value));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const looks = (Object.keys(weights) as (keyof WitnessPlan)[]).map((witness) => {
    if (plan[witness] < 0) return 0;
    if (looksAtAll(witness, total, primal, plan)) return weights[witness] * total;
    const stride = arrayStride(witness, sizes.length);
    const most = (p: number): number => (p % stride === 0 ? sampled[witness] : 0) + ofTheWorst[witness];
    return weights[witness] * sizes.reduce((sum, size, p) => sum + Math.min(size, most(p)), 0);
  });
  return (primal / looksAnOperation) * looks.reduce((sum, count) => sum + count, 0);
}

/** Prepares the witnesses. */
export function witnessesOf(subject: Subject, voice: TapeVoice, plan: WitnessPlan): Witnesses {
  const elements = subject.parameters.map(({ value }) => elementsOf(value));
  const total = elements.reduce((sum, { length }) => sum + length, 0);
  const isSeenBy = (witness: keyof WitnessPlan): boolean =>
    looksAtAll(witness, total, voice.work.primal, plan);
  const valueError = valueErrorOf(voice);
  const dual = dualSlopes(voice);
  const roundingAlong = stepRounding(voice);
  let careful = 0;
  const rounding = (p: number, i: number): number =>
    ++careful > mostCareful ? Number.POSITIVE_INFINITY : roundingAlong(seedOf(p, i));

  const isPlanned = (witness: keyof WitnessPlan, p: number, i: number): boolean => {
    if (plan[witness] < 0) return false;
    if (isSeenBy(witness)) return true;
    const isSampled = sampled[witness] > 0 && p % arrayStride(witness, elements.length) === 0;
    return isSampled && i % Math.ceil(elements[p]!.length / sampled[witness]) === 0;
  };
  const looked = (p: number, i: number, isAsked: (witness: keyof WitnessPlan) => boolean): Looks => {
    const x = elements[p]![i]!;
    return {
      ...(isAsked("complexStep") && {
        complexStep: { value: complexStep(voice, p, i, x), rounding: () => rounding(p, i) },
      }),
      ...(isAsked("finiteDifference") && {
        finiteDifference: finiteDifference(along(subject.parameters, voice, p, i), x, valueError),
      }),
      ...(isAsked("dualNumbers") && { dualNumbers: dual(seedOf(p, i)) }),
      ...(isAsked("forwardMode") && { forwardMode: forwardMode(voice, p, i) }),
    };
  };
  return {
    at: (p, i) => looked(p, i, (witness) => isPlanned(witness, p, i)),
    leavesOut: (p) =>
      plan.complexStep >= 0 && !isSeenBy("complexStep") && elements[p]!.length > sampled.complexStep,
    atWorst: (p, i, number) =>
      looked(
        p,
        i,
        (witness) => isPlanned(witness, p, i) || (plan[witness] >= 0 && number < ofTheWorst[witness]),
      ),
    directions: (p, gradient) => alongRandomDirections(voice, p, gradient),
    notes: () =>
      total > plan.complexStep || isSeenBy("complexStep")
        ? []
        : [
            `One evaluation takes about ${voice.work.primal} operations: the complex step looks at a sample of the entries, ` +
              "and along random directions.",
          ],
  };
}

/** A bound on the error of a value near the point: the running bound at the point, with a margin. */
export function valueErrorOf(voice: TapeVoice): number {
  return 2 * boundOf(voice.primal(voice.kernelBounds));
}

/** The subject's value as a function of one element, all others at the point. */
export function along(
  parameters: readonly Parameter[],
  voice: TapeVoice,
  parameter: number,
  index: number,
): (x: number) => number {
  const values = parameters.map(({ value }) => value);
  const own = values[parameter]!;
  const elements = elementsOf(own);
  return (x) =>
    voice.value(
      values.with(parameter, typeof own === "number" ? x : adopt(elements.with(index, x), own.shape)),
    );
}
