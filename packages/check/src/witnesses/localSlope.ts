import { type DoubleDouble, doubleDouble } from "@chainrule/special";

/** The slope of a function of one number, and a bound on its error; Infinity where the values do not show one. */
export interface LocalSlope {
  readonly slope: DoubleDouble;
  readonly error: number;
  /** About how much the slope changes with the argument. */
  readonly curvature: number;
}

const D = doubleDouble;

/** The widest of three steps, relative to the unit: what is cut off is then as small as what is rounded. */
const widest = 2 ** -17;

/** A few roundings of 106-bit functions, special ones included. */
const roundings = 2 ** -98;

/** A slope as sure as this is taken at once. */
const sure = 2 ** -66;

/**
 * The slope of f at a from values of f in 106 bits alone: central differences of three steps, extrapolated twice.
 *
 * `D(h) = f' + c h^2 + d h^4 + ...`, so `(4 D(h/2) - D(h)) / 3` is off by `O(h^4)` and the same once more by `O(h^6)`: some 22
 * digits. The error is bounded by the rounding of the values over the narrowest step, plus what the second extrapolation
 * changed. Second differences must shrink as they do where f is smooth: at a kink, jump or pole there is no slope.
 */
export function localSlope(f: (x: DoubleDouble) => DoubleDouble, a: DoubleDouble): LocalSlope {
  const here = f(a);
  const height = Math.abs(D.toNumber(here));
  let best = unseen;
  for (const unit of unitsAt(Math.abs(D.toNumber(a)))) {
    const candidate = slopeBy(f, a, here, widest * unit);
    if (areApart(candidate, best)) return unseen;
    if (candidate.error < best.error) best = candidate;
    if (best.error <= sure * Math.max(height, Math.abs(D.toNumber(best.slope)))) break;
  }
  return best;
}

const unseen: LocalSlope = {
  slope: D.fromNumber(Number.NaN),
  error: Number.POSITIVE_INFINITY,
  curvature: 0,
};

/** Whether two steps contradict each other: a wide one goes over many periods of sin, and may look smooth. */
function areApart(a: LocalSlope, b: LocalSlope): boolean {
  return Math.abs(D.toNumber(D.subtract(a.slope, b.slope))) > a.error + b.error;
}

/** Powers of two, so that steps are exact: 1, the argument's size, and less, for what is near the end of a domain. */
function unitsAt(size: number): readonly number[] {
  const own = size === 0 ? 1 : 2 ** Math.floor(Math.log2(size));
  return [1, own, own * 2 ** -20, 2 ** -20, 2 ** -40];
}

/** Differences of one step: the slope, the second difference, and the size of the values. */
function differencesOf(f: (x: DoubleDouble) => DoubleDouble, a: DoubleDouble, here: DoubleDouble, h: number) {
  const step = D.fromNumber(h);
  const [above, below] = [f(D.add(a, step)), f(D.subtract(a, step))];
  const twice = D.subtract(D.add(above, below), D.multiply(D.fromNumber(2), here));
  return {
    slope: D.divide(D.subtract(above, below), D.fromNumber(2 * h)),
    bend: Math.abs(D.toNumber(twice)),
    size: Math.max(Math.abs(D.toNumber(above)), Math.abs(D.toNumber(below))),
  };
}

function slopeBy(
  f: (x: DoubleDouble) => DoubleDouble,
  a: DoubleDouble,
  here: DoubleDouble,
  h: number,
): LocalSlope {
  const [wide, middle, narrow] = [1, 1 / 2, 1 / 4].map((part) => differencesOf(f, a, here, part * h));
  const once = extrapolated(wide!.slope, middle!.slope, 4);
  const again = extrapolated(middle!.slope, narrow!.slope, 4);
  const slope = extrapolated(once, again, 16);
  const steep = Math.abs(D.toNumber(slope)) * (Math.abs(D.toNumber(a)) + h);
  const noise = roundings * (wide!.size + steep);
  const isSmooth = middle!.bend <= wide!.bend / 3 + noise && narrow!.bend <= middle!.bend / 3 + noise;
  const error = (4 * noise) / h + Math.abs(D.toNumber(D.subtract(slope, again)));
  return {
    slope,
    error: isSmooth && Number.isFinite(error) ? error : Number.POSITIVE_INFINITY,
    curvature: (wide!.bend + noise) / h ** 2,
  };
}

/** `(n narrow - wide) / (n - 1)`: what grows as the step's power that n stands for falls out. */
function extrapolated(wide: DoubleDouble, narrow: DoubleDouble, n: number): DoubleDouble {
  const more = D.divide(D.subtract(narrow, wide), D.fromNumber(n - 1));
  return D.add(narrow, more);
}
