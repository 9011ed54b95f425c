import type { Job } from "../engines/engine.ts";
import { duration } from "../report/row.ts";
import type { EngineProcess } from "./process.ts";

/** How long one run took, at best and in the middle, in milliseconds; or why there is no time. */
export type Timing =
  | { readonly best: number; readonly median: number; readonly result: number }
  | { readonly failure: string };

/** How to measure: rounds, in each of which every system runs for about `share` milliseconds. */
export interface Effort {
  readonly rounds: number;
  readonly share: number;
  /** Seconds after which a system is given up. */
  readonly limit?: number;
}

/** Who is timed, at what. */
export interface Contestant {
  readonly process: EngineProcess;
  readonly job: Job;
}

/** The times of all contestants, taken in turns, so that each of them sees the same machine. */
export async function compare(
  contestants: readonly Contestant[],
  { rounds, share, limit = 20 }: Effort,
): Promise<Timing[]> {
  const records = contestants.map(() => ({ times: [] as number[], repeats: 1, result: 0, failure: "" }));
  for (let round = -2; round < rounds; round++) {
    for (const [k, { process, job }] of contestants.entries()) {
      const record = records[k]!;
      if (record.failure !== "") continue;
      const answer = await process.ask({ ask: "time", job, repeats: record.repeats }, limit);
      if ("failure" in answer) record.failure = answer.failure;
      if (!("milliseconds" in answer)) continue;
      record.result = answer.result;
      // The first two warm up, and tell how often to run. A clock of coarse ticks may see no time pass: that is no time.
      if (round >= 0 && answer.milliseconds > 0) record.times.push(answer.milliseconds);
      if (round < 0) record.repeats = Math.max(1, Math.round((share * record.repeats) / answer.elapsed));
    }
  }
  return records.map(({ times, result, failure }) => {
    if (failure !== "") return { failure };
    return times.length === 0 ? { failure: "too quick for the clock" } : { ...spread(times), result };
  });
}

function spread(times: readonly number[]): { best: number; median: number } {
  const sorted = [...times].sort((a, b) => a - b);
  return { best: sorted[0]!, median: sorted[Math.floor(sorted.length / 2)]! };
}

/** Best against best; undefined where one has none. */
export function ratioOf(a: Timing, b: Timing): number | undefined {
  return "failure" in a || "failure" in b ? undefined : a.best / b.best;
}

/** The best time of so many runs' one, or why there is none. */
export function timeText(timing: Timing, runs = 1): string {
  return "failure" in timing ? timing.failure : duration(timing.best / runs);
}
