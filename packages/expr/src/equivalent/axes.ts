import type { Expression, SymbolNode } from "../node.ts";
import { type Landmark, landmarksOn } from "./axis.ts";
import { compareAt } from "./compare.ts";
import { criticalQuantities } from "./critical.ts";
import { pointInside } from "./inside.ts";
import { type Place, pointNear, sidesAt } from "./place.ts";
import { allowedValues, type Point, pointOf, scalarsOf, simpleTrials } from "./points.ts";
import { samplesBeside } from "./samples.ts";
import { type Difference, note, randomShare, type Search, tryAll } from "./search.ts";

/** One look along the axes of all variables through a point. */
interface Round {
  readonly base: (survey: Survey) => Place;
  /** The most points on an axis beside landmarks, and at those that are known exactly. */
  readonly samples: number;
  readonly places: number;
}

/** The search along axes. */
interface Survey {
  readonly search: Search;
  readonly quantities: readonly Expression[];
  readonly scalars: readonly SymbolNode[];
  /** The exact landmarks of each variable. */
  readonly places: Map<string, readonly Landmark[]>;
}

/** Through a point where both are defined. */
const first: Round = {
  base: ({ search, scalars }) => search.agreeing[0] ?? pointInside(search, scalars),
  samples: 24,
  places: 12,
};

/** Of several variables, then through exact landmarks of all, and through points far from it. */
const rounds: readonly Round[] = [
  first,
  ...[0, 1, 2].map((k) => ({ base: (survey: Survey) => exactPlace(survey, k), samples: 0, places: 4 })),
  ...[1, 2, 3].map((k) => ({ base: (survey: Survey) => pooledPoint(survey, k), samples: 8, places: 4 })),
];

/** The most variables whose axes are searched. */
const mostAxes = 6;

/**
 * Points on all sides of the zeros of critical quantities, and at these: on the axes through a point where both are
 * defined, and, of several variables, through others.
 */
export function tryCriticalPoints(search: Search): Difference | undefined {
  const { expressions, domains } = search.sides;
  const quantities = criticalQuantities(search.isProved ? domains : [...expressions, ...domains]);
  const scalars = scalarsOf(search.variables).slice(0, mostAxes);
  if (quantities.length === 0) return undefined;
  const survey: Survey = { search, quantities, scalars, places: new Map() };
  for (const round of scalars.length > 1 ? rounds : [first]) {
    const base = round.base(survey);
    for (const symbol of scalars) {
      if (search.tried >= mostOf(search)) return undefined;
      const found = tryAxis(survey, round, symbol, base);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function mostOf({ meter }: Search): number {
  return meter.points * (1 - randomShare);
}

function pooledPoint({ search: { variables, seed, pools } }: Survey, k: number): Point {
  return pointOf(variables, simpleTrials - k, seed, pools, 1);
}

/** The k-th exact landmark of each variable, on top of a point. */
function exactPlace(survey: Survey, k: number): Place {
  const exact = survey.scalars.flatMap(({ name }) => {
    const places = survey.places.get(name) ?? [];
    return places.length === 0 ? [] : [[name, places[k % places.length]!.exact!] as const];
  });
  return { ...pooledPoint(survey, 1), ...Object.fromEntries(exact) };
}

function tryAxis(survey: Survey, round: Round, symbol: SymbolNode, base: Place): Difference | undefined {
  const { search, quantities, places } = survey;
  const { pools, variables } = search;
  const landmarks = landmarksOn(symbol, quantities, base, search.meter);
  const near = landmarks.toSorted((a, b) => oddness(a.at) - oddness(b.at)).slice(0, round.places);
  const exact = near.filter((landmark) => landmark.exact !== undefined);
  places.set(symbol.name, [...(places.get(symbol.name) ?? []), ...exact]);
  const samples = allowedValues(variables, symbol, [...samplesFor(near), ...samplesFor(landmarks)]);
  pools.set(symbol.name, [...new Set([...(pools.get(symbol.name) ?? []), ...samples])]);
  const pointAt = (k: number) => ({ ...pointNear(base), [symbol.name]: samples[k]! });
  return (
    tryAll(search, Math.min(samples.length, round.samples), pointAt, mostOf(search)) ??
    tryExactPlaces(search, symbol, base, exact)
  );
}

/** Numbers on all sides of the landmarks, those of ordinary size first. */
function samplesFor(landmarks: readonly Landmark[]): number[] {
  const places = landmarks.map(({ at }) => at).sort((a, b) => a - b);
  return samplesBeside(places).sort((a, b) => oddness(a) - oddness(b));
}

/** 0 for 0 and 1, and more for what is larger or smaller. */
function oddness(x: number): number {
  return x === 0 ? 0 : Math.abs(Math.log2(Math.abs(x)));
}

/** The places themselves, where they are known exactly. */
function tryExactPlaces(
  search: Search,
  symbol: SymbolNode,
  base: Place,
  landmarks: readonly Landmark[],
): Difference | undefined {
  for (const { at, exact } of landmarks) {
    if (search.tried >= mostOf(search)) return undefined;
    if (!allowedValues(search.variables, symbol, [at]).includes(at)) continue;
    const [sides, rest] = sidesAt(search.sides, { ...base, [symbol.name]: exact! });
    const point = { ...pointNear(base), [symbol.name]: at + 0 };
    const found = note(search, point, compareAt(sides, rest, search.meter));
    if (found !== undefined) return found;
  }
  return undefined;
}
