import { ulp } from "@chainrule/special";
import type { EntryReport, WitnessValue } from "./report/types.ts";
import { judge, judgeAtKink, type OneSided, safetyFactor } from "./verdict/judge.ts";
import { decimal, difference, type Exactish, exactish, nearest } from "./voices/carrier.ts";
import type { Estimate } from "./witnesses/finiteDifference.ts";

/** What the voices and witnesses say of one entry. */
export interface EntryEvidence {
  readonly index: number;
  readonly symbolic: Exactish;
  readonly tape: Exactish;
  /** The tape's float64 result, and its running error bound. */
  readonly kernel: number;
  readonly kernelBound: number;
  /** The largest magnitude in the parameter array. */
  readonly scale: number;
  readonly tolerance: number;
  readonly oneSided: OneSided | undefined;
  readonly complexStep: number | undefined;
  readonly finiteDifference: Estimate | undefined;
}

/** Judges one entry. */
export function judgeEntry(evidence: EntryEvidence): EntryReport {
  const { index, symbolic, tape, kernel, oneSided } = evidence;
  const truth = nearest(symbolic);
  const { verdict, detectionLimit } = judge(
    {
      difference: difference(symbolic, tape),
      left: truth,
      right: nearest(tape),
      leftError: symbolic.error,
      rightError: tape.error,
      scale: evidence.scale,
    },
    evidence.tolerance,
  );
  return {
    index,
    symbolic: decimal(symbolic),
    tape: decimal(tape),
    kernel,
    verdict: oneSided === undefined ? verdict : judgeAtKink([truth, nearest(tape), kernel], oneSided),
    detectionLimit,
    ...kernelFigures(evidence),
    ...(oneSided && { oneSided }),
    ...(evidence.complexStep !== undefined && {
      complexStep: complexStepFigures(evidence, evidence.complexStep),
    }),
    ...(evidence.finiteDifference && {
      finiteDifference: witnessFigures(evidence, evidence.finiteDifference),
    }),
  };
}

/** The measured error of the float64 result and its bound, both in ulps of the true value; at a kink there is none. */
function kernelFigures({ symbolic, kernel, kernelBound, oneSided }: EntryEvidence): {
  readonly ulps: number;
  readonly boundUlps: number;
  readonly kernelWithinBound: boolean;
} {
  if (oneSided !== undefined) return { ulps: 0, boundUlps: 0, kernelWithinBound: true };
  const truth = nearest(symbolic);
  const error = kernel === truth ? 0 : Math.abs(difference(exactish.fromNumber(kernel), symbolic));
  const unit = truth === 0 ? Math.max(Number.MIN_VALUE, ulp(kernel)) : ulp(truth);
  const withinBound = !(error - symbolic.error > kernelBound);
  return { ulps: error / unit, boundUlps: kernelBound / unit, kernelWithinBound: withinBound };
}

/**
 * A bound on the error of a complex step: it rounds about as often as the backward sweep, so that sweep's bound serves
 * for it, with a margin.
 */
export function complexStepError(value: number, kernelBound: number): number {
  return 4 * kernelBound + 2 ** -46 * Math.abs(value);
}

function complexStepFigures(evidence: EntryEvidence, value: number): WitnessValue {
  const { kernelBound, scale } = evidence;
  return witnessFigures(evidence, {
    value,
    error: complexStepError(Math.max(Math.abs(value), scale), kernelBound),
  });
}

function witnessFigures(
  { symbolic, oneSided }: EntryEvidence,
  { value, error }: { readonly value: number; readonly error: number },
): WitnessValue {
  const gap = Math.abs(value - nearest(symbolic));
  const contradicts = oneSided === undefined && gap > safetyFactor * (error + symbolic.error);
  return { value, error, contradicts };
}
