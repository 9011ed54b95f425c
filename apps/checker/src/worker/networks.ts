import {
  askDocument,
  type CheckDocument,
  type OracleResult,
  type Subject,
  subjectOf,
} from "@chainrule/check";

/** The subject of a document that is of a network. */
export function networkOf(document: CheckDocument): Subject {
  return subjectOf(document);
}

/** What must hold of the gradient of such a document, which knows its layers and samples. */
export function askNetworkOf(document: CheckDocument): readonly OracleResult[] {
  return askDocument(document);
}
