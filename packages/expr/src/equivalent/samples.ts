/** Numbers on all sides of some places. */
export interface Samples {
  /** One in every gap and beyond either end. */
  readonly first: readonly number[];
  /** More beside every place. */
  readonly more: readonly number[];
}

/** Numbers beside ascending places, and between any two. */
export function samplesBeside(places: readonly number[]): Samples {
  const lowest = places[0];
  const highest = places.at(-1);
  if (lowest === undefined || highest === undefined) return { first: [], more: [] };
  const gaps = places.slice(1).map((high, k) => samplesBetween(places[k]!, high));
  const below = [-1, -reach(lowest), -20 * reach(lowest)].map((step) => lowest + step);
  const above = [1, reach(highest), 20 * reach(highest)].map((step) => highest + step);
  const all = [...gaps, below, above];
  return { first: all.map(([one]) => one!), more: all.flatMap(([, ...others]) => others) };
}

/** Simple numbers between two places: halfway, and near either; in a wide gap first near the one nearer to 0. */
function samplesBetween(low: number, high: number): number[] {
  const third = (high - low) / 3;
  const above = Math.min(third, reach(low));
  const below = Math.min(third, reach(high));
  const middle = simplestNear((low + high) / 2, third / 2);
  const sides = [simplestNear(low + above, above / 4), simplestNear(high - below, below / 4)];
  if (third <= wide * Math.max(1, Math.min(Math.abs(low), Math.abs(high)))) return [middle, ...sides];
  return [...(Math.abs(low) < Math.abs(high) ? sides : sides.toReversed()), middle];
}

/** A gap is wide if it is so many times as long as its nearer end is from 0. */
const wide = 1000;

/** How far from a place still counts as beside it. */
function reach(x: number): number {
  return Math.max(1, Math.abs(x) / 8);
}

/** The number with the fewest binary digits that is not farther away than the slack. */
function simplestNear(x: number, slack: number): number {
  const unit = 2 ** Math.floor(Math.log2(slack));
  const found = Math.round(x / unit) * unit;
  return Number.isFinite(found) ? found + 0 : x;
}
