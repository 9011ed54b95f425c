import { type CheckDocument, checkDocument, type Report } from "@chainrule/check";

/** The report on somebody's gradient. */
export function claimReport(document: CheckDocument, onProgress: (fraction: number) => void): Report {
  return checkDocument(document, { onProgress });
}
