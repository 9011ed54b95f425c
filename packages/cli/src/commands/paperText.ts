import { brief, type Finding, isAsExpected } from "@chainrule/check";
import type { PaperResult } from "./paper.ts";

/** Lines are broken before this column. */
const width = 110;

/** A line for an item; findings that are not as they must be below it. */
export function headline(result: PaperResult): string {
  const { findings } = result;
  const wrong = findings.filter((finding) => !isAsExpected(finding));
  return [titleOf(result), ...wrong.map(lines)].join("\n");
}

/** An item with every finding and note. */
export function details(result: PaperResult): string {
  const notes = result.notes.map((note) => wrapped(note, "  "));
  const figures = result.table.map(([label, figure]) => `    ${label.padEnd(longest(result) + 2)}${figure}`);
  return [titleOf(result), ...result.findings.map(lines), ...figures, ...notes, ""].join("\n");
}

function longest({ table }: PaperResult): number {
  return Math.max(...table.map(([label]) => label.length));
}

/** The last line. */
export function summary(results: readonly PaperResult[]): string {
  const findings = results.flatMap((result) => result.findings);
  const wrong = findings.filter((finding) => !isAsExpected(finding)).length;
  return wrong === 0
    ? `\nAll ${findings.length} findings on ${results.length} items are as they must be.`
    : `\n${wrong} of ${findings.length} findings are NOT as they must be.`;
}

/** Mark, number, title, and how many findings are as they must be. */
function titleOf({ id, title, findings, table }: PaperResult): string {
  const right = findings.filter(isAsExpected).length;
  const ran = findings.length + table.length > 0;
  const mark = right < findings.length ? "✗" : ran ? "✓" : "–";
  const shown = ran ? "shown" : "not run: data that are not shipped";
  const count = findings.length === 0 ? shown : `${right} of ${findings.length}`;
  return `${mark} ${id.padEnd(4)} ${title.padEnd(62)} ${count}`.trimEnd();
}

/** The outcome and the claim, and the figures behind or below them. */
function lines(finding: Finding): string {
  const { what, outcome, expected, detail } = finding;
  const right = isAsExpected(finding);
  const must = right
    ? outcome === "fails" || outcome === "disagree"
      ? ", as it must"
      : ""
    : ` (must: ${expected})`;
  const figures = [detail, error(finding)].filter((text) => text !== undefined && text !== "").join("; ");
  const claim = `${right ? "✓" : "✗"} ${outcome}${must}: ${what}`;
  if (figures === "") return wrapped(claim, "    ");
  const whole = `    ${claim}  [${figures}]`;
  return whole.length < width ? whole : `${wrapped(claim, "    ")}\n${wrapped(`[${figures}]`, "        ")}`;
}

/** The worst error of the float64 result beside its bound. */
function error({ ulps, boundUlps }: Finding): string | undefined {
  if (ulps === undefined || boundUlps === undefined) return undefined;
  return `worst ${brief(ulps)} ulp, bound ${brief(boundUlps)}`;
}

/** Text broken into lines that fit, each with the same margin. */
function wrapped(text: string, margin: string): string {
  const rows: string[] = [];
  for (const word of text.split(" ")) {
    const last = rows.at(-1);
    if (last !== undefined && margin.length + last.length + 1 + word.length < width)
      rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.map((row) => margin + row).join("\n");
}
