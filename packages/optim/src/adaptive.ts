import {
  type ArrayLike,
  add,
  divide,
  maximum,
  multiply,
  power,
  sqrt,
  square,
  subtract,
  type Tree,
  tree,
} from "@chainrule/tape";
import { accumulateVelocity, addDecayedWeights, scaleByLearningRate } from "./descent.ts";
import { checkNumbers, checkOptions, checkState } from "./errors.ts";
import { chain, type LearningRate, type Optimizer, zerosOf } from "./optimizer.ts";

/** `decay * average + (1 - decay) * value`, leaf by leaf. */
function blend<P extends Tree>(
  decay: number,
  average: Tree,
  values: P,
  of = (x: ArrayLike): ArrayLike => x,
): P {
  const leaf = (value: ArrayLike, mean: ArrayLike): ArrayLike =>
    add(multiply(decay, mean), multiply(1 - decay, of(value)));
  return tree.map(leaf, values, average);
}

/** What RMSProp takes. */
export interface RmspropOptions {
  /** $\eta$: a number, or a schedule. */
  readonly learningRate: LearningRate;
  /** The decay of the average of squares, from 0 to below 1; 0.99 unless given. */
  readonly decay?: number;
  /** Added to the root, outside it; 1e-8 unless given. */
  readonly epsilon?: number;
  /** Whether the average gradient is taken off: the variance in the place of the mean square. */
  readonly centered?: boolean;
  /** Momentum of the scaled gradients; none unless given. */
  readonly momentum?: number;
}

/** The names of options of the root of the average square. */
const ROOT_MEAN_SQUARE = ["decay", "epsilon", "centered"] as const;

/**
 * RMSProp: gradients divided by the root of a running average of their squares,
 * $v \leftarrow \rho v + (1 - \rho) g^2$, step $-\eta\, g / (\sqrt v + \epsilon)$.
 *
 * As in PyTorch $\epsilon$ stands outside the root, and momentum gathers the scaled gradients.
 *
 * @throws ArgumentError `optim/argument` for numbers out of their ranges.
 * @source T. Tieleman, G. Hinton, "Lecture 6.5: RMSProp", 2012; centered: A. Graves, "Generating sequences
 * with recurrent neural networks", 2013.
 *
 * @example
 * ```ts
 * import { rmsprop } from "@chainrule/optim";
 * const optimizer = rmsprop({ learningRate: 0.1, decay: 0.75, epsilon: 0 });
 * optimizer.update({ w: 3 }, optimizer.init({ w: 1 }), { w: 1 }).updates; // => { w: -0.2 }
 * ```
 */
export function rmsprop(given: RmspropOptions): Optimizer {
  const {
    learningRate,
    momentum = 0,
    ...options
  } = checkOptions(
    "rmsprop",
    given,
    ["learningRate", "momentum", ...ROOT_MEAN_SQUARE],
    "give { learningRate: 0.01 }",
  );
  const links = [scaleByRootMeanSquare(options)];
  if (momentum !== 0) links.push(accumulateVelocity({ decay: momentum }));
  return chain(...links, scaleByLearningRate(learningRate));
}

/**
 * Gradients over the root of their average square, $g / (\sqrt v + \epsilon)$: the part of `rmsprop` before momentum.
 *
 * @example
 * ```ts
 * import { scaleByRootMeanSquare } from "@chainrule/optim";
 * const scaling = scaleByRootMeanSquare({ decay: 0.75, epsilon: 0 });
 * scaling.update({ w: 3 }, scaling.init({ w: 1 }), { w: 1 }).updates; // => { w: 2 }
 * ```
 */
export function scaleByRootMeanSquare(
  options: Omit<RmspropOptions, "learningRate" | "momentum"> = {},
): Optimizer {
  const {
    decay = 0.99,
    epsilon = 1e-8,
    centered = false,
  } = checkOptions("scaleByRootMeanSquare", options, ROOT_MEAN_SQUARE);
  checkNumbers("rmsprop", "share", { decay });
  checkNumbers("rmsprop", "size", { epsilon });
  interface State {
    readonly squares: Tree;
    readonly means: Tree;
  }
  const scaled = (g: ArrayLike, v: ArrayLike): ArrayLike => divide(g, add(sqrt(v), epsilon));
  return {
    name: "rmsprop",
    init: (parameters) => {
      const zeros = zerosOf(parameters);
      return { squares: zeros, means: centered ? zeros : {} };
    },
    update: (gradients, state) => {
      const before = checkState<State>("rmsprop", state, ["squares", "means"]);
      const squares = blend(decay, before.squares, gradients, square);
      if (!centered) return { updates: tree.map(scaled, gradients, squares), state: { squares, means: {} } };
      const means = blend(decay, before.means, gradients);
      const variances = tree.map(variance, squares, means);
      return { updates: tree.map(scaled, gradients, variances), state: { squares, means } };
    },
  };
}

/** Mean square minus squared mean, which only rounding makes negative. */
function variance(meanSquare: ArrayLike, mean: ArrayLike): ArrayLike {
  return maximum(0, subtract(meanSquare, square(mean)));
}

/** The names of options of Adam's direction. */
const ADAM = ["beta1", "beta2", "epsilon", "amsgrad"] as const;

