import { sumSquaredError } from "@chainrule/losses";
import { network, type SequenceTree, uniform } from "@chainrule/nn";
import { momentum } from "@chainrule/optim";
import { array, type NDArray, type Tensor } from "@chainrule/tape";
import { range } from "../batches.ts";
import { type Finish, race } from "./ensemble.ts";
import { type Experiment, experiment } from "./experiment.ts";
import { medianRow, row } from "./figures.ts";

const SWEEPS = "sweeps, median";
const MIDDLE = "second largest pair of weights to the smallest";
const OUTER = "largest pair of weights to the smallest";
const published = [
  { label: SWEEPS, value: 1425 },
  { label: MIDDLE, value: 2 },
  { label: OUTER, value: 4 },
];

/** All 64 patterns of six bits, and whether each is its own mirror image. */
function patterns(): { readonly inputs: NDArray; readonly targets: NDArray } {
  const bits = range(64).map((code) => range(6).map((place) => (code >> place) & 1));
  const symmetric = bits.map((row) => [row.every((bit, i) => bit === row[5 - i]) ? 1 : 0]);
  return { inputs: array(bits), targets: array(symmetric) };
}

/** The weights of both hidden units, `[2][6]`. */
function hiddenWeights({ parameters }: Finish): number[][] {
  const [hidden] = (parameters as SequenceTree).layers as readonly [{ readonly weight: Tensor }];
  return hidden.weight.toNested() as number[][];
}

/** How far the weights of mirror places are from being opposite, as a share of the largest weight. */
function asymmetry(weights: readonly number[]): number {
  const largest = Math.max(...weights.map(Math.abs));
  return (
    Math.max(...range(3).map((i) => Math.abs((weights[i] as number) + (weights[5 - i] as number)))) / largest
  );
}

/** The absolute weights of the three pairs, smallest first, over the smallest. */
function ratios(weights: readonly number[]): number[] {
  const sizes = range(3).map((i) => Math.abs((weights[i] as number) - (weights[5 - i] as number)) / 2);
  const sorted = sizes.sort((a, b) => a - b);
  return sorted.map((size) => size / (sorted[0] as number));
}

/**
 * The mirror symmetry of six bits, learnt by two hidden units.
 *
 * @example
 * ```ts
 * import { symmetry } from "@chainrule/train/experiments";
 * symmetry.published[0]; // => { label: "sweeps, median", value: 1425 }
 * ```
 */
export const symmetry: Experiment = experiment({
  id: "symmetry",
  item: "S17",
  title: "Mirror symmetry",
  explanation:
    "A 6-2-1 net of sigmoid units learns whether six bits are their own mirror image, by sweeps through all 64 patterns: " +
    "learning rate 0.1, momentum 0.9, first weights from U(-0.3, 0.3), until every output is on the right side of 0.5. " +
    "The solution that it finds: weights of mirror places are opposite, and the three pairs differ in size.",
  source:
    "D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning representations by back-propagating errors, Nature 323 (1986), fig. 1",
  published,
  data: [],
  cost: "seconds",
  measure: async (run) => {
    const starts = run.runs ?? (run.quick ? 6 : 20);
    const task = {
      network: network("6 -> 2 sigmoid -> 1 sigmoid", { weights: uniform(0.3), bias: uniform(0.3) }),
      loss: sumSquaredError,
      optimizer: momentum({ learningRate: 0.1, decay: 0.9 }),
      ...patterns(),
      tolerance: 0.5,
      starts,
      patience: run.quick ? 3000 : 6000,
    };
    const finishes = (await race(task, run)).filter((finish) => finish !== undefined);
    const units = finishes.flatMap(hiddenWeights);
    const pairs = units.map(ratios);
    return {
      columns: ["", "figure"],
      rows: [
        row("starts that learn, %", (100 * finishes.length) / starts),
        medianRow(
          SWEEPS,
          finishes.map(({ sweeps }) => sweeps),
          published,
        ),
        row(
          "mirror weights' sum, of the largest weight, %",
          units.map((unit) => 100 * asymmetry(unit)),
        ),
        medianRow(
          MIDDLE,
          pairs.map(([, middle]) => middle as number),
          published,
        ),
        medianRow(
          OUTER,
          pairs.map(([, , outer]) => outer as number),
          published,
        ),
      ],
      notes: [
        "The authors tell of one run, with 1,425 sweeps, and of weights that go on to 1 : 2 : 4; ours are read when the net has just learnt.",
        `${starts} starts; those that have not learnt after ${task.patience} sweeps count as stuck.`,
      ],
    };
  },
});
