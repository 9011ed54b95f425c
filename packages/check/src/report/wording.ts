import type { Verdict } from "../verdict/judge.ts";
import { brief, scientific } from "./numbers.ts";
import type { EntryReport, Report } from "./types.ts";

/** What is told of a report, in the words of all its formats. */

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

/** The float64 error of an entry beside its bound, in ulps; a dash where there is none. */
export function errorAndBound(ulps: number, bound: number, unit = ""): string {
  if (Number.isNaN(ulps)) return "-";
  return unit === "" ? `${brief(ulps)} (${brief(bound)})` : `${brief(ulps)} ${unit} (bound ${brief(bound)})`;
}

/** What a report excludes: nothing where its limit is not finite, or where no entry has a derivative to judge. */
export function excluded({
  detectionLimit,
  parameters,
}: Pick<Report, "detectionLimit" | "parameters">): string {
  const isJudged = parameters.some(({ entries }) =>
    entries.some(({ verdict }) => verdict === "agree" || verdict === "disagree"),
  );
  if (!isJudged || !Number.isFinite(detectionLimit)) return "no error can be excluded";
  return detectionLimit === 0
    ? "an error of any size would have been seen"
    : `relative errors above ${scientific(detectionLimit)} would have been seen`;
}
