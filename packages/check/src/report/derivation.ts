import { type ExplainedStep, explain, freeSymbols, parse, toLatex, toText } from "@chainrule/expr";
import { PointError } from "../subject/lowered.ts";

/** One step of a derivation, as text and as LaTeX. */
export interface DerivationStep {
  /** The rule, by its usual name. */
  readonly rule: string;
  /** What `after` is of `before`. */
  readonly relation: ExplainedStep["relation"];
  /** What the rule is applied to. */
  readonly before: string;
  /** What comes of it. */
  readonly after: string;
  /** Both as an equation in LaTeX. */
  readonly latex: string;
}

/** Which derivatives are shown. */
export interface DerivationOptions {
  /** Names of variables; all by default, in alphabetical order. */
  readonly wrt?: readonly string[];
  /** How often: 1 by default. */
  readonly order?: number;
  /** Shapes of tensors by name; other names are scalars. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
}

/** The steps of the derivative of a formula by one variable: plain data. */
export interface Derivation {
  /** The formula. */
  readonly formula: string;
  /** The variable. */
  readonly variable: string;
  /** How often it is differentiated. */
  readonly order: number;
  /** One rule each, the result last. */
  readonly steps: readonly DerivationStep[];
}

/**
 * The steps of the derivatives of a formula, by each of its variables or by chosen ones.
 *
 * @throws PointError (`check/point`) for a variable that does not occur, and what the parser throws
 * @example
 * ```ts
 * import { derivationsOf } from "@chainrule/check";
 * const [first] = derivationsOf("x^2", {});
 * first?.steps.map(({ rule, after }) => `${rule}: ${after}`).at(-1); // => "result: 2*x"
 * ```
 */
export function derivationsOf(
  formula: string,
  { wrt, order = 1, shapes = {} }: DerivationOptions,
): readonly Derivation[] {
  const expression = Object.keys(shapes).length === 0 ? parse(formula) : parse(formula, { shapes });
  const names = freeSymbols(expression).map(({ name }) => name);
  const stranger = wrt?.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw new PointError(
      stranger,
      `The formula has no variable "${stranger}"; it has ${names.join(", ") || "none"}.`,
    );
  }
  return (wrt ?? names.toSorted()).map((variable) => {
    const steps = explain(expression, variable, order).map((step) => stepOf(step, variable, order));
    return { formula, variable, order, steps };
  });
}

function stepOf(
  { rule, relation, before, after }: ExplainedStep,
  variable: string,
  order: number,
): DerivationStep {
  const power = order > 1 && rule === "result" ? `^{${order}}` : "";
  const by = `\\frac{\\partial${power}}{\\partial ${toLatex(parse(`\`${variable}\``))}${power}}`;
  const left = relation === "equal" ? toLatex(before) : `${by} \\left(${toLatex(before)}\\right)`;
  return {
    rule,
    relation,
    before: toText(before),
    after: toText(after),
    latex: `${left} = ${toLatex(after)}`,
  };
}

/**
 * Derivations as text, a line a step.
 *
 * @example
 * ```ts
 * import { derivationsOf, formatDerivations } from "@chainrule/check";
 * formatDerivations(derivationsOf("x^2", {})).split("\n").at(-1); // => "  result                  d/dx (x^2) = 2*x"
 * ```
 */
export function formatDerivations(derivations: readonly Derivation[]): string {
  return derivations
    .map(({ formula, variable, order, steps }) => {
      const width = Math.max(22, ...steps.map(({ rule }) => rule.length));
      const lines = steps.map((step) => `  ${step.rule.padEnd(width)}  ${equation(step, variable, order)}`);
      return [`d/d${variable}  ${formula}`, ...lines].join("\n");
    })
    .join("\n\n");
}

function equation(
  { relation, rule, before, after }: DerivationStep,
  variable: string,
  order: number,
): string {
  if (relation === "equal") return `${before} = ${after}`;
  const by = order > 1 && rule === "result" ? `d^${order}/d${variable}^${order}` : `d/d${variable}`;
  return relation === "derivative"
    ? `${by} (${before}) = ${after}`
    : `d/d(${before}) of the whole = ${after}`;
}
