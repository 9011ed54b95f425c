import type { EntryReport } from "./report/types.ts";

/** How many entries each measure names. */
const named = 2;

/**
 * The places of the entries that deserve a look of their own, at most four: those whose voices are farthest apart, and those whose
 * float64 results are farthest off, each in units of what its bounds allow.
 */
export function worstOf(entries: readonly EntryReport[]): readonly number[] {
  const scale = entries.reduce((most, { tape }) => Math.max(most, Math.abs(Number(tape))), 0);
  const apart = ({ difference, symbolic, detectionLimit }: EntryReport): number =>
    ratio(Math.abs(difference), detectionLimit * Math.max(Math.abs(Number(symbolic)), scale));
  const off = ({ ulps, boundUlps }: EntryReport): number => ratio(ulps, boundUlps);
  const places = [...largestBy(entries, apart), ...largestBy(entries, off)];
  return [...new Set(places)];
}

/** Nothing at all is the least, whatever is allowed. */
function ratio(found: number, allowed: number): number {
  return found === 0 ? 0 : found / allowed;
}

function largestBy(
  entries: readonly EntryReport[],
  measure: (entry: EntryReport) => number,
): readonly number[] {
  const measures = entries.map(measure);
  const largest: number[] = [];
  for (let k = 0; k < named; k++) {
    let place = -1;
    for (const [i, x] of measures.entries()) {
      if (largest.includes(i) || Number.isNaN(x)) continue;
      if (place < 0 || x > measures[place]!) place = i;
    }
    if (place >= 0) largest.push(place);
  }
  return largest;
}
