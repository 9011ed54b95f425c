import { derivationsOf, formatDerivations, type Order, toJson } from "@chainrule/check";
import { exitCodes } from "../exitCodes.ts";
import type { Io } from "../io.ts";

/** The formats of a derivation. */
export const explainFormats = ["text", "json", "markdown", "latex"] as const;

/** The options of `chainrule explain`. */
export interface ExplainCommandOptions {
  readonly wrt?: readonly string[];
  readonly order?: Order;
  readonly format: (typeof explainFormats)[number];
}

/** Writes the steps of a formula's derivatives. */
export function explainCommand(
  formula: string,
  { format, ...options }: ExplainCommandOptions,
  io: Io,
): number {
  const derivations = derivationsOf(formula, options);
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
