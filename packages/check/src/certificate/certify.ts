import { checkDocument, type DocumentOptions } from "../document/checkDocument.ts";
import { subjectOf } from "../document/subjectOf.ts";
import type { CheckDocument } from "../document/types.ts";
import { faults } from "../faults/faults.ts";
import { targetOf } from "../faults/gradcheck.ts";
import { locate, type WrongEdge } from "../locate/locate.ts";
import type { Report } from "../report/types.ts";

/**
 * Checks a document, and of a wrong gradient finds the first wrong edge of the backward pass too: all that `verifyReport` derives again.
 *
 * @throws DocumentError (`check/document`) and others where parts do not fit, as `checkDocument` does
 * @example
 * ```ts
 * import { certify } from "@chainrule/check";
 * const document = { chainrule: 1, subject: { kind: "formula", text: "2 sin(x)" }, at: { x: 1 } } as const;
 * certify({ ...document, fault: "sign" }).firstWrongEdge?.operation; // => "sin"
 * ```
 */
export function certify(document: CheckDocument, options: DocumentOptions = {}): Report {
  const report = checkDocument(document, options);
  const firstWrongEdge = report.verdict === "disagree" ? wrongEdgeOf(document) : undefined;
  return firstWrongEdge === undefined ? report : { ...report, firstWrongEdge };
}

function wrongEdgeOf({ order = 1, ...document }: CheckDocument): WrongEdge | undefined {
  if (order > 2) return undefined;
  const subject = subjectOf(document);
  const plant = faults.find(({ name }) => name === document.fault);
  return locate(subject, plant?.plant(targetOf(subject)), { order: order === 2 ? 2 : 1 });
}
