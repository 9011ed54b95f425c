import {
  type CheckDocument,
  checkDocument,
  type Finding,
  type Format,
  formatAs,
  overallVerdict,
  type ResultSuite,
  resultsToLatex,
  suiteOfFindings,
  toJUnit,
  toMarkdown,
  toSarif,
} from "@chainrule/check";
import { citationOf } from "./citation.ts";
import { filesOf } from "./formats.ts";
import type { CheckedItem, ReportFile, ReportFiles } from "./model.ts";

/** Checks a document, and writes the report in every format. */
export function reportFiles(document: CheckDocument, onProgress: (fraction: number) => void): ReportFiles {
  const started = performance.now();
  const report = checkDocument(document, { onProgress });
  return {
    brief: `${overallVerdict(report)}: ${report.subject}`,
    files: filesOf("check", (format) => formatAs(report, format)),
    citation: citationOf(document, report),
    milliseconds: performance.now() - started,
  };
}

const writers: Readonly<
  Record<Exclude<Format, "text" | "json">, (suites: readonly ResultSuite[]) => string>
> = {
  junit: toJUnit,
  markdown: toMarkdown,
  latex: resultsToLatex,
  sarif: (suites) => toSarif(suites),
};

/** The findings on the paper in the formats that hold several results. */
export function paperFiles(items: readonly CheckedItem[]): readonly ReportFile[] {
  const suites = items.map(({ id, title, findings }) =>
    suiteOfFindings(`${id} ${title}`, findings as readonly Finding[]),
  );
  const json = filesOf("paper", () => `${JSON.stringify(items, undefined, 2)}\n`, ["json"]);
  const names = Object.keys(writers) as (keyof typeof writers)[];
  const [first] = json;
  return [
    { ...first!, use: "every finding as data" },
    ...filesOf("paper", (format) => writers[format as keyof typeof writers](suites), names),
  ];
}
