import { type Verdict, worstVerdict } from "../verdict/judge.ts";
import type { EntryReport, ParameterReport, Report } from "./types.ts";

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
