import { claimedOf } from "../claim/given.ts";
import { gradeClaim } from "../claim/grade.ts";
import { type CheckOptions, crossCheck, crossCheckAsync } from "../crossCheck.ts";
import type { Report } from "../report/types.ts";
import type { Subject } from "../subject/subject.ts";
import { checkOptionsOf } from "./options.ts";
import { DocumentError } from "./reader.ts";
import { subjectOf } from "./subjectOf.ts";
import type { CheckDocument } from "./types.ts";

/** How a document is checked, besides what it says itself. */
export type DocumentOptions = Pick<CheckOptions, "onProgress" | "signal">;

/**
 * Checks what a document describes; the report holds the document.
 *
 * @throws DocumentError (`check/document`) and others where parts do not fit, as {@link subjectOf} does
 * @example
 * ```ts
 * import { checkDocument } from "@chainrule/check";
 * const subject = { kind: "formula", text: "sin(x y)" } as const;
 * checkDocument({ chainrule: 1, subject, at: { x: 1, y: 2 } }).verdict; // => "agree"
 * checkDocument({ chainrule: 1, subject, at: { x: 1, y: 2 }, fault: "sign" }).verdict; // => "disagree"
 * ```
 */
export function checkDocument(document: CheckDocument, options: DocumentOptions = {}): Report {
  const { subject, given } = prepared(document);
  return graded(document, subject, crossCheck(subject, { ...options, ...given }));
}

/**
 * The same check in pieces, so that a page or a worker can show how far it is, and cancel it.
 *
 * @throws CancelledError (`check/cancelled`) once the signal is aborted
 * @example
 * ```ts
 * import { checkDocumentAsync } from "@chainrule/check";
 * const subject = { kind: "network", text: "2 -> 3 tanh -> 1; loss=mse" } as const;
 * const report = await checkDocumentAsync({ chainrule: 1, subject });
 * report.verdict; // => "agree"
 * ```
 */
export async function checkDocumentAsync(
  document: CheckDocument,
  options: DocumentOptions = {},
): Promise<Report> {
  const { subject, given } = prepared(document);
  return graded(document, subject, await crossCheckAsync(subject, { ...options, ...given }));
}

function prepared(document: CheckDocument): { readonly subject: Subject; readonly given: CheckOptions } {
  const subject = subjectOf(document);
  if (document.subject.kind === "claim" && (document.order ?? 1) > 1) {
    throw new DocumentError("$.order", "Claims are about gradients: leave the order out.");
  }
  return { subject, given: checkOptionsOf(document, subject) };
}

/** The report with its document, and with the grades of a claim. */
function graded(document: CheckDocument, subject: Subject, report: Report): Report {
  const { subject: described } = document;
  if (described.kind !== "claim") return { ...report, document };
  const { precision = "float64" } = described;
  const claim = gradeClaim(subject, claimedOf(subject, described), precision, report.parameters);
  return { ...report, claim, document };
}
