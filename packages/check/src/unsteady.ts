import type { Subject } from "./subject/subject.ts";
import type { Verdict } from "./verdict/judge.ts";
import type { TapeVoice } from "./voices/tape.ts";

/** Where the voices know different functions: whether that is because one function gives something else each time. */
export function notesOnUnsteady(
  { parameters }: Subject,
  tape: TapeVoice,
  primalVerdict: Verdict,
): readonly string[] {
  if (primalVerdict !== "disagree") return [];
  const point = parameters.map(({ value }) => value);
  const [first, second] = [tape.value(point), tape.value(point)];
  if (Object.is(first, second)) return [];
  return [
    `The function gives ${first} and then ${second} at this same point: no derivative can be checked of that. Draw random ` +
      "numbers from a key that is fixed, and keep no state between calls.",
  ];
}
