import { softmaxCrossEntropy } from "@chainrule/losses";
import { type Network, network } from "@chainrule/nn";
import { adam } from "@chainrule/optim";
import { range } from "../batches.ts";
import { type Dataset, datasetFromCsv, rowCount, selectRows } from "../dataset.ts";
import { classesOf } from "../metrics.ts";
import { type Experiment, experiment, part, type Run } from "./experiment.ts";
import { row } from "./figures.ts";
import { learn, percentRight, repeat, twoKeys } from "./learning.ts";
import { loadTable, type Split, shuffledSplit } from "./tables.ts";

/** How well a net knows the digits 0 to 4 and 5 to 9, in percent. */
interface Knowledge {
  readonly low: number;
  readonly high: number;
}

/** The samples of the digits 0 to 4, or of the others. */
function half(data: Dataset, low: boolean): Dataset {
  const digits = classesOf(data.targets);
  return selectRows(
    data,
    range(rowCount(data)).filter((i) => (digits[i] as number) < 5 === low),
  );
}

/** What a net knows after the low digits, after one epoch of the high ones, and after all epochs of them. */
async function learnTwice(net: Network, { train, test }: Split, run: Run): Promise<Knowledge[]> {
  const tests = { low: half(test, true), high: half(test, false) };
  const lesson = {
    network: net,
    loss: softmaxCrossEntropy,
    optimizer: adam({ learningRate: 0.003 }),
    batchSize: 32,
  };
  const lower = await learn(
    { ...lesson, data: half(train, true), epochs: run.quick ? 5 : 20 },
    part(run, 0, 3),
    "digits 0 to 4",
  );
  const high = { ...lesson, data: half(train, false) };
  const soon = await learn(
    { ...high, epochs: 1, parameters: lower.parameters },
    part(run, 1, 3),
    "digits 5 to 9",
  );
  const late = await learn(
    { ...high, epochs: run.quick ? 4 : 14, parameters: soon.parameters },
    part(run, 2, 3),
    "digits 5 to 9",
  );
  return [lower, soon, late].map((trained) => ({
    low: percentRight(net, trained, tests.low),
    high: percentRight(net, trained, tests.high),
  }));
}

/**
 * A net that learns a second task forgets the first.
 *
 * @example
 * ```ts
 * import { forgetting } from "@chainrule/train/experiments";
 * forgetting.item; // => "S31"
 * ```
 */
export const forgetting: Experiment = experiment({
  id: "forgetting",
  item: "S31",
  title: "Forgetting",
  explanation:
    "A 64-32-10 net learns the digits 0 to 4, and then only 5 to 9 (Adam, learning rate 0.003, batches of 32; 20 and 15 epochs). " +
    'The paper says that backpropagation "does not learn continuously": what is forgotten is forgotten by training on one ' +
    "task alone, not by the way the gradients are computed.",
  source:
    "M. McCloskey, N. J. Cohen, Catastrophic interference in connectionist networks, 1989 (the effect; no figures for these data)",
  published: [],
  data: ["digits8x8.csv.gz"],
  cost: "seconds",
  measure: async (run) => {
    const data = datasetFromCsv(await loadTable(run, "digits8x8.csv.gz"), { target: "label", as: "classes" });
    const net = network("64 -> 32 relu -> 10");
    const learnNet = (own: Run): Promise<Knowledge[]> => {
      const [splitKey, learning] = twoKeys(own);
      return learnTwice(net, shuffledSplit(data, 0.8, splitKey), learning);
    };
    const stages = await repeat(run, run.runs ?? (run.quick ? 1 : 5), learnNet);
    const figures = (stage: number, digits: keyof Knowledge): number[] =>
      stages.map((known) => (known[stage] as Knowledge)[digits]);
    return {
      columns: ["", "test samples right, %"],
      rows: [
        row("0 to 4, after learning them", figures(0, "low")),
        row("0 to 4, after one epoch of 5 to 9", figures(1, "low")),
        row("0 to 4, after all epochs of 5 to 9", figures(2, "low")),
        row("5 to 9, after all epochs of 5 to 9", figures(2, "high")),
      ],
      notes: ["Another implementation in numpy had 99.2, 28.4, 2.7 and 98.3 %."],
    };
  },
});
