import {
  type BackwardStep,
  type DifferentiateOptions,
  NoArithmeticRuleError,
  recordTape,
  sourcePosition,
  type TapeEntry,
  TapeVariable,
} from "@chainrule/tape";
import { requireGiven } from "../given.ts";
import type { Subject } from "../subject/subject.ts";
import { dense, type Edge, edgeOf, unit } from "./edge.ts";
import { likenessOf } from "./likeness.ts";
import { wrongSlope } from "./slope.ts";

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
  /** The layer that the operation belongs to: the path of the last parameters that lead to it, such as `layers.1`. */
  readonly layer?: string;
  /** The line of the program that applied the operation, if positions were asked for. */
  readonly source?: string;
  /** 2 where the contribution is right, but not its derivative; then `found` and `right` are slopes of it. */
  readonly order?: 2;
}

/** What a search is told. */
export interface LocateOptions {
  /** 2 looks for rules whose own derivatives are wrong, where no first one is; 1 by default. */
  readonly order?: 1 | 2;
  /** Notes the line of the program for each operation. */
  readonly positions?: boolean;
}

/**
 * The first wrong edge of a subject's backward pass, from the output backwards; undefined where every edge that can be
 * judged is right.
 *
 * Every edge is judged on its own, from the cotangents that its operation was given, by the operation's primal alone: its
 * value along a direction where it is linear, a complex step elsewhere; of elementwise operations all elements at once, of
 * others along two dense directions, one of which weighs all elements alike. So an edge is named rightly whatever else is
 * wrong, and the whole search costs some fifteen to forty evaluations of the function. A contribution counts as wrong if it differs by more than 1e-12 of the
 * terms that it is made of (2e-14 for sums and products of matrices). Operations that know float64 only are passed over.
 *
 * @param fault makes the backward pass wrong on purpose
 * @param options the order, and whether lines of the program are noted
 * @example
 * ```ts
 * import { faults, formulaSubject, locate } from "@chainrule/check";
 * const subject = formulaSubject("sin(x) y", { x: 0.5, y: 2 });
 * const sign = faults.find(({ name }) => name === "sign");
 * const edge = locate(subject, sign?.plant(0));
 * [edge?.operation, edge?.leadsTo, edge?.looksLike]; // => ["sin", "x", "a wrong sign"]
 * locate(subject); // => undefined
 * ```
 */
export function locate(
  subject: Subject,
  fault: DifferentiateOptions = {},
  options: LocateOptions = {},
): WrongEdge | undefined {
  requireGiven({ subject, fault, options });
  const { order = 1, positions = false } = options;
  const steps = stepsOf(subject, positions ? { ...fault, positions: sourcePosition } : fault);
  return firstWrong(subject, steps) ?? (order === 2 ? firstWrongSlope(subject, steps) : undefined);
}

