import type { NumericName } from "../engines/engine.ts";
import { compare, type Effort, ratioOf, type Timing } from "../peers/compare.ts";
import { atLeast, figure, type Row } from "../report/row.ts";
import type { ProcessOf } from "../suite.ts";

type DType = "float32" | "float64";

/** Each system beside ours, and how many times faster ours is to be at n = 512. */
const PEERS: Readonly<Record<DType, Readonly<Partial<Record<NumericName, number>>>>> = {
  float64: { "jax-js": 20, "array, loops": 8 },
  float32: { "jax-js": 1.5, "tfjs, wasm": 1.5, "tfjs, cpu": 20, "array, loops": 8 },
};

const SIZES = [64, 512] as const;

/** Products of square matrices, eager, results read back: ours against every other system, in the same minutes. */
export async function matmulRows(dtype: DType, processOf: ProcessOf, effort: Effort): Promise<Row[]> {
  const rows: Row[] = [];
  for (const n of SIZES) {
    const names = [
      "array",
      "array, two threads",
      "array, deterministic",
      ...(Object.keys(PEERS[dtype]) as NumericName[]),
    ] as const;
    const contestants = names.map((name) => ({
      process: processOf(name),
      job: { name: "matmul", dtype, n } as const,
    }));
    const [ours, threaded, deterministic, ...others] = await compare(contestants, { ...effort, limit: 60 });
    const row = `${dtype} matmul n = ${n}`;
    rows.push({
      row: `${row}, deterministic`,
      ours: speed(deterministic!, n),
      others: `fused ${speed(ours!, n)}`,
      ratio: ratioOf(ours!, deterministic!),
      bar: "",
      verdict: "no bar",
    });
    Object.entries(PEERS[dtype]).forEach(([name, bar], k) => {
      const timing = others[k]!;
      const ratio = isSame(dtype, ours!, timing) ? ratioOf(timing, ours!) : Number.NaN;
      const figures = { row: `${row}, against ${name}`, ours: speed(ours!, n), others: speed(timing, n) };
      if (n === 512) rows.push(atLeast(bar, { ...figures, ratio }));
      else rows.push({ ...figures, ratio, bar: "", verdict: "no bar" });
      if (n === 512 && name === "array, loops") {
        const shared = {
          row: `${row}, two threads, against ${name}`,
          ours: speed(threaded!, n),
          others: speed(timing, n),
        };
        const isRight = isSame(dtype, threaded!, timing);
        rows.push(atLeast(bar, { ...shared, ratio: isRight ? ratioOf(timing, threaded!) : Number.NaN }));
      }
    });
  }
  return rows;
}

function speed(timing: Timing, n: number): string {
  if ("failure" in timing) return timing.failure;
  return `${figure((2 * n ** 3) / timing.best / 1e6)} GFlop/s`;
}

/** Whether two systems computed the same element, as far as their precision goes; a missing one is no other. */
function isSame(dtype: DType, a: Timing, b: Timing): boolean {
  if ("failure" in a || "failure" in b) return true;
  const tolerance = dtype === "float32" ? 1e-4 : 1e-11;
  return Math.abs(a.result - b.result) <= tolerance;
}
