import { type CheckDocument, checkDocument, overallVerdict, type Report } from "@chainrule/check";
import { citationOf } from "./citation.ts";
import { formats } from "./formats.ts";
import type { ReportFiles } from "./model.ts";

/** Checks a document, and writes the report in every format. */
export function reportFiles(document: CheckDocument, onProgress: (fraction: number) => void): ReportFiles {
  const started = performance.now();
  const report: Report = checkDocument(document, { onProgress });
  return {
    brief: `${report.subject}: ${overallVerdict(report)}`,
    files: formats.map(({ format, use, extension, type, write }) => ({
      format,
      use,
      fileName: `check.${extension}`,
      type,
      text: write(report),
    })),
    citation: citationOf(document, report),
    milliseconds: performance.now() - started,
  };
}
