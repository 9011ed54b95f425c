import { compare, type Effort, ratioOf, timeText } from "../peers/compare.ts";
import { atLeast, type Row } from "../report/row.ts";
import type { ProcessOf } from "../suite.ts";

const peers = ["tfjs, cpu", "tfjs, wasm"] as const;

/** A step of training of a tiny network, eager, against the faster of TensorFlow.js's back ends. */
export async function trainingRow(processOf: ProcessOf, effort: Effort): Promise<Row> {
  const names = ["tape", ...peers] as const;
  const contestants = names.map((name) => ({ process: processOf(name), job: { name: "network" } as const }));
  // A training has thousands of steps: they are timed until the engine has compiled all that they call.
  const [ours, ...others] = await compare(contestants, { ...effort, rounds: 12 * effort.rounds });
  const ratios = others.map((other) => ratioOf(other, ours!)).filter((ratio) => ratio !== undefined);
  return atLeast(3, {
    row: "step of gradient descent, network 2-16-16-1, batch 4, eager",
    ours: timeText(ours!),
    others: others.map((other, k) => `${peers[k]} ${timeText(other)}`).join(", "),
    ratio: ratios.length === 0 ? undefined : Math.min(...ratios),
  });
}