/** The first edge that contributes what it should, but would not at a point beside this one. */
function firstWrongSlope(subject: Subject, steps: readonly Step[]): WrongEdge | undefined {
  for (const step of steps) {
    for (const [k, input] of step.entry.inputs.entries()) {
      if (!(input instanceof TapeVariable)) continue;
      const wrong = wrongSlope(step, k);
      if (wrong !== undefined) return { ...placeOf(subject, steps, step, k), index: 0, ...wrong, order: 2 };
    }
  }
  return undefined;
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

function firstWrong(subject: Subject, steps: readonly Step[]): WrongEdge | undefined {
  for (const step of steps) {
    for (const k of step.entry.inputs.keys()) {
      if (!(step.entry.inputs[k] instanceof TapeVariable)) continue;
      const edge = edgeOf(step, k);
      const index = wrongUnlessUnknown(edge);
      if (index !== undefined) return describe(subject, steps, step, k, edge, index);
    }
  }
  return undefined;
}

/** Rows that know float64 only cannot be judged. */
function wrongUnlessUnknown(edge: Edge): number | undefined {
  try {
    return wrongElement(edge);
  } catch (error) {
    if (error instanceof NoArithmeticRuleError) return undefined;
    throw error;
  }
}

/** The first element that is wrong, as far as elements can be told apart. */
function wrongElement(edge: Edge): number | undefined {
  if (edge.isDiagonal) return wrongOnDiagonal(edge);
  const direction = dense(edge.length);
  return wrongAwayFromKinks(edge, direction) ?? wrongAwayFromKinks(edge, evened(direction, edge.found));
}

function wrongOnDiagonal({ found, diagonal, tolerance }: Edge): number | undefined {
  const { values, sizes } = diagonal();
  const isOff = (i: number): boolean => !isNear(found[i]!, values[i]!, sizes[i]!, tolerance);
  if (!found.some((_, i) => isOff(i))) return undefined;
  const [below, above] = ([-1, 1] as const).map((side) => diagonal(side).values);
  const place = found.findIndex((x, i) => isOff(i) && !isConvention(x, below![i]!, above![i]!));
  return place < 0 ? undefined : place;
}

/** How far apart, relative to the larger, what is right below a point and above it must be for the point to be a kink. */
const kinkGap = 1e-4;

/** Whether what is found is one of the values that may be chosen at a kink: one between both sides. */
function isConvention(found: number, below: number, above: number): boolean {
  const size = Math.max(Math.abs(below), Math.abs(above));
  const [low, high] = [Math.min(below, above), Math.max(below, above)];
  const slack = 1e-9 * size;
  return high - low > kinkGap * size && found >= low - slack && found <= high + slack;
}

/** With more elements at kinks than this an edge that is not diagonal is passed over. */
const mostKinks = 50;

/** A wrong element that is not at a kink: those that are, where a convention decides, are left out of the direction. */
function wrongAwayFromKinks(edge: Edge, direction: Float64Array): number | undefined {
  const rest = Float64Array.from(direction);
  for (let kinks = 0; kinks <= mostKinks; kinks++) {
    const index = wrongAlong(edge, rest);
    if (index === undefined) return undefined;
    const only = unit(edge.length, index);
    const [below, above] = [edge.project(only, -1).value, edge.project(only, 1).value];
    if (!isConvention(edge.found[index]!, below, above)) return index;
    rest[index] = 0;
  }
  return undefined;
}

/** The direction in which small contributions weigh as much as large ones. */
function evened(direction: Float64Array, found: Float64Array): Float64Array {
  const most = found.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  return direction.map((d, i) => d * Math.min(1e12, most / Math.abs(found[i]! || most || 1)));
}

/** A wrong element, if a direction shows that there is one: the half that shows it is halved again. */
function wrongAlong(edge: Edge, direction: Float64Array): number | undefined {
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

function isRight(edge: Edge, direction: Float64Array): boolean {
  let [found, size] = [0, 0];
  for (const [i, d] of direction.entries()) {
    const term = d === 0 ? 0 : edge.found[i]! * d;
    found += term;
    size += Math.abs(term);
  }
  const right = edge.project(direction);
  return isNear(found, right.value, Math.max(right.size, size), edge.tolerance);
}

/** Whether what is found is right but for rounding; what is no number tells nothing. */
function isNear(found: number, right: number, size: number, tolerance: number): boolean {
  return !(Math.abs(found - right) > tolerance * Math.max(size, Math.abs(found)));
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
  return { ...placeOf(subject, steps, step, k), index, found, right, ...(looksLike && { looksLike }) };
}

/** Which edge it is. */
function placeOf(
  subject: Subject,
  steps: readonly Step[],
  step: Step,
  k: number,
): Omit<WrongEdge, "index" | "found" | "right"> {
  const layer = layerOf(subject, steps, step);
  const { position } = step.entry;
  return {
    entry: step.place,
    operation: step.entry.primitive.name,
    input: k,
    leadsTo: nameOf(subject, steps, step.entry.inputs[k] as TapeVariable),
    ...(layer !== undefined && { layer }),
    ...(position !== undefined && { source: position }),
  };
}

/** The path of the last parameters on the way to an operation, without their own names. */
function layerOf({ parameters }: Subject, steps: readonly Step[], step: Step): string | undefined {
  const last = new Map<TapeVariable, number>();
  const numberOf = (input: unknown): number =>
    input instanceof TapeVariable ? (last.get(input) ?? input.index) : -1;
  for (const { entry, place } of steps.toReversed()) {
    const most = Math.max(...entry.inputs.map(numberOf));
    for (const output of entry.outputs) last.set(output, most);
    if (place === step.place) return parameters[most]?.name.match(/^(.*)\.[^.]*$/)?.[1];
  }
  return undefined;
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
 * formatWrongEdge(edge); // => "sin (entry 0) -> x: contributes -0.5 instead of 0.5"
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
  layer,
  source,
  order,
}: WrongEdge): string {
  const element = index === 0 ? "" : ` at element ${index}`;
  const likeness = looksLike === undefined ? "" : `; it looks like ${looksLike}`;
  const where = layer === undefined ? "" : `${layer}: `;
  const line = source === undefined ? "" : `; at ${source}`;
  const what = order === 2 ? "contributes with the slope" : "contributes";
  return `${where}${operation} (entry ${entry}) -> ${leadsTo}${element}: ${what} ${found} instead of ${right}${likeness}${line}`;
}
