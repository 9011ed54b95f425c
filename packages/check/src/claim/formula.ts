import {
  differentiate,
  type Equivalence,
  equivalent,
  evaluate,
  parse,
  type TensorValue,
} from "@chainrule/expr";
import { type Subject, shapeOfParameter } from "../subject/subject.ts";
import type { Verdict } from "../verdict/judge.ts";
import { bindingsOf } from "../voices/symbolic.ts";

/** A claimed formula: its values at the point, and what is known of all other points. */
export interface FormulaClaim {
  readonly values: readonly number[];
  readonly verdict: Verdict;
  readonly text: string;
}

/** A claimed formula is decided upon within this time. */
const milliseconds = 1_000;

/**
 * A formula that somebody claims for the derivative by a parameter.
 *
 * Being right at one point is not enough: `x^2` is not the derivative of `x^2`, though at 2 the values agree. So the formula is compared
 * with the derived one as algebra too.
 */
export function claimedFormula(subject: Subject, p: number, text: string): FormulaClaim {
  const primal = subject.symbolic!; // a formula always has one
  const tensors = [
    ...subject.parameters.map((parameter) => [parameter.name, shapeOfParameter(parameter)] as const),
    ...[...primal.constants].map(([name, value]) => [name, shapeOfParameter({ name, value })] as const),
  ].filter(([, shape]) => shape.length > 0);
  const expression = parse(text, { shapes: Object.fromEntries(tensors) });
  const value = evaluate(expression, bindingsOf(primal, subject.parameters));
  const derived = differentiate(primal.expression, primal.variables[p]!);
  const { verdict, note } = described(equivalent(expression, derived, { limits: { milliseconds } }));
  return { values: elements(value), verdict, text: `${text}: ${note}` };
}

function elements(value: number | TensorValue<number>): readonly number[] {
  return typeof value === "number" ? [value] : Array.from(value.data);
}

function described(result: Equivalence): { readonly verdict: Verdict; readonly note: string } {
  switch (result.verdict) {
    case "equal":
      return { verdict: "agree", note: "proved equal to the derivative at every point" };
    case "equal where both are defined":
      return { verdict: "agree", note: "proved equal to the derivative wherever both are defined" };
    case "probably equal":
      return {
        verdict: "agree",
        note: `equal to the derivative at ${result.points} points, without a proof`,
      };
    case "different": {
      const at = Object.entries(result.at).map(
        ([name, x]) => `${name} = ${typeof x === "number" ? x : "..."}`,
      );
      return { verdict: "disagree", note: `not the derivative, as ${at.join(", ")} shows` };
    }
    case "undecided":
      return { verdict: "inconclusive", note: "neither proved nor refuted elsewhere" };
  }
}
