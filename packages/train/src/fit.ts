import type { Layer } from "@chainrule/nn";
import { applyUpdates, type Optimizer } from "@chainrule/optim";
import { type ArrayLike, NDArray, random, type Tensor, type Tree, tree, valueAndGrad } from "@chainrule/tape";
import { batches, checkCount } from "./batches.ts";
import { breathe } from "./breathe.ts";
import { type Dataset, rowCount } from "./dataset.ts";
import { checkOptions, DataError, OptionError, TrainError } from "./errors.ts";
import type { Compile } from "./traced.ts";

/** What has been done when `onProgress` is called, after every epoch. */
export interface Progress {
  /** Epochs done, from 1. */
  readonly epoch: number;
  /** Epochs asked for. */
  readonly epochs: number;
  /** Mean of the batches' losses in this epoch, each at the parameters it met, weighted by their sizes. */
  readonly loss: number;
}

/** The part of `AbortSignal` that is used. */
export interface CancelSignal {
  /** Whether to stop. */
  readonly aborted: boolean;
}

/** What `fit` takes. */
export interface FitOptions {
  /** What is trained. */
  readonly network: Layer;
  /** The loss of a batch: outputs and targets to a scalar. */
  readonly loss: (outputs: Tensor, targets: ArrayLike) => ArrayLike;
  /** What turns gradients into steps. */
  readonly optimizer: Optimizer;
  /** What it is trained on. */
  readonly data: Dataset;
  /** Passes over all samples, at least 1. */
  readonly epochs: number;
  /** Samples in a batch; all of them unless given. */
  readonly batchSize?: number;
  /** Draws the first parameters and the order of the samples; everything follows from it. */
  readonly key: Tensor;
  /** Parameters to begin with; drawn by the network unless given. */
  readonly parameters?: Tree;
  /** Whether the samples are shuffled before every epoch; true unless given. */
  readonly shuffle?: boolean;
  /** Called after every epoch. */
  readonly onProgress?: (progress: Progress) => void;
  /** Makes the step faster, such as `traced`; without one every operation runs as it is met. */
  readonly compile?: Compile;
  /** Stops the training between two batches, such as an `AbortController`'s signal. */
  readonly signal?: CancelSignal;
}

/** What training gives. */
export interface Trained {
  /** The parameters after the last step. */
  readonly parameters: Tree;
  /** The network's state, such as running averages. */
  readonly state: Tree;
  /** What `onProgress` was told. */
  readonly history: readonly Progress[];
}

/**
 * The training was cancelled (`train/cancelled`); what was learnt so far is kept.
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@chainrule/losses";
 * import { network } from "@chainrule/nn";
 * import { gradientDescent } from "@chainrule/optim";
 * import { array, random } from "@chainrule/tape";
 * import { dataset, fit } from "@chainrule/train";
 * const options = {
 *   network: network("1 -> 1"),
 *   loss: meanSquaredError,
 *   optimizer: gradientDescent({ learningRate: 0.1 }),
 *   data: dataset({ inputs: array([[1]]), targets: array([[2]]) }),
 *   epochs: 5,
 *   key: random.key(0),
 * };
 * await fit({ ...options, signal: { aborted: true } }); // throws train/cancelled
 * ```
 */
export class CancelledError extends TrainError {
  /** What was learnt before. */
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

/**
 * The loss or a parameter left the finite numbers (`train/diverged`).
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@chainrule/losses";
 * import { network } from "@chainrule/nn";
 * import { gradientDescent } from "@chainrule/optim";
 * import { array, random } from "@chainrule/tape";
 * import { dataset, fit } from "@chainrule/train";
 * const options = {
 *   network: network("1 -> 1"),
 *   loss: meanSquaredError,
 *   optimizer: gradientDescent({ learningRate: 1e6 }),
 *   data: dataset({ inputs: array([[1], [2]]), targets: array([[2], [1]]) }),
 *   key: random.key(0),
 * };
 * await fit({ ...options, epochs: 100 }); // throws train/diverged
 * ```
 */
export class DivergedError extends TrainError {
  /** The epoch in which it happened, from 1. */
  readonly epoch: number;

