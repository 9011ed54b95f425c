import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { tape } from "../engines/tape.ts";
import { atMost, type Row } from "../report/row.ts";

const [early, late] = [1000, 24_000] as const;

/** The heap after collection at a late step of training over that at an early one: nothing has to be freed by hand. */
export function memoryRow(): Row {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const step = tape.start({ name: "network" });
  const heapAfter = (steps: number): number => {
    for (let k = 0; k < steps; k++) step();
    for (let k = 0; k < 3; k++) collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const [before, after] = [heapAfter(early), heapAfter(late - early)];
  return atMost(1.05, {
    row: `heap after collection at eager training step ${late} over that at ${early}`,
    ours: megabytes(after),
    others: megabytes(before),
    ratio: after / before,
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(2)} MB`;
}
