import type { CheckDocument, NestedNumbers, SampleDocument } from "../document/types.ts";

/** A formula at a point, as a document. */
export function formulaDocument(
  text: string,
  at: Readonly<Record<string, NestedNumbers>>,
  more: Partial<CheckDocument> = {},
): CheckDocument {
  return { chainrule: 1, subject: { kind: "formula", text }, at, ...more };
}

/** A network's loss on some rows, as a document. */
export function networkDocument(
  text: string,
  data: SampleDocument,
  more: Partial<CheckDocument> = {},
): CheckDocument {
  return { chainrule: 1, subject: { kind: "network", text, data }, ...more };
}

/** Somebody's gradient of a formula at a point, as a document. */
export function claimDocument(
  text: string,
  gradient: Readonly<Record<string, string>>,
  at: Readonly<Record<string, NestedNumbers>>,
): CheckDocument {
  return { chainrule: 1, subject: { kind: "claim", of: { kind: "formula", text }, gradient }, at };
}
