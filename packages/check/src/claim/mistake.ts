import type { NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  apply,
  type BackwardStep,
  grad,
  type Linear,
  matrixTranspose,
  multiply,
  recordTape,
  shapeOf,
  sum,
  type TapeEntry,
  TapeVariable,
} from "@chainrule/tape";
import { firstAlong } from "../faults/mask.ts";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { type ClaimedArray, explains } from "./nearness.ts";
import type { ClaimedMistake } from "./types.ts";

/** A known mistake on one edge: what it contributes in the place of what is right; undefined where it cannot be made. */
interface EdgeMistake {
  readonly name: string;
  readonly contribution: (edge: RightEdge) => Linear;
}

interface RightEdge {
  readonly step: BackwardStep;
  /** What it contributes. */
  readonly right: ArrayLike;
}

/** The telling ones first: any single one may be a factor of 2 by chance. */
const edgeMistakes: readonly EdgeMistake[] = [
  { name: "the activation in place of the pre-activation", contribution: atOutput },
  { name: "the function in place of its derivative", contribution: timesOutput },
  { name: "a factor or a derivative that was left out, such as beta", contribution: cotangentOf },
  { name: "a missing sum over the batch", contribution: firstOnly },
  { name: "a transposed matrix", contribution: transposed },
  { name: "a wrong sign", contribution: ({ right }) => multiply(right, -1) },
  { name: "an extra factor of 2", contribution: ({ right }) => multiply(right, 2) },
  { name: "a missing factor of 2", contribution: ({ right }) => multiply(right, 0.5) },
  { name: "a missing contribution", contribution: ({ right }) => multiply(right, 0) },
];

/** The work that a search may do: backward sweeps, times operations, times parameters. */
const mostWork = 3e7;

/**
 * The one mistake that makes every claimed number: on one edge of the tape, searched from the output backwards, or on all edges
 * of one kind; undefined where none does, or where the search would be long.
 */
export function mistakeIn(
  subject: Subject,
  arrays: readonly (ClaimedArray | undefined)[],
): ClaimedMistake | undefined {
  const sweep = sweeper(subject);
  const { steps, gradient } = sweep(() => undefined);
  const size = gradient.reduce((sum, { length }) => sum + length, 0);
  if (steps.length ** 2 * edgeMistakes.length * size > mostWork) return undefined;
  const isExplained = (values: Sweep["gradient"]): boolean =>
    arrays.every((array, p) => array === undefined || explains(values[p], array));

  const candidates = candidatesIn(steps);
  for (const { name, contribution } of edgeMistakes) {
    const found = candidates.find((candidate) => explainsAt(sweep, contribution, candidate, isExplained));
    if (found === undefined) continue;
    const { steps: at, input } = found;
    const { entry } = at[0]!;
    return {
      operation: entry.primitive.name,
      entries: at.map(({ place }) => place),
      leadsTo: leadsToOf(subject, steps, entry.inputs[input]),
      looksLike: name,
    };
  }
  return undefined;
}

/** Edges that may be wrong together: the same input of one operation, or of several of one kind. */
interface Candidate {
  readonly steps: readonly Step[];
  readonly input: number;
}

function candidatesIn(steps: readonly Step[]): readonly Candidate[] {
  const kinds = new Map<string, { steps: Step[]; input: number }>();
  const single: Candidate[] = [];
  for (const step of steps) {
    for (const input of step.entry.inputs.keys()) {
      single.push({ steps: [step], input });
      const key = `${step.entry.primitive.name} ${input}`;
      const kind = kinds.get(key) ?? { steps: [], input };
      kind.steps.push(step);
      kinds.set(key, kind);
    }
  }
  return [...single, ...[...kinds.values()].filter((kind) => kind.steps.length > 1)];
}

function explainsAt(
  sweep: Sweeper,
  contribution: EdgeMistake["contribution"],
  { steps, input }: Candidate,
  isExplained: (gradient: Sweep["gradient"]) => boolean,
): boolean {
  const places = new Set(steps.map(({ place }) => place));
  let made = 0;
  const { gradient } = sweep((step, place, k) => {
    const right = step.contributions[k];
    if (!places.has(place) || k !== input || right === undefined) return undefined;
    const wrong = contribution({ step, right: right as ArrayLike });
    if (wrong !== undefined) made += 1;
    return wrong;
  });
  return made === steps.length && isExplained(gradient);
}

