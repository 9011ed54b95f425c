import type { ClaimReport } from "../claim/types.ts";
import { claimSuite } from "./claim.ts";
import { edgeLines } from "./edge.ts";
import { scientific } from "./numbers.ts";
import { entryName, largest, overallVerdict } from "./overall.ts";
import { fullTableLimit } from "./suite.ts";
import type { EntryReport, ParameterReport, Report, WitnessValue } from "./types.ts";
import { countOf, errorAndBound, excluded, verdictOf } from "./wording.ts";
import { worstEntry } from "./worst.ts";

/**
 * A report as plain text: the verdict first, then the formulas, then a line an entry or an array.
 *
 * @example
 * ```ts
 * import { check, formatReport } from "@chainrule/check";
 * import { multiply } from "@chainrule/tape";
 * formatReport(check((x) => multiply(x, x), [3])).startsWith("VERDICT  agree"); // => true
 * ```
 */
export function formatReport(report: Report): string {
  return (report.claim === undefined ? checkLines(report) : claimLines(report, report.claim)).join("\n");
}

function checkLines(report: Report): string[] {
  return [
    headline(report),
    ...(report.formulas ?? []),
    "",
    ...table(
      ["", "symbolic", "tape - symbolic", "float64 error", "complex step", "finite difference", "verdict"],
      rowsOf(report),
    ),
    "",
    ...footer(report),
  ];
}

/** Of a claim first what is wrong with it, and where; of the check that it is held against only the verdict, if that agrees. */
function claimLines(report: Report, claim: ClaimReport): string[] {
  const { columns, cases, notes } = claimSuite(report.subject, claim);
  const wrong = claim.parameters.filter(({ verdict }) => verdict === "disagree").length;
  const count = `${wrong} of ${claim.parameters.length} ${claim.parameters.length > 1 ? "arrays are" : "array is"} wrong`;
  const isClear = overallVerdict({ ...report, claim: { ...claim, verdict: "agree" } }) === "agree";
  return [
    `CLAIM    ${claim.verdict}   ${count}   gradient of ${report.subject}`,
    ...notes,
    "",
    ...table(
      ["", ...columns],
      cases.map(({ name, cells }) => [name, ...cells]),
    ),
    "",
    ...(isClear ? [`held against two derivations, which agree: ${excluded(report)}`] : checkLines(report)),
  ];
}

function headline(report: Report): string {
  const count = report.parameters.reduce((sum, { entries }) => sum + entries.length, 0);
  const worst = worstEntry(report);
  const place = worst === undefined ? "" : `   worst: ${entryName(worst.parameter, worst.entry.index)}`;
  const order = report.order === 1 ? "" : `   order ${report.order}`;
  return `VERDICT  ${overallVerdict(report)}   ${count} ${count === 1 ? "entry" : "entries"}${order}${place}   ${report.subject}`;
}

function footer(report: Report): string[] {
  const { primal, gradient } = report.cost;
  const ratio = primal === 0 ? "" : `, ${(gradient / primal).toFixed(2)} times the function's ${primal}`;
  return [
    `${excluded(report)}; float64 errors are within their bounds: ` + withinBounds(report),
    ...agreementLines(report),
    ...directionLines(report),
    ...settledLines(report),
    ...primalLines(report),
    `operations of the symbolic gradient's shared graph: ${gradient}${ratio}`,
    ...report.notes.map((note) => `note: ${note}`),
    ...edgeLines(report),
  ];
}

/** Errors are measured where both the result and what it is held against are numbers, and no kink has many slopes. */
function withinBounds({ kernelWithinBounds, parameters }: Report): string {
  if (!kernelWithinBounds) return "NO";
  const entries = parameters.flatMap((parameter) => parameter.entries);
  const measured = entries.filter(({ ulps, oneSided }) => Number.isFinite(ulps) && oneSided === undefined);
  if (measured.length === entries.length) return "yes";
  return measured.length === 0
    ? "none can be measured here"
    : `yes, of the ${measured.length} that can be measured here`;
}

/** More pairs that disagree are not named. */
const mostPairs = 4;

/** What all witnesses say of each other: the pairs that disagree by name. */
function agreementLines({ agreement }: Report): string[] {
  if (agreement === undefined || agreement.witnesses.length < 3) return [];
  const { witnesses, pairs } = agreement;
  const told = pairs.filter(({ verdict }) => verdict !== "cannot tell");
  const apart = told.filter(({ verdict }) => verdict === "disagree").map(({ a, b }) => `${a} / ${b}`);
  const silent = told.length === pairs.length ? "" : `, ${pairs.length - told.length} cannot tell`;
  const named = [...apart.slice(0, mostPairs), ...(apart.length > mostPairs ? ["..."] : [])].join(", ");
  const head = `of ${pairs.length} pairs of ${witnesses.length} witnesses ${told.length - apart.length} agree${silent}`;
  return [apart.length === 0 ? head : `${head}, and ${apart.length} DISAGREE: ${named}`];
}

