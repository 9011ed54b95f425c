import { type ArrayLike, add, type Tree, tree, zerosLike } from "@chainrule/tape";
import { ArgumentError, checkState, kindOf } from "./errors.ts";

/** What an optimizer makes of gradients: the updates to add to the parameters, and its next state. */
export interface Step<P extends Tree> {
  /** What is added to the parameters: a tree of their form. */
  readonly updates: P;
  /** What the optimizer remembers for its next step. */
  readonly state: Tree;
}

/**
 * A rule that turns gradients into updates. It holds no state itself: what it remembers is a tree that goes in
 * and comes out, so that it can be saved, compiled and differentiated.
 */
export interface Optimizer {
  /** Its name, for messages and logs. */
  readonly name: string;
  /** The state before the first step. */
  init(parameters: Tree): Tree;
  /** One step. Gradients, updates and parameters are trees of the same form. */
  update<P extends Tree>(gradients: P, state: Tree, parameters: P): Step<P>;
}

/**
 * A learning rate: a number, or a function of the number of steps taken before, from 0. In a step that is traced
 * the number is a recorded value, so that the function must be made of operations there.
 */
export type LearningRate = number | ((step: number) => ArrayLike);

/**
 * Parameters moved by their updates: the sum of both, leaf by leaf.
 *
 * @throws TreeMismatchError `tape/tree-mismatch` for trees of different form.
 *
 * @example
 * ```ts
 * import { applyUpdates } from "@chainrule/optim";
 * applyUpdates({ w: 1, b: 2 }, { w: -0.5, b: 0.25 }); // => { w: 0.5, b: 2.25 }
 * ```
 */
export function applyUpdates<P extends Tree>(parameters: P, updates: P): P {
  return tree.map((parameter: ArrayLike, update: ArrayLike) => add(parameter, update), parameters, updates);
}

/**
 * Optimizers one after the other: each gets the updates of the one before as its gradients.
 *
 * @example
 * ```ts
 * import { addDecayedWeights, chain, gradientDescent } from "@chainrule/optim";
 * const decaying = chain(addDecayedWeights(0.1), gradientDescent({ learningRate: 0.5 }));
 * decaying.update({ w: 1 }, decaying.init({ w: 2 }), { w: 2 }).updates; // => { w: -0.6 }
 * ```
 */
export function chain(...links: readonly Optimizer[]): Optimizer {
  for (const link of links) checkOptimizer(link);
  return {
    name: links.map((link) => link.name).join(", "),
    init: (parameters) => links.map((link) => link.init(parameters)),
    update: (gradients, state, parameters) => {
      checkState<Tree[]>("chain", state, [...links.keys()]);
      let updates = gradients;
      const next = links.map((link, i) => {
        const step = link.update(updates, (state as readonly Tree[])[i], parameters);
        updates = step.updates;
        return step.state;
      });
      return { updates, state: next };
    },
  };
}

/** Throws unless something is made as an optimizer is. */
function checkOptimizer(given: Partial<Optimizer> | null | undefined): void {
  if (typeof given?.init === "function" && typeof given.update === "function") return;
  throw new ArgumentError(
    "chain",
    `${kindOf(given)} is no optimizer`,
    "give what gradientDescent, adam, ... return",
  );
}

/**
 * An optimizer that remembers nothing: a function of every gradient and its parameter.
 *
 * @example
 * ```ts
 * import { stateless } from "@chainrule/optim";
 * import { type ArrayLike, sign } from "@chainrule/tape";
 * const signs = stateless("signs", (gradient: ArrayLike) => sign(gradient));
 * signs.update({ w: -3 }, signs.init({ w: 1 }), { w: 1 }).updates; // => { w: -1 }
 * ```
 */
export function stateless(
  name: string,
  rule: (gradient: ArrayLike, parameter: ArrayLike) => ArrayLike,
): Optimizer {
  return {
    name,
    init: () => ({}),
    update: (gradients, state, parameters) => ({ updates: tree.map(rule, gradients, parameters), state }),
  };
}

/** A tree of zeros of the form of another; numbers stay numbers. */
export function zerosOf(parameters: Tree): Tree {
  return tree.map((leaf: ArrayLike) => (typeof leaf === "number" ? 0 : zerosLike(leaf)), parameters);
}
