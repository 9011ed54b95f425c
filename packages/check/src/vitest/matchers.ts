import { type ArrayLike, shapeOf, tree } from "@chainrule/tape";
import { gradeClaim } from "../claim/grade.ts";
import type { CheckOptions } from "../crossCheck.ts";
import { crossCheck } from "../crossCheck.ts";
import type { ClaimPrecision } from "../document/types.ts";
import { CheckError } from "../errors.ts";
import { formatWrongEdge, locate } from "../locate/locate.ts";
import { overallVerdict } from "../report/overall.ts";
import type { ResultSuite } from "../report/suite.ts";
import { suitesOf } from "../report/suites.ts";
import { type CheckedFunction, type FunctionOptions, functionSubject } from "../subject/function.ts";
import { elementsOf, type Subject } from "../subject/subject.ts";
import { noWitnesses } from "../witnesses/plan.ts";
import { checkWishes, claimWishes, refuseStrangers } from "./given.ts";

/** A claimed gradient has not the form of the arguments (`check/gradient-form`). */
export class GradientFormError extends CheckError {
  override readonly name: string = "GradientFormError";

  constructor(given: readonly string[], asked: readonly string[]) {
    super(
      "check/gradient-form",
      `The claimed gradient has ${given.join(", ") || "none"} for shapes, but the arguments have ${asked.join(", ")}: ` +
        "give the gradient in the form of the arguments.",
    );
  }
}

/** What a matcher answers. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** How a gradient is checked in a test. */
export interface GradientCheckOptions extends CheckOptions, FunctionOptions {
  /** Whether points without a derivative pass. */
  readonly allowKinks?: boolean;
}

/** How a claimed gradient is compared. */
export interface ClaimOptions extends FunctionOptions {
  /** How exact the claimed numbers are; float64 by default. */
  readonly precision?: ClaimPrecision;
}

/** The most lines of a message that say what is wrong. */
const mostLines = 8;

/** Whether both derivations of the gradient of a function agree at a point. */
export function passGradientCheck(
  f: unknown,
  at: unknown,
  options: GradientCheckOptions = {},
): MatcherResult {
  refuseStrangers(f, options, checkWishes);
  const subject = functionSubject(f as CheckedFunction, argumentsOf(at), options);
  const report = crossCheck(subject, options);
  const verdict = overallVerdict(report);
  const pass = verdict === "agree" || (verdict === "not differentiable here" && options.allowKinks === true);
  const message = (): string =>
    pass
      ? `expected the gradient check of ${report.subject} not to pass, but the verdict is: ${verdict}`
      : [
          `expected the gradient of ${report.subject} to pass the check, but the verdict is: ${verdict}`,
          ...linesOf(suitesOf(report)[0]!),
          ...(verdict === "disagree" ? edgeLines(subject, options) : []),
          ...report.notes,
        ].join("\n  ");
  return { pass, message };
}

/** Whether a claimed gradient, as numbers or as a function of the arguments, is the gradient of a function at a point. */
export function haveGradient(
  f: unknown,
  gradient: unknown,
  at: unknown,
  options: ClaimOptions = {},
): MatcherResult {
  refuseStrangers(f, options, claimWishes);
  const args = argumentsOf(at);
  const subject = functionSubject(f as CheckedFunction, args, options);
  const report = crossCheck(subject, { witnesses: noWitnesses });
  const values = claimedValues(
    subject,
    typeof gradient === "function" ? gradient(...args) : gradient,
    args.length,
  );
  const claim = gradeClaim(subject, { values, notes: [] }, options.precision ?? "float64", report.parameters);
  const pass = claim.verdict === "agree" || claim.verdict === "not differentiable here";
  const { cases, notes } = suitesOf({ ...report, claim })[1]!;
  const message = (): string =>
    pass
      ? `expected the gradient of ${report.subject} not to be as claimed, but it is`
      : [
          `expected the gradient of ${report.subject} to be as claimed, but the verdict is: ${claim.verdict}`,
          ...cases
            .filter((each) => each.outcome !== "passed")
            .slice(0, mostLines)
            .map(({ name, cells: [claimed, right, off, allowed] }) =>
              right === ""
                ? name
                : `${name}: ${claimed} is claimed, right is ${right} (off by ${off}, allowed ${allowed})`,
            ),
          ...notes,
        ].join("\n  ");
  return { pass, message };
}

/** A list is the arguments; anything else is the only one. */
function argumentsOf(at: unknown): readonly unknown[] {
  return Array.isArray(at) ? at : [at];
}

/** The claimed numbers by parameter: a tree of the form of the argument, or a list of them for several. */
function claimedValues(subject: Subject, gradient: unknown, count: number): readonly (readonly number[])[] {
  const list = count > 1 || (Array.isArray(gradient) && gradient.length === 1) ? gradient : [gradient];
  const leaves = tree.flatten(list as never).leaves as readonly ArrayLike[];
  const shapes = (all: readonly ArrayLike[]): readonly string[] =>
    all.map((each) => `[${shapeOf(each).join(", ")}]`);
  const [asked, given] = [shapes(subject.parameters.map(({ value }) => value)), shapes(leaves)];
  if (asked.join() === given.join()) return leaves.map((leaf) => Array.from(elementsOf(leaf as never)));
  throw new GradientFormError(given, asked);
}

function linesOf({ cases }: ResultSuite): readonly string[] {
  const wrong = cases.filter(({ outcome, message }) => outcome !== "passed" && message !== "");
  return wrong.slice(0, mostLines).map(({ name, message }) => `${name}: ${message}`);
}

function edgeLines(subject: Subject, { order = 1, fault }: GradientCheckOptions): readonly string[] {
  const edge = order === 1 ? locate(subject, fault) : undefined;
  return edge === undefined ? [] : [`first wrong edge: ${formatWrongEdge(edge)}`];
}
