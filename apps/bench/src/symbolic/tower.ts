import { countOperations, differentiate, parse, simplify } from "@chainrule/expr";
import { countNodes } from "../counter/nodes.ts";
import type { EngineName } from "../engines/engine.ts";
import type { EngineProcess } from "../peers/process.ts";
import { atMost, type Row } from "../report/row.ts";
import { towering } from "./expressions.ts";

const order = 8;
const asked: readonly EngineName[] = ["mathjs", "compute-engine", "nerdamer", "nerdamer-prime", "algebrite"];

/** The eighth derivative of exp(sin x) x^3: as it prints, and with equal parts counted once. */
export async function towerRows(processOf: (name: EngineName) => EngineProcess): Promise<Row[]> {
  const sizes: string[] = [];
  for (const name of asked) sizes.push(`${name} ${await sizeFrom(processOf(name))}`);
  const ours = await sizeFrom(processOf("chainrule"));
  const shared = countOperations(simplify(differentiate(parse(towering), "x", order)));
  return [
    {
      ...atMost(500, {
        row: "eighth derivative of exp(sin x) x^3: nodes as printed",
        ours: `${ours}`,
        others: sizes.join(", "),
        ratio: typeof ours === "number" ? ours : Number.NaN,
      }),
    },
    atMost(150, {
      row: "eighth derivative of exp(sin x) x^3: distinct operations",
      ours: `${shared}`,
      others: "CasADi 3.7.2 (survey): 6312 instructions",
      ratio: shared,
    }),
  ];
}

async function sizeFrom({ ask }: EngineProcess): Promise<number | string> {
  const answer = await ask({ ask: "repeated", text: towering, order }, 30);
  if ("text" in answer) return countNodes(answer.text);
  return "failure" in answer ? answer.failure : "no text";
}
