/** Numbers on all sides of some places: beside each, and between any two. Ascending places are expected. */
export function samplesBeside(places: readonly number[]): number[] {
  return [...places, Number.POSITIVE_INFINITY].flatMap((place, k) =>
    between(places[k - 1] ?? Number.NEGATIVE_INFINITY, place),
  );
}

/** Simple numbers between two places: near either, and halfway. */
function between(low: number, high: number): number[] {
  if (low === Number.NEGATIVE_INFINITY) {
    return high === Number.POSITIVE_INFINITY ? [] : [high - 1, high - reach(high), 4 * (high - reach(high))];
  }
  if (high === Number.POSITIVE_INFINITY) return [low + 1, low + reach(low), 4 * (low + reach(low))];
  const third = (high - low) / 3;
  const near = [low + Math.min(third, reach(low)), (low + high) / 2, high - Math.min(third, reach(high))];
  return near.map((x) => simplestNear(x, (high - low) / 8));
}

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
