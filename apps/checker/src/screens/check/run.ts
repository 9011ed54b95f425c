import {
  askSubject,
  type CheckDocument,
  type CheckOptions,
  crossCheck,
  noWitnesses,
  type OracleResult,
  overallVerdict,
  type Report,
  type Subject,
  soundOptionsOf,
} from "@chainrule/check";
import { differentiate, type Expression, simplify, symbol, toMathML } from "@chainrule/expr";
import { readable } from "../../worker/readable.ts";
import { isOfNetwork, subjectFor } from "../../worker/subject.ts";
import type { CheckResult, Derivative, PointValue } from "./model.ts";
import { stableForm } from "./stable.ts";

/** What takes more than these many entries or operations is not done beside the check itself. */
const [manyEntries, manyOperations, manyDerivatives] = [400, 20_000, 12];

/** Checks a document: the report, and what stands beside it on the page. */
export async function runCheck(
  document: CheckDocument,
  onProgress: (fraction: number) => void,
): Promise<CheckResult> {
  const started = performance.now();
  const subject = await subjectFor(document);
  const planting = document.fault === undefined ? undefined : await import("./planted.ts");
  const options = planting?.plantedOptions(document, subject) ?? soundOptionsOf(document);
  const report = await reportOf(document, subject, { ...options, onProgress: throttled(onProgress) });
  const small = isSmall(report);
  return {
    verdict: report.claim?.verdict ?? overallVerdict(report),
    report,
    derivatives: derivativesOf(subject, document, report),
    sixty: small ? inSixtyDigits(subject, options) : undefined,
    oracles: small ? await oraclesOf(subject, document, report, options) : [],
    stable: subject.symbolic && stableForm(subject.symbolic.expression),
    planted: planting?.plantedIn(document, subject, report, small),
    point: (await wholePoint(document, subject)).map(pointValue),
    milliseconds: performance.now() - started,
  };
}

/** The report; what grades claims is loaded when there is one. */
async function reportOf(
  document: CheckDocument,
  subject: Subject,
  options: CheckOptions & { readonly onProgress: (fraction: number) => void },
): Promise<Report> {
  if (document.subject.kind === "claim")
    return (await import("./claim.ts")).claimReport(document, options.onProgress);
  return { ...crossCheck(subject, options), document };
}

/** Lets through a hundred steps at most: each is a message. */
function throttled(onProgress: (fraction: number) => void): (fraction: number) => void {
  let last = 0;
  return (fraction) => {
    if (fraction - last < 0.01) return;
    last = fraction;
    onProgress(fraction);
  };
}

function isSmall({ parameters, cost, order }: Report): boolean {
  const entries = parameters.reduce((sum, each) => sum + each.entries.length, 0);
  return order === 1 && entries <= manyEntries && cost.gradient <= manyOperations;
}

function inSixtyDigits(subject: Subject, { fault }: CheckOptions): CheckResult["sixty"] {
  if (subject.symbolic === undefined) return undefined;
  const options = { settle: "all", witnesses: noWitnesses, ...(fault && { fault }) } as const;
  return crossCheck(subject, options).parameters.map(({ entries }) =>
    entries.map(({ symbolic }) => symbolic),
  );
}

/** What the oracles say; at a kink or where it is infinite there is no gradient that could have the properties. */
async function oraclesOf(
  subject: Subject,
  document: CheckDocument,
  report: Report,
  { fault }: CheckOptions,
): Promise<readonly OracleResult[]> {
  const results = isOfNetwork(document)
    ? (await import("../../worker/networks.ts")).askNetworkOf(document)
    : askSubject(subject, fault);
  if (hasGradient(report)) return results;
  const [outcome, detail] = ["does not apply", "there is no gradient here"] as const;
  return results.map((result) => ({ ...result, outcome, detail }));
}

function hasGradient({ parameters }: Report): boolean {
  return parameters.every(({ entries }) =>
    entries.every(
      ({ verdict, symbolic }) => verdict !== "not differentiable here" && Number.isFinite(Number(symbolic)),
    ),
  );
}

/** Every variable, those too that nothing is differentiated by. */
async function wholePoint({ wrt, ...all }: CheckDocument, subject: Subject): Promise<Subject["parameters"]> {
  return wrt === undefined ? subject.parameters : (await subjectFor(all)).parameters;
}

/** Which variables each derivative of the report is taken by, in its order. */
function derivativesOf(
  { parameters, symbolic }: Subject,
  { subject: { kind }, order = 1 }: CheckDocument,
  report: Report,
): readonly Derivative[] {
  const isReadable = kind === "formula" && order < 3 && report.parameters.length <= manyDerivatives;
  if (!isReadable || symbolic === undefined) return [];
  if (order === 2 && parameters.some(({ value }) => typeof value !== "number")) return [];
  const names = parameters.map(({ name }) => name);
  const paths = order === 1 ? names.map((name) => [name]) : names.flatMap((a) => names.map((b) => [a, b]));
  return paths.map((path) => derivativeOf(symbolic.expression, symbolic.variables, path));
}

function derivativeOf(
  expression: Expression,
  variables: readonly { readonly name: string }[],
  path: readonly string[],
): Derivative {
  const named = (name: string) => variables.find((each) => each.name === name) ?? symbol(name);
  const derivative = path.reduce<Expression>((e, name) => differentiate(e, named(name) as never), expression);
  const by = path.map((name) => toMathML(symbol(name)));
  return { variables: path, by, markup: readable(simplify(derivative)) };
}

function pointValue({ name, value }: Subject["parameters"][number]): PointValue {
  if (typeof value === "number") return { name, text: String(value) };
  const shown = Array.from(value.toTypedArray().subarray(0, 6), (x) =>
    String(Number(Number(x).toPrecision(6))),
  );
  return { name, text: `[${value.shape.join(" × ")}] ${shown.join(", ")}${value.size > 6 ? ", …" : ""}` };
}
