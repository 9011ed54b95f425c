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

/** Two digits and a power of ten; plain 0. */
export function scientific(x: number): string {
  return x === 0 ? "0" : x.toExponential(1);
}

/** What a detection limit means; one that is not finite excludes nothing. */
export function excluded(limit: number): string {
  return Number.isFinite(limit)
    ? `errors above ${scientific(limit)} (relative) are excluded`
    : "no error can be excluded";
}
