import { type Network, network, uniform } from "@chainrule/nn";
import { gradientDescent, type Optimizer } from "@chainrule/optim";
import {
  type ArrayLike,
  abs,
  less,
  multiply,
  random,
  showShape,
  square,
  subtract,
  sum,
  type Tensor,
  type Tree,
  where,
} from "@chainrule/tape";
import { range } from "./batches.ts";
import { type Dataset, rowCount, selectRows } from "./dataset.ts";
import { checkOptions, DataError, OptionError } from "./errors.ts";
import { type CancelSignal, fit, type Progress } from "./fit.ts";
import { accuracy } from "./metrics.ts";
import { traced } from "./traced.ts";

/**
 * The number of sets into which the 208 returns are divided.
 *
 * @example
 * ```ts
 * import { SONAR_FOLDS } from "@chainrule/train";
 * 208 / SONAR_FOLDS; // => 16
 * ```
 */
export const SONAR_FOLDS = 13;

/** The published table: accuracy in percent and its standard deviation, by hidden units; 10 runs of 13 folds. */
export interface SonarRow {
  /** Hidden units. */
  readonly hidden: number;
  /** Mean accuracy on the training sets, in percent. */
  readonly train: number;
  /** Mean accuracy on the test sets, in percent. */
  readonly test: number;
  /** Standard deviation of the latter over the runs. */
  readonly testDeviation: number;
}

/**
 * The angle-independent series of Gorman and Sejnowski.
 *
 * @source R. P. Gorman, T. J. Sejnowski, "Analysis of hidden units in a layered network trained to classify
 * sonar targets", Neural Networks 1 (1988) 75-89; the table is also in the notes of the UCI data set.
 *
 * @example
 * ```ts
 * import { sonarTable1988 } from "@chainrule/train";
 * sonarTable1988.find(({ hidden }) => hidden === 12)?.test; // => 84.7
 * ```
 */
export const sonarTable1988: readonly SonarRow[] = [
  { hidden: 0, train: 89.4, test: 77.1, testDeviation: 8.3 },
  { hidden: 2, train: 96.5, test: 81.9, testDeviation: 6.2 },
  { hidden: 3, train: 98.8, test: 82.0, testDeviation: 7.3 },
  { hidden: 6, train: 99.7, test: 83.5, testDeviation: 5.6 },
  { hidden: 12, train: 99.8, test: 84.7, testDeviation: 5.7 },
  { hidden: 24, train: 99.8, test: 84.5, testDeviation: 5.7 },
];

/** What the experiment takes. */
export interface SonarOptions {
  /** The 208 returns; see `data/sonar.csv` of this package. */
  readonly data: Dataset;
  /** Which of the 13 sets is kept for testing, from 0; the first unless given. */
  readonly fold?: number;
  /** Hidden units; 12 unless given, 0 for none. */
  readonly hidden?: number;
  /** Draws the sets, the first weights and the order of the samples; 0 unless given. */
  readonly seed?: number;
  /** Passes over the training set; 300 unless given. */
  readonly epochs?: number;
  /** Called after every epoch. */
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the training. */
  readonly signal?: CancelSignal;
}

/** What one fold of the experiment gives. */
export interface SonarResult {
  /** The net that was trained. */
  readonly network: Network;
  /** Its parameters after training. */
  readonly parameters: Tree;
  /** The share of the training samples that are classified right. */
  readonly trainAccuracy: number;
  /** The share of the test samples that are classified right. */
  readonly testAccuracy: number;
  /** The 192 samples it was trained on. */
  readonly trainData: Dataset;
  /** The 16 samples kept for testing. */
  readonly testData: Dataset;
  /** The loss of every epoch. */
  readonly history: readonly Progress[];
}

/** Errors below this were taken as none. */
const TOLERATED = 0.2;

/**
 * The squared error of 1988: half the sum of squares, in which errors below 0.2 count nothing, so that their gradient is 0.
 *
 * It jumps where an error is 0.2, and is not differentiable there.
 *
 * Shapes: outputs and targets alike -> `[]`.
 *
 * @example
 * ```ts
 * import { array, grad } from "@chainrule/tape";
 * import { tolerantSquaredError } from "@chainrule/train";
 * grad((y) => tolerantSquaredError(y, array([0, 1])))(array([0.1, 0.5])).toNested(); // => [0, -0.5]
 * ```
 */
export function tolerantSquaredError(outputs: Tensor, targets: ArrayLike): ArrayLike {
  const errors = subtract(outputs, targets);
  return sum(where(less(abs(errors), TOLERATED), 0, multiply(0.5, square(errors))));
}

