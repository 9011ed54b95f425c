import type { Verdict } from "@chainrule/check";

/** What the process ends with; where the user interrupts it, the signal ends it at once, which shells show as 130. */
export const exitCodes = {
  agree: 0,
  disagree: 1,
  usage: 2,
  undecided: 3,
  internal: 70,
} as const;

/** Which verdicts make a command fail. */
export interface FailOptions {
  /** All but `agree` by default. */
  readonly failOn?: readonly Verdict[];
  /** Whether kinks are no failure. */
  readonly allowKinks?: boolean;
}

/** The exit code of a verdict: 0 where it agrees or is none of those to fail on. */
export function exitCodeOf(verdict: Verdict, { failOn, allowKinks }: FailOptions): number {
  if (verdict === "agree" || failOn?.includes(verdict) === false) return exitCodes.agree;
  if (verdict === "disagree") return exitCodes.disagree;
  return verdict === "not differentiable here" && allowKinks === true ? exitCodes.agree : exitCodes.undecided;
}
