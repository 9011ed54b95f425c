import { toJson } from "./json.ts";
import { toJUnit } from "./junit.ts";
import { resultsToLatex } from "./latex.ts";
import { toMarkdown } from "./markdown.ts";
import { toSarif } from "./sarif.ts";
import { suitesOf } from "./suites.ts";
import { formatReport } from "./text.ts";
import type { Report } from "./types.ts";

/**
 * The names of all formats of a report.
 *
 * @example
 * ```ts
 * import { formats } from "@chainrule/check";
 * formats; // => ["text", "json", "junit", "markdown", "latex", "sarif"]
 * ```
 */
export const formats = ["text", "json", "junit", "markdown", "latex", "sarif"] as const;

/** The name of a format. */
export type Format = (typeof formats)[number];

const writers: Readonly<Record<Format, (report: Report, artifact?: string) => string>> = {
  text: formatReport,
  json: (report) => toJson(report),
  junit: (report) => toJUnit(suitesOf(report)),
  markdown: (report) => toMarkdown(suitesOf(report)),
  latex: (report) => resultsToLatex(suitesOf(report)),
  sarif: (report, artifact) => toSarif(suitesOf(report), artifact),
};

/**
 * A report in any format.
 *
 * @param artifact the file that was checked, which SARIF names
 * @example
 * ```ts
 * import { check, formatAs } from "@chainrule/check";
 * import { exp } from "@chainrule/tape";
 * formatAs(check((x) => exp(x), [0]), "markdown").startsWith("## ✓ agree"); // => true
 * ```
 */
export function formatAs(report: Report, format: Format, artifact?: string): string {
  return writers[format](report, artifact);
}
