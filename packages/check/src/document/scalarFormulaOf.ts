import { lowerScalars } from "../bridge/lowerScalars.ts";
import { loweredSubject } from "../subject/lowered.ts";
import type { Subject } from "../subject/subject.ts";
import { givenFormula } from "./givenFormula.ts";
import type { CheckDocument, FormulaDocument } from "./types.ts";

/**
 * The subject of a document that is of a formula of numbers; undefined of one with tensors or indices, for pages that load
 * what runs these later: `formulaOf` takes both.
 *
 * @throws PointError (`check/point`) where the point does not fit, and what the parser throws
 * @example
 * ```ts
 * import { scalarFormulaOf } from "@chainrule/check";
 * const of = (text: string) => scalarFormulaOf({ chainrule: 1, subject: { kind: "formula", text } }, { kind: "formula", text });
 * of("2 + 3")?.name; // => "2 + 3"
 * of("sum(i^2, i, 1, 3)"); // => undefined
 * ```
 */
export function scalarFormulaOf(document: CheckDocument, of: FormulaDocument): Subject | undefined {
  const { expression, at } = givenFormula(document, of);
  const run = lowerScalars(expression);
  return run && loweredSubject({ name: of.text, expression, run }, at, document);
}
