import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { atMost, type Row } from "../report/row.ts";

/** Scripts of expr that look for faults: what they are called here, and what they are given. */
const searches = [
  {
    row: "sweep: random expressions against 60 digits and the complex step",
    script: "sweep",
    args: ["scalars", "1000"],
  },
  {
    row: "sweep: random scalars of tensors, gradients and Hessians",
    script: "sweep",
    args: ["tensors", "200"],
  },
  { row: "fuzz: random and mutated texts", script: "fuzz", args: ["100000"] },
] as const;

/** What the searches for faults find; they end with 0 if that is nothing. */
export function correctnessRows(): Row[] {
  return searches.map(({ row, script, args }) => {
    const path = fileURLToPath(new URL(`../../../../packages/expr/scripts/${script}.mjs`, import.meta.url));
    const flags = ["--expose-gc", "--conditions=@chainrule/source"];
    const { status, stdout } = spawnSync(process.execPath, [...flags, path, ...args], { encoding: "utf8" });
    const said = (stdout.split("\n", 1)[0] ?? "").replace(/, [\d.]+ s$/, "");
    return atMost(0, { row, ours: said, others: "", ratio: status ?? 1 });
  });
}
