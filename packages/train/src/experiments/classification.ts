import { softmaxCrossEntropy } from "@chainrule/losses";
import { network } from "@chainrule/nn";
import { adam } from "@chainrule/optim";
import type { Tensor } from "@chainrule/tape";
import { type Dataset, datasetFromCsv, rowCount } from "../dataset.ts";
import { type Experiment, experiment, type PublishedValue, type Run } from "./experiment.ts";
import { row } from "./figures.ts";
import { learn, percentRight, repeat, twoKeys } from "./learning.ts";
import { loadTable, type Split, shuffledSplit, splitAt, standardized } from "./tables.ts";

/** A table of samples in classes, and how it is learnt. */
interface Task {
  readonly id: string;
  readonly item: string;
  readonly title: string;
  /** What the samples are, in a sentence. */
  readonly about: string;
  readonly source: string;
  readonly file: string;
  /** The description of the net. */
  readonly net: string;
  readonly epochs: number;
  /** How many are enough to see that it learns. */
  readonly quickEpochs: number;
  readonly batchSize: number;
  /** How many runs there are unless the caller says so. */
  readonly runs: number;
  /** How many rows are learnt from, where that is published; four fifths drawn anew in every run otherwise. */
  readonly first?: number;
  readonly published?: readonly PublishedValue[];
  readonly notes: readonly string[];
  readonly cost: Experiment["cost"];
}

const TEST = "test samples right, %";

function splitOf({ first }: Task, data: Dataset, key: Tensor): Split {
  return standardized(first === undefined ? shuffledSplit(data, 0.8, key) : splitAt(data, first));
}

/** The accuracy of one net on training and test samples, in percent. */
async function learnOnce(task: Task, data: Dataset, run: Run): Promise<{ train: number; test: number }> {
  const [splitKey, learning] = twoKeys(run);
  const { train, test } = splitOf(task, data, splitKey);
  const net = network(task.net);
  const lesson = {
    network: net,
    loss: softmaxCrossEntropy,
    optimizer: adam({ learningRate: 0.005 }),
    data: train,
    epochs: run.quick ? task.quickEpochs : task.epochs,
    batchSize: task.batchSize,
  };
  const trained = await learn(lesson, learning);
  return { train: percentRight(net, trained, train), test: percentRight(net, trained, test) };
}

function classification(task: Task): Experiment {
  const { id, item, title, about, source, file, net, epochs, batchSize, first, cost, published = [] } = task;
  const split =
    first === undefined ? "four fifths of the rows, drawn anew in every run" : `the first ${first} rows`;
  return experiment({
    id,
    item,
    title,
    explanation:
      `${about} The net ${net} learns from ${split}, and is tested on the rest: inputs standardised, softmax ` +
      `cross-entropy, Adam with learning rate 0.005, ${epochs} epochs of batches of ${batchSize}.`,
    source,
    published,
    data: [file],
    cost,
    measure: async (run) => {
      const data = datasetFromCsv(await loadTable(run, file), { target: "label", as: "classes" });
      const runs = await repeat(run, run.runs ?? (run.quick ? 1 : task.runs), (each) =>
        learnOnce(task, data, each),
      );
      const rows = [
        row(
          "training samples right, %",
          runs.map(({ train }) => train),
          published,
        ),
        row(
          TEST,
          runs.map(({ test }) => test),
          published,
        ),
      ];
      const size = `${rowCount(data)} rows of ${data.features.length} numbers in ${data.classes.length} classes.`;
      return { columns: ["samples", "accuracy, %"], rows, notes: [size, ...task.notes] };
    },
  });
}

/**
 * Handwritten digits of 8 by 8 pixels.
 *
 * @example
 * ```ts
 * import { digits } from "@chainrule/train/experiments";
 * digits.data; // => ["digits8x8.csv.gz"]
 * ```
 */
export const digits: Experiment = classification({
  id: "digits",
  item: "S26",
  title: "Handwritten digits",
  about: "Which digit is written in 8 by 8 pixels?",
  source: "UCI, Optical recognition of handwritten digits (test part)",
  file: "digits8x8.csv.gz",
  net: "64 -> 32 relu -> 10",
  epochs: 30,
  quickEpochs: 4,
  batchSize: 32,
  first: 1000,
  runs: 5,
  notes: [
    "Another implementation in numpy reached 91.8 % on this split.",
    "The last rows are by other writers: a shuffled split is easier.",
  ],
  cost: "seconds",
});

