import { type Finding, isAsExpected } from "../paper/item.ts";
import { claimSuite } from "./claim.ts";
import { edgeLines } from "./edge.ts";
import { brief, scientific } from "./numbers.ts";
import { entryName, largest, overallVerdict } from "./overall.ts";
import {
  type CaseOutcome,
  fullTableLimit,
  mostListed,
  outcomes,
  type ResultCase,
  type ResultSuite,
} from "./suite.ts";
import type { EntryReport, ParameterReport, Report } from "./types.ts";
import { countOf, errorAndBound, excluded, verdictOf } from "./wording.ts";
import { worstEntry } from "./worst.ts";

/**
 * A report as tables of results: the cross-check, and of a claim a second one.
 *
 * @example
 * ```ts
 * import { check, suitesOf } from "@chainrule/check";
 * import { exp } from "@chainrule/tape";
 * const [suite] = suitesOf(check((x) => exp(x), [0], { name: "growth" }));
 * [suite?.name, suite?.verdict, suite?.cases[0]?.name]; // => ["growth", "agree", "x"]
 * ```
 */
export function suitesOf(report: Report): readonly ResultSuite[] {
  const checked: ResultSuite = {
    name: report.subject,
    verdict: overallVerdict(withoutClaim(report)),
    columns: ["symbolic", "tape - symbolic", "float64 error (bound) in ulp", "verdict"],
    cases: [...report.parameters.flatMap(casesOf), ...primalCases(report)],
    formulas: report.formulas ?? [],
    notes: [...edgeLines(report), excluded(report), ...report.notes],
  };
  return report.claim === undefined ? [checked] : [checked, claimSuite(report.subject, report.claim)];
}

/** What the claim is held against. */
function withoutClaim({ claim: _, ...report }: Report): Report {
  return report;
}

/** The primals, where they are not the same: gradients then mean nothing. */
function primalCases({ primalVerdict, value }: Report): readonly ResultCase[] {
  if (primalVerdict === "agree" && Number.isFinite(value)) return [];
  const message = `The function's own value is ${value}; the two forms of it: ${primalVerdict}.`;
  const outcome = primalVerdict === "agree" ? "undecided" : outcomes[primalVerdict];
  return [{ name: "the function itself", outcome, cells: [String(value), "", "", primalVerdict], message }];
}

function casesOf(parameter: ParameterReport): readonly ResultCase[] {
  const { entries } = parameter;
  if (entries.length <= fullTableLimit) return entries.map((entry) => caseOf(parameter, entry));
  const wrong = entries.filter((entry) => outcomeOf(entry) !== "passed").slice(0, mostListed);
  return [summaryOf(parameter), ...wrong.map((entry) => caseOf(parameter, entry))];
}

function outcomeOf({ verdict, kernelWithinBound }: EntryReport): CaseOutcome {
  return verdict === "agree" && !kernelWithinBound ? "failed" : outcomes[verdict];
}

function caseOf(parameter: ParameterReport, entry: EntryReport): ResultCase {
  const { symbolic, difference, ulps, boundUlps, kernelWithinBound } = entry;
  const error = errorAndBound(ulps, boundUlps);
  return {
    name: entryName(parameter, entry.index),
    outcome: outcomeOf(entry),
    cells: [
      String(Number(symbolic)),
      scientific(difference),
      kernelWithinBound ? error : `${error} OUTSIDE`,
      verdictOf(entry),
    ],
    message: messageOf(entry),
  };
}

function messageOf(entry: EntryReport): string {
  const { verdict, symbolic, tape, kernel, kernelWithinBound, ulps, boundUlps } = entry;
  if (entry.oneSided !== undefined) return `${verdictOf(entry)}, ${kernel} by convention`;
  if (Number.isNaN(ulps)) return `${verdict}: symbolic ${symbolic}, tape ${tape}, in float64 ${kernel}`;
  const off = `the float64 result ${kernel} is off by ${brief(ulps)} ulp, its bound is ${brief(boundUlps)}`;
  if (verdict !== "agree") return `${verdict}: symbolic ${symbolic}, tape ${tape}; ${off}`;
  return kernelWithinBound ? "" : off;
}

function summaryOf(parameter: ParameterReport): ResultCase {
  const one = [parameter];
  const worst = worstEntry({ parameters: one })!;
  const error = errorAndBound(
    largest(one, ({ ulps }) => ulps),
    largest(one, ({ boundUlps }) => boundUlps),
  );
  const difference = largest(one, (entry) => Math.abs(entry.difference));
  const message = messageOf(worst.entry);
  return {
    name: `${parameter.name} [${parameter.shape.join(", ")}]`,
    outcome: parameter.entries.every((entry) => outcomeOf(entry) === "passed")
      ? "passed"
      : outcomeOf(worst.entry),
    cells: [countOf(parameter), scientific(difference), error, parameter.verdict],
    message: message === "" ? "" : `worst ${entryName(parameter, worst.entry.index)}: ${message}`,
  };
}

/**
 * Findings of an item of the paper as a table of results: a finding passes if it is as it must be.
 *
 * @example
 * ```ts
 * import { suiteOfFindings } from "@chainrule/check";
 * const suite = suiteOfFindings("S2 the chain rule", [{ what: "x sin(x)", outcome: "agree", expected: "agree" }]);
 * suite.cases[0]?.outcome; // => "passed"
 * ```
 */
export function suiteOfFindings(name: string, findings: readonly Finding[]): ResultSuite {
  const cases = findings.map((finding): ResultCase => {
    const { what, outcome, expected, ulps, boundUlps, detail } = finding;
    const error = ulps === undefined || boundUlps === undefined ? "" : errorAndBound(ulps, boundUlps);
    const passed = isAsExpected(finding);
    return {
      name: what,
      outcome: passed ? "passed" : "failed",
      cells: [outcome, expected, error, detail ?? ""],
      message: passed
        ? ""
        : `${outcome}, and must be ${expected}${detail === undefined ? "" : `: ${detail}`}`,
    };
  });
  const wrong = cases.filter(({ outcome }) => outcome === "failed").length;
  return {
    name,
    verdict: wrong === 0 ? "as it must be" : `${wrong} of ${cases.length} findings are not as they must be`,
    columns: ["outcome", "expected", "float64 error (bound) in ulp", "figures"],
    cases,
    formulas: [],
    notes: [],
  };
}
