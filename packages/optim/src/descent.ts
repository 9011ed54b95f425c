import { type ArrayLike, add, multiply, negate, type Tree, tree } from "@chainrule/tape";
import { ArgumentError, checkNumbers, checkOptions, checkState, kindOf } from "./errors.ts";
import { chain, type LearningRate, type Optimizer, stateless, zerosOf } from "./optimizer.ts";

/** What gradient descent takes. */
export interface DescentOptions {
  /** $\eta$: a number of at least 0, or a schedule. */
  readonly learningRate: LearningRate;
}

/**
 * Gradient descent: $w \leftarrow w - \eta\, \nabla C(w)$.
 *
 * The gradient points where the cost grows fastest, so the step goes against it. On one sample or a batch at a
 * time this is stochastic gradient descent.
 *
 * @example
 * ```ts
 * import { applyUpdates, gradientDescent } from "@chainrule/optim";
 * const optimizer = gradientDescent({ learningRate: 0.1 });
 * const { updates } = optimizer.update({ w: 4 }, optimizer.init({ w: 2 }), { w: 2 });
 * applyUpdates({ w: 2 }, updates); // => { w: 1.6 }
 * ```
 */
export function gradientDescent(options: DescentOptions): Optimizer {
  const { learningRate } = checkOptions(
    "gradientDescent",
    options,
    ["learningRate"],
    "give { learningRate: 0.01 }",
  );
  return scaleByLearningRate(learningRate, "gradientDescent");
}

/** What momentum takes. */
export interface MomentumOptions extends DescentOptions {
  /** The share of the velocity that is kept; 0.9 unless given. */
  readonly decay?: number;
  /** The share by which a gradient that is added is lessened, from the second step on; 0 unless given. */
  readonly dampening?: number;
  /** Whether to look one step ahead; false unless given. */
  readonly nesterov?: boolean;
}

/** The names of options of the velocity. */
const VELOCITY = ["decay", "dampening", "nesterov"] as const;

/**
 * Gradient descent with momentum: the velocity $v \leftarrow \mu v + (1 - d)\, g$ takes the gradient's place,
 * and with `nesterov` $g + \mu v$ does.
 *
 * The first velocity is the gradient itself. The learning rate multiplies the velocity, not the gradient in
 * it, as in PyTorch.
 *
 * @throws ArgumentError `optim/argument` for numbers out of their ranges.
 * @source B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964;
 * I. Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013.
 *
 * @example
 * ```ts
 * import { momentum } from "@chainrule/optim";
 * const optimizer = momentum({ learningRate: 1, decay: 0.5 });
 * const first = optimizer.update({ w: 8 }, optimizer.init({ w: 0 }), { w: 0 });
 * const second = optimizer.update({ w: 8 }, first.state, { w: 0 });
 * [first.updates.w, second.updates.w]; // => [-8, -12]
 * ```
 */
export function momentum(given: MomentumOptions): Optimizer {
  const { learningRate, ...options } = checkOptions(
    "momentum",
    given,
    ["learningRate", ...VELOCITY],
    "give { learningRate: 0.01 }",
  );
  return chain(accumulateVelocity(options), scaleByLearningRate(learningRate));
}

/**
 * The velocity in the place of the gradient: the part of `momentum` before the learning rate.
 *
 * @example
 * ```ts
 * import { accumulateVelocity } from "@chainrule/optim";
 * const velocity = accumulateVelocity({ decay: 0.5 });
 * const first = velocity.update({ w: 8 }, velocity.init({ w: 0 }), { w: 0 });
 * velocity.update({ w: 8 }, first.state, { w: 0 }).updates; // => { w: 12 }
 * ```
 */
export function accumulateVelocity(options: Omit<MomentumOptions, "learningRate"> = {}): Optimizer {
  const {
    decay = 0.9,
    dampening = 0,
    nesterov = false,
  } = checkOptions("accumulateVelocity", options, VELOCITY);
  checkNumbers("momentum", "size", { decay });
  checkNumbers("momentum", "finite", { dampening });
  interface State {
    readonly velocity: Tree;
    /** The share of the next gradient that is added. */
    readonly share: ArrayLike;
  }
  return {
    name: "momentum",
    init: (parameters) => ({ velocity: zerosOf(parameters), share: 1 }),
    update: (gradients, state) => {
      const { velocity: before, share } = checkState<State>("momentum", state, ["velocity", "share"]);
      const faster = (g: ArrayLike, v: ArrayLike): ArrayLike =>
        add(multiply(decay, v), dampening === 0 ? g : multiply(share, g));
      const ahead = (g: ArrayLike, v: ArrayLike): ArrayLike => add(g, multiply(decay, v));
      const velocity = tree.map(faster, gradients, before);
      const updates = nesterov ? tree.map(ahead, gradients, velocity) : velocity;
      return { updates, state: { velocity, share: 1 - dampening } };
    },
  };
}

/**
 * Minus the learning rate times the gradient, $-\eta_t\, g$: the last link of a chain. A schedule is asked at every step.
 *
 * @example
 * ```ts
 * import { scaleByLearningRate } from "@chainrule/optim";
 * import { divide } from "@chainrule/tape";
 * const falling = scaleByLearningRate((step) => divide(1, step + 1));
 * const first = falling.update({ w: 6 }, falling.init({ w: 0 }), { w: 0 });
 * first.updates; // => { w: -6 }
 * falling.update({ w: 6 }, first.state, { w: 0 }).updates; // => { w: -3 }
 * ```
 */
export function scaleByLearningRate(learningRate: LearningRate, name = "scaleByLearningRate"): Optimizer {
  checkLearningRate(name, learningRate);
  if (typeof learningRate === "number")
    return stateless(name, (gradient) => multiply(-learningRate, gradient));
  return {
    name,
    init: () => ({ steps: 0 }),
    update: (gradients, state) => {
      const { steps } = checkState<{ readonly steps: number }>(name, state, ["steps"]);
      const rate = negate(learningRate(steps));
      const updates = tree.map((gradient: ArrayLike) => multiply(rate, gradient), gradients);
      return { updates, state: { steps: add(steps, 1) } };
    },
  };
}

/** Throws unless a learning rate is a number or a schedule. */
function checkLearningRate(name: string, learningRate: unknown): void {
  if (typeof learningRate === "number") checkNumbers(name, "size", { "the learning rate": learningRate });
  if (typeof learningRate === "function" || typeof learningRate === "number") return;
  throw new ArgumentError(
    name,
    `the learning rate is ${kindOf(learningRate)}`,
    "give a number or a schedule",
  );
}

/**
 * Adds $\lambda w$ to the gradient: before an optimizer this is an L2 penalty, between Adam's scaling and the
 * learning rate it is the decoupled decay of AdamW.
 *
 * @example
 * ```ts
 * import { addDecayedWeights } from "@chainrule/optim";
 * const decay = addDecayedWeights(0.5);
 * decay.update({ w: 1 }, decay.init({ w: 4 }), { w: 4 }).updates; // => { w: 3 }
 * ```
 */
export function addDecayedWeights(decay: number): Optimizer {
  checkNumbers("addDecayedWeights", "finite", { decay });
  return stateless("addDecayedWeights", (gradient, parameter) => add(gradient, multiply(decay, parameter)));
}
