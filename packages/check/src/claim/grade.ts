import type { Matched } from "../document/names.ts";
import type { ClaimPrecision } from "../document/types.ts";
import { once } from "../once.ts";
import { entryName, largest } from "../report/overall.ts";
import type { EntryReport, ParameterReport } from "../report/types.ts";
import type { Subject } from "../subject/subject.ts";
import { judgeAtKink, type Verdict, worstVerdict } from "../verdict/judge.ts";
import { claimedFormula } from "./formula.ts";
import type { Claimed } from "./given.ts";
import { likenessesOf } from "./likeness.ts";
import { mistakeIn } from "./mistake.ts";
import type { ClaimedArray } from "./nearness.ts";
import { allowedError, sweepErrors, toleranceOf } from "./precision.ts";
import type { ClaimedEntry, ClaimedParameter, ClaimReport } from "./types.ts";

/**
 * Grades somebody's gradient entry by entry against what both voices say.
 *
 * @param claimed what is claimed of each parameter
 * @param truth the subject's own cross-check, of first order
 */
export function gradeClaim(
  subject: Subject,
  { values, notes }: Matched<Claimed>,
  precision: ClaimPrecision,
  truth: readonly ParameterReport[],
): ClaimReport {
  const numbers = precisely(subject, precision);
  const formula = precisely(subject, "float64");
  const graded = truth.map((parameter, p) => {
    const claimed = values[p];
    if (claimed === undefined) return undefined;
    return gradeArray(subject, p, parameter, claimed, typeof claimed === "string" ? formula : numbers);
  });
  const arrays = graded.map((each) => each && arrayOf(each));
  const isWrong = arrays.some((array) => array?.isWrong);
  const likenesses = isWrong ? likenessesOf(subject, arrays) : [];
  const parameters = graded.flatMap((each, p) => {
    const looksLike = likenesses[p];
    return each === undefined ? [] : [{ ...each, ...(looksLike !== undefined && { looksLike }) }];
  });
  const layer = isWrong ? firstWrongLayer(parameters) : undefined;
  const mistake = isWrong ? mistakeIn(subject, arrays) : undefined;
  const worst = worstOf(parameters);
  const silent = truth.filter((_, p) => values[p] === undefined).map(({ name }) => name);
  return {
    precision,
    verdict: worstVerdict(parameters.map((each) => each.verdict)),
    detectionLimit: parameters.reduce((most, each) => Math.max(most, detectionLimit(each)), 0),
    parameters,
    ...(worst !== undefined && { worst }),
    ...(layer !== undefined && { firstWrongLayer: layer }),
    ...(mistake !== undefined && { mistake }),
    notes: [...notes, ...(silent.length > 0 ? [`Nothing is claimed of ${silent.join(", ")}.`] : [])],
  };
}

/** What may be asked of numbers of some precision. */
interface Precisely {
  readonly precision: ClaimPrecision;
  /** How far rounding may take each entry of each parameter. */
  errors(): readonly (readonly number[])[];
}

function precisely(subject: Subject, precision: ClaimPrecision): Precisely {
  return { precision, errors: once(() => sweepErrors(subject, precision)) };
}

function arrayOf({ entries, shape }: ClaimedParameter): ClaimedArray {
  return {
    claimed: entries.map(({ claimed }) => claimed),
    right: entries.map(({ right }) => Number(right)),
    shape,
    isWrong: entries.some(({ verdict }) => verdict === "disagree"),
  };
}

function gradeArray(
  subject: Subject,
  p: number,
  truth: ParameterReport,
  claimed: Claimed,
  { precision, errors }: Precisely,
): ClaimedParameter {
  const formula = typeof claimed === "string" ? claimedFormula(subject, p, claimed) : undefined;
  const numbers = formula?.values ?? (claimed as readonly number[]);
  const scale = largest([truth], ({ symbolic }) => Math.abs(Number(symbolic)));
  const entries = truth.entries.map((entry, i) =>
    gradeEntry(entry, numbers[i]!, precision, errors()[p]![i]!, scale),
  );
  const verdict = worstVerdict([...entries.map((each) => each.verdict), formula?.verdict ?? "agree"]);
  return {
    name: truth.name,
    shape: truth.shape,
    verdict,
    entries,
    ...(formula && { formula: formula.text }),
  };
}

function gradeEntry(
  entry: EntryReport,
  claimed: number,
  precision: ClaimPrecision,
  sweepError: number,
  scale: number,
): ClaimedEntry {
  const { index, symbolic, oneSided } = entry;
  const difference = claimed - Number(symbolic);
  const allowed = allowedError(precision, claimed, sweepError, entry);
  const verdict =
    oneSided === undefined
      ? verdictOf(entry, difference, allowed, scale, toleranceOf(precision))
      : judgeAtKink([claimed], oneSided);
  return { index, claimed, right: symbolic, difference, allowed, verdict };
}

/** Where the voices themselves do not agree, there is no truth to hold a claim against. */
function verdictOf(
  entry: EntryReport,
  difference: number,
  allowed: number,
  scale: number,
  tolerance: number,
): Verdict {
  if (entry.verdict !== "agree" || !Number.isFinite(allowed)) return "inconclusive";
  if (Number.isNaN(difference) || Math.abs(difference) > allowed) return "disagree";
  const magnitude = Math.max(Math.abs(Number(entry.symbolic)), scale);
  return allowed > tolerance * magnitude && difference !== 0 ? "inconclusive" : "agree";
}

function detectionLimit({ entries }: ClaimedParameter): number {
  const scale = entries.reduce((most, { right }) => Math.max(most, Math.abs(Number(right))), 0);
  const allowed = entries.reduce((most, entry) => Math.max(most, entry.allowed), 0);
  return allowed === 0 ? 0 : allowed / scale;
}

/** The entry that is furthest off, measured in what is allowed. */
function worstOf(parameters: readonly ClaimedParameter[]): string | undefined {
  let [worst, most] = [undefined as string | undefined, -1];
  for (const parameter of parameters) {
    for (const { index, difference, allowed } of parameter.entries) {
      const off = offBy(difference, allowed);
      if (off > most) [worst, most] = [entryName(parameter, index), off];
    }
  }
  return worst;
}

/** A claim that is no number is as far off as can be. */
function offBy(difference: number, allowed: number): number {
  if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
  return difference === 0 ? 0 : Math.abs(difference) / allowed;
}

/** The way back begins at the output: the last layer that has a wrong array. */
function firstWrongLayer(parameters: readonly ClaimedParameter[]): string | undefined {
  const wrong = parameters.filter(({ verdict }) => verdict === "disagree");
  return wrong.map(({ name }) => /^layers\.\d+/.exec(name)?.[0]).findLast((layer) => layer !== undefined);
}
