import type { NDArray } from "@chainrule/array";
import { type Expression, parse, toText } from "@chainrule/expr";
import { lower } from "../bridge/lower.ts";
import { requireGiven } from "../given.ts";
import { type FormulaOptions, loweredSubject } from "./lowered.ts";
import type { Subject } from "./subject.ts";

/**
 * A scalar formula as the subject of a check.
 *
 * @param formula text in the syntax of `@chainrule/expr`, or an expression
 * @param at a finite value for every variable
 * @throws {@link PointError} where the point and the formula's variables do not match
 * @example
 * ```ts
 * import { crossCheck, formulaSubject, overallVerdict } from "@chainrule/check";
 * const report = crossCheck(formulaSubject("sin(x y) / y", { x: 0.7, y: 3 }));
 * overallVerdict(report); // => "agree"
 * ```
 */
export function formulaSubject(
  formula: string | Expression,
  at: Readonly<Record<string, NDArray | number>>,
  options: FormulaOptions = {},
): Subject {
  requireGiven({ at, options });
  const expression = typeof formula === "string" ? parse(formula) : formula;
  const run = lower(expression);
  const name = typeof formula === "string" ? formula : toText(formula);
  return loweredSubject({ name, expression, run }, at, options);
}
