import { type CheckDocument, formulaOf, type Subject } from "@chainrule/check";

/** Whether a document is about a network; a claim is about what it is claimed of. */
export function isOfNetwork({ subject }: CheckDocument): boolean {
  return (subject.kind === "claim" ? subject.of : subject).kind === "network";
}

/** The subject of a document; what reads networks is loaded with the first of them. */
export async function subjectFor(document: CheckDocument): Promise<Subject> {
  const { subject } = document;
  const of = subject.kind === "claim" ? subject.of : subject;
  if (of.kind === "formula") return formulaOf(document, of);
  return (await import("./networks.ts")).networkOf(document);
}
