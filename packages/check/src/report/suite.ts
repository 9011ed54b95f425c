import type { Verdict } from "../verdict/judge.ts";

/** How a case counts where results are counted: a kink is skipped, what cannot be judged is an error of its own. */
export type CaseOutcome = "passed" | "failed" | "undecided" | "skipped";

/** One line of a table of results. */
export interface ResultCase {
  /** Such as `layers.0.weight[1, 2]`. */
  readonly name: string;
  /** How it counts. */
  readonly outcome: CaseOutcome;
  /** The cells of the suite's columns, the name left out. */
  readonly cells: readonly string[];
  /** What is wrong, in a sentence; empty where nothing is. */
  readonly message: string;
}

/** A table of results, as every format shows it. */
export interface ResultSuite {
  /** What was checked. */
  readonly name: string;
  /** In one word or a few. */
  readonly verdict: string;
  /** The heads of the columns after the first, which is the name. */
  readonly columns: readonly string[];
  /** The lines. */
  readonly cases: readonly ResultCase[];
  /** Formulas of derivatives, `d/dx = ...`. */
  readonly formulas: readonly string[];
  /** What a reader must know. */
  readonly notes: readonly string[];
}

/** How each verdict counts. */
export const outcomes: Readonly<Record<Verdict, CaseOutcome>> = {
  agree: "passed",
  disagree: "failed",
  inconclusive: "undecided",
  "not differentiable here": "skipped",
};

/** Arrays of more entries than this are one line, but for their entries that do not agree. */
export const fullTableLimit = 12;

/** The most entries of an array that are listed because they do not agree. */
export const mostListed = 20;
