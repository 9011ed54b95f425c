import { expect } from "vitest";
import { MatcherError } from "./given.ts";
import {
  type ClaimOptions,
  type GradientCheckOptions,
  GradientFormError,
  haveGradient,
  type MatcherResult,
  passGradientCheck,
} from "./matchers.ts";

export { type ClaimOptions, type GradientCheckOptions, GradientFormError, MatcherError, type MatcherResult };

/** What this module adds to `expect`. */
export interface GradientMatchers<R> {
  /**
   * The function has this gradient at the point.
   *
   * @param gradient numbers, arrays or trees in the form of the arguments, or a function of the arguments that gives them
   * @param at the argument, or a list of them
   */
  toHaveGradient(gradient: unknown, at: unknown, options?: ClaimOptions): R;
  /**
   * Both derivations of the function's gradient agree at the point, and its float64 gradient is within its error bounds.
   *
   * @param at the argument, or a list of them
   */
  toPassGradientCheck(at: unknown, options?: GradientCheckOptions): R;
}

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends GradientMatchers<R> {}
}

expect.extend({
  toHaveGradient: (f: unknown, gradient: unknown, at: unknown, options?: ClaimOptions): MatcherResult =>
    haveGradient(f, gradient, at, options),
  toPassGradientCheck: (f: unknown, at: unknown, options?: GradientCheckOptions): MatcherResult =>
    passGradientCheck(f, at, options),
});
