import { factorsOf } from "../algebra/binders.ts";
import { isDelta } from "../algebra/conditions.ts";
import { derive } from "../differentiate/differentiate.ts";
import type { DerivativeWatch, Sweep } from "../differentiate/tangent.ts";
import type { Variable } from "../differentiate/variable.ts";
import { equal } from "../equal.ts";
import { LimitError } from "../errors.ts";
import type { Expression, PowerNode } from "../node.ts";
import { toText } from "../print/text.ts";
import { equalRationals, isInteger, minusOne, signOf } from "../rational.ts";
import type { Watch } from "../simplify/normalise.ts";
import { simplifyWatched } from "../simplify/simplify.ts";
import { closedDerivative, closedSum } from "./closed.ts";
import { rewritingRule } from "./rewriting.ts";
import { forwardRule, type RuleName, reverseRule } from "./rules.ts";
import { type Surroundings, surroundingsIn } from "./surroundings.ts";

/** One step of a derivation. */
export interface ExplainedStep {
  /**
   * What `after` is of `before`: an equal form; its derivative by the variable; the derivative by it of the whole
   * expression (where the variable is a vector or a matrix, the chain rule is followed from the outside in).
   */
  readonly relation: "equal" | "derivative" | "derivative of the whole";
  /** The rule, by its usual name. Of a derivative of the whole, that of what the part stands in. */
  readonly rule: RuleName;
  readonly before: Expression;
  readonly after: Expression;
}

/**
 * The steps of a derivative, one rule each, in the order in which they are taken: forms that the expression is given
 * first; by a number, derivatives of its parts from the inside out; by a vector or a matrix, derivatives of the whole by
 * its parts from the outside in; the simplification of what comes of them, and the result, which is
 * `simplify(differentiate(e, variable, order))`. They are recorded while that is computed, not made up afterwards.
 *
 * A part that stands for all values of an index is shown as the vector or matrix of them; its derivative has the axes of
 * the output and then its own, or by a number its own.
 *
 * @throws ValueError, ShapeError as `differentiate` does.
 * @example
 * ```ts
 * import { explain, parse, toText } from "@chainrule/expr";
 * const steps = explain(parse("x^2 * sin(x)"), "x");
 * steps.map(({ rule }) => rule.split(" ")[0]); // => ["variable", "power", "derivative", "product", "take", "result"]
 * toText(steps[3]!.after); // => "2*x*sin(x) + x^2*cos(x)"
 * ```
 * @example
 * ```ts
 * import { explain, parse, toText } from "@chainrule/expr";
 * const loss = parse("sum((A @ x - b)^2)", { shapes: { A: ["m", "n"], x: ["n"], b: ["m"] } });
 * const steps = explain(loss, "x").map(({ rule, after }) => `${rule}: ${toText(after)}`);
 * steps.slice(1, 4); // => ["derivative of a sum: ones(m)", "power rule: 2*(A @ x - b)", "sum rule: 2*(A @ x - b)"]
 * ```
 */
export function explain(e: Expression, variable: Variable, order = 1): readonly ExplainedStep[] {
  const record = createRecord();
  const derivative = derive(e, variable, order, {
    rewritten: record.rewritten,
    derived: record,
  });
  const derived = record.steps.length;
  const after = simplifyWatched(derivative, {
    step: record.rewritten,
    startAgain: () => record.steps.splice(derived),
  });
  return [...record.steps, { relation: "derivative", rule: "result", before: e, after }];
}

/** The steps so far, and what adds to them. */
interface Record extends DerivativeWatch {
  readonly steps: ExplainedStep[];
  readonly rewritten: Watch;
}

function createRecord(): Record {
  const steps: ExplainedStep[] = [];
  const surroundings = new Map<Sweep, Surroundings>();
  /** What was done inside an index since the last closed step: it is shown with what binds the index. */
  let inner: RuleName[] = [];
  const add = (
    relation: ExplainedStep["relation"],
    rule: RuleName,
    before: Expression,
    after: Expression,
  ) => {
    const last = steps.at(-1);
    const isKnown = last?.relation === relation && equal(last.before, before) && equal(last.after, after);
    const isNothing = relation === "equal" && (equal(before, after) || readsTheSame(before, after));
    if (!isKnown && !isNothing) steps.push({ relation, rule, before, after });
  };
  const around = (sweep: Sweep) => {
    const known = surroundings.get(sweep) ?? surroundingsIn(sweep);
    surroundings.set(sweep, known);
    return known;
  };
  return {
    steps,
    rewritten: (before, after, from) => {
      const isInside = before.free.length > 0;
      const isBinder = before.kind === "reduce" || before.kind === "tensor";
      if (from !== undefined && isBinder && !isInside && inner.length > 0)
        add("equal", soleRule(inner), from, before);
      if (isBinder && !isInside) inner = [];
      if (equal(before, after)) return;
      const rule = rewritingRule(before, after);
      if (isInside) inner.push(rule);
      else add("equal", rule, before, after);
    },
    derived: (part, derivative, sweep) => {
      const place = around(sweep);
      const step = place.isInside(part) ? undefined : closedDerivative(sweep, part, derivative);
      if (step !== undefined)
        add("derivative of the whole", reverseRule(part, place), step.before, step.after);
    },
    swept: (algebra, graph, tangents, axes) => {
      const kept = axes.map(({ level }) => level);
      const isActive = (part: Expression) => tangents.has(part);
      const sweep: Sweep = { isReverse: false, algebra, graph, axesOf: () => [], kept, isActive };
      const place = around(sweep);
      for (const part of graph.order) {
        const tangent = tangents.get(part);
        if (tangent === undefined) continue;
        const step = place.isInside(part) ? undefined : closedDerivative(sweep, part, tangent);
        if (step !== undefined) add("derivative", forwardRule(part, place), step.before, step.after);
      }
    },
    summed: (contribution, levels, total, sweep) => {
      if (!factorsOf(contribution).some(isDelta)) return;
      const step = closedSum(sweep, contribution, levels, total);
      if (step !== undefined) add("equal", "resolve Kronecker deltas", step.before, step.after);
    },
  };
}

/** Whether it is in indices only that one tensor is written otherwise than the other, or 1/(2 x) is the product 1/2 1/x. */
function readsTheSame(before: Expression, after: Expression): boolean {
  if (before.kind === "power") return after.kind === "product" && isOverProduct(before);
  if (before.kind !== "tensor" && before.kind !== "reduce") return false;
  const limit = 10_000;
  try {
    return toText(before, { limit }) === toText(after, { limit });
  } catch (error) {
    if (error instanceof LimitError) return false;
    throw error;
  }
}

/** 1/(n u v), with a whole number n > 0 or none. */
function isOverProduct({ operands: [base, exponent] }: PowerNode): boolean {
  if (base.kind !== "product" || exponent.kind !== "number" || !equalRationals(exponent.value, minusOne))
    return false;
  const [first] = base.operands;
  return first?.kind !== "number" || (isInteger(first.value) && signOf(first.value) > 0);
}

function soleRule(rules: readonly RuleName[]): RuleName {
  return rules.every((rule) => rule === rules[0]) ? rules[0]! : "simplify the elements";
}
