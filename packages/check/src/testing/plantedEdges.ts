import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  divide,
  exp,
  type Linear,
  log1p,
  multiply,
  recordTape,
  shapeOf,
  sigmoid,
  sin,
  square,
  TapeVariable,
  tanh,
} from "@chainrule/tape";
import { locate } from "../locate/locate.ts";
import type { Subject } from "../subject/subject.ts";

/** A way to spoil what an edge contributes. */
type Spoil = (contribution: Linear) => Linear;

const scaled =
  (factor: number): Spoil =>
  (contribution) =>
    contribution === undefined ? undefined : multiply(contribution, factor);

/** One element, in the middle, is off. */
const oneElement =
  (factor: number): Spoil =>
  (contribution) => {
    if (contribution === undefined) return undefined;
    const shape = shapeOf(contribution);
    const size = shape.reduce((product, length) => product * length, 1);
    const factors = Array.from({ length: size }, (_, i) => (i === size >> 1 ? factor : 1));
    return multiply(contribution, array(factors, { shape }));
  };

const spoils: Readonly<Record<string, Spoil>> = {
  sign: scaled(-1),
  double: scaled(2),
  "1e-6": scaled(1 + 1e-6),
  "1e-9": scaled(1 + 1e-9),
  missing: () => undefined,
  "one element by 1e-9": oneElement(1 + 1e-9),
};

/** An edge by the line of its operation's first output, and the number of the input. */
interface Target {
  readonly line: number;
  readonly entry: number;
  readonly input: number;
}

/** Every edge that contributes anything. */
function edgesOf({ f, parameters }: Subject): readonly Target[] {
  const tape = recordTape((values: ArrayLike[]) => f(values))(parameters.map(({ value }) => value));
  const found: Target[] = [];
  tape.backward([1], ({ entry, contributions }) => {
    contributions.forEach((contribution, input) => {
      if (!(entry.inputs[input] instanceof TapeVariable) || contribution === undefined) return;
      const elements =
        typeof contribution === "number" ? [contribution] : [...(contribution as NDArray).toTypedArray()];
      if (elements[elements.length >> 1] === 0 || elements.every((x) => Number(x) === 0)) return;
      found.push({ line: entry.outputs[0]!.index, entry: tape.entries.indexOf(entry), input });
    });
  });
  return found;
}

/** What became of faults planted one at a time, each in a single edge. */
export interface Planted {
  readonly planted: number;
  /** Those that were not named exactly: the fault, and what was named instead. */
  readonly misses: readonly string[];
}

/** Plants every fault in every edge of a subject, and asks for the first wrong edge. */
export function plantEverywhere(subject: Subject): Planted {
  const misses: string[] = [];
  let planted = 0;
  if (locate(subject) !== undefined) misses.push("a wrong edge where nothing is planted");
  for (const { line, entry, input } of edgesOf(subject)) {
    for (const [name, spoil] of Object.entries(spoils)) {
      const edge = locate(subject, {
        edges: (step) =>
          step.entry.outputs[0]!.index === line
            ? step.contributions.map((c, i) => (i === input ? spoil(c) : c))
            : step.contributions,
      });
      planted += 1;
      if (edge?.entry !== entry || edge.input !== input) {
        misses.push(`${name} at entry ${entry}, input ${input}: ${JSON.stringify(edge)}`);
      }
    }
  }
  return { planted, misses };
}

/**
 * Plants two faults at a time, each in an edge of its own, and asks for the first wrong edge: that of the two which the backward
 * pass reaches first.
 */
export function plantPairs(subject: Subject, count: number): Planted {
  const edges = edgesOf(subject);
  const kinds = Object.entries(spoils);
  const misses: string[] = [];
  let state = 1;
  const pick = (most: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  for (let k = 0; k < count; k++) {
    const places = [pick(edges.length), pick(edges.length)].sort((a, b) => a - b);
    const hits = places.map((place) => ({ ...edges[place]!, spoil: kinds[pick(kinds.length)]! }));
    const edge = locate(subject, {
      edges: (step) =>
        step.contributions.map((c, i) => {
          const hit = hits.find(({ line, input }) => step.entry.outputs[0]!.index === line && i === input);
          return hit === undefined ? c : hit.spoil[1](c);
        }),
    });
    const [first] = hits;
    if (edge?.entry !== first!.entry || edge.input !== first!.input) {
      misses.push(`${first!.spoil[0]} at entry ${first!.entry}: ${JSON.stringify(edge)}`);
    }
  }
  return { planted: count, misses };
}

/** A graph of scalars in which values are used several times. */
export function scalarGraph(seed: number, size: number): (x: ArrayLike, y: ArrayLike) => ArrayLike {
  let state = seed;
  const pick = (count: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const choices = Array.from({ length: size }, () => [pick(7), pick(1000), pick(1000)] as const);
  return (x, y) => {
    const values: ArrayLike[] = [x, y];
    for (const [operation, i, j] of choices) {
      const [a, b] = [
        values[values.length - 1 - (i % Math.min(3, values.length))]!,
        values[j % values.length]!,
      ];
      values.push(
        [
          () => sin(add(a, b)),
          () => multiply(tanh(a), b),
          () => sigmoid(multiply(a, b)),
          () => divide(a, add(1.5, square(b))),
          () => exp(multiply(-0.1, square(a))),
          () => log1p(square(add(a, b))),
          () => add(multiply(a, 0.7), sin(b)),
        ][operation]!(),
      );
    }
    return values.at(-1)!;
  };
}
