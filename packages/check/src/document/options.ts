import type { CheckOptions } from "../crossCheck.ts";
import { faults } from "../faults/faults.ts";
import { targetOf } from "../faults/gradcheck.ts";
import type { Subject } from "../subject/subject.ts";
import { defaultWitnesses, type WitnessPlan } from "../witnesses/plan.ts";
import type { CheckDocument } from "./types.ts";

/**
 * What a document says of how its subject is checked.
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
export function checkOptionsOf(
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