/**
 * Letters of the alphabet in twenty fonts, from 16 measures of each.
 *
 * @example
 * ```ts
 * import { letters } from "@chainrule/train/experiments";
 * letters.item; // => "S26"
 * ```
 */
export const letters: Experiment = classification({
  id: "letters",
  item: "S26",
  title: "Printed letters",
  about: "Which capital letter is it, from 16 measures of its distorted image in one of twenty fonts?",
  source: "P. W. Frey, D. J. Slate, Letter recognition using Holland-style adaptive classifiers, 1991; UCI",
  file: "letter.csv.gz",
  net: "16 -> 128 relu -> 26",
  epochs: 30,
  quickEpochs: 2,
  batchSize: 64,
  first: 16000,
  runs: 2,
  notes: ["Another implementation in numpy reached 95.0 %."],
  cost: "minutes",
});

/**
 * What grows on the ground, from a satellite.
 *
 * @example
 * ```ts
 * import { satellite } from "@chainrule/train/experiments";
 * satellite.published.at(-1)?.value; // => 86.1
 * ```
 */
export const satellite: Experiment = classification({
  id: "satellite",
  item: "S29",
  title: "Remote sensing",
  about: "Which of six kinds of ground does Landsat see, from four colours of 3 by 3 pixels?",
  source:
    "D. Michie, D. J. Spiegelhalter, C. C. Taylor, Machine Learning, Neural and Statistical Classification, 1994",
  file: "satellite.csv.gz",
  net: "36 -> 64 relu -> 6",
  epochs: 40,
  quickEpochs: 3,
  batchSize: 64,
  first: 4435,
  runs: 3,
  published: [
    { label: "training samples right, %", value: 88.8 },
    { label: TEST, value: 86.1 },
  ],
  notes: [
    "Published are the figures of the backpropagation net in the StatLog project; nearest neighbours had 90.6 %, the best of it.",
    "Another implementation in numpy reached 89.6 %.",
  ],
  cost: "seconds",
});

/**
 * Three species of iris.
 *
 * @example
 * ```ts
 * import { iris } from "@chainrule/train/experiments";
 * iris.cost; // => "seconds"
 * ```
 */
export const iris: Experiment = classification({
  id: "iris",
  item: "S25",
  title: "Iris",
  about: "Which of three species is it, from the sizes of its petals and sepals?",
  source: "R. A. Fisher, The use of multiple measurements in taxonomic problems, 1936",
  file: "iris.csv",
  net: "4 -> 8 tanh -> 3",
  epochs: 100,
  quickEpochs: 20,
  batchSize: 16,
  runs: 10,
  notes: ["Another implementation in numpy reached 96.7 % on one split: one of 30 test samples is 3.3 %."],
  cost: "seconds",
});

/**
 * Three growers of wine.
 *
 * @example
 * ```ts
 * import { wine } from "@chainrule/train/experiments";
 * wine.data; // => ["wine.csv"]
 * ```
 */
export const wine: Experiment = classification({
  id: "wine",
  item: "S25",
  title: "Wine",
  about: "Which of three growers made it, from 13 chemical measures?",
  source: "M. Forina et al., PARVUS; UCI",
  file: "wine.csv",
  net: "13 -> 8 tanh -> 3",
  epochs: 50,
  quickEpochs: 5,
  batchSize: 16,
  runs: 10,
  notes: ["Another implementation in numpy reached 97.2 % on one split: one of 36 test samples is 2.8 %."],
  cost: "seconds",
});

/**
 * Benign and malignant tumours.
 *
 * @example
 * ```ts
 * import { breastCancer } from "@chainrule/train/experiments";
 * breastCancer.id; // => "breast-cancer"
 * ```
 */
export const breastCancer: Experiment = classification({
  id: "breast-cancer",
  item: "S25",
  title: "Breast cancer",
  about: "Is a tumour malignant, from 30 measures of its cells?",
  source:
    "W. N. Street, W. H. Wolberg, O. L. Mangasarian, Nuclear feature extraction for breast tumor diagnosis, 1993; UCI",
  file: "breast_cancer.csv.gz",
  net: "30 -> 16 tanh -> 2",
  epochs: 30,
  quickEpochs: 4,
  batchSize: 16,
  runs: 10,
  notes: ["Another implementation in numpy reached 96.5 % on one split."],
  cost: "seconds",
});
