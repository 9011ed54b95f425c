import { gradeClaim } from "../claim/grade.ts";
import { type CheckOptions, crossCheck } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { targetOf } from "../faults/gradcheck.ts";
import type { Report } from "../report/types.ts";
import type { Subject } from "../subject/subject.ts";
import { defaultWitnesses, type WitnessPlan } from "../witnesses/plan.ts";
import { DocumentError } from "./reader.ts";
import { subjectOf } from "./subjectOf.ts";
import type { CheckDocument } from "./types.ts";

/** How a document is checked, besides what it says itself. */
export type DocumentOptions = Pick<CheckOptions, "onProgress">;

/**
 * Checks what a document describes; the report holds the document.
 *
 * @example
 * ```ts
 * import { checkDocument } from "@chainrule/check";
 * const subject = { kind: "formula", text: "sin(x y)" } as const;
 * checkDocument({ chainrule: 1, subject, at: { x: 1, y: 2 } }).verdict; // => "agree"
 * checkDocument({ chainrule: 1, subject, at: { x: 1, y: 2 }, fault: "sign" }).verdict; // => "disagree"
 * ```
 */
export function checkDocument(document: CheckDocument, options: DocumentOptions = {}): Report {
  const subject = subjectOf(document);
  const { subject: described, order = 1 } = document;
  if (described.kind === "claim" && order > 1) {
    throw new DocumentError("$.order", "Claims are about gradients: leave the order out.");
  }
  const report = crossCheck(subject, { ...options, ...checkOptionsOf(document, subject) });
  if (described.kind !== "claim") return { ...report, document };
  return { ...report, claim: gradeClaim(subject, described, report.parameters), document };
}

/** What a document says of how it is checked. */
function checkOptionsOf(
  { order, tolerance, witnesses, fault }: CheckDocument,
  subject: Subject,
): CheckOptions {
  const planted = faults.find(({ name }) => name === fault)?.plant(targetOf(subject));
  return {
    ...(order !== undefined && { order }),
    ...(tolerance !== undefined && { tolerance }),
    ...(witnesses !== undefined && { witnesses: planOf(witnesses) }),
    ...(planted !== undefined && { fault: planted }),
  };
}

function planOf(names: NonNullable<CheckDocument["witnesses"]>): WitnessPlan {
  return {
    complexStep: names.includes("complex step") ? defaultWitnesses.complexStep : -1,
    finiteDifference: names.includes("finite difference") ? defaultWitnesses.finiteDifference : -1,
  };
}
