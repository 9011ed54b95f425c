import type { Verdict } from "../verdict/judge.ts";

/** What a check of a claim found: a verdict on a derivative, or whether a claimed property holds. */
export type Outcome = Verdict | "holds" | "fails";

/** One check of one claim of the paper. */
export interface Finding {
  /** The claim, in a few words. */
  readonly what: string;
  /** What was found. */
  readonly outcome: Outcome;
  /** What it must be: a fault that is shown must be found, a kink must be called one. */
  readonly expected: Outcome;
  /** The worst error of the float64 result, in ulps, where there is one. */
  readonly ulps?: number;
  /** The bound on it, in ulps. */
  readonly boundUlps?: number;
  /** The figures behind the outcome. */
  readonly detail?: string;
}

/** An item of the paper: what it claims, and how that is checked. */
export interface PaperItem {
  /** S1 to S32 for what the paper builds on, E1 to E21 for errata. */
  readonly id: string;
  /** What it claims, in a few words. */
  readonly title: string;
  /** Runs the checks; long ones tell how far they are, from 0 to 1. */
  readonly check: (
    onProgress?: (fraction: number) => void,
  ) => readonly Finding[] | Promise<readonly Finding[]>;
}

/**
 * Whether a finding is as it must be.
 *
 * @example
 * ```ts
 * import { isAsExpected } from "@chainrule/check";
 * isAsExpected({ what: "a planted sign", outcome: "disagree", expected: "disagree" }); // => true
 * ```
 */
export function isAsExpected({ outcome, expected }: Finding): boolean {
  return outcome === expected;
}
