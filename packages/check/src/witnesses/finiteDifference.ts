/** A derivative estimated from values alone, and a bound on how far off it can be. */
export interface Estimate {
  /** The derivative. */
  readonly value: number;
  /** Rounding plus truncation. Infinity where no step gave a finite value. */
  readonly error: number;
  /** The step that gave the smallest bound. */
  readonly step: number;
}

/** Steps tried, relative to 1 and to |x|: from where rounding rules to where truncation rules. */
const relativeSteps: readonly number[] = [1e-7, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2];

/** The steps for x, the smallest first; an x of about 1 has no unit of its own. */
function stepsAt(x: number): readonly number[] {
  const size = Math.abs(x);
  const units = size === 0 || (size > 1 / 8 && size < 8) ? [1] : [1, size];
  return units.flatMap((unit) => relativeSteps.map((relative) => relative * unit)).sort((a, b) => a - b);
}

/**
 * The derivative of f at x by Richardson-extrapolated central differences.
 *
 * `D(h) = (f(x+h) - f(x-h)) / 2h`; the estimate is `(4 D(h/2) - D(h)) / 3`, which cancels the h^2 term. Its bound is
 * the rounding `(8 E + E) / (3 * 2h)` that values known to within E leave, plus the truncation `|D(h/2) - D(h)|`.
 * Steps grow for as long as each confirms the ones before it: beyond, f may have a pole, a jump or a period between.
 * Of these the one with the smallest bound is taken. It is a third opinion, never the judge.
 *
 * @param valueError a bound E on the absolute error of a value of f at x; beside it, a few roundings are added
 * @example
 * ```ts
 * import { finiteDifference } from "@chainrule/check";
 * const { value, error } = finiteDifference(Math.exp, 1, 1e-15);
 * Math.abs(value - Math.E) <= error; // => true
 * ```
 */
export function finiteDifference(f: (x: number) => number, x: number, valueError: number): Estimate {
  let best: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY, step: Number.NaN };
  for (const h of stepsAt(x)) {
    const candidate = richardson(f, x, h, valueError);
    if (Math.abs(candidate.value - best.value) > candidate.error + best.error) break;
    if (candidate.error < best.error) best = candidate;
  }
  return best;
}

/** A few units of roundoff: values beside the point are rounded even where the one at the point is exact. */
const roundings = 2 ** -51;

function richardson(f: (x: number) => number, x: number, h: number, valueError: number): Estimate {
  const [above, below] = [f(x + h), f(x - h)];
  const wide = (above - below) / (x + h - (x - h));
  const narrow = centralDifference(f, x, h / 2);
  const size = Math.max(Math.abs(above), Math.abs(below));
  const rounding = (3 * (valueError + roundings * size)) / h + roundings * Math.abs(narrow);
  return { value: (4 * narrow - wide) / 3, error: rounding + Math.abs(narrow - wide), step: h };
}

/**
 * `(f(x+h) - f(x-h)) / ((x+h) - (x-h))`: the denominator is the step that rounding really left.
 *
 * @example
 * ```ts
 * import { centralDifference } from "@chainrule/check";
 * centralDifference((x) => x * x, 3, 0.5); // => 6
 * ```
 */
export function centralDifference(f: (x: number) => number, x: number, h: number): number {
  const above = x + h;
  const below = x - h;
  return (f(above) - f(below)) / (above - below);
}