/** What an edge contributes in the place of what is right; undefined leaves it as it is. */
type Change = (step: BackwardStep, place: number, input: number) => Linear;

interface Step extends BackwardStep {
  readonly place: number;
}

interface Sweep {
  readonly steps: readonly Step[];
  readonly gradient: readonly (readonly number[])[];
}

type Sweeper = (change: Change) => Sweep;

/** Records the function once; each sweep then goes back with other changes. */
function sweeper({ f, parameters }: Subject): Sweeper {
  const point = parameters.map(({ value }) => value);
  let [change, steps]: [Change, Step[]] = [() => undefined, []];
  const edges = (step: BackwardStep): readonly Linear[] => {
    const place = places.get(step.entry)!;
    steps.push({ ...step, place });
    return step.contributions.map((right, k) => change(step, place, k) ?? right);
  };
  const tape = recordTape((values: readonly ArrayLike[]) => f(values), { edges })(point);
  const places = new Map<TapeEntry, number>(tape.entries.map((entry, place) => [entry, place]));
  return (given) => {
    [change, steps] = [given, []];
    const gradient = tape.backward([1]).map((each, p) => numbersOf(each ?? multiply(point[p]!, 0)));
    return { steps, gradient };
  };
}

function leadsToOf({ parameters }: Subject, steps: readonly Step[], input: unknown): string {
  if (!(input instanceof TapeVariable)) return "a constant";
  const maker = steps.find(({ entry }) => entry.outputs.includes(input));
  if (maker !== undefined) return `${maker.entry.primitive.name} (entry ${maker.place})`;
  return parameters[input.index]?.name ?? "an input";
}

/** The one cotangent of an elementwise function of one argument. */
function unaryCotangent({ entry, cotangents }: BackwardStep): ArrayLike | undefined {
  const isUnary = entry.primitive.family === "elementwise" && entry.inputs.length === 1;
  return isUnary ? (cotangents[0] as ArrayLike | undefined) : undefined;
}

/** f'(f(x)) in the place of f'(x). */
function atOutput({ step }: RightEdge): Linear {
  const cotangent = unaryCotangent(step);
  if (cotangent === undefined) return undefined;
  const { primitive, params, outputs } = step.entry;
  return grad((x: ArrayLike) => sum(multiply(apply(primitive, params, [x])[0]!, cotangent)))(
    outputs[0]!.primal,
  );
}

/** f(x) in the place of f'(x). */
function timesOutput({ step }: RightEdge): Linear {
  const cotangent = unaryCotangent(step);
  return cotangent === undefined ? undefined : multiply(cotangent, step.entry.outputs[0]!.primal);
}

/** What came in, passed on as it is. */
function cotangentOf({ step, right }: RightEdge): Linear {
  const cotangent = step.cotangents[0];
  const isElementwise = step.entry.primitive.family === "elementwise";
  return isElementwise && cotangent !== undefined && isSameShape(cotangent as ArrayLike, right)
    ? cotangent
    : undefined;
}

/** Of a bias added to a batch: the first sample's cotangent, not the sum over all. */
function firstOnly({ step, right }: RightEdge): Linear {
  const cotangent = step.cotangents[0] as ArrayLike | undefined;
  if (cotangent === undefined || shapeOf(cotangent).length !== shapeOf(right).length + 1) return undefined;
  return isSameShape(sum(cotangent, { axis: 0 }), right)
    ? sum(firstAlong(cotangent, 0), { axis: 0 })
    : undefined;
}

function transposed({ right }: RightEdge): Linear {
  const [rows, columns, ...more] = shapeOf(right);
  return rows === columns && rows !== undefined && rows > 1 && more.length === 0
    ? matrixTranspose(right)
    : undefined;
}

function isSameShape(a: ArrayLike, b: ArrayLike): boolean {
  return shapeOf(a).join() === shapeOf(b).join();
}

function numbersOf(x: Linear): readonly number[] {
  return Array.from(elementsOf(x as NDArray | number));
}
