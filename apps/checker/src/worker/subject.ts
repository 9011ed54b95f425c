import { type CheckDocument, type Subject, scalarFormulaOf } from "@chainrule/check";

/** Whether a document is about a network; a claim is about what it is claimed of. */
export function isOfNetwork({ subject }: CheckDocument): boolean {
  return (subject.kind === "claim" ? subject.of : subject).kind === "network";
}

/** The subject of a document; what runs formulas of arrays, and what reads networks, is loaded with the first of them. */
export async function subjectFor(document: CheckDocument): Promise<Subject> {
  const { subject } = document;
  const of = subject.kind === "claim" ? subject.of : subject;
  if (of.kind === "formula")
    return scalarFormulaOf(document, of) ?? (await import("./arrays.ts")).arrayFormulaOf(document, of);
  return (await import("./networks.ts")).networkOf(document);
}
