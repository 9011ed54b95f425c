import {
  brief,
  type Finding,
  isAsExpected,
  type PaperItem,
  paperItems,
  type SonarTask,
  sonarItem,
  toJson,
} from "@chainrule/check";
import { datasetFromCsv, gormanSejnowski1988 } from "@chainrule/train";
import { UsageError } from "../errors.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Io } from "../io.ts";

/** The options of `chainrule paper`. */
export interface PaperCommandOptions {
  /** Identifiers of the items to run; all by default. */
  readonly only?: readonly string[];
  readonly format: "text" | "json";
}

interface Result {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Runs every item; the exit code is 0 only if each finding is as it must be. */
export async function paperCommand({ only, format }: PaperCommandOptions, io: Io): Promise<number> {
  const items = chosen([...paperItems, sonarItem(() => loadSonar(io))], only);
  const results: Result[] = [];
  for (const item of items) {
    io.progress(`${item.id} ${item.title}`);
    const findings = await item.check((fraction) =>
      io.progress(`${item.id} ${item.title}: ${Math.round(100 * fraction)} %`),
    );
    io.progress("");
    if (format === "text") io.out(describe(item, findings));
    results.push({ id: item.id, title: item.title, findings });
  }
  const findings = results.flatMap((result) => result.findings);
  const wrong = findings.filter((finding) => !isAsExpected(finding));
  io.out(format === "json" ? toJson(results) : summary(findings.length, wrong.length));
  return wrong.length === 0 ? exitCodes.agree : exitCodes.disagree;
}

function chosen(items: readonly PaperItem[], only: readonly string[] | undefined): readonly PaperItem[] {
  const unknown = only?.find((id) => items.every((item) => item.id !== id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no item "${unknown}"; items are ${items.map(({ id }) => id).join(", ")}.`);
  }
  return only === undefined ? items : items.filter(({ id }) => only.includes(id));
}

/** The sonar task on the data that the package train ships. */
async function loadSonar(io: Io): Promise<SonarTask> {
  const text = await io.readText(new URL(import.meta.resolve("@chainrule/train/data/sonar.csv")));
  const data = datasetFromCsv(text, { target: "label" });
  const onEpoch =
    (onProgress: (fraction: number) => void) =>
    ({ epoch, epochs }: { readonly epoch: number; readonly epochs: number }) =>
      onProgress(epoch / epochs);
  return {
    inputs: data.inputs,
    targets: data.targets,
    train: (onProgress) => gormanSejnowski1988({ data, seed: 1988, onProgress: onEpoch(onProgress) }),
  };
}

function describe({ id, title }: PaperItem, findings: readonly Finding[]): string {
  return [`${id}  ${title}`, ...findings.map(line)].join("\n");
}

/** One line a finding: mark, outcome, claim, the worst error beside its bound, figures. */
function line(finding: Finding): string {
  const mark = isAsExpected(finding) ? "ok   " : "WRONG";
  const asked = finding.outcome === finding.expected ? "" : ` (expected: ${finding.expected})`;
  const error =
    finding.ulps === undefined || finding.boundUlps === undefined
      ? ""
      : `  worst ${brief(finding.ulps)} ulp, bound ${brief(finding.boundUlps)}`;
  const detail = finding.detail === undefined ? "" : `  [${finding.detail}]`;
  return `  ${mark} ${finding.outcome}${asked}: ${finding.what}${error}${detail}`;
}

function summary(count: number, wrong: number): string {
  return wrong === 0
    ? `\nAll ${count} findings are as they must be.`
    : `\n${wrong} of ${count} findings are NOT as they must be.`;
}
