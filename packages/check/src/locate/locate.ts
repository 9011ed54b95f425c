import {
  type BackwardStep,
  type DifferentiateOptions,
  recordTape,
  type TapeEntry,
  TapeVariable,
} from "@chainrule/tape";
import type { Subject } from "../subject/subject.ts";
import { dense, type Edge, edgeOf, type Projection, unit } from "./edge.ts";
import { likenessOf } from "./likeness.ts";

/** The first edge of the backward pass that contributes what it should not. */
export interface WrongEdge {
  /** The place of the operation on the tape, from 0. */
  readonly entry: number;
  /** The operation. */
  readonly operation: string;
  /** Which of its inputs the edge leads to, from 0. */
  readonly input: number;
  /** What that input is: a parameter, or the operation that made it with its place on the tape. */
  readonly leadsTo: string;
  /** The first element that is wrong, as a flat row-major index. */
  readonly index: number;
  /** What the edge contributes to the cotangent there. */
  readonly found: number;
  /** What it should contribute, by a complex step through the operation. */
  readonly right: number;
  /** What mistake it looks like, if it is a known one. */
  readonly looksLike?: string;
}

/**
 * The first wrong edge of a subject's backward pass, from the output backwards; undefined where every edge that can be
 * judged is right.
 *
 * Every edge is judged on its own, from the cotangents that its operation was given, by a complex step through the
 * operation's primal along one dense direction, and if no edge shows a fault, once more element by element. So an edge is
 * named rightly whatever else is wrong. A contribution counts as wrong if it differs by more than 1e-12 of the terms that it
 * is made of. Operations that know float64 only are passed over.
 *
 * @param fault makes the backward pass wrong on purpose
 * @example
 * ```ts
 * import { faults, formulaSubject, locate } from "@chainrule/check";
 * const subject = formulaSubject("sin(x) y", { x: 0.5, y: 2 });
 * const sign = faults.find(({ name }) => name === "sign");
 * const edge = locate(subject, sign?.plant(0));
 * [edge?.operation, edge?.leadsTo, edge?.looksLike]; // => ["sin", "x", "the sign"]
 * locate(subject); // => undefined
 * ```
 */
export function locate(subject: Subject, fault: DifferentiateOptions = {}): WrongEdge | undefined {
  const steps = stepsOf(subject, fault);
  return firstWrong(subject, steps, "as a whole") ?? firstWrong(subject, steps, "by element");
}

/** What happened on the way back, the output first, each with the place of its operation. */
interface Step extends BackwardStep {
  readonly place: number;
}

function stepsOf({ f, parameters }: Subject, fault: DifferentiateOptions): readonly Step[] {
  const tape = recordTape(
    (values: readonly (number | object)[]) => f(values as never),
    fault,
  )(parameters.map(({ value }) => value));
  const places = new Map<TapeEntry, number>(tape.entries.map((entry, place) => [entry, place]));
  const steps: Step[] = [];
  tape.backward([1], (step) => steps.push({ ...step, place: places.get(step.entry)! }));
  return steps;
}

function firstWrong(
  subject: Subject,
  steps: readonly Step[],
  how: "as a whole" | "by element",
): WrongEdge | undefined {
  for (const step of steps) {
    for (const k of step.entry.inputs.keys()) {
      if (!(step.entry.inputs[k] instanceof TapeVariable)) continue;
      const edge = edgeOf(step, k);
      const index = edge && (how === "as a whole" ? wrongAlong(edge) : wrongElement(edge));
      if (index !== undefined) return describe(subject, steps, step, k, edge!, index);
    }
  }
  return undefined;
}

/** Relative to the terms that a contribution is made of. */
const tolerance = 1e-12;

/** Contributions of more elements than this are judged as a whole only. */
const elementLimit = 2_000;

/** The first wrong element, if one dense direction shows that there is one. */
function wrongAlong(edge: Edge): number | undefined {
  const direction = dense(edge.length);
  if (isRight(edge, direction)) return undefined;
  let [from, to] = [0, edge.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    const half = direction.map((d, i) => (i >= from && i < middle ? d : 0));
    if (isRight(edge, half)) from = middle;
    else to = middle;
  }
  return from;
}

function wrongElement(edge: Edge): number | undefined {
  if (edge.length > elementLimit) return undefined;
  for (let i = 0; i < edge.length; i++) if (!isRight(edge, unit(edge.length, i))) return i;
  return undefined;
}

function isRight(edge: Edge, direction: Float64Array): boolean {
  const right = edge.project(direction);
  const found = foundAlong(edge, direction);
  const gap = Math.abs(right.value - found.value);
  return !(gap > tolerance * Math.max(right.size, found.size)); // what is no number tells nothing
}

function foundAlong({ found }: Edge, direction: Float64Array): Projection {
  let [value, size] = [0, 0];
  for (const [i, d] of direction.entries()) {
    const term = d === 0 ? 0 : found[i]! * d;
    value += term;
    size += Math.abs(term);
  }
  return { value, size };
}

function describe(
  subject: Subject,
  steps: readonly Step[],
  step: Step,
  k: number,
  edge: Edge,
  index: number,
): WrongEdge {
  const found = edge.found[index]!;
  const right = edge.project(unit(edge.length, index)).value;
  const looksLike = likenessOf(step, k, edge, { index, found, right });
  return {
    entry: step.place,
    operation: step.entry.primitive.name,
    input: k,
    leadsTo: nameOf(subject, steps, step.entry.inputs[k] as TapeVariable),
    index,
    found,
    right,
    ...(looksLike && { looksLike }),
  };
}

function nameOf({ parameters }: Subject, steps: readonly Step[], variable: TapeVariable): string {
  const maker = steps.find(({ entry }) => entry.outputs.includes(variable));
  if (maker !== undefined) return `${maker.entry.primitive.name} (entry ${maker.place})`;
  return parameters[variable.index]?.name ?? "an input";
}

/**
 * A wrong edge in a line of text.
 *
 * @example
 * ```ts
 * import { formatWrongEdge } from "@chainrule/check";
 * const edge = { entry: 0, operation: "sin", input: 0, leadsTo: "x", index: 0, found: -0.5, right: 0.5 };
 * formatWrongEdge(edge); // => "sin (entry 0) -> x: contributes -0.5, and should 0.5"
 * ```
 */
export function formatWrongEdge({
  operation,
  entry,
  leadsTo,
  index,
  found,
  right,
  looksLike,
}: WrongEdge): string {
  const element = index === 0 ? "" : ` at element ${index}`;
  const likeness = looksLike === undefined ? "" : `; it looks like ${looksLike}`;
  return `${operation} (entry ${entry}) -> ${leadsTo}${element}: contributes ${found}, and should ${right}${likeness}`;
}
