/**
 * The nearest integer, halves to even; keeps the sign of zero.
 *
 * @example
 * ```ts
 * import { roundHalfEven } from "@chainrule/special";
 * [0.5, 1.5, -2.5].map(roundHalfEven); // => [0, 2, -2]
 * ```
 */
export function roundHalfEven(x: number): number {
  if (!(Math.abs(x) < 4503599627370496)) return x;
  const rounded = x < 0 ? x - 4503599627370496 + 4503599627370496 : x + 4503599627370496 - 4503599627370496;
  return rounded === 0 ? x * 0 : rounded;
}
