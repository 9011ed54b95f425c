import { worstVerdict } from "../verdict/judge.ts";
import type { EntryReport, Report, WorstEntry } from "./types.ts";

/** From the verdict that matters least to the one that matters most. */
function isWorse(a: EntryReport, b: EntryReport): boolean {
  if (a.verdict !== b.verdict) return worstVerdict([a.verdict, b.verdict]) === a.verdict;
  if (a.kernelWithinBound !== b.kernelWithinBound) return !a.kernelWithinBound;
  return a.ulps > b.ulps;
}

/**
 * The entry that decides a report: the worst verdict, among equals the largest error in float64.
 *
 * @example
 * ```ts
 * import { check, worstEntry } from "@chainrule/check";
 * import { exp } from "@chainrule/tape";
 * const report = check((x) => exp(x), [0.5]);
 * worstEntry(report)?.entry.verdict; // => "agree"
 * ```
 */
export function worstEntry({ parameters }: Pick<Report, "parameters">): WorstEntry | undefined {
  let worst: WorstEntry | undefined;
  for (const parameter of parameters) {
    for (const entry of parameter.entries) {
      if (worst === undefined || isWorse(entry, worst.entry)) worst = { parameter, entry };
    }
  }
  return worst;
}
