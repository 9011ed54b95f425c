import type { NumericName } from "../engines/engine.ts";
import { imageProducts } from "../engines/matrices.ts";
import { compare, type Effort, ratioOf, type Timing } from "../peers/compare.ts";
import { figure, type Row } from "../report/row.ts";
import type { ProcessOf } from "../suite.ts";

/** A layer's convolution, forwards, ours against every other system. */
export async function convolutionRows(processOf: ProcessOf, effort: Effort): Promise<Row[]> {
  const rows: Row[] = [];
  for (const dtype of ["float64", "float32"] as const) {
    const peers: NumericName[] = ["array, loops", "jax-js"];
    if (dtype === "float32") peers.push("tfjs, wasm", "tfjs, cpu");
    const contestants = (["array", ...peers] as const).map((name) => ({
      process: processOf(name),
      job: { name: "conv2d", dtype } as const,
    }));
    const [ours, ...others] = await compare(contestants, { ...effort, limit: 60 });
    const row = `${dtype} conv2d, 8 images of 32 channels, 28 by 28, with 32 filters of 3 by 3`;
    for (const [k, timing] of others.entries()) {
      const ratio = isSame(ours!, timing) ? ratioOf(timing, ours!) : Number.NaN;
      const figures = { ours: speed(ours!), others: speed(timing), ratio };
      rows.push({ row: `${row}, against ${peers[k]}`, ...figures, bar: "", verdict: "no bar" });
    }
  }
  return rows;
}

function speed(timing: Timing): string {
  return "failure" in timing ? timing.failure : `${figure((2 * imageProducts) / timing.best / 1e6)} GFlop/s`;
}

/** Whether two systems computed the same element, as far as single precision goes; a missing one is no other. */
function isSame(a: Timing, b: Timing): boolean {
  return "failure" in a || "failure" in b || Math.abs(a.result - b.result) <= 1e-4;
}
