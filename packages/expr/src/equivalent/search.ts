import { conjuncts } from "../differentiate/domain.ts";
import { evaluate, type Value } from "../evaluate/evaluate.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { substitute } from "../substitute.ts";
import { type Landmark, landmarksOn } from "./axis.ts";
import { type Comparison, compareAt, exactDifference, type Sides } from "./compare.ts";
import { criticalQuantities } from "./critical.ts";
import type { Meter } from "./meter.ts";
import { allowedValues, type Point, pointOf, scalarsOf, simpleTrials, type Variables, variablesOf } from "./points.ts";
import { samplesBeside } from "./samples.ts";
import { settled } from "./settle.ts";

/** A point at which one side has a value and the other has none. */
export interface DomainDifference {
  readonly at: Point;
  /** Which side is defined there. */
  readonly definedOnly: "first" | "second";
}

/** A point at which the values differ. */
export interface Difference {
  readonly at: Point;
  readonly values: readonly [Value, Value];
}

/** The points tried so far. */
export interface Search {
  readonly sides: Sides;
  readonly variables: Variables;
  readonly seed: number;
  readonly meter: Meter;
  /** Numbers for each variable on all sides of what was found on its axis. */
  readonly pools: Map<string, number[]>;
  /** Whether agreement in doubles counts, because there is a proof. */
  isProved: boolean;
  tried: number;
  readonly agreeing: Point[];
  oneDefined: (DomainDifference & Difference) | undefined;
}

/** A search that has tried no point. */
export function createSearch(sides: Sides, seed: number, meter: Meter): Search {
  const variables = variablesOf([...sides.expressions, ...sides.domains]);
  const pools = new Map<string, number[]>();
  return { sides, variables, seed, meter, pools, isProved: false, tried: 0, agreeing: [], oneDefined: undefined };
}

/** Simple numbers, which make the best counterexamples. */
export function trySimplePoints(search: Search): Difference | undefined {
  return tryAll(search, simpleTrials, (trial) => pointOf(search.variables, trial, search.seed));
}

/** Random points, on all sides of what was found on the axes. */
export function tryRandomPoints(search: Search): Difference | undefined {
  const { variables, seed, pools, meter } = search;
  return tryAll(search, meter.points, (trial) => pointOf(variables, simpleTrials + trial, seed, pools));
}

/** At the first points where both agree, differences beyond 60 digits. */
export function tryExactly({ sides, agreeing }: Search): Difference | undefined {
  for (const at of agreeing.slice(0, exactTrials)) {
    const values = exactDifference(sides, at);
    if (values !== undefined) return { at, values };
  }
  return undefined;
}

/** Points at which fractions are computed. */
const exactTrials = 2;

/** The most variables whose axes are searched. */
const mostAxes = 6;

/** The points on an axis, at most: beside landmarks, and at those that are known exactly; fewer in later rounds. */
const mostSamples: readonly number[] = [24, 8];
const mostPlaces: readonly number[] = [12, 4];

/** How often the axes of several variables are searched, through a new point every time. */
const mostRounds = 4;

/** The share of the points that is left to random ones. */
const randomShare = 0.25;

/**
 * Points on all sides of the zeros of critical quantities, and at these: on the axes through a point where both are defined, and, of
 * several variables, through others.
 */
