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
