import {
  type Format,
  isAsExpected,
  type ResultSuite,
  resultsToLatex,
  suiteOfFindings,
  toJson,
  toJUnit,
  toMarkdown,
  toSarif,
} from "@chainrule/check";
import { exitCodes } from "../exitCodes.ts";
import type { Io } from "../io.ts";
import { chosen, type PaperEntry, type PaperFindings, paperEntries } from "./paperItems.ts";
import { details, headline, summary } from "./paperText.ts";

/** The options of `chainrule paper`. */
export interface PaperCommandOptions {
  /** Numbers or names of the items to run; all by default. */
  readonly only?: readonly string[];
  /** Runs whole trainings instead of short ones. */
  readonly all?: boolean;
  /** Shows every finding; so does `only`. */
  readonly verbose?: boolean;
  /** A folder of data that the package does not ship. */
  readonly data?: string;
  readonly format: Format;
}

/** An entry that has run. */
export interface PaperResult extends PaperFindings {
  readonly id: string;
  readonly name?: string;
  readonly title: string;
}

/** Runs every item; the exit code is 0 only if each finding is as it must be. */
export async function paperCommand(options: PaperCommandOptions, io: Io): Promise<number> {
  const { only, all = false, data, format } = options;
  const entries = chosen(paperEntries({ all, data }, io), only);
  const isWhole = options.verbose ?? only !== undefined;
  const results: PaperResult[] = [];
  for (const entry of entries) {
    const result = await resultOf(entry, io);
    results.push(result);
    if (format === "text") io.out(isWhole ? details(result) : headline(result));
  }
  const findings = results.flatMap((result) => result.findings);
  io.out(format === "text" ? summary(results) : written(results, format));
  return findings.every(isAsExpected) ? exitCodes.agree : exitCodes.disagree;
}

async function resultOf({ id, name, title, check }: PaperEntry, io: Io): Promise<PaperResult> {
  io.progress(`${id} ${title}`);
  const found = await check((fraction) => io.progress(`${id} ${title}: ${Math.round(100 * fraction)} %`));
  io.progress("");
  return { id, ...(name !== undefined && { name }), title, ...found };
}

function written(results: readonly PaperResult[], format: Exclude<Format, "text">): string {
  const suites = results.map(suiteOf);
  const writers: { readonly [F in typeof format]: () => string } = {
    json: () => toJson(results),
    junit: () => toJUnit(suites),
    markdown: () => toMarkdown(suites),
    latex: () => resultsToLatex(suites),
    sarif: () => toSarif(suites),
  };
  return writers[format]();
}

function suiteOf({ id, title, findings, table, notes }: PaperResult): ResultSuite {
  const figures = table.map((row) => row.join(": "));
  return { ...suiteOfFindings(`${id} ${title}`, findings), notes: [...figures, ...notes] };
}
