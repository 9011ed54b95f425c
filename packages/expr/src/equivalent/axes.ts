import { evaluate } from "../evaluate/evaluate.ts";
import type { Expression, SymbolNode } from "../node.ts";
import { ShapeError } from "../shape.ts";
import { exactly, type Landmark, landmarksOn, oddness } from "./axis.ts";
import { compareAt, type Sides } from "./compare.ts";
import { criticalQuantities } from "./critical.ts";
import { pointInside } from "./inside.ts";
import { type Place, pointNear, sidesAt } from "./place.ts";
import { allowedValues, type Point, pointOf, scalarsOf, simpleTrials } from "./points.ts";
import { samplesBeside } from "./samples.ts";
import { type Difference, isSettled, note, randomShare, type Search, tryAll } from "./search.ts";

/** One look along the axes of all variables through a point. */
interface Round {
  readonly base: (survey: Survey) => Place;
  /** The most points on all axes beside landmarks, and at those that are known exactly. */
  readonly samples: number;
  readonly places: number;
}

/** The search along axes. */
interface Survey {
  readonly search: Search;
  readonly quantities: readonly Expression[];
  readonly scalars: readonly SymbolNode[];
  /** The exact landmarks of each variable. */
  readonly places: Map<string, readonly Expression[]>;
}

/** Through a point where both are defined. */
const first: Round = {
  base: ({ search, scalars }) => search.agreeing[0] ?? pointInside(search, scalars),
  samples: 36,
  places: 16,
};

/** Of several variables, then through exact landmarks of all, and through points far from it. */
const rounds: readonly Round[] = [
  first,
  ...[0, 1, 2].map((k) => ({ base: (survey: Survey) => exactPlace(survey, k), samples: 6, places: 6 })),
  ...[1, 2, 3, 4, 5, 6].map((k) => ({
    base: (survey: Survey) => pooledPoint(survey, k),
    samples: 8,
    places: 2,
  })),
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
      if (search.tried >= mostOf(search) || isSettled(search)) return undefined;
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
    return places.length === 0 ? [] : [[name, places[k % places.length]!] as const];
  });
  return { ...pooledPoint(survey, 1), ...Object.fromEntries(exact) };
}

function tryAxis(survey: Survey, round: Round, symbol: SymbolNode, base: Place): Difference | undefined {
  const { search, quantities, places } = survey;
  const { pools, variables, meter } = search;
  const landmarks = landmarksOn(symbol, quantities, base, meter);
  const samples = allowedValues(variables, symbol, samplesFor(landmarks));
  pools.set(symbol.name, [...new Set([...(pools.get(symbol.name) ?? []), ...samples])]);
  const pointAt = (k: number) => ({ ...pointNear(base), [symbol.name]: samples[k]! });
  const [mostSamples, mostPlaces] = [round.samples, round.places].map((most) => most / survey.scalars.length);
  const found = tryAll(search, Math.min(samples.length, mostSamples!), pointAt, mostOf(search));
  if (found !== undefined) return found;
  const exact = important(landmarks, mostPlaces!)
    .flatMap((landmark) => exactly(symbol, landmark, meter))
    .filter((place) => isAllowed(search, symbol, evaluate(place) as number));
  places.set(symbol.name, [...(places.get(symbol.name) ?? []), ...exact]);
  return tryExactPlaces(search, symbol, base, exact);
}

function isAllowed({ variables }: Search, symbol: SymbolNode, x: number): boolean {
  return allowedValues(variables, symbol, [x]).includes(x);
}

/** Numbers on all sides of the landmarks, those beside the important ones first, and of these the ones of ordinary size. */
function samplesFor(landmarks: readonly Landmark[]): number[] {
  const [near, all] = [important(landmarks, mostImportant), landmarks].map((some) =>
    samplesBeside(some.map(({ at }) => at).sort((a, b) => a - b)),
  );
  const groups = [near!.first, all!.first, near!.more, all!.more];
  return groups.flatMap((group) => group.toSorted((a, b) => oddness(a) - oddness(b)));
}

const mostImportant = 12;

function important(landmarks: readonly Landmark[], count: number): Landmark[] {
  return landmarks.toSorted((a, b) => a.rank - b.rank).slice(0, count);
}

/** The places themselves, where they are known exactly. */
function tryExactPlaces(
  search: Search,
  symbol: SymbolNode,
  base: Place,
  places: readonly Expression[],
): Difference | undefined {
  for (const exact of places) {
    if (search.tried >= mostOf(search)) return undefined;
    const place = { ...base, [symbol.name]: exact };
    const there = sidesWithin(search, place);
    const found = there && note(search, pointNear(place), compareAt(...there, search.meter));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Both sides at a place, unless an element lies outside its tensor there. */
function sidesWithin({ sides, meter }: Search, place: Place): readonly [Sides, Point] | undefined {
  try {
    return sidesAt(sides, place, meter);
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}
