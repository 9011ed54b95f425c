import { nameIn, requireGiven } from "../given.ts";
import { toJson } from "./json.ts";
import { toJUnit } from "./junit.ts";
import { resultsToLatex } from "./latex.ts";
import { toMarkdown } from "./markdown.ts";
import { type ResultOrigin, toSarif } from "./sarif.ts";
import type { ResultSuite } from "./suite.ts";
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

/** The formats that show tables of results, of whatever was checked. */
export type TableFormat = Exclude<Format, "text" | "json">;

const writers: Readonly<
  Record<TableFormat, (suites: readonly ResultSuite[], origin?: ResultOrigin) => string>
> = {
  junit: (suites) => toJUnit(suites),
  markdown: (suites) => toMarkdown(suites),
  latex: (suites) => resultsToLatex(suites),
  sarif: toSarif,
};

/**
 * A report in any format.
 *
 * @param artifact the file that was checked, which SARIF names: its path from the root of the sources, with slashes
 * @example
 * ```ts
 * import { check, formatAs } from "@chainrule/check";
 * import { exp } from "@chainrule/tape";
 * formatAs(check((x) => exp(x), [0]), "markdown").startsWith("## ✓ agree"); // => true
 * ```
 */
export function formatAs(report: Report, format: Format, artifact?: string): string {
  if (format === "text") return formatReport(report);
  if (format === "json") return toJson(report);
  const version = report.versions?.["chainrule"];
  return formatSuites(suitesOf(report), format, {
    ...(artifact !== undefined && { artifact }),
    ...(version !== undefined && { version }),
  });
}

/**
 * Tables of results in any format that shows them: of a report, of the paper's findings, of anything else.
 *
 * @example
 * ```ts
 * import { formatSuites, suiteOfFindings } from "@chainrule/check";
 * const suite = suiteOfFindings("S2", [{ what: "x sin(x)", outcome: "agree", expected: "agree" }]);
 * formatSuites([suite], "markdown").split("\n")[0]; // => "## ✓ as it must be: S2"
 * ```
 */
export function formatSuites(
  suites: readonly ResultSuite[],
  format: TableFormat,
  origin: ResultOrigin = {},
): string {
  requireGiven({ format }, { format: nameIn(writers) });
  return writers[format](suites, origin);
}
