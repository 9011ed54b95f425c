import { now } from "../peers/clock.ts";
import type { Effort } from "../peers/compare.ts";
import { atMost, duration, type Row } from "../report/row.ts";
import { modules } from "./modules.ts";
import { baInput, gmmInput, kmeansInput, lstmInput } from "./problems.ts";

/** A derivative may take as long as so many of what it is the derivative of. */
const BAR = 5;

interface Contest {
  readonly size: string;
  readonly module: string;
  readonly primal: string;
  readonly derivative: string;
  readonly input: () => object;
}

const gmm = (d: number, k: number, n: number): Contest => ({
  ...{ module: "gmm", primal: "objective", derivative: "jacobian", size: `d=${d}, k=${k}, n=${n}` },
  input: () => gmmInput(d, k, n),
});
const ba = (n: number, m: number, p: number): Contest => ({
  ...{ module: "ba", primal: "objective", derivative: "jacobian", size: `n=${n}, m=${m}, p=${p}` },
  input: () => baInput(n, m, p),
});
const lstm = (l: number, c: number): Contest => ({
  ...{ module: "lstm", primal: "objective", derivative: "jacobian", size: `l=${l}, c=${c}` },
  input: () => lstmInput(l, c, 14),
});
const kmeans = (k: number, n: number, d: number): Contest => ({
  ...{ module: "kmeans", primal: "cost", derivative: "dir", size: `k=${k}, n=${n}, d=${d}` },
  input: () => kmeansInput(k, n, d),
});

/** GradBench's sizes, from its smallest, and some that are smaller still. */
const contests: readonly Contest[] = [
  ...[gmm(2, 3, 10), gmm(2, 5, 1000), gmm(10, 25, 1000), gmm(32, 25, 1000)],
  ...[ba(4, 10, 20), ba(49, 7776, 31843)],
  ...[lstm(2, 32), lstm(2, 1024), lstm(4, 1024)],
  ...[kmeans(3, 12, 2), kmeans(10, 1000, 8), kmeans(100, 10000, 8)],
];

/** What a derivative costs in evaluations of its primal, which runs the same kernels without a tape. */
export function ratioRows({ rounds, share }: Effort): Row[] {
  return contests.map(({ module, primal, derivative, size, input }) => {
    const functions = modules.get(module)!;
    const given = input();
    const [fast, slow] = timesInTurns(
      [functions[primal]!(given), functions[derivative]!(given)],
      rounds,
      share,
    );
    return atMost(BAR, {
      row: `GradBench ${module}, ${size}: ${derivative}`,
      ours: duration(median(slow!)),
      others: `${primal} ${duration(median(fast!))}`,
      ratio: median(slow!.map((time, round) => time / fast![round]!)),
    });
  });
}

/** By work and round, the time of one run in milliseconds: the works take turns, so that a round sees one machine. */
function timesInTurns(works: readonly (() => unknown)[], rounds: number, share: number): number[][] {
  const repeats = works.map(() => 1);
  const times = works.map((): number[] => []);
  for (let round = -2; round < rounds; round++) {
    works.forEach((work, k) => {
      const start = now();
      for (let i = 0; i < repeats[k]!; i++) work();
      const elapsed = now() - start;
      if (round >= 0) times[k]!.push(elapsed / repeats[k]!);
      // The first two rounds warm up, and tell how often to run; a clock of coarse ticks may have seen no time pass.
      else repeats[k] = Math.max(1, Math.round((share * repeats[k]!) / Math.max(1, elapsed)));
    });
  }
  return times;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
