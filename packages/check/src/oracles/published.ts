import type { DifferentiateOptions } from "@chainrule/tape";
import { formulaSubject } from "../subject/formula.ts";
import type { Subject } from "../subject/subject.ts";
import { tapeVoice } from "../voices/tape.ts";
import { type OracleResult, resultOf } from "./result.ts";

/** A function at a point, and the derivatives that were published for it or computed elsewhere. */
export interface PublishedValues {
  /** Where they are from. */
  readonly source: string;
  /** The function at the point. */
  readonly subject: Subject;
  /** The derivative by each variable. */
  readonly gradient: Readonly<Record<string, number>>;
}

/**
 * The chain of one neuron, `C = (sigmoid(w a + b) - y)^2`, with its derivatives.
 *
 * @source computed in 40 digits with mpmath 1.3
 *
 * @example
 * ```ts
 * import { neuronChain } from "@chainrule/check";
 * neuronChain.gradient["w"]; // => -0.17412065423896253
 * ```
 */
export const neuronChain: PublishedValues = {
  source: "the chain of a single neuron, in 40 digits",
  subject: formulaSubject(
    "(sigmoid(w a + b) - y)^2",
    { w: 0.3, b: -0.2, a: 0.7, y: 1 },
    { wrt: ["w", "b", "a"] },
  ),
  gradient: { w: -0.17412065423896253, b: -0.24874379176994646, a: -0.07462313753098393 },
};

/**
 * Whether a gradient has the values that were published for it.
 *
 * @param fault makes the gradient wrong on purpose
 *
 * @example
 * ```ts
 * import { askPublished, formulaSubject, neuronChain } from "@chainrule/check";
 * askPublished(neuronChain).outcome; // => "holds"
 * const at = { w: 0.3, b: -0.2, a: 0.7, y: 1 };
 * const halved = formulaSubject("(sigmoid(w a + b) - y)^2 / 2", at, { wrt: ["w", "b", "a"] });
 * askPublished({ ...neuronChain, subject: halved }).outcome; // => "fails"
 * ```
 */
export function askPublished(
  { source, subject, gradient }: PublishedValues,
  fault: DifferentiateOptions = {},
): OracleResult {
  const found = tapeVoice(subject, fault).kernel();
  const pairs = subject.parameters.flatMap(({ name }, p) => {
    const right = gradient[name];
    return right === undefined
      ? []
      : [{ at: `by ${name}`, found: found[p]![0]!, right, scale: Math.abs(right) }];
  });
  return resultOf(`published values: ${source}`, pairs);
}
