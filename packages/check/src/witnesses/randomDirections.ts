import type { NDArray } from "@chainrule/array";
import { complex, doubleDouble } from "@chainrule/special";
import { random } from "@chainrule/tape";
import type { DirectionsReport } from "../report/types.ts";
import { elementsOf } from "../subject/subject.ts";
import { safetyFactor } from "../verdict/judge.ts";
import type { Exactish } from "../voices/carrier.ts";
import type { TapeVoice } from "../voices/tape.ts";
import { type Seed, stepRounding } from "./dualSlope.ts";

/** A gradient by one parameter array, and for each entry a bound on how far a complex step may be from it. */
export interface BoundedGradient {
  readonly values: readonly Exactish[];
  readonly errors: readonly number[];
}

/** How many directions are drawn for an array, and from which seed. */
interface Draw {
  readonly count: number;
  readonly seed: number;
}

const usualDraw: Draw = { count: 3, seed: 1 };

/** The imaginary step: its square is small even beside the third derivatives at a flat point. */
const step = 1e-100;

/** Slopes below this are none: of it are the step's square, 1e-200, and the smallest double over the step, 5e-224. */
const floor = 1e-150;

/**
 * The slopes along random directions of one array, by complex steps of the primal, against the gradient's dot products.
 *
 * Along s, of independent standard normal entries, `Im f(x + ihs) / h` must be `<g, s>` within `sum |s_i| E_i`, E_i the
 * bound on a complex step by one entry; where it is not, the roundings of the step itself are counted. No entry is left out: an error e of the gradient moves `<g, s>` by `<e, s>`, and
 * that is normal with the deviation ||e||, wherever in the array e is. Undefined where a slope or bound is not finite.
 */
export function alongRandomDirections(
  voice: TapeVoice,
  parameter: number,
  gradient: BoundedGradient,
  { count, seed }: Draw = usualDraw,
  rounding: (seed: Seed) => number = stepRounding(voice),
): DirectionsReport | undefined {
  const key = random.foldIn(random.key(seed), parameter) as NDArray;
  let [deviation, bound] = [0, 0];
  for (let k = 0; k < count; k += 1) {
    const direction = normalNumbers(random.foldIn(key, k) as NDArray, gradient.values.length);
    const gap = Math.abs(slopeAlong(voice, parameter, direction) - dot(gradient.values, direction));
    const simple = gradient.errors.reduce((sum, e, i) => sum + Math.abs(direction[i]!) * e, floor);
    const isOdd = gap > safetyFactor * simple;
    const allowed = isOdd ? simple + rounding((p, i) => (p === parameter ? direction[i]! : 0)) : simple;
    if (!Number.isFinite(gap + allowed)) return undefined;
    if (k === 0 || gap / allowed > deviation) [deviation, bound] = [gap / allowed, allowed];
  }
  const contradicts = deviation > safetyFactor;
  return {
    count,
    deviation,
    bound,
    contradicts,
    seenAbove: seenAbove(gradient.errors, count),
    missProbability,
  };
}

function normalNumbers(key: NDArray, length: number): Float64Array {
  return elementsOf(random.normal(key, [length]) as NDArray);
}

function slopeAlong(voice: TapeVoice, parameter: number, direction: Float64Array): number {
  const result = voice.primal(complex, (p, i, re) =>
    p === parameter ? { re, im: step * direction[i]! } : undefined,
  );
  return result.im / step;
}

/** Summed in double-double: what is left of many terms that cancel is no rounding. */
function dot(gradient: readonly Exactish[], direction: Float64Array): number {
  const terms = gradient.map(({ value }, i) =>
    doubleDouble.multiply(value, doubleDouble.fromNumber(direction[i]!)),
  );
  return doubleDouble.toNumber(terms.reduce(doubleDouble.add, doubleDouble.fromNumber(0)));
}

/** The probability of a miss that `seenAbove` is stated for. */
const missProbability = 1e-6;

/** So many deviations above its mean, the bound along a direction is with a probability below exp(-18) = 1.6e-8. */
const tail = 6;

/**
 * The norm of an error of the gradient that k directions all miss with a probability of at most 1e-6.
 *
 * A miss along s needs `|<e, s>| <= (K + 1) L(s)`, `L(s) = sum |s_i| E_i`: K of the judge, 1 of the step's own error. L has
 * the mean `sqrt(2/pi) sum E_i` and the Lipschitz constant `||E||`, so by Gaussian concentration `L > T`,
 * `T = mean + r ||E||`, has a probability of at most `exp(-r^2/2)`. For `<e, s>`, normal with deviation ||e||,
 * `P(|<e, s>| <= B) = erf(B / (sqrt(2) ||e||)) <= sqrt(2/pi) B / ||e||`. With `B = (K + 1) T` one direction
 * misses with at most the sum p of the two, all k independent ones with p^k; `p^k = 1e-6` is solved for ||e||.
 */
function seenAbove(errors: readonly number[], count: number): number {
  const mean = Math.sqrt(2 / Math.PI);
  const total = errors.reduce((sum, e) => sum + e, 0);
  const norm = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0));
  const largest = (safetyFactor + 1) * (mean * total + tail * norm + floor);
  return (mean * largest) / (missProbability ** (1 / count) - Math.exp((-tail * tail) / 2));
}
