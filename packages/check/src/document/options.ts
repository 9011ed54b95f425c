import type { CheckOptions } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { targetOf } from "../faults/gradcheck.ts";
import { requireGiven } from "../given.ts";
import type { Subject } from "../subject/subject.ts";
import { soundOptionsOf } from "./soundOptions.ts";
import type { CheckDocument } from "./types.ts";

/**
 * What a document says of how its subject is checked, the fault to plant included.
 *
 * With `crossCheck` and `subjectOf` this is `checkDocument` without what grades claims, for pages that load that later.
 *
 * @example
 * ```ts
 * import { checkOptionsOf, crossCheck, subjectOf } from "@chainrule/check";
 * const document = { chainrule: 1, subject: { kind: "formula", text: "x^3" }, at: { x: 2 }, order: 2 } as const;
 * const subject = subjectOf(document);
 * crossCheck(subject, checkOptionsOf(document, subject)).order; // => 2
 * ```
 */
export function checkOptionsOf(document: CheckDocument, subject: Subject): CheckOptions {
  requireGiven({ document });
  const planted = faults.find(({ name }) => name === document.fault)?.plant(targetOf(subject));
  return { ...soundOptionsOf(document), ...(planted !== undefined && { fault: planted }) };
}
