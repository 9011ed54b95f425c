import { bounded, boundedDoubleDouble, doubleDouble } from "@chainrule/special";
import { type Exactish, exactish } from "../voices/carrier.ts";
import type { TapeVoice } from "../voices/tape.ts";
import { dualNumbers } from "./dualNumbers.ts";

/** How fast each element of the parameters moves; 0 for those that stay. */
export type Seed = (parameter: number, index: number) => number;

/** The slope of the primal along a seed, with a bound on its error. */
export type SlopeAlong = (seed: Seed) => Exactish;

/** The slope by {@link dualNumbers} in 106 bits: some 22 digits from the primal alone. */
export function dualSlopes(voice: TapeVoice): SlopeAlong {
  return slopesIn(voice, dualNumbers(exactish));
}

/** Twice the roundoff of a double: complex functions and products round more than once. */
const doubledRoundoff = 2 ** -52;

/**
 * How far a complex step along a seed may be from the slope, by the rounding of its float64 operations.
 *
 * The imaginary parts of a complex step go through the operations that the slopes of dual numbers go through, in the same
 * order. So these are run in 106 bits under running bounds that count the roundings of float64: no sum of thousands of terms is
 * then called wrong because it rounds, and none is excused that does not.
 */
export function stepRounding(voice: TapeVoice): (seed: Seed) => number {
  const slopes = slopesIn(
    voice,
    dualNumbers(
      bounded({ ...doubleDouble, name: "float64 by double-double", unitRoundoff: doubledRoundoff }),
    ),
  );
  return (seed) => slopes(seed).error;
}

function slopesIn(voice: TapeVoice, dual: ReturnType<typeof dualNumbers>): SlopeAlong {
  const zero = boundedDoubleDouble.fromNumber(0);
  return (seed) => {
    const result = voice.primal(dual, (p, i, x) => {
      const rate = seed(p, i);
      return rate === 0 ? undefined : { value: exactish.fromNumber(x), slope: exactish.fromNumber(rate) };
    });
    return result.slope ?? zero;
  };
}

/** The seed of one element. */
export function seedOf(parameter: number, index: number): Seed {
  return (p, i) => (p === parameter && i === index ? 1 : 0);
}
