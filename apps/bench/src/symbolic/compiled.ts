import type { EngineName } from "../engines/engine.ts";
import { type Contestant, compare, type Effort, ratioOf, type Timing, timeText } from "../peers/compare.ts";
import type { EngineProcess } from "../peers/process.ts";
import { atLeast, atMost, type Row } from "../report/row.ts";
import { bumpy } from "./expressions.ts";

const many = 1_000_000;
const fast = [
  "chainrule",
  "chainrule, interpreted",
  "hand-written",
  "compute-engine",
  "nerdamer",
  "nerdamer-prime",
] as const;

/** A compiled derivative at a million points, against the same in JavaScript by hand, and against the best peer. */
export async function compiledRows(
  processOf: (name: EngineName) => EngineProcess,
  effort: Effort,
): Promise<Row[]> {
  const points = (name: EngineName, count: number): Contestant => ({
    process: processOf(name),
    job: { name: "points", count },
  });
  const times = await compare(
    fast.map((name) => points(name, many)),
    effort,
  );
  const [mathjs] = await compare([points("mathjs", many / 10)], { rounds: 1, share: 1 });
  const [code, interpreted, hand, ...peers] = times;
  const list = [
    ...peers.map((timing, k) => `${fast[k + 3]} ${each(timing)}`),
    `mathjs ${each(mathjs!, many / 10)}`,
  ];
  const quickest = peers.reduce<Timing | undefined>(quicker, undefined);
  const title = `d/dx \`${bumpy}\` at 1e6 points`;
  return [
    atMost(1.25, {
      row: `${title}, generated code against JavaScript by hand`,
      ours: each(code!),
      others: `by hand ${each(hand!)}`,
      ratio: requireSame(code!, hand!) ? ratioOf(code!, hand!) : Number.NaN,
    }),
    atLeast(2, {
      row: `${title}: times faster than the best peer`,
      ours: each(code!),
      others: list.join(", "),
      ratio: quickest && ratioOf(quickest, code!),
    }),
    {
      row: `${title}, without generated code`,
      ours: each(interpreted!),
      others: `by hand ${each(hand!)}`,
      ratio: ratioOf(interpreted!, hand!),
      bar: "",
      verdict: "no bar",
    },
  ];
}

function quicker(a: Timing | undefined, b: Timing): Timing | undefined {
  if ("failure" in b) return a;
  return a === undefined || "failure" in a || b.best < a.best ? b : a;
}

/** Whether two systems computed the same. */
function requireSame(a: Timing, b: Timing): boolean {
  if ("failure" in a || "failure" in b) return false;
  return Math.abs(a.result - b.result) <= 1e-12 * Math.abs(b.result);
}

function each(timing: Timing, count = many): string {
  return `${timeText(timing, count)}${"failure" in timing ? "" : " a point"}`;
}
