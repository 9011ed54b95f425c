import { boundOf } from "../voices/carrier.ts";
import type { TapeVoice } from "../voices/tape.ts";

/** What a property oracle found: plain data. */
export interface OracleResult {
  /** The property, in a few words. */
  readonly oracle: string;
  /** Whether it holds. */
  readonly outcome: "holds" | "fails" | "does not apply";
  /** Where it was worst, or why it does not apply. */
  readonly detail: string;
  /** The numbers behind the outcome. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Two numbers that a property says are one, and where. */
export interface Pair {
  readonly at: string;
  readonly found: number;
  readonly right: number;
  /** What a difference is measured by; the larger of the two, and 1, unless given. */
  readonly scale?: number;
  /** A difference that rounding explains; 0 unless given. */
  readonly rounding?: number;
}

/** Differences above this, relative to the scale, are no rounding. */
const tolerance = 1e-10;

/** The outcome of a property from all the pairs that it was tried on. */
export function resultOf(oracle: string, pairs: readonly Pair[]): OracleResult {
  const [first, ...rest] = pairs;
  if (first === undefined) return doesNotApply(oracle, "there is nothing to try it on");
  const worst = rest.reduce((a, b) => (gapOf(b) > gapOf(a) ? b : a), first);
  const { at, found, right } = worst;
  const holds = gapOf(worst) <= tolerance;
  return {
    oracle,
    outcome: holds ? "holds" : "fails",
    detail: holds
      ? `at ${pairs.length} ${rest.length === 0 ? "place" : "places"}`
      : `${at}: ${found}, and should be ${right}`,
    figures: { found, right, gap: gapOf(worst), tolerance, places: pairs.length },
  };
}

/** How far apart, relative to the scale; what is no number is as far apart as can be. */
function gapOf({ found, right, scale, rounding = 0 }: Pair): number {
  const explained = Number.isFinite(rounding) ? rounding : 0;
  if (Math.abs(found - right) <= explained || found === right) return 0;
  const gap = Math.abs(found - right) / (scale ?? Math.max(1, Math.abs(found), Math.abs(right)));
  return Number.isFinite(gap) ? gap : Number.POSITIVE_INFINITY;
}

/** How much more than its bound on one gradient rounding may do to two ways to it. */
const twoWays = 8;

/** What rounding may do to each entry of a gradient, by the running bounds of its own sweep. */
export function roundingOf(voice: TapeVoice): readonly (readonly number[])[] {
  return voice.gradient(voice.kernelBounds).map((bounds) => bounds.map((each) => twoWays * boundOf(each)));
}

export function doesNotApply(oracle: string, why: string): OracleResult {
  return { oracle, outcome: "does not apply", detail: why, figures: {} };
}

/** How much a number is too large: 0 where it is not. */
export function excess(value: number, limit: number): number {
  return Number.isNaN(value) ? value : Math.max(0, value - limit);
}

/** A property of a subject of some kind, given by numbers that must be equal. */
export interface Property<Subject> {
  readonly name: string;
  readonly pairs: (subject: Subject) => readonly Pair[];
}

/** Tries properties one after the other. */
export function tryAll<Subject>(
  properties: readonly Property<Subject>[],
  subject: Subject,
): readonly OracleResult[] {
  return properties.map(({ name, pairs }) => resultOf(name, pairs(subject)));
}
