import type { Value } from "../evaluate/evaluate.ts";
import { type Comparison, compareAt, exactDifference, type Sides } from "./compare.ts";
import type { Meter } from "./meter.ts";
import { type Point, pointOf, simpleTrials, type Variables, variablesOf } from "./points.ts";

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
  /** The points at which values are beyond the range of the arithmetic. */
  outOfRange: number;
  oneDefined: (DomainDifference & Difference) | undefined;
}

/** A search that has tried no point. */
export function createSearch(sides: Sides, seed: number, meter: Meter): Search {
  const variables = variablesOf([...sides.expressions, ...sides.domains]);
  const pools = new Map<string, number[]>();
  return {
    sides,
    variables,
    seed,
    meter,
    pools,
    isProved: false,
    tried: 0,
    agreeing: [],
    outOfRange: 0,
    oneDefined: undefined,
  };
}

/** Simple numbers, which make the best counterexamples. */
export function trySimplePoints(search: Search): Difference | undefined {
  const count = hasVariables(search) ? simpleTrials : 1;
  return tryAll(search, count, (trial) => pointOf(search.variables, trial, search.seed));
}

/** Without variables there is one point only. */
function hasVariables({ variables }: Search): boolean {
  return variables.symbols.length > 0;
}

/** The share of the points that random ones are. */
export const randomShare = 0.3;

/** Random points, on all sides of what was found on the axes. */
export function tryRandomPoints(search: Search): Difference | undefined {
  const { variables, seed, pools, meter } = search;
  const count = hasVariables(search) ? Math.ceil(meter.points * randomShare) : 0;
  return tryAll(search, count, (trial) => pointOf(variables, simpleTrials + trial, seed, pools));
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

/** With a proof it is enough to know a point where both are defined, and one where only one of them is. */
export function isSettled({ isProved, agreeing, oneDefined }: Search): boolean {
  return isProved && agreeing.length > 0 && oneDefined !== undefined;
}

/** Tries points, up to a number of all that were tried, and stops at a difference. */
export function tryAll(
  search: Search,
  count: number,
  pointAt: (k: number) => Point,
  most: number = search.meter.points,
): Difference | undefined {
  for (let k = 0; k < count && search.tried < most && !isSettled(search); k++) {
    const point = pointAt(k);
    const enough = search.isProved ? "doubles" : "60 digits";
    const found = note(search, point, compareAt(search.sides, point, search.meter, enough));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function note(search: Search, at: Point, comparison: Comparison): Difference | undefined {
  search.tried += 1;
  if (comparison.outcome === "differ") return { at, values: comparison.values };
  if (comparison.outcome === "one defined") {
    search.oneDefined ??= { at, definedOnly: comparison.which, values: comparison.values };
  }
  if (comparison.outcome === "out of range") search.outOfRange += 1;
  if (comparison.outcome === "agree") search.agreeing.push(at);
  return undefined;
}