/** What Adam takes. */
export interface AdamOptions {
  /** $\eta$: a number, or a schedule. */
  readonly learningRate: LearningRate;
  /** The decay of the average gradient, from 0 to below 1; 0.9 unless given. */
  readonly beta1?: number;
  /** The decay of the average square, from 0 to below 1; 0.999 unless given. */
  readonly beta2?: number;
  /** Added to the root, outside it and after the bias correction; 1e-8 unless given. */
  readonly epsilon?: number;
  /** Whether the largest average square so far is used. */
  readonly amsgrad?: boolean;
}

/**
 * Adam: $m \leftarrow \beta_1 m + (1 - \beta_1) g$, $v \leftarrow \beta_2 v + (1 - \beta_2) g^2$, step
 * $-\eta\, \hat m / (\sqrt{\hat v} + \epsilon)$ with $\hat m = m / (1 - \beta_1^t)$, $\hat v = v / (1 - \beta_2^t)$.
 *
 * With `amsgrad` the largest $v$ so far is used, corrected by the present $1 - \beta_2^t$, as in PyTorch.
 *
 * @throws ArgumentError `optim/argument` for numbers out of their ranges.
 * @source D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", 2015; AMSGrad: S. J. Reddi,
 * S. Kale, S. Kumar, "On the convergence of Adam and beyond", 2018.
 *
 * @example
 * ```ts
 * import { adam } from "@chainrule/optim";
 * const optimizer = adam({ learningRate: 0.5, epsilon: 0 });
 * optimizer.update({ w: 3 }, optimizer.init({ w: 1 }), { w: 1 }).updates; // => { w: -0.5 }
 * ```
 */
export function adam(given: AdamOptions): Optimizer {
  const { learningRate, ...options } = checkOptions(
    "adam",
    given,
    ["learningRate", ...ADAM],
    "give { learningRate: 0.01 }",
  );
  return chain(scaleByAdam(options), scaleByLearningRate(learningRate));
}

/** What AdamW takes. */
export interface AdamwOptions extends AdamOptions {
  /** The decay $\lambda$ of the parameters; 0.01 unless given. */
  readonly weightDecay?: number;
}

/**
 * Adam with decoupled decay: each step also takes $\eta \lambda w$ off the parameters.
 *
 * @throws ArgumentError `optim/argument` for numbers out of their ranges.
 * @source I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019.
 *
 * @example
 * ```ts
 * import { adamw } from "@chainrule/optim";
 * const optimizer = adamw({ learningRate: 0.5, weightDecay: 0.25, epsilon: 0 });
 * optimizer.update({ w: 3 }, optimizer.init({ w: 2 }), { w: 2 }).updates; // => { w: -0.75 }
 * ```
 */
export function adamw(given: AdamwOptions): Optimizer {
  const {
    learningRate,
    weightDecay = 0.01,
    ...options
  } = checkOptions("adamw", given, ["learningRate", "weightDecay", ...ADAM], "give { learningRate: 0.01 }");
  checkNumbers("adamw", "size", { weightDecay });
  return chain(scaleByAdam(options), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate));
}

/**
 * Adam's direction, $\hat m / (\sqrt{\hat v} + \epsilon)$: the part of `adam` before the learning rate.
 *
 * @example
 * ```ts
 * import { chain, gradientDescent, scaleByAdam } from "@chainrule/optim";
 * const optimizer = chain(scaleByAdam({ epsilon: 0 }), gradientDescent({ learningRate: 0.5 }));
 * optimizer.update({ w: 3 }, optimizer.init({ w: 1 }), { w: 1 }).updates; // => { w: -0.5 }
 * ```
 */
export function scaleByAdam(options: Omit<AdamOptions, "learningRate"> = {}): Optimizer {
  const {
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
    amsgrad = false,
  } = checkOptions("scaleByAdam", options, ADAM);
  checkNumbers("adam", "share", { beta1, beta2 });
  checkNumbers("adam", "size", { epsilon });
  interface State {
    readonly steps: ArrayLike;
    readonly means: Tree;
    readonly squares: Tree;
    readonly largest: Tree;
  }
  return {
    name: "adam",
    init: (parameters) => {
      const zeros = zerosOf(parameters);
      return { steps: 0, means: zeros, squares: zeros, largest: amsgrad ? zeros : {} };
    },
    update: (gradients, state) => {
      const before = checkState<State>("adam", state, ["steps", "means", "squares", "largest"]);
      const steps = add(before.steps, 1);
      const means = blend(beta1, before.means, gradients);
      const squares = blend(beta2, before.squares, gradients, square);
      const largest = amsgrad ? tree.map(maximum, squares, before.largest) : {};
      const correction1 = subtract(1, power(beta1, steps));
      const correction2 = sqrt(subtract(1, power(beta2, steps)));
      const direction = (m: ArrayLike, v: ArrayLike): ArrayLike =>
        divide(divide(m, correction1), add(divide(sqrt(v), correction2), epsilon));
      const updates = tree.map(direction, means, amsgrad ? largest : squares);
      return { updates, state: { steps, means, squares, largest } };
    },
  };
}
