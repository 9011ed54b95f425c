import { type BigFloat, type Bounded, bounded60 } from "@chainrule/special";
import { type EntryEvidence, judgeEntry, judgePrimals, judgeZero } from "./entries.ts";
import { once } from "./once.ts";
import type { EntryReport } from "./report/types.ts";
import type { Verdict } from "./verdict/judge.ts";
import { type Exactish, exactish, largestMagnitude, sixtyDigits } from "./voices/carrier.ts";
import type { SymbolicValues, SymbolicVoice } from "./voices/symbolic.ts";
import type { TapeVoice } from "./voices/tape.ts";

/**
 * Which entries are judged again in 60 digits: those that double-double leaves open though their values are finite
 * (`"inconclusive"`), `"all"`, or `"none"`.
 */
export type Settle = "inconclusive" | "all" | "none";

/** A number of 60 digits with its bound. */
type Digits = Bounded<BigFloat>;

/**
 * Gradients of more operations than this are not evaluated in 60 digits, which takes some microseconds each.
 *
 * @example
 * ```ts
 * import { settleLimit } from "@chainrule/check";
 * settleLimit; // => 200000
 * ```
 */
export const settleLimit = 200_000;

/** The second instance: both voices in 60 digits, evaluated once for all entries, and only if one asks for it. */
export interface Settlement {
  /** The report of an entry, or the one that 60 digits give. */
  readonly entry: (
    evidence: Omit<EntryEvidence<Exactish>, "carrier">,
    parameter: number,
    report: EntryReport,
  ) => EntryReport;
  /** The same for the verdict on the two primals. */
  readonly primal: (verdict: Verdict) => Verdict;
  /** What a reader must know of it. */
  readonly notes: () => readonly string[];
}

export function settlement(
  settle: Settle,
  symbolic: SymbolicVoice | undefined,
  tape: TapeVoice,
  tolerance: number,
): Settlement {
  if (settle === "none" || symbolic === undefined) return unsettled;
  const operations = symbolic.operations.gradient;
  const voices = once(() => bothVoices(symbolic, tape));
  let missed = false;

  /** Whether a verdict is to be found anew, and may be. */
  function reopens(verdict: Verdict): boolean {
    const asked = settle === "all" || verdict === "inconclusive";
    if (asked && operations > settleLimit) missed = true;
    return asked && operations <= settleLimit;
  }

  return {
    entry: (evidence, parameter, report) => {
      const finite = [report.symbolic, report.tape].every((value) => Number.isFinite(Number(value)));
      if (!finite || !reopens(report.verdict)) return report;
      const { left, right, scales } = voices();
      const values = {
        symbolic: left.gradient[parameter]![evidence.index]!,
        tape: right.gradient[parameter]![evidence.index]!,
      };
      const settledEvidence = { ...evidence, ...values, scale: scales[parameter]!, carrier: sixtyDigits };
      const again = judgeEntry(settledEvidence);
      const value = sixtyDigits.arithmetic.toNumber(left.value);
      return { ...judgeZero(settledEvidence, again, value), settledIn: "60 digits" };
    },
    primal: (verdict) => {
      if (!reopens(verdict)) return verdict;
      const { left, right } = voices();
      const cancelled = tape.primal(exactish).error; // what is smaller than this was 0 in double-double
      return judgePrimals(sixtyDigits, left.value, right.value, tolerance, cancelled);
    },
    notes: () =>
      missed
        ? [
            `Not settled in 60 digits: the gradient takes ${operations} operations, and the limit is ${settleLimit}.`,
          ]
        : [],
  };
}

/** No second instance. */
const unsettled: Settlement = {
  entry: (_, __, report) => report,
  primal: (verdict) => verdict,
  notes: () => [],
};

/** Both voices' values in 60 digits, and the largest magnitude in each parameter array. */
function bothVoices(
  symbolic: SymbolicVoice,
  tape: TapeVoice,
): { left: SymbolicValues<Digits>; right: SymbolicValues<Digits>; scales: readonly number[] } {
  const left = symbolic.evaluate(bounded60);
  const right = { value: tape.primal(bounded60), gradient: tape.gradient(bounded60) };
  const scales = left.gradient.map((values, p) =>
    largestMagnitude(sixtyDigits, [...values, ...right.gradient[p]!]),
  );
  return { left, right, scales };
}
