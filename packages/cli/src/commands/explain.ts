import { derivationsOf, formatDerivations, type Order, readDocument, toJson } from "@chainrule/check";
import { exitCodes } from "../exitCodes.ts";
import type { Io } from "../io.ts";

/** The formats of a derivation. */
export const explainFormats = ["text", "json", "markdown", "latex"] as const;

/** The options of `chainrule explain`. */
export interface ExplainCommandOptions {
  readonly wrt?: readonly string[];
  readonly order?: Order;
  readonly shapes?: Readonly<Record<string, unknown>>;
  readonly format: (typeof explainFormats)[number];
}

/** Writes the steps of a formula's derivatives. */
export function explainCommand(formula: string, options: ExplainCommandOptions, io: Io): number {
  const { format, wrt, order, shapes } = options;
  const { subject } = readDocument({
    chainrule: 1,
    subject: { kind: "formula", text: formula, ...(shapes && { shapes }) },
  });
  const derivations = derivationsOf(formula, {
    ...(wrt !== undefined && { wrt }),
    ...(order !== undefined && { order }),
    ...(subject.kind === "formula" && subject.shapes !== undefined && { shapes: subject.shapes }),
  });
  if (format === "json") io.out(toJson(derivations));
  else if (format === "text") io.out(formatDerivations(derivations));
  else {
    const steps = derivations.flatMap((each) => each.steps);
    io.out(steps.map(format === "latex" ? latexLine : markdownLine).join("\n"));
  }
  return exitCodes.agree;
}

interface Step {
  readonly rule: string;
  readonly latex: string;
}

function latexLine({ rule, latex }: Step): string {
  return `\\[ ${latex} \\quad \\text{(${rule})} \\]`;
}

function markdownLine({ rule, latex }: Step): string {
  return `- ${rule}: $${latex}$`;
}
