import type { Verdict } from "@chainrule/check";

/** What the process ends with; where the user interrupts it, the signal ends it at once, which shells show as 130. */
export const exitCodes = {
  agree: 0,
  disagree: 1,
  usage: 2,
  undecided: 3,
  internal: 70,
} as const;

/** The exit code of a verdict: kinks count as undecided unless they are allowed. */
export function exitCodeOf(verdict: Verdict, allowKinks: boolean): number {
  if (verdict === "agree") return exitCodes.agree;
  if (verdict === "disagree") return exitCodes.disagree;
  return verdict === "not differentiable here" && allowKinks ? exitCodes.agree : exitCodes.undecided;
}
