import type { NumericName } from "../engines/engine.ts";
import { compare, type Effort, ratioOf, timeText } from "../peers/compare.ts";
import type { Row } from "../report/row.ts";
import type { ProcessOf } from "../suite.ts";

/** Small products on WebAssembly and in loops: where the one begins to be faster than the other. */
export async function thresholdRows(processOf: ProcessOf, effort: Effort): Promise<Row[]> {
  const names = ["array, wasm", "array, loops"] as const;
  return await rowsOf(names, [8, 10, 12, 13, 16, 24, 32], "WebAssembly against loops", processOf, effort);
}

/** Products on two threads and on one: where the one begins to be faster than the other. */
export async function threadRows(processOf: ProcessOf, effort: Effort): Promise<Row[]> {
  const names = ["array, two threads", "array"] as const;
  const sizes = [128, 160, 168, 200, 256, 384, 512, 1024];
  return await rowsOf(names, sizes, "two threads against one", processOf, { ...effort, limit: 60 });
}

async function rowsOf(
  names: readonly NumericName[],
  sizes: readonly number[],
  what: string,
  processOf: ProcessOf,
  effort: Effort,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const dtype of ["float64", "float32"] as const) {
    for (const n of sizes) {
      const job = { name: "matmul", dtype, n } as const;
      const contestants = names.map((name) => ({ process: processOf(name), job }));
      const [ours, other] = await compare(contestants, effort);
      rows.push({
        row: `${dtype} matmul n = ${n}, ${what}`,
        ours: timeText(ours!),
        others: timeText(other!),
        ratio: ratioOf(other!, ours!),
        bar: "",
        verdict: "no bar",
      });
    }
  }
  return rows;
}
