import type { EntryReport, Report } from "@chainrule/check";
import { scientific, ulps } from "../../numbers.ts";

/** What one engine is allowed, and why. */
export interface Reason {
  readonly title: string;
  readonly text: string;
}

/** The absolute tolerance that gradient checkers usually have. */
const usual = 1e-5;

/** Why each engine may be as far off as it may: nothing here was chosen. */
export function reasonsFor(entry: EntryReport, { cost }: Report): readonly Reason[] {
  if (entry.oneSided !== undefined) return kink(entry.oneSided);
  return [
    formula(entry),
    kernel(entry, cost.gradient),
    ...complexStep(entry),
    ...differences(entry),
    fixed(entry),
  ];
}

function kink({ left, right }: NonNullable<EntryReport["oneSided"]>): readonly Reason[] {
  return [
    {
      title: "There is a kink.",
      text: `Here the formula has no derivative: from the left it is ${left}, from the right ${right}. Each side was derived by itself. Any value between them is accepted, as a subgradient, and no engine is called wrong for its choice.`,
    },
    {
      title: "Differences",
      text: "across a kink land between the sides, so a checker with a fixed tolerance fails right code here, or passes wrong code if the step is small.",
    },
  ];
}

function formula({ detectionLimit, settledIn }: EntryReport): Reason {
  const carrier = settledIn === undefined ? "106 bits" : "60 digits";
  return {
    title: "The formula.",
    text: `Both voices are evaluated with ${carrier} and carry a bound on their own rounding. ${room(detectionLimit)}`,
  };
}

/** What the bounds of both voices leave unseen. */
function room(limit: number): string {
  if (limit === 0) return "Here nothing is rounded: an error of any size would be seen.";
  if (!Number.isFinite(limit)) return "Here no bound holds, so there is nothing to compare.";
  return `Together the bounds leave room for a relative error of ${scientific(limit)}; any larger one would be seen.`;
}

function kernel({ ulps: error, boundUlps }: EntryReport, operations: number): Reason {
  return {
    title: "float64.",
    text: Number.isFinite(boundUlps)
      ? `Each of ${operations} operations rounds by half an ulp at most. Carried through them, that allows ${ulps(boundUlps)} ulp here; ${ulps(error)} were measured.`
      : "No bound holds: a value is infinite or undefined here, or close to where it would be.",
  };
}

function complexStep({ complexStep: witness }: EntryReport): readonly Reason[] {
  if (witness === undefined || !Number.isFinite(witness.error)) return [];
  return [
    {
      title: "Complex step.",
      text: `Im f(x + ih)/h subtracts nothing, so h = 1e-30 does no harm: what is left is the rounding of f, at most ${scientific(witness.error)}.`,
    },
  ];
}

function differences({ finiteDifference: witness }: EntryReport): readonly Reason[] {
  if (witness === undefined || !Number.isFinite(witness.error)) return [];
  return [
    {
      title: "Differences.",
      text: `f(x + h) - f(x - h) errs by f'''h²/6 for a large h, and by eps·|f|/h for a small one. Richardson's table finds the best h, and its last two columns tell the error: ${scientific(witness.error)}.`,
    },
  ];
}

function fixed({ symbolic }: EntryReport): Reason {
  const size = Math.abs(Number(symbolic));
  const share =
    size > 0 && Number.isFinite(size) ? `${scientific(usual / size)} of this entry` : "any error here";
  return {
    title: "A fixed tolerance",
    text: `of ${usual}, as checkers usually have, would let through ${share}.`,
  };
}
