import type { ClaimPrecision } from "../document/types.ts";
import type { Verdict } from "../verdict/judge.ts";

/** One claimed entry of a gradient, beside the right one. */
export interface ClaimedEntry {
  /** The place in the parameter array, a flat row-major index; 0 for a scalar. */
  readonly index: number;
  /** What is claimed. */
  readonly claimed: number;
  /** What both voices say, as a decimal with 30 digits. */
  readonly right: string;
  /** Claimed minus right. */
  readonly difference: number;
  /** How far a right claim of this precision may be off. */
  readonly allowed: number;
  /** Whether the claim is right as far as its precision goes; `inconclusive` where the voices give no truth. */
  readonly verdict: Verdict;
}

/** All claimed entries by one parameter array. */
export interface ClaimedParameter {
  /** A path such as `layers.0.weight`, or a variable's name. */
  readonly name: string;
  /** Lengths of the axes; empty for a scalar. */
  readonly shape: readonly number[];
  /** The worst of its entries. */
  readonly verdict: Verdict;
  /** Its entries, row-major. */
  readonly entries: readonly ClaimedEntry[];
  /** Of a wrong array: the known mistake that gives just these numbers. */
  readonly looksLike?: string;
  /** Of a claimed formula: a point at which it is wrong, or how sure it is that there is none. */
  readonly formula?: string;
}

/** An operation of the backward pass whose known mistake would give just the claimed gradient. */
export interface ClaimedMistake {
  /** The operation. */
  readonly operation: string;
  /** Its places on the tape, from 0: one, or all at which it is used. */
  readonly entries: readonly number[];
  /** Where the first wrong edge leads to: a parameter, or the operation that made the value. */
  readonly leadsTo: string;
  /** The mistake. */
  readonly looksLike: string;
}

/** How somebody's gradient compares with ours: plain data. */
export interface ClaimReport {
  /** How exact the claim's numbers are said to be. */
  readonly precision: ClaimPrecision;
  /** The worst verdict of all claimed entries. */
  readonly verdict: Verdict;
  /** Relative errors above this, measured beside the largest entry of the array, would have been seen. */
  readonly detectionLimit: number;
  /** The claimed arrays, in the order of the subject's parameters. */
  readonly parameters: readonly ClaimedParameter[];
  /** The entry that is furthest from right, measured in what is allowed: such as `layers.0.weight[1, 2]`. */
  readonly worst?: string;
  /** Of a wrong claim about a network: the layer nearest to the output with a wrong array, where the fault begins. */
  readonly firstWrongLayer?: string;
  /** Of a wrong claim: the single mistake that explains every claimed number, if there is one. */
  readonly mistake?: ClaimedMistake;
  /** What a reader must know, such as which foreign name is taken for which parameter. */
  readonly notes: readonly string[];
}
