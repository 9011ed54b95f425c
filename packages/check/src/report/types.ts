import type { Agreement } from "../agreement/agreement.ts";
import type { ClaimReport } from "../claim/types.ts";
import type { CheckDocument } from "../document/types.ts";
import type { WrongEdge } from "../locate/locate.ts";
import type { OneSided, Verdict } from "../verdict/judge.ts";

/** What a witness beside the two voices has as the derivative by one entry. */
export interface WitnessValue {
  /** The derivative, as the witness has it. */
  readonly value: number;
  /** A bound on its error and on that of the symbolic voice; Infinity where the witness has nothing to say. */
  readonly error: number;
  /** Its difference to the symbolic voice, in units of that bound; 0 where it has nothing to say. */
  readonly deviation: number;
  /** Whether it contradicts the symbolic voice by more than the bounds allow. */
  readonly contradicts: boolean;
}

/** One entry of a gradient, as every voice has it. */
export interface EntryReport {
  /** The place in the parameter array, from 0 a flat row-major index; 0 for a scalar. */
  readonly index: number;
  /** The symbolic derivative in double-double, as a decimal with 30 digits; of a settled entry in 60. */
  readonly symbolic: string;
  /** The tape's derivative, likewise. */
  readonly tape: string;
  /** Tape minus symbolic, taken in their arithmetic and rounded at the end. */
  readonly difference: number;
  /** The tape's float64 result. */
  readonly kernel: number;
  /** Formula verdict: do the two voices mean the same derivative? */
  readonly verdict: Verdict;
  /** Relative errors above this are excluded by the formula verdict. */
  readonly detectionLimit: number;
  /** Error of the float64 result, in units in the last place of the true value. */
  readonly ulps: number;
  /** The running error bound of the float64 result, in the same unit. */
  readonly boundUlps: number;
  /** Kernel verdict: false where the measured error exceeds its bound. */
  readonly kernelWithinBound: boolean;
  /** Where double-double left the formula verdict open, or 60 digits were asked for: all figures are then those. */
  readonly settledIn?: "60 digits";
  /**
   * Where no digit is certain, since both voices are 0 within their bounds: what they are below. The detection limit is then
   * relative to `|f| / max(1, |x|)`, of the function's value and the variable.
   */
  readonly zeroBelow?: number;
  /** The one-sided derivatives, where they differ. */
  readonly oneSided?: OneSided;
  /** The complex step, where the plan has it look. */
  readonly complexStep?: WitnessValue;
  /** Extrapolated differences, where the plan has them look. */
  readonly finiteDifference?: WitnessValue;
  /** Dual numbers in 106 bits, where the plan has them look. */
  readonly dualNumbers?: WitnessValue;
  /** The tape's forward mode, where the plan has it look: a test of consistency, which reads the tape's own rules. */
  readonly forwardMode?: WitnessValue;
}

/** What complex steps of the function along random directions say of the gradient by one array, all entries at once. */
export interface DirectionsReport {
  /** How many directions, each of independent standard normal numbers from a fixed seed. */
  readonly count: number;
  /** The largest difference between a slope and the tape's gradient times the direction, in units of its bound. */
  readonly deviation: number;
  /** That bound: of the complex steps by all entries, and of the tape's values. The difference is `deviation * bound`. */
  readonly bound: number;
  /** Whether one of them contradicts the tape's gradient: a deviation above the safety factor 2. */
  readonly contradicts: boolean;
  /**
   * A gradient by this array that is off by more than this, in the Euclidean norm, is contradicted: over the draw of the
   * directions, the probability of a miss is at most `missProbability`.
   */
  readonly seenAbove: number;
  /** What `seenAbove` is stated for: 1e-6. */
  readonly missProbability: number;
}

/** All entries by one parameter array. */
export interface ParameterReport {
  /** A path such as `layers.0.weight`, or a variable's name. */
  readonly name: string;
  /** Lengths of the axes; empty for a scalar. */
  readonly shape: readonly number[];
  /** The worst of its entries. */
  readonly verdict: Verdict;
  /** Its entries, row-major. */
  readonly entries: readonly EntryReport[];
  /** Where there are too many entries for a complex step by each: random directions. */
  readonly directions?: DirectionsReport;
}

/** What it costs, in operations of the shared graphs. */
export interface Cost {
  /** Of the function. */
  readonly primal: number;
  /** Of function and gradient together. */
  readonly gradient: number;
}

/** The result of a cross-check: plain data. */
export interface Report {
  /** What the fields mean; another version has another name. */
  readonly schema: "chainrule-report/1";
  /** What was checked. */
  readonly subject: string;
  /** The order of the derivatives compared: 1 for gradients, 2 for Hessians, 3 for third derivatives. */
  readonly order: number;
  /** The value at the point, in float64. */
  readonly value: number;
  /** Whether both voices compute the same primal; where they do not, gradients mean nothing. */
  readonly primalVerdict: Verdict;
  /** The worst formula verdict of all entries. */
  readonly verdict: Verdict;
  /** Whether every float64 entry is within its running error bound. */
  readonly kernelWithinBounds: boolean;
  /** The largest detection limit of all entries. */
  readonly detectionLimit: number;
  /** What it was differentiated by, with every entry. */
  readonly parameters: readonly ParameterReport[];
  /** Every pair of witnesses, over all entries that both looked at. */
  readonly agreement?: Agreement;
  /** What the symbolic voice computed. */
  readonly cost: Cost;
  /** The formula of each derivative as text, for small scalar subjects. */
  readonly formulas?: readonly string[];
  /** What a reader must know, such as the branch taken or constants that were rounded. */
  readonly notes: readonly string[];
  /** Of a wrong gradient: the first edge of the backward pass that is wrong, where it was looked for. */
  readonly firstWrongEdge?: WrongEdge;
  /** Of a claim: how it compares with what both voices say. */
  readonly claim?: ClaimReport;
  /** The document that was checked, where there is one: whoever has the report can check again. */
  readonly document?: CheckDocument;
  /** Versions of the packages that made it, by name. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** The entry that a report is judged by, with its parameter: the worst verdict, then the most ulps. */
export interface WorstEntry {
  /** The parameter array that it is in. */
  readonly parameter: ParameterReport;
  /** The entry itself. */
  readonly entry: EntryReport;
}
