import { atMost, duration, type Row } from "../report/row.ts";
import type { Suite } from "../suite.ts";
import { type Case, difference, storedCases, TOLERANCE } from "./cases.ts";
import { modules } from "./modules.ts";
import { answer } from "./protocol.ts";
import { ratioRows } from "./ratios.ts";

/** GradBench's evaluations: whether their outputs are right, and what derivatives cost. */
export const gradbench: Suite = {
  ...Object.fromEntries(
    [...modules.keys()].map((module) => [
      module,
      async () => caseRows(storedCases().filter((c) => c.module === module)),
    ]),
  ),
  ratios: async (_, effort) => ratioRows(effort),
};

/** A row for each function of each case, by way of the protocol. */
export function caseRows(cases: readonly Case[]): Row[] {
  return cases.flatMap(({ id, module, input, expected }) =>
    Object.entries(expected).map(([name, output]) => {
      const message = { id: 0, kind: "evaluate", module, function: name, input };
      const { output: found, timings, error } = answer(JSON.stringify(message));
      const nanoseconds = timings?.findLast((timing) => timing.name === "evaluate")?.nanoseconds;
      return atMost(TOLERANCE, {
        row: `GradBench ${id}: ${name}`,
        ours: error ?? `in ${duration((nanoseconds ?? 0) / 1e6)}`,
        others: "the stored case",
        ratio: difference(output, found),
      });
    }),
  );
}
