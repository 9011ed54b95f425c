import type { DeepFamily, EngineName } from "../engines/engine.ts";
import { compare, type Effort, ratioOf, timeText } from "../peers/compare.ts";
import type { EngineProcess } from "../peers/process.ts";
import { atMost, type Row } from "../report/row.ts";

const shapes: readonly (readonly [DeepFamily, string, readonly number[]])[] = [
  ["sines", "sin nested", [10, 100, 1_000, 10_000]],
  ["towers", "x^x^... of height", [20, 200]],
  ["sums", "sum of sin(k x), terms:", [1_000, 10_000]],
  ["minuses", "unary minus, times:", [1_000, 10_000]],
];

/** Deep and long inputs: the derivative exists, and ten times the input takes at most 13 times the time. */
export async function depthRows(
  processOf: (name: EngineName) => EngineProcess,
  effort: Effort,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [family, title, sizes] of shapes) {
    const process = processOf("chainrule");
    const jobs = sizes.map((n) => ({ name: "deep", family, n }) as const);
    const times = await compare(
      jobs.map((job) => ({ process, job })),
      effort,
    );
    const peer = { process: processOf("mathjs"), job: jobs.at(-1)! };
    const [mathjs] = await compare([peer], { rounds: 1, share: 1 });
    const note = `; mathjs raw at ${sizes.at(-1)}: ${timeText(mathjs!)}`;
    for (const [k, n] of sizes.slice(1).entries()) {
      rows.push(
        atMost(13, {
          row: `${title} ${n}: time against ${sizes[k]}`,
          ours: timeText(times[k + 1]!),
          others: `${timeText(times[k]!)}${k === sizes.length - 2 ? note : ""}`,
          ratio: ratioOf(times[k + 1]!, times[k]!) ?? Number.NaN,
        }),
      );
    }
  }
  return rows;
}
