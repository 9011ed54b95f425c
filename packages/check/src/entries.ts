import { type Bounded, type DoubleDouble, ulp } from "@chainrule/special";
import type { EntryReport, WitnessValue } from "./report/types.ts";
import {
  type Comparison,
  judge,
  judgeAtKink,
  type OneSided,
  safetyFactor,
  type Verdict,
} from "./verdict/judge.ts";
import { type Carrier, nearest } from "./voices/carrier.ts";
import type { Looks, SteppedSlope } from "./witnesses/plan.ts";

/** What the voices and witnesses say of one entry. */
export interface EntryEvidence<V> extends Looks {
  readonly index: number;
  /** The arithmetic in which both voices speak. */
  readonly carrier: Carrier<V>;
  readonly symbolic: V;
  readonly tape: V;
  /** The tape's float64 result, and its running error bound. */
  readonly kernel: number;
  readonly kernelBound: number;
  /** The largest magnitude in the parameter array. */
  readonly scale: number;
  readonly tolerance: number;
  /** The element of the parameter that the entry is the derivative by. */
  readonly argument: number;
  /** The one-sided derivatives, where they differ. */
  readonly oneSided: OneSided | undefined;
  /** The one-sided derivatives, where parts are kinked but the sides agree. */
  readonly shared: OneSided | undefined;
}

/** Judges one entry. */
export function judgeEntry<V>(evidence: EntryEvidence<V>): EntryReport {
  const { index, carrier, symbolic, tape, kernel, oneSided, scale } = evidence;
  const comparison = compare(carrier, symbolic, tape, scale);
  const { verdict, detectionLimit } = judge(comparison, evidence.tolerance);
  return {
    index,
    symbolic: carrier.decimal(symbolic),
    tape: carrier.decimal(tape),
    difference: -comparison.difference,
    kernel,
    verdict:
      oneSided === undefined
        ? judgeShared(verdict, comparison, evidence)
        : judgeAtKink(numbersAtKink(evidence, comparison), oneSided),
    detectionLimit,
    ...kernelFigures(evidence),
    ...(oneSided && { oneSided }),
    ...looksOf(evidence),
  };
}

/** What each witness that looked has to say. */
function looksOf<V>(
  evidence: EntryEvidence<V>,
): Pick<EntryReport, "complexStep" | "finiteDifference" | "dualNumbers" | "forwardMode"> {
  const { complexStep, finiteDifference, dualNumbers, forwardMode } = evidence;
  return {
    ...(complexStep && { complexStep: complexStepFigures(evidence, complexStep) }),
    ...(finiteDifference && { finiteDifference: witnessFigures(evidence, finiteDifference) }),
    ...(dualNumbers && { dualNumbers: exactFigures(evidence, dualNumbers) }),
    ...(forwardMode && { forwardMode: exactFigures(evidence, forwardMode) }),
  };
}

/**
 * An entry of which not one digit is certain, though its bounds are finite: each voice is 0 within its own.
 *
 * Beside nothing, no bound is small. If the whole array is so, it is measured by what a slope of this function would have,
 * `|f| / max(1, |x|)`, and the bound that it is below is stated.
 */
export function judgeZero<V>(evidence: EntryEvidence<V>, report: EntryReport, value: number): EntryReport {
  const comparison = compare(evidence.carrier, evidence.symbolic, evidence.tape, evidence.scale);
  const { left, right, leftError, rightError } = comparison;
  const isZero = Math.abs(left) <= leftError && Math.abs(right) <= rightError;
  if (!isZero || report.verdict !== "inconclusive") return report;
  const scale = Math.abs(value) / Math.max(1, Math.abs(evidence.argument));
  const { verdict, detectionLimit } = judge({ ...comparison, scale }, evidence.tolerance);
  const zeroBelow = safetyFactor * (leftError + rightError);
  return verdict === "agree" ? { ...report, verdict, detectionLimit, zeroBelow } : report;
}

/** How far, relative to the array, a voice may be from the sides beside their rounding, which is about the kernel's. */
const sharedSlack = 1e-9;

/**
 * Where kinks cancel there is one derivative after all, but the voices' conventions may miss it, both alike.
 *
 * The sides are taken in float64: where that cannot tell which branch is taken, they say nothing of the exact one.
 */
function judgeShared<V>(
  verdict: Verdict,
  { left, right, scale }: Comparison,
  { shared, kernelBound }: EntryEvidence<V>,
): Verdict {
  if (shared === undefined || verdict !== "agree" || !Number.isFinite(kernelBound)) return verdict;
  const size = Math.max(scale, Math.abs(shared.left), Math.abs(shared.right));
  const slack = sharedSlack * size + safetyFactor * kernelBound;
  const near = { left: shared.left - slack, right: shared.right + slack };
  return judgeAtKink([left, right], near) === "disagree" ? "disagree" : verdict;
}

