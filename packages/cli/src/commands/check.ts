import {
  crossCheck,
  type Fault,
  faults,
  formatReport,
  formatWrongEdge,
  formulaSubject,
  gradcheckOf,
  locate,
  networkSubject,
  type Order,
  overallVerdict,
  type Subject,
  targetOf,
  toJson,
  type Verdict,
} from "@chainrule/check";
import { datasetFromCsv } from "@chainrule/train";
import { UsageError } from "../errors.ts";
import { exitCodeOf } from "../exitCodes.ts";
import type { Io } from "../io.ts";

/** The options of `chainrule check`, as the command line has them. */
export interface CheckCommandOptions {
  readonly at?: Readonly<Record<string, number>>;
  readonly wrt?: readonly string[];
  readonly network?: string;
  readonly data?: string;
  readonly target?: string;
  readonly batch?: number;
  readonly seed: number;
  readonly order: Order;
  readonly plant?: Fault;
  readonly tolerance?: number;
  readonly allowKinks?: boolean;
  readonly format: "text" | "json";
}

/** Checks a formula or a network; the exit code says what was found. */
export async function checkCommand(
  formula: string | undefined,
  options: CheckCommandOptions,
  io: Io,
): Promise<number> {
  const subject = await subjectOf(formula, options, io);
  const fault = options.plant?.plant(targetOf(subject));
  const report = crossCheck(subject, {
    order: options.order,
    ...(options.tolerance !== undefined && { tolerance: options.tolerance }),
    ...(fault && { fault }),
    onProgress: (fraction) => io.progress(`checking ${Math.round(100 * fraction)} %`),
  });
  io.progress("");
  const verdict = overallVerdict(report);
  if (options.format === "json") io.out(toJson(report));
  else {
    const lines = [...edgeLines(subject, options, verdict), ...plantedLines(subject, options, verdict)];
    io.out([formatReport(report), ...lines].join("\n"));
  }
  return exitCodeOf(verdict, options.allowKinks ?? false);
}

async function subjectOf(
  formula: string | undefined,
  options: CheckCommandOptions,
  io: Io,
): Promise<Subject> {
  if ((formula === undefined) === (options.network === undefined)) {
    throw new UsageError(
      'Give either a formula, as in `chainrule check "x^2" --at x=3`, or --network "...".',
    );
  }
  refuseStrangers(formula === undefined ? ["at", "wrt"] : ["data", "target", "batch"], options);
  if (formula !== undefined) {
    return formulaSubject(formula, options.at ?? {}, options.wrt === undefined ? {} : { wrt: options.wrt });
  }
  return networkOf(options.network!, options, io);
}

/** An option that would be ignored is a misunderstanding. */
function refuseStrangers(
  strangers: readonly (keyof CheckCommandOptions)[],
  options: CheckCommandOptions,
): void {
  const stranger = strangers.find((name) => options[name] !== undefined);
  if (stranger === undefined) return;
  const owner = options.network === undefined ? "--network" : "a formula";
  throw new UsageError(`--${stranger} goes with ${owner} only; leave it out.`);
}

/** How many rows are used unless told otherwise, if there are as many. */
const defaultBatch = 16;

async function networkOf(network: string, options: CheckCommandOptions, io: Io): Promise<Subject> {
  const { data: path, target } = options;
  if (path === undefined || target === undefined) {
    throw new UsageError("A network needs data: add --data file.csv --target column.");
  }
  const { inputs, targets } = datasetFromCsv(await io.readText(path), { target });
  const rows = options.batch ?? Math.min(defaultBatch, inputs.shape[0]!);
  return networkSubject(network, { inputs, targets, rows, seed: options.seed });
}

/** Of a wrong gradient: the first edge of the backward pass that is wrong. */
function edgeLines(subject: Subject, { plant, order }: CheckCommandOptions, verdict: Verdict): string[] {
  if (verdict !== "disagree" || order > 1) return [];
  const edge = locate(subject, plant?.plant(targetOf(subject)));
  return edge === undefined ? [] : [`first wrong edge: ${formatWrongEdge(edge)}`];
}

/** With a planted fault: what it is, and whether the usual rule would have seen it. */
function plantedLines(subject: Subject, { plant, order }: CheckCommandOptions, verdict: Verdict): string[] {
  if (plant === undefined) return [];
  return [
    `planted fault "${plant.name}": ${plant.description}`,
    verdict === "agree" ? withoutEffect(plant, order) : usualRule(subject, plant),
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
