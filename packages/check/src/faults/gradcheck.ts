import type { DifferentiateOptions } from "@chainrule/tape";
import { requireGiven } from "../given.ts";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { tapeVoice } from "../voices/tape.ts";
import { type GradcheckOptions, gradcheckPasses } from "../witnesses/gradcheckRule.ts";
import { along } from "../witnesses/plan.ts";

/**
 * What the rule of the usual gradient checkers would say of a subject's gradient, entry by entry: true where it passes.
 *
 * @param fault makes the gradient wrong on purpose
 *
 * @example
 * ```ts
 * import { formulaSubject, gradcheckOf } from "@chainrule/check";
 * gradcheckOf(formulaSubject("sin(x y)", { x: 1, y: 2 })); // => true
 * ```
 */
export function gradcheckOf(
  subject: Subject,
  fault: DifferentiateOptions = {},
  options: GradcheckOptions = {},
): boolean {
  requireGiven({ subject, fault, options });
  const voice = tapeVoice(subject, fault);
  const gradient = voice.kernel();
  return subject.parameters.every(({ value }, p) =>
    elementsOf(value).every((x, i) =>
      gradcheckPasses(along(subject.parameters, voice, p, i), x, gradient[p]![i]!, options),
    ),
  );
}

/**
 * The parameter array that a fault in the first layer hits: the first with a matrix, or the first of all.
 *
 * @example
 * ```ts
 * import { crossCheck, faults, formulaSubject, targetOf } from "@chainrule/check";
 * const subject = formulaSubject("sin(x y)", { x: 1, y: 2 });
 * const fault = faults.find(({ name }) => name === "sign")?.plant(targetOf(subject)) ?? {};
 * crossCheck(subject, { fault }).verdict; // => "disagree"
 * ```
 */
export function targetOf(subject: Subject): number {
  requireGiven({ subject });
  const matrix = subject.parameters.findIndex(({ value }) => typeof value !== "number" && value.rank === 2);
  return Math.max(0, matrix);
}
