import type { CheckDocument } from "@chainrule/check";

/**
 * A document without what only the formula before it had: values and names that nobody has typed for the new one. What was
 * typed stays, so that a slip in it is told.
 *
 * @param names the variables or parameters of the new formula or network
 */
export function withoutLeftovers(
  document: CheckDocument,
  before: CheckDocument,
  names: readonly string[],
): CheckDocument {
  const { at = {}, wrt = [], ...rest } = document;
  const isLeft = (name: string): boolean => !names.includes(name);
  const wasGiven = (name: string): boolean => JSON.stringify(before.at?.[name]) === JSON.stringify(at[name]);
  const values = Object.entries(at).filter(([name]) => !(isLeft(name) && wasGiven(name)));
  const kept = wrt.filter((name) => !(isLeft(name) && before.wrt?.includes(name)));
  return {
    ...rest,
    ...(values.length > 0 && { at: Object.fromEntries(values) }),
    ...(kept.length > 0 && { wrt: kept }),
  };
}

/** Whether a document is of another formula than the one before, or of a network after a formula. */
export function mayHaveLeftovers(document: CheckDocument, before: CheckDocument): boolean {
  const [now, then] = [describedIn(document), describedIn(before)];
  return then.kind === "formula" && (now.kind !== then.kind || now.text !== then.text);
}

/** What a document is about; of a claim, what it is claimed of. */
function describedIn({ subject }: CheckDocument): {
  readonly kind: "formula" | "network";
  readonly text: string;
} {
  return subject.kind === "claim" ? subject.of : subject;
}
