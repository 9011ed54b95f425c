import type { EngineName } from "../engines/engine.ts";
import { type Contestant, compare, type Effort, ratioOf, timeText } from "../peers/compare.ts";
import type { EngineProcess } from "../peers/process.ts";
import { atMost, type Row } from "../report/row.ts";
import { commonExpressions } from "./expressions.ts";

const fast: readonly EngineName[] = ["chainrule", "mathjs"];
const slow: readonly EngineName[] = [
  "mathjs, simplified",
  "compute-engine",
  "nerdamer",
  "nerdamer-prime",
  "algebrite",
];

const count = commonExpressions.length;

/** Parsing, differentiating and simplifying ten expressions, against mathjs's derivative that simplifies nothing. */
export async function speedRow(processOf: (name: EngineName) => EngineProcess, effort: Effort): Promise<Row> {
  const contestants = (names: readonly EngineName[]): Contestant[] =>
    names.map((name) => ({ process: processOf(name), job: { name: "ten" } }));
  const [ours, raw] = await compare(contestants(fast), { rounds: 5 * effort.rounds, share: 300 });
  const others = await compare(contestants(slow), { ...effort, rounds: Math.min(2, effort.rounds) });
  const list = [raw!, ...others].map(
    (timing, k) => `${k === 0 ? "mathjs raw" : slow[k - 1]} ${timeText(timing, count)}`,
  );
  return atMost(1, {
    row: "parse + differentiate + simplify, an expression of ten",
    ours: timeText(ours!, count),
    others: list.join(", "),
    ratio: ratioOf(ours!, raw!),
  });
}
