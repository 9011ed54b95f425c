/** A derivative estimated from values alone, and a bound on how far off it can be. */
export interface Estimate {
  /** The derivative. */
  readonly value: number;
  /** Rounding plus truncation. Infinity where no step showed a slope. */
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
 * Of these the one with the smallest bound is taken. Second differences must shrink as they do where f is smooth, from h to h/2
 * by at least 3: at steps where they do not, as across a pole or a kink, there is no estimate, nor where the bound is above
 * 1e-4 of the slope and of the value itself. It is a third opinion, never the judge.
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
  let best = nothing;
  const here = f(x);
  for (const h of stepsAt(x)) {
    const candidate = richardson(f, x, here, h, valueError);
    if (candidate.error === Number.POSITIVE_INFINITY) continue;
    if (Math.abs(candidate.value - best.value) > candidate.error + best.error) break;
    if (candidate.error < best.error) best = candidate;
  }
  const natural = Math.abs(here) / Math.max(1, Math.abs(x));
  return best.error <= useful * Math.max(Math.abs(best.value), natural) ? best : nothing;
}

/** What no step shows. */
const nothing: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY, step: Number.NaN };

/** Bounds above this, relative to the slope or to the value itself, say nothing: steps may have missed whole periods. */
const useful = 1e-4;

/** A few units of roundoff: values beside the point are rounded even where the one at the point is exact. */
const roundings = 2 ** -51;

function richardson(
  f: (x: number) => number,
  x: number,
  here: number,
  h: number,
  valueError: number,
): Estimate {
  const wide = differenceOf(f, x, h, here);
  const narrow = differenceOf(f, x, h / 2, here);
  const noise = valueError + roundings * Math.max(wide.size, narrow.size);
  const rounding = (3 * noise) / h + roundings * Math.abs(narrow.slope);
  const uneven = roundings * Math.abs(x * narrow.slope); // x + h and x - h are not quite as far from x
  const isSmooth = Math.abs(narrow.bend) <= Math.abs(wide.bend) / 3 + 4 * (noise + uneven);
  const error = isSmooth ? rounding + Math.abs(narrow.slope - wide.slope) : Number.POSITIVE_INFINITY;
  return { value: (4 * narrow.slope - wide.slope) / 3, error, step: h };
}

/** The first and the second difference at one step, and the largest of the three values. */
function differenceOf(f: (x: number) => number, x: number, h: number, here: number) {
  const [above, below] = [f(x + h), f(x - h)];
  return {
    slope: (above - below) / (x + h - (x - h)),
    bend: above - 2 * here + below,
    size: Math.max(Math.abs(above), Math.abs(below), Math.abs(here)),
  };
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
