import { type Verdict, worstVerdict } from "../verdict/judge.ts";
import type { EntryReport, ParameterReport, Report, WorstEntry } from "./types.ts";

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

/**
 * One word for a whole report: its formula verdict, the primal's, the kernel's and a claim's, whichever is worst.
 *
 * A float64 result outside its error bound is a `disagree` of its own. Where the function has no finite value, its
 * derivatives mean nothing, and all is `inconclusive`.
 *
 * @example
 * ```ts
 * import { check, overallVerdict } from "@chainrule/check";
 * import { sin } from "@chainrule/tape";
 * overallVerdict(check((x) => sin(x), [2])); // => "agree"
 * ```
 */
export function overallVerdict(report: Report): Verdict {
  if (!Number.isFinite(report.value)) return "inconclusive";
  const kernel: Verdict = report.kernelWithinBounds ? "agree" : "disagree";
  return worstVerdict([report.primalVerdict, report.verdict, kernel, report.claim?.verdict ?? "agree"]);
}

/** The largest of a figure over all entries; 0 of none. */
export function largest(parameters: readonly ParameterReport[], of: (entry: EntryReport) => number): number {
  let most = 0;
  for (const { entries } of parameters) for (const entry of entries) most = Math.max(most, of(entry));
  return most;
}

/** The verdict of an entry, at a kink with the slopes on both sides. */
export function verdictOf({ verdict, oneSided }: EntryReport): string {
  if (oneSided === undefined) return verdict;
  return `${verdict}: ${oneSided.left} from the left, ${oneSided.right} from the right`;
}

/** How many entries an array has, and how many of them are wrong. */
export function countOf({ entries }: { readonly entries: readonly { readonly verdict: Verdict }[] }): string {
  const wrong = entries.filter(({ verdict }) => verdict === "disagree").length;
  return wrong === 0 ? `${entries.length} entries` : `${entries.length} entries, ${wrong} wrong`;
}

/**
 * The path to one entry, such as `layers.0.weight[3, 17]`; a scalar's is its name alone.
 *
 * @example
 * ```ts
 * import { check, entryName } from "@chainrule/check";
 * import { array, square, sum } from "@chainrule/tape";
 * const report = check((w) => sum(square(w)), [array([[1, 2, 3], [4, 5, 6]])]);
 * report.parameters.map((parameter) => entryName(parameter, 4)); // => ["x[1, 1]"]
 * ```
 */
export function entryName({ name, shape }: Pick<ParameterReport, "name" | "shape">, index: number): string {
  if (shape.length === 0) return name;
  const indices: number[] = [];
  let rest = index;
  for (const length of [...shape].reverse()) {
    indices.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return `${name}[${indices.join(", ")}]`;
}