/**
 * One fold of the sonar experiment as in 1988, angle independent: a 60-h-2 sigmoid net learns to tell the
 * echoes of a metal cylinder from those of a rock.
 *
 * The 208 returns are divided into 13 random sets of 16; the net is trained on 12 of them, pattern by pattern,
 * for 300 epochs with learning rate 2 and no momentum, errors below 0.2 taken as none, weights drawn from
 * U(-0.3, 0.3); the 13th tests it. The notes say that the update rule was "slightly different from the
 * standard form" without giving it: here it is the standard one, and the patterns are shuffled in every epoch.
 * The published accuracy is a mean over 130 such nets with a standard deviation of about 6 points: one fold is
 * a sample of a wide distribution.
 *
 * @throws DataError `train/data` unless the data are 208 rows of 60 numbers in two classes, OptionError
 * `train/option` for another fold than 0 to 12, and as `fit`.
 *
 * @example
 * ```ts
 * import { array, type NDArray, oneHot, random } from "@chainrule/tape";
 * import { dataset, gormanSejnowski1988 } from "@chainrule/train";
 * // Noise in the place of the echoes, which datasetFromCsv reads from @chainrule/train/data/sonar.csv.
 * const inputs = random.uniform(random.key(0), [208, 60]) as NDArray;
 * const targets = oneHot(array(new Int32Array(208)), 2) as NDArray;
 * const { testData } = await gormanSejnowski1988({ data: dataset({ inputs, targets }), epochs: 1 });
 * testData.inputs.shape; // => [16, 60]
 * ```
 */
export async function gormanSejnowski1988(options: SonarOptions): Promise<SonarResult> {
  const {
    data,
    fold = 0,
    hidden = 12,
    seed = 0,
    epochs = 300,
    onProgress,
    signal,
  } = checkOptions("gormanSejnowski1988", options, "give { data }");
  const [foldKey, trainKey] = random.split(random.key(seed)) as [Tensor, Tensor];
  const { trainData, testData } = sonarFold(data, foldKey, fold);
  const net = sonarNetwork(hidden);
  const { parameters, state, history } = await fit({
    network: net,
    loss: tolerantSquaredError,
    optimizer: sonarOptimizer,
    data: trainData,
    epochs,
    batchSize: 1,
    compile: traced,
    key: random.foldIn(trainKey, fold),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  const score = ({ inputs, targets }: Dataset): number =>
    accuracy(net.apply(parameters, state, inputs).output, targets);
  const trainAccuracy = score(trainData);
  return {
    network: net,
    parameters,
    trainAccuracy,
    testAccuracy: score(testData),
    trainData,
    testData,
    history,
  };
}

/** The net of 1988 with so many hidden units, and its first weights. */
export function sonarNetwork(hidden: number): Network {
  return network(hidden === 0 ? "60 -> 2 sigmoid" : `60 -> ${hidden} sigmoid -> 2 sigmoid`, {
    weights: uniform(0.3),
    bias: uniform(0.3),
  });
}

/** The steps of 1988. */
export const sonarOptimizer: Optimizer = gradientDescent({ learningRate: 2 });

/** Throws unless these are the 208 returns. */
export function checkSonar(data: Dataset): void {
  const rows = rowCount(data);
  if (rows === 208 && data.inputs.shape[1] === 60 && data.targets.shape[1] === 2) return;
  const remedy = "give the 208 returns of 60 numbers in two classes of data/sonar.csv";
  throw new DataError(
    `${rows} rows of shape ${showShape(data.inputs.shape.slice(1))} are no sonar data`,
    remedy,
  );
}

/** The rows of the 13 random sets of 16. */
export function sonarSets(key: Tensor): number[][] {
  const order = [...random.permutation(key, 208).toTypedArray()];
  return range(SONAR_FOLDS).map((fold) => order.slice(16 * fold, 16 * (fold + 1)));
}

/** The training and test rows of one fold: 13 sets of 16 in an order drawn by `key`. */
function sonarFold(data: Dataset, key: Tensor, fold: number): { trainData: Dataset; testData: Dataset } {
  checkSonar(data);
  if (!range(SONAR_FOLDS).includes(fold)) throw new OptionError("fold", fold, `give 0 to ${SONAR_FOLDS - 1}`);
  const sets = sonarSets(key);
  return {
    trainData: selectRows(data, sets.filter((_, set) => set !== fold).flat()),
    testData: selectRows(data, sets[fold] as number[]),
  };
}
