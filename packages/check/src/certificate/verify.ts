import { checkDocument, type DocumentOptions } from "../document/checkDocument.ts";
import { readDocumentAt } from "../document/readDocument.ts";
import { DocumentError, oneOf, plainObject } from "../document/reader.ts";
import { subjectOf } from "../document/subjectOf.ts";
import { toJson } from "../report/json.ts";
import type { Report } from "../report/types.ts";
import { tapeVoice } from "../voices/tape.ts";
import { certify } from "./certify.ts";
import { type Difference, differencesBetween } from "./differences.ts";

/** What came of deriving a report anew. */
export interface Verification {
  /**
   * `same`: every figure, to the last digit. `same within rounding`: all verdicts, and all figures as far as other processors and
   * engines may round them. `different`: the report says something else than what is derived.
   */
  readonly outcome: "same" | "same within rounding" | "different";
  /** What differs, those that matter first; the first hundred. */
  readonly differences: readonly Difference[];
  /** The report as derived here. */
  readonly report: Report;
}

/** More differences than this are not listed. */
const mostListed = 100;

/**
 * Derives a report anew from the document inside it, and compares every word and figure.
 *
 * A report that was written by `checkDocument` or `certify` is a certificate: nobody has to believe it. A first wrong edge is
 * derived again where the report names one; `checkDocument` names none, so a report without it lacks nothing.
 *
 * @param value a report, parsed from JSON of unknown origin
 * @throws DocumentError (`check/document`) where this is no report, or has no document inside
 * @example
 * ```ts
 * import { checkDocument, toJson, verifyReport } from "@chainrule/check";
 * const report = checkDocument({ chainrule: 1, subject: { kind: "formula", text: "x^2" }, at: { x: 3 } });
 * verifyReport(JSON.parse(toJson(report))).outcome; // => "same"
 * const forged = JSON.parse(toJson(report).replaceAll("6.0000", "6.0001"));
 * verifyReport(forged).outcome; // => "different"
 * ```
 */
export function verifyReport(value: unknown, options: DocumentOptions = {}): Verification {
  const given = plainObject(value, "$");
  oneOf("chainrule-report/1")(own(given, "schema"), "$.schema");
  const described = own(given, "document");
  if (described === undefined) {
    throw new DocumentError(
      "$.document",
      "The report has no document inside, so nobody can derive it again; make it with checkDocument or `chainrule check`.",
    );
  }
  const derive = own(given, "firstWrongEdge") === undefined ? checkDocument : certify;
  const report = derive(readDocumentAt(described, "$.document"), options);
  const differences = differencesBetween(JSON.parse(toJson(report)), given, () => valueErrorOf(report));
  const first = differences.toSorted((a, b) => Number(a.isRounding) - Number(b.isRounding));
  return { outcome: outcomeOf(differences), differences: first.slice(0, mostListed), report };
}

/** A bound on the error of the function's value in float64. */
function valueErrorOf({ document }: Report): number {
  const voice = tapeVoice(subjectOf(document!));
  return voice.primal(voice.kernelBounds).error;
}

function outcomeOf(differences: readonly Difference[]): Verification["outcome"] {
  if (differences.length === 0) return "same";
  return differences.every(({ isRounding }) => isRounding) ? "same within rounding" : "different";
}

function own(given: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}
