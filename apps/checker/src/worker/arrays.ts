import { type CheckDocument, type FormulaDocument, formulaOf, type Subject } from "@chainrule/check";

/** The subject of a document that is of a formula with arrays or indices. */
export function arrayFormulaOf(document: CheckDocument, of: FormulaDocument): Subject {
  return formulaOf(document, of);
}
