import { CheckError } from "../errors.ts";

/**
 * What a comparison of two derivations of one number says.
 *
 * - `agree`: they differ by no more than their bounds, and the bounds are small enough to mean something;
 * - `disagree`: they differ by more than rounding can explain;
 * - `inconclusive`: the bounds are too wide to tell, or a value is not finite;
 * - `not differentiable here`: the one-sided derivatives differ, or the slope is vertical, so there is no number to compare.
 */
export type Verdict = "agree" | "disagree" | "inconclusive" | "not differentiable here";

/** Two values of one derivative, each with a bound on its error. */
export interface Comparison {
  /** `left - right`, taken in the arithmetic of the two values and rounded to a double at the end. */
  readonly difference: number;
  /** The first value, as a double. */
  readonly left: number;
  /** The second value, as a double. */
  readonly right: number;
  /** A bound on the absolute error of `left`, at least 0. */
  readonly leftError: number;
  /** A bound on the absolute error of `right`, at least 0. */
  readonly rightError: number;
  /** The largest magnitude in the same parameter array, so that a small entry is measured beside its neighbours. */
  readonly scale: number;
}

/** A verdict, and the smallest relative error that the comparison would have seen. */
export interface Judgement {
  /** What is to be thought of the two values. */
  readonly verdict: Verdict;
  /** `K (E1 + E2) / max(|g1|, |g2|, scale)`: errors above it are excluded. Infinity where nothing is excluded. */
  readonly detectionLimit: number;
}

/**
 * The safety factor K on the sum of the two bounds.
 *
 * @example
 * ```ts
 * import { safetyFactor } from "@chainrule/check";
 * safetyFactor; // => 2
 * ```
 */
export const safetyFactor = 2;

/**
 * Detection limits above this are `inconclusive`.
 *
 * @example
 * ```ts
 * import { defaultTolerance } from "@chainrule/check";
 * defaultTolerance; // => 1e-9
 * ```
 */
export const defaultTolerance = 1e-9;

/**
 * A bound was negative: no bound can be (`check/bound`).
 *
 * @example
 * ```ts
 * import { judge } from "@chainrule/check";
 * judge({ difference: 0, left: 1, right: 1, leftError: 0, rightError: -1, scale: 1 }); // throws check/bound
 * ```
 */
export class BoundError extends CheckError {
  override readonly name: string = "BoundError";
  constructor(bound: number) {
    super(
      "check/bound",
      `An error bound is ${bound}, but bounds are at least 0. Pass an absolute error bound.`,
    );
  }
}

/**
 * Judges two bounded values of the same derivative entry.
 *
 * They `disagree` when `|g1 - g2| > K (E1 + E2)`; else the answer is `inconclusive` when
 * `K (E1 + E2) > tolerance * max(|g1|, |g2|, scale)`; else they `agree`. Two exact zeros agree. A value or bound
 * that is not finite never agrees: the same infinity in both, if neither is an overflow, is a vertical slope.
 *
 * @throws {@link BoundError} for a negative bound.
 * @example
 * ```ts
 * import { judge } from "@chainrule/check";
 * const near = { left: 0.25, right: 0.25, leftError: 1e-30, rightError: 1e-30, scale: 1 };
 * judge({ ...near, difference: 1e-31 }).verdict; // => "agree"
 * judge({ ...near, difference: 1e-12 }).verdict; // => "disagree"
 * judge({ ...near, difference: 0, leftError: 1e-3 }).verdict; // => "inconclusive"
 * ```
 */
export function judge(comparison: Comparison, tolerance: number = defaultTolerance): Judgement {
  const { difference, left, right, leftError, rightError } = comparison;
  if (leftError < 0) throw new BoundError(leftError);
  if (rightError < 0) throw new BoundError(rightError);
  if (![left, right, difference, leftError, rightError].every(Number.isFinite))
    return judgeNonFinite(comparison);

  const allowance = safetyFactor * (leftError + rightError);
  const magnitude = Math.max(Math.abs(left), Math.abs(right), comparison.scale);
  const detectionLimit = allowance === 0 ? 0 : allowance / magnitude;
  if (Math.abs(difference) > allowance) return { verdict: "disagree", detectionLimit };
  return { verdict: detectionLimit > tolerance ? "inconclusive" : "agree", detectionLimit };
}

/** The same exact infinity in both is a vertical slope, and no derivative; an overflow may hide any number. */
function judgeNonFinite({ left, right, leftError, rightError }: Comparison): Judgement {
  const sameInfinity = left === right && Math.abs(left) === Number.POSITIVE_INFINITY;
  const exact = Number.isFinite(leftError) && Number.isFinite(rightError);
  const verdict = sameInfinity && exact ? "not differentiable here" : "inconclusive";
  return { verdict, detectionLimit: Number.POSITIVE_INFINITY };
}

/** From the verdict that decides last to the one that decides first. */
const severity: readonly Verdict[] = ["agree", "not differentiable here", "inconclusive", "disagree"];

/**
 * The verdict of many: the worst one decides. Of none at all it is `agree`.
 *
 * @example
 * ```ts
 * import { worstVerdict } from "@chainrule/check";
 * worstVerdict(["agree", "disagree", "inconclusive"]); // => "disagree"
 * ```
 */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict {
  let worst = 0;
  for (const verdict of verdicts) worst = Math.max(worst, severity.indexOf(verdict));
  return severity[worst]!;
}

/**
 * Judges two values at a kink: each must lie between the one-sided derivatives.
 *
 * A voice that answers a number outside the interval is wrong whatever its convention, so the verdict is then
 * `disagree`. At a jump the sides are not finite, and there is no interval.
 *
 * @example
 * ```ts
 * import { judgeAtKink } from "@chainrule/check";
 * judgeAtKink([0, 0.5], { left: 0, right: 1 }); // => "not differentiable here"
 * judgeAtKink([2], { left: 0, right: 1 }); // => "disagree"
 * ```
 */
export function judgeAtKink(values: readonly number[], sides: OneSided): Verdict {
  const low = Math.min(sides.left, sides.right);
  const high = Math.max(sides.left, sides.right);
  const slack = 1e-12 * Math.max(Math.abs(low), Math.abs(high));
  const inside = (value: number) => !(value < low - slack || value > high + slack) && !Number.isNaN(value);
  return values.every(inside) || !Number.isFinite(high - low) ? "not differentiable here" : "disagree";
}

/** The derivatives from the left and from the right. */
export interface OneSided {
  /** The limit of (f(x) - f(x - h)) / h. */
  readonly left: number;
  /** The limit of (f(x + h) - f(x)) / h. */
  readonly right: number;
}
