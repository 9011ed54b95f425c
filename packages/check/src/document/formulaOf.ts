import { lower } from "../bridge/lower.ts";
import { loweredSubject } from "../subject/lowered.ts";
import type { Subject } from "../subject/subject.ts";
import { givenFormula } from "./givenFormula.ts";
import type { CheckDocument, FormulaDocument } from "./types.ts";

/**
 * The subject of a document that is of a formula, for pages that load what reads networks later.
 *
 * `subjectOf` does the same of any document.
 *
 * @throws PointError (`check/point`) where the point does not fit, and what the parser throws
 * @example
 * ```ts
 * import { formulaOf } from "@chainrule/check";
 * const subject = { kind: "formula", text: "x^3" } as const;
 * formulaOf({ chainrule: 1, subject, at: { x: 2 } }, subject).parameters.map(({ name }) => name); // => ["x"]
 * ```
 */
export function formulaOf(document: CheckDocument, of: FormulaDocument): Subject {
  const { expression, at } = givenFormula(document, of);
  return loweredSubject({ name: of.text, expression, run: lower(expression) }, at, document);
}
