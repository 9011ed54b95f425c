import type { Report } from "./types.ts";

/**
 * A count of ulps: one decimal where that is short, else two digits and a power of ten.
 *
 * @example
 * ```ts
 * import { brief } from "@chainrule/check";
 * brief(0.25); // => "0.3"
 * brief(12345); // => "1.2e+4"
 * ```
 */
export function brief(x: number): string {
  return x < 1000 ? x.toFixed(1) : scientific(x);
}

/** Two digits, with a power of ten where the number is not of everyday size; plain 0. */
export function scientific(x: number): string {
  if (x === 0) return "0";
  const size = Math.abs(x);
  return size >= 0.01 && size < 99.5 ? x.toPrecision(2) : x.toExponential(1);
}

/** The float64 error of an entry beside its bound, in ulps; a dash where there is none. */
export function errorAndBound(ulps: number, bound: number, unit = ""): string {
  if (Number.isNaN(ulps)) return "-";
  return unit === "" ? `${brief(ulps)} (${brief(bound)})` : `${brief(ulps)} ${unit} (bound ${brief(bound)})`;
}

/** What a report excludes: nothing where its limit is not finite, or where no entry has a derivative to judge. */
export function excluded({
  detectionLimit,
  parameters,
}: Pick<Report, "detectionLimit" | "parameters">): string {
  const isJudged = parameters.some(({ entries }) =>
    entries.some(({ verdict }) => verdict === "agree" || verdict === "disagree"),
  );
  if (!isJudged || !Number.isFinite(detectionLimit)) return "no error can be excluded";
  return detectionLimit === 0
    ? "an error of any size would have been seen"
    : `relative errors above ${scientific(detectionLimit)} would have been seen`;
}
