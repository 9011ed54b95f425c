import {
  differentiate,
  type Expression,
  ExpressionError,
  explain,
  number,
  simplify,
  symbol,
  toLatex,
  toText,
  toTypeScript,
  transpose,
} from "@chainrule/expr";
import { readable, withinLimit } from "../../worker/readable.ts";
import { entryAt } from "./entry.ts";
import type { Derivation, DerivationInput, Forms, Formula, LayoutName, Step } from "./model.ts";
import { nodesOf } from "./nodes.ts";
import { algebraSubject, NoFormulaError } from "./subject.ts";

/** More steps than this are counted only. */
const mostSteps = 150;

/** The most characters of a formula as text. */
const limit = 5_000;

/** The derivative of a subject by one variable: every rule that was applied, and the result in each notation. */
export function derivation({ document, by, layer, layout }: DerivationInput): Derivation {
  const subject = algebraSubject(document, layer);
  const { expression, symbols, variables } = subject;
  const chosen = symbols.find(({ name }) => name === by) ?? symbols[0];
  if (chosen === undefined) throw new NoFormulaError("it has no variables.");
  const steps = explain(expression, chosen);
  const shown = steps.slice(0, mostSteps);
  const nodes = nodesOf(
    document,
    subject.layers.length > 0 ? subject.layer : undefined,
    shown.map(({ before }) => before),
  );
  const derivative = simplify(differentiate(expression, chosen));
  return {
    subject: subject.title,
    layers: subject.layers,
    layer: subject.layer,
    variables,
    by: variables.find(({ name }) => name === chosen.name)!,
    primal: formulaOf(expression),
    steps: shown.map(({ relation, rule, before, after }, i): Step => {
      return { relation, rule, before: formulaOf(before), after: formulaOf(after), node: nodes[i] };
    }),
    left: Math.max(0, steps.length - mostSteps),
    forms: formsOf(expression, derivative, layout),
  };
}

function formulaOf(e: Expression): Formula {
  return { markup: readable(e), text: withinLimit(() => toText(e, { limit })) };
}

function formsOf(e: Expression, derivative: Expression, layout: LayoutName): Forms {
  const rank = derivative.shape.length;
  const turned = layout === "numerator" && rank === 2 ? simplify(transpose(derivative)) : derivative;
  const letters = ["i", "j"].slice(0, rank).map((name) => symbol(name, { integer: true }));
  const ones = letters.map(() => number(1));
  return {
    scalar: formulaOf(rank === 0 ? derivative : entryAt(turned, ones)),
    index: rank === 0 || rank > 2 ? undefined : formulaOf(entryAt(turned, letters)),
    matrix: rank === 0 ? undefined : formulaOf(turned),
    latex: withinLimit(() => toLatex(turned, { limit })),
    code: codeOf(e),
  };
}

/** The source of the value and its gradient; what has none says why. */
function codeOf(e: Expression): string {
  try {
    return withinLimit(() => toTypeScript(e)) ?? "// Too long to be read.";
  } catch (error) {
    if (error instanceof ExpressionError) return `// ${error.message.replaceAll("\n", "\n// ")}`;
    throw error;
  }
}
