import { ulp } from "@chainrule/special";
import type { ClaimPrecision } from "../document/types.ts";
import type { EntryReport } from "../report/types.ts";
import { defaultTolerance } from "../verdict/judge.ts";

/** The unit roundoff of float32 in that of float64. */
const float32 = 2 ** 29;

/** The smallest number of float32, where results are rounded to nothing. */
const smallest32 = 2 ** -149;

/** Printed decimals of no more digits than this may have been computed in float32. */
const digitsOf32 = 7;

/**
 * How far a right gradient of some precision may be from the truth.
 *
 * The running bound of our own float64 sweep says how far rounding may take any sweep of this function; twice that is
 * allowed, as others add in another order. Float32 rounds 2^29 times as coarsely. Decimals are off by half of their last one besides.
 */
export function allowedError(precision: ClaimPrecision, claimed: number, entry: EntryReport): number {
  const truth = Number(entry.symbolic);
  const unit = truth === 0 ? Math.max(Number.MIN_VALUE, ulp(entry.kernel)) : ulp(truth);
  const sweep = 2 * (entry.boundUlps + 1) * unit;
  if (precision === "float64") return sweep;
  if (precision === "float32") return sweep * float32 + smallest32;
  const coarse = typeof precision === "object" || precision <= digitsOf32;
  return halfOfLast(precision, claimed) + (coarse ? sweep * float32 : sweep);
}

/** Half a unit in the last printed decimal, and a little for borderline roundings. */
function halfOfLast(precision: number | { readonly decimals: number }, claimed: number): number {
  const half = 0.5 + 1e-6;
  if (typeof precision === "object") return half * 10 ** -precision.decimals;
  if (claimed === 0) return 0;
  return half * 10 ** (Math.floor(Math.log10(Math.abs(claimed))) - precision + 1);
}

/** Detection limits above this are `inconclusive`: ten thousand times the roundoff, and never more than a tenth. */
export function toleranceOf(precision: ClaimPrecision): number {
  const roundoff = { float64: 2 ** -53, float32: 2 ** -24 };
  const unit =
    typeof precision === "string"
      ? roundoff[precision]
      : 10 ** -(typeof precision === "number" ? precision : precision.decimals);
  return Math.min(0.1, Math.max(defaultTolerance, 1e4 * unit));
}
