import { array } from "@chainrule/array";
import type { DirectionsReport } from "../report/types.ts";
import { elementsOf, type Parameter, type Subject } from "../subject/subject.ts";
import { boundOf } from "../voices/carrier.ts";
import type { TapeVoice } from "../voices/tape.ts";
import { complexStep } from "./complexStep.ts";
import { type Estimate, finiteDifference } from "./finiteDifference.ts";
import { alongRandomDirections, type BoundedGradient } from "./randomDirections.ts";

/**
 * Up to how many entries in all each table-free witness looks at every one; beyond, at a few of each array, and the complex
 * step along random directions of the whole array.
 */
export interface WitnessPlan {
  /** For the complex step; -1 for none. */
  readonly complexStep: number;
  /** For finite differences; -1 for none. */
  readonly finiteDifference: number;
}

/**
 * Every entry of nets up to 1,000 parameters by complex step; differences cost more and say less.
 *
 * @example
 * ```ts
 * import { crossCheck, defaultWitnesses, formulaSubject } from "@chainrule/check";
 * const report = crossCheck(formulaSubject("exp(x)", { x: 1 }), { witnesses: defaultWitnesses });
 * report.parameters[0]?.entries[0]?.complexStep?.value; // => 2.718281828459045
 * ```
 */
export const defaultWitnesses: WitnessPlan = { complexStep: 1000, finiteDifference: 64 };

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
export const noWitnesses: WitnessPlan = { complexStep: -1, finiteDifference: -1 };

/** How many entries of each array a witness looks at where it cannot look at all: differences cost more and say less. */
const sampled: WitnessPlan = { complexStep: 8, finiteDifference: 4 };

/** The table-free witnesses of a subject. */
export interface Witnesses {
  /** The gradient by a whole array, where the plan leaves out some of its entries. */
  directions(parameter: number, gradient: BoundedGradient): DirectionsReport | undefined;
  complexStep(parameter: number, index: number): number | undefined;
  finiteDifference(parameter: number, index: number): Estimate | undefined;
}

/** Prepares the witnesses; each answers `undefined` for entries outside the plan. */
export function witnessesOf(subject: Subject, voice: TapeVoice, plan: WitnessPlan): Witnesses {
  const elements = subject.parameters.map(({ value }) => elementsOf(value));
  const total = elements.reduce((sum, { length }) => sum + length, 0);
  const looksAt = (witness: keyof WitnessPlan, parameter: number, index: number): boolean => {
    const limit = plan[witness];
    if (limit < 0) return false;
    const { length } = elements[parameter]!;
    return total <= limit || index % Math.ceil(length / sampled[witness]) === 0;
  };
  const valueError = valueErrorOf(voice);
  const leavesOut = (p: number): boolean =>
    plan.complexStep >= 0 && total > plan.complexStep && elements[p]!.length > sampled.complexStep;
  return {
    directions: (p, gradient) => (leavesOut(p) ? alongRandomDirections(voice, p, gradient) : undefined),
    complexStep: (p, i) =>
      looksAt("complexStep", p, i) ? complexStep(voice, p, i, elements[p]![i]!) : undefined,
    finiteDifference: (p, i) =>
      looksAt("finiteDifference", p, i)
        ? finiteDifference(along(subject.parameters, voice, p, i), elements[p]![i]!, valueError)
        : undefined,
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
      values.with(
        parameter,
        typeof own === "number" ? x : array(elements.with(index, x), { shape: own.shape }),
      ),
    );
}