  constructor(epoch: number, what: string) {
    super(
      "train/diverged",
      `${what} is not finite in epoch ${epoch}; use a smaller learning rate, or scale the inputs.`,
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
 * loss or a parameter is no longer finite, OptionError `train/option`, DataError `train/data` without rows.
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
 * (history.at(-1)?.loss ?? 1) < 1e-6; // => true
 * ```
 */
export async function fit(options: FitOptions): Promise<Trained> {
  checkFit(options);
  const { data, network, optimizer, onProgress } = options;
  const epochs = checkCount("epochs", options.epochs);
  if (rowCount(data) === 0) throw new DataError("the data set has no rows", "give at least one sample");
  const [initKey, orderKey] = random.split(options.key);
  const first = network.init(initKey, data.inputs.shape.slice(1));
  const parameters = options.parameters ?? first.parameters;
  let learner: Learner = { parameters, state: first.state, optimizerState: optimizer.init(parameters) };
  const history: Progress[] = [];
  const learn = epochOf(options, history);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const learnt = await learn(learner, random.foldIn(orderKey, epoch));
    learner = learnt.learner;
    const progress = { epoch, epochs, loss: learnt.loss };
    history.push(progress);
    onProgress?.(progress);
  }
  return trained(learner, history);
}

/** Throws unless all is there that is needed. */
function checkFit(options: FitOptions): void {
  const { network, loss, optimizer, key } = checkOptions(
    "fit",
    options,
    "give network, loss, optimizer, data, epochs, key",
  );
  const method = (of: unknown, name: string): boolean =>
    typeof (of as Record<string, unknown> | null)?.[name] === "function";
  if (!method(network, "apply"))
    throw new OptionError("network", network, "give a layer, such as network(...)");
  if (typeof loss !== "function")
    throw new OptionError("loss", loss, "give a function of outputs and targets");
  if (!method(optimizer, "update"))
    throw new OptionError("optimizer", optimizer, "give one, such as adam(...)");
  if (!(key instanceof NDArray)) throw new OptionError("key", key, "give a key, such as random.key(0)");
}

/** All that changes while a network learns. */
interface Learner {
  readonly parameters: Tree;
  readonly state: Tree;
  readonly optimizerState: Tree;
}

/** The result so far. @throws DivergedError when a parameter is not finite. */
function trained({ parameters, state }: Learner, history: readonly Progress[]): Trained {
  const finite = (leaf: ArrayLike): boolean =>
    typeof leaf === "number" ? Number.isFinite(leaf) : leaf.toTypedArray().every(Number.isFinite);
  if (!tree.flatten(parameters).leaves.every(finite)) throw new DivergedError(history.length, "a parameter");
  return { parameters, state, history };
}

/** One pass over all batches, and the mean of their losses. */
function epochOf(
  options: FitOptions,
  history: readonly Progress[],
): (learner: Learner, key: Tensor) => Promise<{ readonly loss: number; readonly learner: Learner }> {
  const { data, batchSize, shuffle = true, signal } = options;
  const step = stepOf(options);
  const pause = breathe();
  return async (start, key) => {
    let learner = start;
    let total = 0;
    for (const batch of batches(data, {
      ...(batchSize !== undefined && { batchSize }),
      ...(shuffle && { key }),
    })) {
      if (signal?.aborted) throw new CancelledError(trained(learner, history));
      const taken = step(learner, batch.inputs, batch.targets);
      const loss = typeof taken.loss === "number" ? taken.loss : taken.loss.item();
      if (!Number.isFinite(loss)) throw new DivergedError(history.length + 1, "the loss");
      total += loss * rowCount(batch);
      learner = taken.learner;
      await pause();
    }
    return { loss: total / rowCount(data), learner };
  };
}

/** What one batch makes of a learner. */
type Step = (
  learner: Learner,
  inputs: NDArray,
  targets: NDArray,
) => { readonly loss: ArrayLike; readonly learner: Learner };

/** One step: gradient of the loss on a batch, the optimizer's updates, new parameters. */
function stepOf({ network, loss, optimizer, compile = (f) => f }: FitOptions): Step {
  const lossAndGradient = valueAndGrad(
    (parameters: Tree, state: Tree, inputs: NDArray, targets: NDArray) => {
      const applied = network.apply(parameters, state, inputs, { training: true });
      return [loss(applied.output, targets), applied.state];
    },
    { aux: true },
  );
  const step: Step = ({ parameters, state, optimizerState }, inputs, targets) => {
    const found = lossAndGradient(parameters as object, state as object, inputs, targets);
    const { updates, state: next } = optimizer.update(found.gradient as Tree, optimizerState, parameters);
    const learner = {
      parameters: applyUpdates(parameters, updates),
      state: found.aux as Tree,
      optimizerState: next,
    };
    return { loss: found.value as ArrayLike, learner };
  };
  return compile(step);
}
