import { countNodes } from "../counter/nodes.ts";
import type { EngineName } from "../engines/engine.ts";
import type { EngineProcess } from "../peers/process.ts";
import { atMost, type Row } from "../report/row.ts";
import { faultOf } from "./correct.ts";
import { bestOf, survey, type Unusable } from "./survey.ts";

/** The survey's columns that can be measured again. */
const measured = ["mathjs, simplified", "compute-engine", "nerdamer", "nerdamer-prime", "algebrite"] as const;

/** A bar of its own: what the textbook's p - y has. */
const ownBars: Readonly<Record<string, number>> = { "-log(exp(x)/(exp(x) + exp(y) + exp(z)))": 14 };

/** Sizes of simplified derivatives against the smallest correct one of all systems, and of the survey. */
export async function sizeRows(processOf: (name: EngineName) => EngineProcess): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { text, figures } of survey) {
    const ours = await sizeFrom(processOf("chainrule"), text);
    const others: Record<string, number | Unusable> = { ...figures };
    for (const name of measured) {
      const found = await sizeFrom(processOf(name), text);
      if (found !== undefined) others[name === "mathjs, simplified" ? "mathjs" : name] = found.size;
    }
    rows.push(sizeRow(text, ours, others));
  }
  return rows;
}

interface Sized {
  readonly text: string;
  readonly size: number | Unusable;
}

/** The size of a system's derivative; undefined where it cannot be asked. */
async function sizeFrom({ ask }: EngineProcess, primal: string): Promise<Sized | undefined> {
  const answer = await ask({ ask: "derivative", text: primal });
  if (!("text" in answer)) {
    const isAbsent = "failure" in answer && answer.failure === "not installed";
    return isAbsent ? undefined : { text: "", size: "none" };
  }
  const { text } = answer;
  return { text, size: faultOf(text, primal) ?? countNodes(text) };
}

function sizeRow(text: string, ours: Sized | undefined, others: Record<string, number | Unusable>): Row {
  const best = bestOf(others);
  const size = typeof ours?.size === "number" ? ours.size : Number.NaN;
  const most = Math.min(best?.size ?? Number.POSITIVE_INFINITY, ownBars[text] ?? Number.POSITIVE_INFINITY);
  const list = Object.entries(others).map(([name, one]) => `${name} ${one}`);
  const figures = {
    row: `size: d/dx \`${text}\``,
    ours: `${ours?.size}: \`${ours?.text}\``,
    others: best ? list.join(", ") : "none has a derivative",
  };
  if (best !== undefined) return atMost(1, { ...figures, ratio: size / most });
  const verdict = Number.isNaN(size) ? "fail" : "pass";
  return { ...figures, ratio: undefined, bar: "correct", verdict };
}
