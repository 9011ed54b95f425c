import {
  crossCheck,
  formulaSubject,
  gradcheckOf,
  overallVerdict,
  type Report,
  type Subject,
} from "@chainrule/check";
import { differentiate, type Expression, evaluate, parse, simplify, symbol, toMathML } from "@chainrule/expr";
import { CheckerError } from "../errors.ts";
import { parsePoint } from "../formula/point.ts";
import { faultNamed } from "./faultChoices.ts";
import type { Derivative, FormulaInput, FormulaResult, Planted } from "./protocol.ts";
import { readable } from "./readable.ts";

/** A formula without variables has no derivative to check (`checker/no-variables`). */
export class NoVariablesError extends CheckerError {
  override readonly name: string = "NoVariablesError";

  constructor() {
    super(
      "checker/no-variables",
      "The formula has no variables, so there is nothing to differentiate. Add one, such as x.",
    );
  }
}

/** Derives the derivatives of a formula twice and compares them at a point; the voices' formulas come as MathML. */
export function checkFormula(input: FormulaInput, onProgress: (fraction: number) => void): FormulaResult {
  const started = performance.now();
  const expression = parse(input.formula);
  const point = parsePoint(input.point);
  const subject = formulaSubject(input.formula, point);
  if (subject.parameters.length === 0) throw new NoVariablesError();
  const report = reportOf(subject, input, onProgress);
  const names = subject.parameters.map(({ name }) => name);
  return {
    input,
    verdict: overallVerdict(report),
    value: evaluate(expression, point) as number,
    derivatives: pathsOf(names, input.order).map((variables) => derivativeOf(expression, variables)),
    report,
    planted: input.fault === "" ? undefined : planted(subject, input, report),
    milliseconds: performance.now() - started,
  };
}

function reportOf(
  subject: Subject,
  { order, fault }: FormulaInput,
  onProgress: (fraction: number) => void,
): Report {
  return crossCheck(subject, {
    order,
    onProgress,
    ...(fault !== "" && { fault: faultNamed(fault).plant(0) }),
  });
}

/** Which variables each derivative of the report is taken by, in its order. */
function pathsOf(names: readonly string[], order: 1 | 2): readonly (readonly string[])[] {
  return order === 1
    ? names.map((name) => [name])
    : names.flatMap((first) => names.map((second) => [first, second]));
}

function derivativeOf(expression: Expression, variables: readonly string[]): Derivative {
  const derivative = variables.reduce<Expression>((e, name) => differentiate(e, name), expression);
  const by = variables.map((name) => toMathML(symbol(name)));
  return { variables, by, markup: readable(simplify(derivative)) };
}

function planted(subject: Subject, input: FormulaInput, faulty: Report): Planted {
  const fault = faultNamed(input.fault);
  const sound = reportOf(subject, { ...input, fault: "" }, () => {});
  return {
    description: fault.description,
    changes: tapeValues(sound).join() !== tapeValues(faulty).join(),
    usualRulePasses: input.order === 1 ? gradcheckOf(subject, fault.plant(0)) : undefined,
  };
}

function tapeValues({ parameters }: Report): readonly string[] {
  return parameters.flatMap(({ entries }) => entries.map(({ tape }) => tape));
}
