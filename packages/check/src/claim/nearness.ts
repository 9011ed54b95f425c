/** What is claimed of one array, and what is right. */
export interface ClaimedArray {
  readonly claimed: readonly number[];
  readonly right: readonly number[];
  readonly shape: readonly number[];
  /** Whether the claim was found wrong. */
  readonly isWrong: boolean;
}

/** How near to a wrong claim a mistake's numbers must be: nearer than the right ones by this factor. */
const share = 0.01;

/** How near to a right claim they must be, relative to the largest number. */
const closeness = 1e-4;

/** Whether some numbers, which a mistake would give, are what is claimed. */
export function explains(
  values: readonly number[] | undefined,
  { claimed, right, isWrong }: ClaimedArray,
): boolean {
  if (values === undefined || values.length !== claimed.length) return false;
  const gap = distance(claimed, values);
  return isWrong ? gap <= share * distance(claimed, right) : gap <= closeness * distance(right, []);
}

/** The largest difference of two lists; what is missing counts as 0. */
function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] ?? 0))), 0);
}
