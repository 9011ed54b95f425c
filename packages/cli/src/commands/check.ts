import {
  type CheckDocument,
  certify,
  type Fault,
  type Format,
  faults,
  formatAs,
  gradcheckOf,
  type Order,
  overallVerdict,
  type Report,
  type Subject,
  subjectOf,
  targetOf,
} from "@chainrule/check";
import { exitCodeOf, type FailOptions } from "../exitCodes.ts";
import type { Io } from "../io.ts";
import { versions } from "../json.ts";
import { documentOf, fromHere, isFile, type SubjectOptions } from "./document.ts";

/** The options of `chainrule check`, as the command line has them. */
export interface CheckCommandOptions extends SubjectOptions, FailOptions {
  readonly format: Format;
}

/** Checks a formula, a network or a document; the exit code says what was found. */
export async function checkCommand(
  input: string | undefined,
  options: CheckCommandOptions,
  io: Io,
): Promise<number> {
  const document = await documentOf(input, options, io);
  return reportOn(document, options, io, input !== undefined && isFile(input) ? input : undefined);
}

/** Checks a document and writes the report. */
export async function reportOn(
  document: CheckDocument,
  options: { readonly format: Format } & FailOptions,
  io: Io,
  artifact?: string,
): Promise<number> {
  const onProgress = (fraction: number): void => io.progress(`checking ${Math.round(100 * fraction)} %`);
  const certificate = certify(document, { onProgress });
  io.progress("");
  const report = { ...certificate, versions: await versions(io) };
  const text = formatAs(report, options.format, artifact && fromHere(artifact));
  io.out(options.format === "text" ? [text, ...plantedLines(document, report)].join("\n") : text);
  return exitCodeOf(overallVerdict(report), options);
}

/** What a reader of the text is told besides: of a planted fault what it is, and whether the usual rule would have seen it. */
function plantedLines(document: CheckDocument, { verdict }: Report): readonly string[] {
  const { order = 1, fault: name } = document;
  const plant = faults.find((each) => each.name === name);
  if (plant === undefined) return [];
  const wrong = verdict === "disagree";
  return [
    `planted fault "${plant.name}": ${plant.description}`,
    wrong ? usualRule(subjectOf(document), plant) : withoutEffect(plant, order),
  ];
}

function withoutEffect(plant: Fault, order: Order): string {
  return plant.order > order
    ? "it shows in second derivatives only: add --order 2"
    : "it changes nothing here: the gradient that it makes is right";
}

function usualRule(subject: Subject, plant: Fault): string {
  const passes = gradcheckOf(subject, plant.plant(targetOf(subject)));
  const rule = "the rule of the usual gradient checkers (first derivatives, h 1e-6, atol 1e-5, rtol 1e-3)";
  return `${rule} ${passes ? "PASSES it" : "fails it too"}`;
}

/** `--plant` in the help. */
export const faultList: string = faults
  .map(({ name, description }) => `  ${name.padEnd(20)} ${description}`)
  .join("\n");
