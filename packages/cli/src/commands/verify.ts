import {
  type Difference,
  type Format,
  formatSuites,
  overallVerdict,
  type ResultSuite,
  toJson,
  type Verification,
  verifyReport,
} from "@chainrule/check";
import { UsageError } from "../errors.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Io } from "../io.ts";
import { readJson } from "../json.ts";
import { fromHere, isDocument } from "./document.ts";

/** The options of `chainrule verify`. */
export interface VerifyCommandOptions {
  /** Whether roundings of another machine are no failure. */
  readonly allowRounding?: boolean;
  readonly format: Format;
}

/** Derives a report again from the document inside it, and says whether everything in it is so. */
export async function verifyCommand(
  path: string,
  { allowRounding, format }: VerifyCommandOptions,
  io: Io,
): Promise<number> {
  const onProgress = (fraction: number): void => io.progress(`deriving ${Math.round(100 * fraction)} %`);
  const given = await readJson(path, io);
  if (isDocument(given)) {
    throw new UsageError(
      `${path} is a document, and no report of one: make that with \`chainrule check ${path} --format json\`.`,
    );
  }
  const verification = verifyReport(given, { onProgress });
  io.progress("");
  io.out(written(verification, format, path));
  if (verification.outcome === "different") return exitCodes.disagree;
  return verification.outcome === "same" || allowRounding === true ? exitCodes.agree : exitCodes.undecided;
}

function written(verification: Verification, format: Format, path: string): string {
  const { outcome, differences, report } = verification;
  const artifact = fromHere(path);
  if (format === "json") return toJson({ outcome, verdict: overallVerdict(report), differences });
  return format === "text"
    ? textOf(verification)
    : formatSuites([suiteOf(verification)], format, { ...(artifact !== undefined && { artifact }) });
}

const sentences: Readonly<Record<Verification["outcome"], string>> = {
  same: "VERIFIED   every figure was derived again, to the last digit",
  "same within rounding":
    "VERIFIED WITHIN ROUNDING   all verdicts, and all figures as far as machines may round them",
  different: "NOT VERIFIED   the report says something else than what is derived",
};

function textOf({ outcome, differences, report }: Verification): string {
  return [
    sentences[outcome],
    `${overallVerdict(report)}: ${report.subject}`,
    ...differences.map(
      ({ path, reported, derived }) => `  ${path}: reported ${reported}, derived ${derived}`,
    ),
  ].join("\n");
}

function suiteOf({ outcome, differences, report }: Verification): ResultSuite {
  const whole = { name: "the whole report", cells: ["", ""], outcome: "passed", message: "" } as const;
  return {
    name: `report on ${report.subject}`,
    verdict: outcome,
    columns: ["reported", "derived"],
    cases: differences.length === 0 ? [whole] : differences.map(caseOf),
    formulas: [],
    notes: [sentences[outcome]],
  };
}

function caseOf({ path, reported, derived, isRounding }: Difference): ResultSuite["cases"][number] {
  const message = `reported ${reported}, derived ${derived}`;
  return { name: path, cells: [reported, derived], outcome: isRounding ? "undecided" : "failed", message };
}
