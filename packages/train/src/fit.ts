import type { Layer } from "@chainrule/nn";
import { applyUpdates, type Optimizer } from "@chainrule/optim";
import { type ArrayLike, type NDArray, random, type Tensor, type Tree, valueAndGrad } from "@chainrule/tape";
import { batches, checkCount } from "./batches.ts";
import { breathe } from "./breathe.ts";
import { type Dataset, rowCount } from "./dataset.ts";
import { DataError, TrainError } from "./errors.ts";

/** What has been done when `onProgress` is called, after every epoch. */
export interface Progress {
  /** Epochs done, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean of the batches' losses in this epoch, each at the parameters it met, weighted by their sizes. */
  readonly loss: number;
}

/** The part of `AbortSignal` that is used. */
export interface CancelSignal {
  readonly aborted: boolean;
}

/** What `fit` takes. */
export interface FitOptions {
  readonly network: Layer;
  /** The loss of a batch: outputs and targets to a scalar. */
  readonly loss: (outputs: Tensor, targets: ArrayLike) => ArrayLike;
  readonly optimizer: Optimizer;
  readonly data: Dataset;
  readonly epochs: number;
  /** Samples in a batch; all of them unless given. */
  readonly batchSize?: number;
  /** Draws the first parameters and the order of the samples; everything follows from it. */
  readonly key: NDArray;
  /** Parameters to begin with; drawn by the network unless given. */
  readonly parameters?: Tree;
  /** Whether the samples are shuffled before every epoch; true unless given. */
  readonly shuffle?: boolean;
  /** Called after every epoch. */
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the training between two batches, such as an `AbortController`'s signal. */
  readonly signal?: CancelSignal;
}

/** What training gives. */
export interface Trained {
  readonly parameters: Tree;
  /** The network's state, such as running averages. */
  readonly state: Tree;
  /** What `onProgress` was told. */
  readonly history: readonly Progress[];
}

/** The training was cancelled; what was learnt so far is kept. */
export class CancelledError extends TrainError {
  readonly trained: Trained;

  constructor(trained: Trained) {
    const done = trained.history.length;
    super(
      "train/cancelled",
      `cancelled after ${done} whole epochs; the parameters so far are in the field trained.`,
    );
    this.trained = trained;
  }
}

/** The loss or a gradient left the finite numbers. */
export class DivergedError extends TrainError {
  /** The epoch in which it happened, from 1. */
  readonly epoch: number;

  constructor(epoch: number, loss: number) {
    super(
      "train/diverged",
      `the loss is ${loss} in epoch ${epoch}; use a smaller learning rate, or scale the inputs.`,
    );
    this.epoch = epoch;
  }
}

/**
 * Trains a network: in every epoch all batches of the data, shuffled, one step of the optimizer for each.
 *
 * The result follows from the options alone: the same key gives the same parameters. Work is done in slices of
 * some milliseconds, so that pages stay alive and `signal` is heard.
 *
 * @throws CancelledError `train/cancelled` when `signal` is aborted, DivergedError `train/diverged` when the
 * loss is no longer finite, OptionError `train/option`, DataError `train/data` without rows.
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@chainrule/losses";
 * import { network } from "@chainrule/nn";
 * import { gradientDescent } from "@chainrule/optim";
 * import { array, random } from "@chainrule/tape";
 * import { dataset, fit } from "@chainrule/train";
 * const { history } = await fit({
 *   network: network("1 -> 1"),
 *   loss: meanSquaredError,
 *   optimizer: gradientDescent({ learningRate: 0.1 }),
 *   data: dataset({ inputs: array([[0], [1], [2]]), targets: array([[1], [3], [5]]) }),
 *   epochs: 200,
 *   key: random.key(0),
 * });
 * history.length; // => 200
 * history[199].loss < 1e-6; // => true
 * ```
 */
export async function fit(options: FitOptions): Promise<Trained> {
  const { data, network, optimizer, signal, onProgress } = options;
  const epochs = checkCount("epochs", options.epochs);
  if (rowCount(data) === 0) throw new DataError("the data set has no rows", "give at least one sample");
  const [initKey, orderKey] = random.split(options.key) as [NDArray, NDArray];
  const first = network.init(initKey, data.inputs.shape.slice(1));
  let learner = start(options.parameters ?? first.parameters, first.state, optimizer);
  const step = stepOf(options);
  const history: Progress[] = [];
  const pause = breathe();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let total = 0;
    for (const batch of epochBatches(options, random.foldIn(orderKey, epoch) as NDArray)) {
      if (signal?.aborted) throw new CancelledError({ ...learner, history });
      const taken = step(learner, batch);
      if (!Number.isFinite(taken.loss)) throw new DivergedError(epoch, taken.loss);
      total += taken.loss * rowCount(batch);
      learner = taken.learner;
      await pause();
    }
    const progress = { epoch, epochs, loss: total / rowCount(data) };
    history.push(progress);
    onProgress?.(progress);
  }
  const { parameters, state } = learner;
  return { parameters, state, history };
}

/** All that changes while a network learns. */
interface Learner {
  readonly parameters: Tree;
  readonly state: Tree;
  readonly optimizerState: Tree;
}

function start(parameters: Tree, state: Tree, optimizer: Optimizer): Learner {
  return { parameters, state, optimizerState: optimizer.init(parameters) };
}

function epochBatches({ data, batchSize, shuffle = true }: FitOptions, key: NDArray): Iterable<Dataset> {
  return batches(data, { ...(batchSize !== undefined && { batchSize }), ...(shuffle && { key }) });
}

/** One step: gradient of the loss on a batch, the optimizer's updates, new parameters. */
function stepOf({
  network,
  loss,
  optimizer,
}: FitOptions): (learner: Learner, batch: Dataset) => { readonly loss: number; readonly learner: Learner } {
  const lossAndGradient = valueAndGrad(
    (parameters: Tree, state: Tree, inputs: NDArray, targets: NDArray) => {
      const applied = network.apply(parameters, state, inputs, { training: true });
      return [loss(applied.output, targets), applied.state];
    },
    { aux: true },
  );
  return ({ parameters, state, optimizerState }, { inputs, targets }) => {
    const { value, gradient, aux } = lossAndGradient(parameters as object, state as object, inputs, targets);
    const step = optimizer.update(gradient as Tree, optimizerState, parameters);
    const moved = applyUpdates(parameters, step.updates);
    return {
      loss: Number((value as Tensor).item()),
      learner: { parameters: moved, state: aux as Tree, optimizerState: step.state },
    };
  };
}
