import { anyNumber, requireGiven } from "../given.ts";
import { centralDifference } from "./finiteDifference.ts";

/** The rule of the usual gradient checkers, with PyTorch's defaults. */
export interface GradcheckOptions {
  /** Step of the central difference. */
  readonly h?: number;
  /** The absolute tolerance. */
  readonly atol?: number;
  /** The relative tolerance. */
  readonly rtol?: number;
}

/**
 * What the usual checker would say of one entry: `|analytic - numeric| <= atol + rtol |numeric|`, with the numeric value
 * a central difference of step h.
 *
 * It is here for comparison only: an imitation of the documented rule of PyTorch's `gradcheck` (h 1e-6, atol 1e-5,
 * rtol 1e-3), whose absolute tolerance passes any gradient below 1e-5, right or wrong.
 *
 * @example
 * ```ts
 * import { gradcheckPasses } from "@chainrule/check";
 * const tiny = (x: number) => 1e-6 * Math.sin(x);
 * gradcheckPasses(tiny, 0.5, 0); // => true
 * ```
 */
export function gradcheckPasses(
  f: (x: number) => number,
  x: number,
  analytic: number,
  options: GradcheckOptions = {},
): boolean {
  requireGiven({ f, x, analytic, options }, { x: anyNumber, analytic: anyNumber });
  const { h = 1e-6, atol = 1e-5, rtol = 1e-3 } = options;
  requireGiven({ h, atol, rtol }, { h: anyNumber, atol: anyNumber, rtol: anyNumber });
  const numeric = centralDifference(f, x, h);
  return Math.abs(analytic - numeric) <= atol + rtol * Math.abs(numeric);
}