export function tryCriticalPoints(search: Search): Difference | undefined {
  const { sides, variables } = search;
  const quantities = criticalQuantities(search.isProved ? sides.domains : [...sides.expressions, ...sides.domains]);
  const scalars = scalarsOf(variables).slice(0, mostAxes);
  if (quantities.length === 0 || scalars.length === 0) return undefined;
  for (let round = 0; round < (scalars.length > 1 ? mostRounds : 1); round++) {
    const base = baseOf(search, scalars, round);
    for (const symbol of scalars) {
      if (search.tried >= mostCritical(search)) return undefined;
      const found = tryAxis(search, { symbol, base, round }, landmarksOn(symbol, quantities, base));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The point whose axes are searched: one where both are defined, then others far from it. */
function baseOf(search: Search, scalars: readonly SymbolNode[], round: number): Point {
  const { agreeing, variables, seed, pools } = search;
  if (round > 0) return pointOf(variables, simpleTrials - round, seed, pools, 1);
  return agreeing[0] ?? pointInside(search, scalars);
}

function mostCritical({ meter }: Search): number {
  return meter.points * (1 - randomShare);
}

/** The axis of a variable through a point. */
interface Axis {
  readonly symbol: SymbolNode;
  readonly base: Point;
  readonly round: number;
}

function tryAxis(
  search: Search,
  axis: Axis,
  landmarks: readonly Landmark[],
): Difference | undefined {
  const { pools, variables } = search;
  const { symbol, base, round } = axis;
  const [samplesHere, placesHere] = [mostSamples, mostPlaces].map((most) => most[round] ?? most.at(-1)!);
  const ordered = landmarks.toSorted((a, b) => oddness(a.at) - oddness(b.at)).slice(0, placesHere);
  const near = samplesBeside(ordered.map(({ at }) => at).sort((a, b) => a - b));
  const far = samplesBeside(landmarks.map(({ at }) => at)).filter((x) => !near.includes(x));
  const samples = allowedValues(variables, symbol, [...ordinaryFirst(near), ...ordinaryFirst(far)]);
  pools.set(symbol.name, [...new Set([...(pools.get(symbol.name) ?? []), ...samples])]);
  const pointAt = (k: number) => ({ ...base, [symbol.name]: samples[k]! });
  return (
    tryAll(search, Math.min(samples.length, samplesHere!), pointAt, mostCritical(search)) ??
    tryExactPlaces(search, axis, ordered)
  );
}

function ordinaryFirst(xs: readonly number[]): number[] {
  return xs.toSorted((a, b) => oddness(a) - oddness(b));
}

/** 0 for 0 and 1, and more for what is larger or smaller. */
function oddness(x: number): number {
  return x === 0 ? 0 : Math.abs(Math.log2(Math.abs(x)));
}

/** The places themselves, where they are known exactly. */
function tryExactPlaces(
  search: Search,
  { symbol, base }: Axis,
  landmarks: readonly Landmark[],
): Difference | undefined {
  for (const { at, exact } of landmarks) {
    if (search.tried >= mostCritical(search)) return undefined;
    const isAllowed = allowedValues(search.variables, symbol, [at]).includes(at);
    if (exact === undefined || !isAllowed) continue;
    const sides = sidesAt(search, { ...base, [symbol.name]: exact });
    if (sides === undefined) continue;
    const found = note(search, { ...base, [symbol.name]: at + 0 }, compareAt(sides, {}, search.meter));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Both sides with exact numbers for their variables; undefined for tensors. */
function sidesAt({ sides }: Search, place: Readonly<Record<string, Point[string] | Expression>>): Sides | undefined {
  const replacements: Record<string, number | Expression> = {};
  for (const [name, value] of Object.entries(place)) {
    if (typeof value === "object" && "data" in value) return undefined;
    replacements[name] = value;
  }
  const at = (e: Expression) => settled(substitute(e, replacements));
  const [[a, b], [c, d]] = [sides.expressions, sides.domains];
  return { expressions: [at(a), at(b)], domains: [at(c), at(d)] };
}

function tryAll(
  search: Search,
  count: number,
  pointAt: (k: number) => Point,
  most = search.meter.points,
): Difference | undefined {
  for (let k = 0; k < count && search.tried < most; k++) {
    const point = pointAt(k);
    const enough = search.isProved ? "doubles" : "60 digits";
    const found = note(search, point, compareAt(search.sides, point, search.meter, enough));
    if (found !== undefined) return found;
  }
  return undefined;
}

function note(search: Search, at: Point, comparison: Comparison): Difference | undefined {
  search.tried += 1;
  if (comparison.outcome === "differ") return { at, values: comparison.values };
  if (comparison.outcome === "one defined") {
    search.oneDefined ??= { at, definedOnly: comparison.which, values: comparison.values };
  }
  if (comparison.outcome === "agree") search.agreeing.push(at);
  return undefined;
}

/** Rounds of choosing one variable after the other. */
const rounds = 3;

/** A point that meets as many conditions of the domains as can be reached by changing one variable after the other. */
function pointInside({ sides, variables, seed }: Search, scalars: readonly SymbolNode[]): Point {
  const conditions = sides.domains.flatMap(conjuncts).filter(({ kind }) => kind !== "number");
  const quantities = criticalQuantities(conditions);
  const met = (point: Point) =>
    (evaluate(conditions, point) as number[]).filter((value) => value !== 0 && !Number.isNaN(value)).length;
  let best = pointOf(variables, 0, seed);
  let most = met(best);
  for (let round = 0; round < rounds && most < conditions.length; round++) {
    for (const symbol of scalars) {
      const landmarks = landmarksOn(symbol, quantities, best).map(({ at }) => at);
      for (const x of allowedValues(variables, symbol, [...samplesBeside(landmarks), ...landmarks])) {
        const point = { ...best, [symbol.name]: x };
        const count = met(point);
        if (count > most) [best, most] = [point, count];
      }
    }
  }
  return best;
}
