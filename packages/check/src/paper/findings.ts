import { type Expression, equivalent, evaluate, parse, simplify, subtract, toText } from "@chainrule/expr";
import { forwardReverseTest, type TreeFunction } from "@chainrule/tape";
import { type CheckOptions, crossCheck } from "../crossCheck.ts";
import type { OracleResult } from "../oracles/result.ts";
import { scientific } from "../report/numbers.ts";
import { overallVerdict } from "../report/overall.ts";
import type { EntryReport, Report } from "../report/types.ts";
import { worstEntry } from "../report/worst.ts";
import { formulaSubject } from "../subject/formula.ts";
import type { Subject } from "../subject/subject.ts";
import { difference, type Exactish, exactish } from "../voices/carrier.ts";
import type { Finding, Outcome } from "./item.ts";

/** A cross-check of a subject's whole gradient. */
export function gradientOf(
  what: string,
  subject: Subject,
  expected: Outcome = "agree",
  options: CheckOptions = {},
): Finding {
  return { what, expected, ...reportFigures(crossCheck(subject, options)) };
}

/** A cross-check of a formula at a point. */
export function formulaAgrees(
  formula: string,
  at: Readonly<Record<string, number>>,
  expected: Outcome = "agree",
  options: CheckOptions = {},
): Finding {
  const point = Object.entries(at).map(([name, value]) => `${name} = ${value}`);
  return gradientOf(`${formula} at ${point.join(", ")}`, formulaSubject(formula, at), expected, options);
}

/** What a report says in the terms of a finding. */
export function reportFigures(report: Report): Pick<Finding, "outcome" | "ulps" | "boundUlps" | "detail"> {
  const worst = worstEntry(report)?.entry;
  const count = report.parameters.reduce((sum, { entries }) => sum + entries.length, 0);
  return {
    outcome: overallVerdict(report),
    ulps: worst?.ulps ?? 0,
    boundUlps: worst?.boundUlps ?? 0,
    detail: worst?.oneSided === undefined ? limitDetail(count, report) : sidesDetail(worst),
  };
}

function limitDetail(count: number, { detectionLimit }: Report): string {
  return `${count} ${count === 1 ? "entry" : "entries"}, errors above ${scientific(detectionLimit)} excluded`;
}

function sidesDetail({ oneSided, kernel }: EntryReport): string {
  return `${oneSided!.left} from the left, ${oneSided!.right} from the right, convention ${kernel}`;
}

/** Whether a claim that needs no derivative holds. */
export function property(
  what: string,
  holds: boolean,
  detail?: string,
  expected: Outcome = "holds",
): Finding {
  return { what, outcome: holds ? "holds" : "fails", expected, ...(detail !== undefined && { detail }) };
}

/** What a property oracle says of a formula: engines that agree cannot tell a wrong one. */
export function oracle(result: OracleResult, expected: Outcome = "holds"): Finding {
  return property(`oracle: ${result.oracle}`, result.outcome === "holds", result.detail, expected);
}

/** Whether two numbers are equal to within a relative tolerance, which the finding shows with the gap. */
export function equals(what: string, measured: number, claimed: number, relative = 4e-15): Finding {
  const gap = Math.abs(measured - claimed) / Math.max(Math.abs(claimed), Number.MIN_VALUE);
  const near = measured === claimed || gap <= relative;
  return property(
    what,
    near,
    `${measured} against ${claimed}, ${scientific(measured === claimed ? 0 : gap)} apart`,
  );
}

/** Whether a difference simplifies to 0 by algebra alone. */
export function simplifiesToZero(what: string, left: Expression, right: Expression | string): Finding {
  const rest = simplify(subtract(left, typeof right === "string" ? parse(right) : right));
  return property(what, toText(rest) === "0", `the difference simplifies to ${toText(rest)}`);
}

/** Whether two expressions are proved to be the same function. */
export function provedEqual(what: string, left: Expression, right: Expression): Finding {
  const { verdict, ...how } = equivalent(left, right);
  return property(what, verdict === "equal", "proof" in how ? `proved by ${how.proof}` : verdict);
}

/** Whether forward mode (dual numbers) and reverse mode give the same Jacobian, element by element. */
export function forwardAgrees(what: string, f: TreeFunction, args: readonly unknown[]): Finding {
  const { difference } = forwardReverseTest(f)(...(args as never[]));
  return property(what, difference <= 1e-14, `${scientific(difference)} apart at most`);
}

/** Whether two expressions have the same value at some points, in double-double and within their error bounds. */
export function equalAt(
  what: string,
  left: Expression,
  right: string,
  points: readonly Readonly<Record<string, number>>[],
): Finding {
  const options = { arithmetic: exactish };
  const gaps = points.map((point) => {
    const [a, b] = [left, parse(right)].map((each) => evaluate(each, point, options) as Exactish);
    return { gap: Math.abs(difference(a!, b!)), allowed: a!.error + b!.error };
  });
  const worst = Math.max(...gaps.map(({ gap }) => gap));
  const holds = gaps.every(({ gap, allowed }) => gap <= allowed);
  return property(
    what,
    holds,
    `${points.length} points, at most ${scientific(worst)} apart in double-double`,
  );
}
