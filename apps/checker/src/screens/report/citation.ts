import { type CheckDocument, overallVerdict, type Report, type SubjectDocument } from "@chainrule/check";
import check from "@chainrule/check/package.json" with { type: "json" };
import expr from "@chainrule/expr/package.json" with { type: "json" };
import tape from "@chainrule/tape/package.json" with { type: "json" };
import { scientific } from "../../numbers.ts";

/** More characters of a subject than this are cut off in a citation. */
const longest = 200;

/** How a check is cited: what was checked and where, what came out, and by which versions, so that it can be done again. */
export function citationOf({ subject, at, seed, order = 1, fault }: CheckDocument, report: Report): string {
  const verdict = overallVerdict(report);
  const limit = `, errors above ${scientific(report.detectionLimit)} excluded`;
  const parts = [
    `${["Gradient", "Hessian", "Third derivatives"][order - 1]} of ${textOf(subject)}`,
    ...(at === undefined ? [] : [`at ${pointOf(at)}`]),
    ...(fault === undefined ? [] : [`with the fault "${fault}" planted`]),
    `verdict: ${verdict}${verdict === "agree" ? limit : ""}`,
    `seed ${seed ?? 1}`,
    `checked with ${[check, expr, tape].map(({ name, version }) => `${name} ${version}`).join(", ")}`,
    `report format ${report.schema}`,
  ];
  return `${parts.join("; ")}.`;
}

function textOf(subject: SubjectDocument): string {
  const text = subject.kind === "claim" ? `${subject.of.text} (somebody's claim)` : subject.text;
  return shortened(text);
}

function pointOf(at: NonNullable<CheckDocument["at"]>): string {
  const values = Object.entries(at).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return shortened(values.join(", "));
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
