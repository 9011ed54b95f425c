import { countOperations, gradient, parse } from "@chainrule/expr";
import type { EngineName, GradientFamily } from "../engines/engine.ts";
import { type Contestant, compare, type Effort, ratioOf, timeText } from "../peers/compare.ts";
import type { EngineProcess } from "../peers/process.ts";
import { atLeast, atMost, figure, type Row } from "../report/row.ts";
import { manyVariables } from "./expressions.ts";

const titles: Readonly<Record<GradientFamily, string>> = {
  product: "gradient of x1...xn",
  logistic: "gradient of sum log(1 + exp(w_i x_i)) + x0 x1 x2",
};
const sizes = [100, 1_000, 10_000] as const;

/** Gradients by many variables: their operations, their growth, and mathjs beside them. */
export async function gradientRows(
  processOf: (name: EngineName) => EngineProcess,
  effort: Effort,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const family of ["product", "logistic"] as const) {
    rows.push(...sizes.map((n) => operationsRow(family, n)));
    rows.push(...(await growthRows(family, processOf("chainrule"), effort)));
    rows.push(await peerRow(family, processOf, effort));
  }
  return rows;
}

/** Operations of a gradient, against those of the function. */
export function operationsRow(family: GradientFamily, n: number): Row {
  const { text, variables } = manyVariables(family, n);
  const f = parse(text);
  const [own, whole] = [countOperations(f), countOperations(gradient(f, variables))];
  return atMost(3, {
    row: `${titles[family]}, n = ${n}: operations`,
    ours: figure(whole),
    others: `the function ${figure(own)}`,
    ratio: whole / own,
  });
}

async function growthRows(family: GradientFamily, process: EngineProcess, effort: Effort): Promise<Row[]> {
  const contestants = sizes.map((n): Contestant => ({ process, job: { name: "gradient", family, n } }));
  const times = await compare(contestants, effort);
  return [1, 2].map((k) =>
    atMost(13, {
      row: `${titles[family]}: time for n = ${sizes[k]} against n = ${sizes[k - 1]}`,
      ours: timeText(times[k]!),
      others: timeText(times[k - 1]!),
      ratio: ratioOf(times[k]!, times[k - 1]!),
    }),
  );
}

async function peerRow(
  family: GradientFamily,
  processOf: (name: EngineName) => EngineProcess,
  { share }: Effort,
): Promise<Row> {
  const job = { name: "gradient", family, n: 1_000 } as const;
  const both = (["chainrule", "mathjs"] as const).map((name) => ({ process: processOf(name), job }));
  const [ours, mathjs] = await compare(both, { rounds: 2, share, limit: 60 });
  return atLeast(100, {
    row: `${titles[family]}, n = 1000: times faster than mathjs raw`,
    ours: timeText(ours!),
    others: `mathjs raw ${timeText(mathjs!)}`,
    ratio: ratioOf(mathjs!, ours!),
  });
}