/** What must lie between the sides. Where bounds leave open which branch is taken, a voice without a number says nothing. */
function numbersAtKink<V>(evidence: EntryEvidence<V>, { left, right }: Comparison): number[] {
  const isOpen = !Number.isFinite(evidence.kernelBound);
  const said = [left, right].filter((value) => !(isOpen && Number.isNaN(value)));
  return [...said, unlessRounded(evidence, right)];
}

/** The kernel's value, or the tape's where rounding explains the difference between them. */
function unlessRounded<V>({ kernel, kernelBound }: EntryEvidence<V>, tape: number): number {
  return Math.abs(kernel - tape) <= kernelBound ? tape : kernel;
}

/** Do both voices compute the same function? If not, or where it has no finite value, gradients mean nothing. */
export function judgePrimals<V>(
  carrier: Carrier<V>,
  left: V,
  right: V,
  tolerance: number,
  scale: number = 0,
): Verdict {
  const comparison = compare(carrier, left, right, scale);
  if (![comparison.left, comparison.right].every(Number.isFinite)) return "inconclusive";
  return judge(comparison, tolerance).verdict;
}

function compare<V>(carrier: Carrier<V>, left: V, right: V, scale: number): Comparison {
  return {
    difference: carrier.difference(left, right),
    left: carrier.arithmetic.toNumber(left),
    right: carrier.arithmetic.toNumber(right),
    leftError: carrier.error(left),
    rightError: carrier.error(right),
    scale,
  };
}

/**
 * The measured error of the float64 result and its bound, both in ulps of the true value.
 *
 * At a kink, and where the derivative is not finite, there is nothing to measure.
 */
function kernelFigures<V>({ carrier, symbolic, tape, kernel, kernelBound, oneSided }: EntryEvidence<V>): {
  readonly ulps: number;
  readonly boundUlps: number;
  readonly kernelWithinBound: boolean;
} {
  if (oneSided !== undefined) return { ulps: 0, boundUlps: 0, kernelWithinBound: true };
  const truth = carrier.arithmetic.toNumber(symbolic);
  const gap = carrier.difference(carrier.arithmetic.fromNumber(kernel), symbolic);
  const error = kernel === truth && !Number.isFinite(kernel) ? 0 : Math.abs(gap);
  const unit = truth === 0 ? Math.max(Number.MIN_VALUE, ulp(kernel)) : ulp(truth);
  const finite = [truth, carrier.arithmetic.toNumber(tape)].every(Number.isFinite);
  const withinBound = !finite || error - carrier.error(symbolic) <= kernelBound;
  return { ulps: error / unit, boundUlps: kernelBound / unit, kernelWithinBound: withinBound };
}

/**
 * A bound on the error of a complex step: it rounds about as often as the backward sweep, so that sweep's bound serves
 * for it, with a margin.
 */
export function complexStepError(value: number, kernelBound: number): number {
  return 4 * kernelBound + 2 ** -46 * Math.abs(value);
}

/** At a flat point the square of the step shows: 1e-60 times a third derivative, which may be large. */
const flatStep = 1e-50;

/**
 * The simple bound of a complex step does not know how many terms it adds up. Where it is not kept, the roundings of the
 * step's own operations are counted before anything is called a contradiction.
 */
function complexStepFigures<V>(evidence: EntryEvidence<V>, { value, rounding }: SteppedSlope): WitnessValue {
  const { kernelBound, scale } = evidence;
  const error = flatStep + complexStepError(Math.max(Math.abs(value), scale), kernelBound);
  const simple = witnessFigures(evidence, { value, error });
  if (!simple.contradicts) return simple;
  return witnessFigures(evidence, { value, error: error + rounding() });
}

/** A witness that speaks in doubles. */
function witnessFigures<V>(
  evidence: EntryEvidence<V>,
  { value, error }: { readonly value: number; readonly error: number },
): WitnessValue {
  const { arithmetic, difference } = evidence.carrier;
  const gap = difference(arithmetic.fromNumber(value), evidence.symbolic);
  return witnessValue(evidence, value, error, gap);
}

/** A witness that speaks in double-double. */
function exactFigures<V>(evidence: EntryEvidence<V>, exact: Bounded<DoubleDouble>): WitnessValue {
  const { arithmetic, difference } = evidence.carrier;
  const { hi, lo } = exact.value;
  const whole = arithmetic.add(arithmetic.fromNumber(hi), arithmetic.fromNumber(lo));
  return witnessValue(evidence, nearest(exact), exact.error, difference(whole, evidence.symbolic));
}

/** A witness that has no number, or no bound on it, says nothing. */
function witnessValue<V>(
  { carrier, symbolic, oneSided }: EntryEvidence<V>,
  value: number,
  error: number,
  gap: number,
): WitnessValue {
  if (!Number.isFinite(value) || !Number.isFinite(error)) {
    return { value, error: Number.POSITIVE_INFINITY, deviation: 0, contradicts: false };
  }
  const allowed = error + carrier.error(symbolic);
  const deviation = gap === 0 ? 0 : gap / allowed;
  const contradicts = oneSided === undefined && Math.abs(deviation) > safetyFactor;
  return { value, error: allowed, deviation, contradicts };
}
