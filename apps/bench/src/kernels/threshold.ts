import { compare, type Effort, ratioOf, timeText } from "../peers/compare.ts";
import type { Row } from "../report/row.ts";
import type { ProcessOf } from "../suite.ts";

/** Small products on WebAssembly and in loops: where the one begins to be faster than the other. */
export async function thresholdRows(processOf: ProcessOf, effort: Effort): Promise<Row[]> {
  const rows: Row[] = [];
  for (const dtype of ["float64", "float32"] as const) {
    for (const n of [8, 10, 12, 13, 16, 24, 32]) {
      const job = { name: "matmul", dtype, n } as const;
      const names = ["array, wasm", "array, loops"] as const;
      const [wasm, loops] = await compare(
        names.map((name) => ({ process: processOf(name), job })),
        effort,
      );
      rows.push({
        row: `${dtype} matmul n = ${n}, WebAssembly against loops`,
        ours: timeText(wasm!),
        others: timeText(loops!),
        ratio: ratioOf(loops!, wasm!),
        bar: "",
        verdict: "no bar",
      });
    }
  }
  return rows;
}
