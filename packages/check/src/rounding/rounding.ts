import { type CheckOptions, crossCheck } from "../crossCheck.ts";
import type { ParameterReport, Report } from "../report/types.ts";
import type { Subject } from "../subject/subject.ts";
import { noWitnesses } from "../witnesses/plan.ts";

/** How much rounding there is in a float64 gradient, at its worst. */
export interface RoundingFigures {
  /** The largest measured error, in units in the last place of the entry's true value. */
  readonly ulps: number;
  /** The largest error relative to the largest entry of the same array. */
  readonly relative: number;
  /** The largest of the running error bounds, in the same units as `ulps`. */
  readonly boundUlps: number;
  /** Relative errors above this are excluded by the formula verdict. */
  readonly detectionLimit: number;
}

/** The rounding of the gradient by one parameter array, entry by entry. */
export interface ParameterRounding extends RoundingFigures {
  /** The path of the parameter, such as `layers.0.weight`. */
  readonly name: string;
  /** Lengths of its axes; empty for a scalar. */
  readonly shape: readonly number[];
  /** The measured error of each entry in units in the last place, row-major: a heat map's cells. */
  readonly cells: readonly number[];
  /** The place of the largest of them. */
  readonly worst: number;
}

/** The rounding of one layer: of all parameters whose paths begin alike. */
export interface LayerRounding extends RoundingFigures {
  /** The common path, such as `layers.0`; the name itself for a parameter without one. */
  readonly layer: string;
  /** Its parameters, in their order. */
  readonly parameters: readonly ParameterRounding[];
}

/**
 * How much float64 loses on the way back to each layer: measured errors beside their bounds, as plain data.
 *
 * The measure is the gradient in double-double arithmetic. Errors usually grow from the last layer to the first.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { networkSubject, roundingOf } from "@chainrule/check";
 * const data = { inputs: array([[0.1, 0.7]]), targets: array([[1]]) };
 * const layers = roundingOf(networkSubject("2 -> 3 tanh -> 1 sigmoid; loss=bce", data));
 * layers.map(({ layer, parameters }) => `${layer}: ${parameters.length}`); // => ["layers.0: 2", "layers.1: 2"]
 * layers.every(({ ulps, boundUlps }) => ulps < boundUlps); // => true
 * ```
 */
export function roundingOf(
  subject: Subject,
  options: Pick<CheckOptions, "onProgress" | "signal"> = {},
): readonly LayerRounding[] {
  return roundingOfReport(crossCheck(subject, { ...options, witnesses: noWitnesses }));
}

/**
 * The same of a report that is at hand.
 *
 * @example
 * ```ts
 * import { crossCheck, formulaSubject, roundingOfReport } from "@chainrule/check";
 * const layers = roundingOfReport(crossCheck(formulaSubject("x^2 y", { x: 3, y: 2 })));
 * layers.map(({ layer, ulps }) => [layer, ulps]); // => [["x", 0], ["y", 0]]
 * ```
 */
export function roundingOfReport({ parameters }: Pick<Report, "parameters">): readonly LayerRounding[] {
  const layers = new Map<string, ParameterRounding[]>();
  for (const parameter of parameters) {
    const layer = parameter.name.replace(/\.[^.]*$/, "");
    layers.set(layer, [...(layers.get(layer) ?? []), roundingIn(parameter)]);
  }
  return [...layers].map(([layer, own]) => ({ layer, ...worstOf(own), parameters: own }));
}

function roundingIn({ name, shape, entries }: ParameterReport): ParameterRounding {
  const cells = entries.map(({ ulps }) => ulps);
  const scale = entries.reduce((most, { kernel }) => Math.max(most, Math.abs(kernel)), 0);
  const errors = entries.map(({ kernel, symbolic, ulps }) => ({
    ulps,
    relative: scale === 0 ? 0 : (ulps * unitOf(Number(symbolic) || kernel)) / scale,
  }));
  const figures = entries.map((entry, i) => ({ ...entry, ...errors[i]! }));
  const worst = cells.reduce((place, ulps, i) => (ulps > cells[place]! ? i : place), 0);
  return { name, shape, ...worstOf(figures), cells, worst };
}

/** A unit in the last place. */
function unitOf(x: number): number {
  return x === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52);
}

function worstOf(figures: readonly RoundingFigures[]): RoundingFigures {
  const most = (of: (each: RoundingFigures) => number): number =>
    figures.reduce((largest, each) => Math.max(largest, of(each)), 0);
  return {
    ulps: most(({ ulps }) => ulps),
    relative: most(({ relative }) => relative),
    boundUlps: most(({ boundUlps }) => boundUlps),
    detectionLimit: most(({ detectionLimit }) => detectionLimit),
  };
}
