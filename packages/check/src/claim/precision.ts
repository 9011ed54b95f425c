import { type Arithmetic, type Bounded, bounded, FLOAT64_ROUNDOFF, float64, ulp } from "@chainrule/special";
import type { ClaimPrecision } from "../document/types.ts";
import type { EntryReport } from "../report/types.ts";
import type { Subject } from "../subject/subject.ts";
import { defaultTolerance } from "../verdict/judge.ts";
import { boundOf } from "../voices/carrier.ts";
import { tapeVoice } from "../voices/tape.ts";
import { usualRules } from "./usualRules.ts";

type FormatName = Extract<ClaimPrecision, string>;

/** A floating-point format: its unit roundoff, and its smallest number, where results are rounded to nothing. */
interface FloatFormat {
  readonly unit: number;
  readonly smallest: number;
}

const formats: Readonly<Record<FormatName, FloatFormat>> = {
  float64: { unit: 2 ** -53, smallest: Number.MIN_VALUE },
  float32: { unit: 2 ** -24, smallest: 2 ** -149 },
  float16: { unit: 2 ** -11, smallest: 2 ** -24 },
  bfloat16: { unit: 2 ** -8, smallest: 2 ** -133 },
};

/** Printed decimals of no more digits than this may have been computed in float32. */
const digitsOf32 = 7;

/** The format in which claimed numbers may have been computed. */
function formatOf(precision: ClaimPrecision): FloatFormat {
  if (typeof precision === "string") return formats[precision];
  return typeof precision === "object" || precision <= digitsOf32 ? formats.float32 : formats.float64;
}

/** A number rounded to a format of the given unit roundoff, by Veltkamp's splitting. */
function roundedTo({ unit }: FloatFormat, x: number): number {
  const shifted = x * (unit * 2 ** 53 + 1);
  return Number.isFinite(shifted) ? shifted - (shifted - x) : x;
}

/**
 * Running bounds of whatever computes in a format: each sum and each product may round, since others add in another
 * order, and since doubles hold exactly what narrower formats do not.
 */
function boundedIn(format: FloatFormat): Arithmetic<Bounded<number>> {
  const { unit, smallest } = format;
  const anything = bounded(
    { ...float64, unitRoundoff: unit },
    {
      ...FLOAT64_ROUNDOFF,
      underflow: smallest,
      tiny: smallest / unit,
      isExactSum: () => false,
      isExactProduct: () => false,
    },
  );
  return { ...anything, fromNumber: (x) => ({ value: x, error: Math.abs(x - roundedTo(format, x)) || 0 }) };
}

/** How far rounding may take a sweep in the format of a precision from each entry, by our rules or by the usual ones. */
export function sweepErrors(subject: Subject, precision: ClaimPrecision): readonly (readonly number[])[] {
  const arithmetic = boundedIn(formatOf(precision));
  const [own, usual] = [{}, usualRules].map((rules) => tapeVoice(subject, rules).gradient(arithmetic));
  return own!.map((entries, p) =>
    entries.map((entry, i) => Math.max(boundOf(entry), boundOf(usual![p]![i]!))),
  );
}

/**
 * How far a right gradient of some precision may be from the truth.
 *
 * The running bound of our own sweep in the format of the numbers says how far rounding may take any sweep of this
 * function; twice that is allowed, as others use other formulas. Decimals are off by half of their last one besides.
 */
export function allowedError(
  precision: ClaimPrecision,
  claimed: number,
  sweepError: number,
  { symbolic, kernel }: EntryReport,
): number {
  const { unit, smallest } = formatOf(precision);
  const truth = Number(symbolic);
  const last = truth === 0 ? Math.max(Number.MIN_VALUE, ulp(kernel)) : ulp(truth);
  const sweep = 2 * (sweepError + last * unit * 2 ** 53);
  if (typeof precision === "string") return sweep + (precision === "float64" ? 0 : smallest);
  return sweep + halfOfLast(precision, claimed);
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
  const unit =
    typeof precision === "string"
      ? formats[precision].unit
      : 10 ** -(typeof precision === "number" ? precision : precision.decimals);
  return Math.min(0.1, Math.max(defaultTolerance, 1e4 * unit));
}
