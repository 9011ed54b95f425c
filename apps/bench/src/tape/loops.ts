import type { LoopFamily } from "../engines/engine.ts";
import { compare, type Effort, ratioOf, type Timing, timeText } from "../peers/compare.ts";
import { atMost, type Row } from "../report/row.ts";
import type { ProcessOf } from "../suite.ts";

const n = 10_000;

/** Gradients of scalar loops, eager, against a Wengert list written by hand in typed arrays. */
export async function loopRows(processOf: ProcessOf, effort: Effort): Promise<Row[]> {
  const rows: Row[] = [];
  for (const family of ["speelpenning", "rosenbrock"] satisfies LoopFamily[]) {
    const job = { name: "loop", family, n } as const;
    const names = ["tape", "wengert list"] as const;
    const contestants = names.map((name) => ({ process: processOf(name), job }));
    const [ours, list] = await compare(contestants, { ...effort, rounds: 3 * effort.rounds });
    const isSame = resultOf(ours!) === resultOf(list!);
    rows.push(
      atMost(6, {
        row: `gradient of ${family}, ${n} numbers, eager`,
        ours: timeText(ours!),
        others: `typed-array Wengert list ${timeText(list!)}`,
        ratio: isSame ? ratioOf(ours!, list!) : Number.NaN,
      }),
    );
  }
  return rows;
}

function resultOf(timing: Timing): number | undefined {
  return "failure" in timing ? undefined : timing.result;
}