/** What random directions exclude, of the array of which they exclude least; those that contradict stand in the notes. */
function directionLines({ parameters }: Report): string[] {
  const looked = parameters.flatMap(({ name, directions }) => (directions ? [{ name, ...directions }] : []));
  if (looked.length === 0) return [];
  const confirmed = looked.filter(({ contradicts }) => !contradicts);
  const least = looked.reduce((most, each) => (each.seenAbove > most.seenAbove ? each : most));
  return [
    `the complex step along ${least.count} random directions an array confirms ${confirmed.length} of ${looked.length} arrays: ` +
      `errors of a norm above ${scientific(least.seenAbove)} (${least.name}) are missed with a probability of at most ` +
      scientific(least.missProbability),
  ];
}

/** Derivatives mean nothing where the function itself has no finite value, or not the same in both voices. */
function primalLines({ primalVerdict, value }: Report): string[] {
  if (primalVerdict === "agree") return [];
  if (!Number.isFinite(value)) return [`the function has no finite value here: ${value}`];
  return [`the function's own value in the two voices: ${primalVerdict}`];
}

/** The digits of the entries that were settled in 60, as many as are listed one by one. */
function settledLines(report: Report): string[] {
  const settled = report.parameters.flatMap((parameter) =>
    parameter.entries
      .filter(({ settledIn }) => settledIn !== undefined)
      .map((entry) => `settled in ${entry.settledIn}: ${entryName(parameter, entry.index)} ${digits(entry)}`),
  );
  const more = settled.length - fullTableLimit;
  return more > 0 ? [...settled.slice(0, fullTableLimit), `... and ${more} more`] : settled;
}

/** All digits: of both voices where they disagree. */
function digits({ verdict, symbolic, tape, zeroBelow }: EntryReport): string {
  if (zeroBelow !== undefined) return `0, or below ${scientific(zeroBelow)}`;
  return verdict === "disagree" ? `symbolic ${symbolic}, tape ${tape}` : symbolic;
}

function rowsOf(report: Report): string[][] {
  return report.parameters.flatMap((parameter) =>
    parameter.entries.length > fullTableLimit
      ? [summaryRow(parameter)]
      : parameter.entries.map((entry) => entryRow(parameter, entry)),
  );
}

function entryRow(parameter: ParameterReport, entry: EntryReport): string[] {
  return [
    entryName(parameter, entry.index),
    shortDecimal(entry.symbolic),
    scientific(entry.difference),
    errorAndBound(entry.ulps, entry.boundUlps, "ulp"),
    witness(entry, entry.complexStep),
    witness(entry, entry.finiteDifference),
    verdictOf(entry),
  ];
}

function summaryRow(parameter: ParameterReport): string[] {
  const one = [parameter];
  const worst = worstEntry({ parameters: one })!;
  const contradictions = parameter.entries.filter((entry) => contradicted(entry)).length;
  return [
    `${parameter.name} [${parameter.shape.join(", ")}]`,
    countOf(parameter),
    `worst ${entryName(parameter, worst.entry.index)}`,
    errorAndBound(
      largest(one, ({ ulps }) => ulps),
      largest(one, ({ boundUlps }) => boundUlps),
      "ulp",
    ),
    contradictions === 0 ? "confirms" : `${contradictions} contradicted`,
    "",
    parameter.verdict,
  ];
}

function contradicted({ complexStep, finiteDifference, dualNumbers }: EntryReport): boolean {
  return [complexStep, finiteDifference, dualNumbers].some((look) => look?.contradicts);
}

function witness(entry: EntryReport, value: WitnessValue | undefined): string {
  if (value === undefined || !Number.isFinite(value.error) || entry.oneSided !== undefined) return "-";
  const off = scientific(Math.abs(value.value - Number(entry.symbolic)));
  return `${value.contradicts ? "off" : "within"} ${off}${value.contradicts ? " CONTRADICTS" : ""}`;
}

/** Seventeen digits of a long decimal, enough to name the double. */
function shortDecimal(decimal: string): string {
  return String(Number(decimal));
}

/** Rows in columns, each as wide as its widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}
