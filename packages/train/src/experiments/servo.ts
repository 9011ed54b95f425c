import { column, type Table } from "@chainrule/files";
import { meanSquaredError } from "@chainrule/losses";
import { network } from "@chainrule/nn";
import { adam } from "@chainrule/optim";
import { array, mean, type NDArray, square, subtract } from "@chainrule/tape";
import { type Dataset, dataset } from "../dataset.ts";
import { type Experiment, experiment, type Run } from "./experiment.ts";
import { row } from "./figures.ts";
import { learn, outputsOf, repeat, twoKeys } from "./learning.ts";
import { loadTable, shuffledSplit } from "./tables.ts";

/** Every category as a column of zeros and ones. */
function indicators(table: Table, names: readonly string[]): number[][] {
  const columns = names.flatMap((name) => {
    const values = Array.from(column(table, name).values as Iterable<string | number>);
    return [...new Set(values)].sort().map((category) => values.map((value) => (value === category ? 1 : 0)));
  });
  return table.rows.map((_, i) => columns.map((each) => each[i] as number));
}

function servoData(table: Table): Dataset {
  const ranks = Array.from(column(table, "Class").values, Number);
  return dataset({
    inputs: array(indicators(table, ["Motor", "Screw", "Pgain", "Vgain"])),
    targets: array(ranks.map((rank) => [rank / 51])),
  });
}

/** The share of the targets' variance that a net explains on samples it has not seen, in percent. */
async function explained(data: Dataset, run: Run): Promise<number> {
  const [splitKey, learning] = twoKeys(run);
  const { train, test } = shuffledSplit(data, 0.8, splitKey);
  const net = network("19 -> 16 tanh -> 1");
  const lesson = {
    network: net,
    loss: meanSquaredError,
    optimizer: adam({ learningRate: 0.005 }),
    batchSize: 16,
  };
  const trained = await learn({ ...lesson, data: train, epochs: run.quick ? 20 : 150 }, learning);
  const error = (values: NDArray): number => mean(square(subtract(test.targets, values))).item();
  return (
    100 * (1 - error(outputsOf(net, trained, test.inputs) as NDArray) / error(mean(train.targets) as NDArray))
  );
}

/**
 * How fast a servo answers, from the parts that it is made of.
 *
 * @example
 * ```ts
 * import { servo } from "@chainrule/train/experiments";
 * servo.data; // => ["servo.csv"]
 * ```
 */
export const servo: Experiment = experiment({
  id: "servo",
  item: "S30",
  title: "Robotics: how fast a servo answers",
  explanation:
    "A 19-16-1 net tells the rise time of a servomechanism from its motor, its screw and two gains, all as categories. It learns from four fifths " +
    "of the 167 rows, drawn anew in every run (mean squared error, Adam with learning rate 0.005, 150 epochs of batches of 16).",
  source: "J. R. Quinlan, Combining instance-based and model-based learning, 1993; UCI",
  published: [],
  data: ["servo.csv"],
  cost: "seconds",
  measure: async (run) => {
    const data = servoData(await loadTable(run, "servo.csv"));
    const runs = await repeat(run, run.runs ?? (run.quick ? 1 : 10), (own) => explained(data, own));
    return {
      columns: ["samples", "variance explained, %"],
      rows: [row("test", runs)],
      notes: [
        "This copy of the data has the rank of the rise time, 1 to 51, and not the time itself: published errors in seconds cannot be compared.",
      ],
    };
  },
});
