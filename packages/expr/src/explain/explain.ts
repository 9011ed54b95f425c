import { derive } from "../differentiate/differentiate.ts";
import type { Variable } from "../differentiate/variable.ts";
import { equal } from "../equal.ts";
import type { Expression } from "../node.ts";
import { simplifyWatched } from "../simplify/simplify.ts";
import { forwardRule, type RuleName, reverseRule, rewritingRule } from "./rules.ts";

/** One step of a derivation. */
export interface ExplainedStep {
  /**
   * What `after` is of `before`: an equal form; its derivative by the variable; the derivative by it of the whole
   * expression (where the variable is a vector or a matrix, the chain rule is followed backwards).
   */
  readonly relation: "equal" | "derivative" | "derivative of the whole";
  /** The rule, by its usual name. */
  readonly rule: RuleName;
  readonly before: Expression;
  readonly after: Expression;
}

/**
 * The steps of a derivative, one rule each, in the order in which they are taken: forms that the expression is given
 * first, derivatives of its parts from the inside out, the simplification of what comes of them, and the result, which is
 * `simplify(differentiate(e, variable, order))`. They are recorded while that is computed, not made up afterwards.
 *
 * @throws ValueError, ShapeError as `differentiate` does.
 * @example
 * ```ts
 * import { explain, parse, toText } from "@chainrule/expr";
 * const steps = explain(parse("x^2 * sin(x)"), "x");
 * steps.map(({ rule }) => rule.split(" ")[0]); // => ["variable", "power", "derivative", "product", "take", "result"]
 * toText(steps[3]!.after); // => "2*x*sin(x) + x^2*cos(x)"
 * ```
 */
export function explain(e: Expression, variable: Variable, order = 1): readonly ExplainedStep[] {
  const steps: ExplainedStep[] = [];
  const derivative = derive(e, variable, order, {
    rewritten: (before, after) => addRewriting(steps, before, after),
    derived: (part, after, sweep) => addDerivative(steps, part, after, sweep),
  });
  const derived = steps.length;
  const after = simplifyWatched(derivative, {
    step: (before, after) => addRewriting(steps, before, after),
    startAgain: () => steps.splice(derived),
  });
  return [...steps, { relation: "derivative", rule: "result", before: e, after }];
}

/** Parts inside an index are left out: they are seen in what the index binds. */
function addRewriting(steps: ExplainedStep[], before: Expression, after: Expression): void {
  if (before.free.length > 0 || equal(before, after)) return;
  steps.push({ relation: "equal", rule: rewritingRule(before, after), before, after });
}

function addDerivative(
  steps: ExplainedStep[],
  part: Expression,
  after: Expression,
  sweep: "forward" | "reverse",
): void {
  if (part.free.length > 0 || after.free.length > 0) return;
  const isConstant = (node: Expression) =>
    !steps.some((step) => step.relation === "derivative" && step.before === node);
  const rule = sweep === "forward" ? forwardRule(part, isConstant) : reverseRule(part);
  const relation = sweep === "forward" ? "derivative" : "derivative of the whole";
  steps.push({ relation, rule, before: part, after });
}
