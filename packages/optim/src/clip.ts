import {
  type ArrayLike,
  add,
  clip,
  divide,
  hypot,
  minimum,
  multiply,
  type Tree,
  tree,
  vectorNorm,
} from "@chainrule/tape";
import { checkNumbers } from "./errors.ts";
import { type Optimizer, stateless } from "./optimizer.ts";

/**
 * Gradients shortened, all by the same factor, where their norm over all parameters is above `limit`.
 *
 * The factor is `limit / (norm + 1e-6)`, at most 1, as in PyTorch.
 *
 * @example
 * ```ts
 * import { clipByGlobalNorm, globalNorm } from "@chainrule/optim";
 * const clipping = clipByGlobalNorm(2.5);
 * const { updates } = clipping.update({ w: 3, b: 4 }, clipping.init({ w: 0, b: 0 }), { w: 0, b: 0 });
 * globalNorm({ w: 3, b: 4 }); // => 5
 * Math.abs(updates.w - 1.5) < 1e-6; // => true
 * ```
 */
export function clipByGlobalNorm(limit: number): Optimizer {
  checkNumbers("clipByGlobalNorm", "limit", { limit });
  return {
    name: "clipByGlobalNorm",
    init: () => ({}),
    update: (gradients, state) => {
      const factor = minimum(1, divide(limit, add(globalNorm(gradients), 1e-6)));
      return { updates: tree.map((gradient: ArrayLike) => multiply(factor, gradient), gradients), state };
    },
  };
}

/**
 * The 2-norm of all leaves of a tree taken together: $\sqrt{\sum_i w_i^2}$ over every element of every leaf.
 *
 * Squares neither overflow nor vanish on the way, and the derivative at 0 is 0.
 *
 * @example
 * ```ts
 * import { globalNorm } from "@chainrule/optim";
 * import { array } from "@chainrule/tape";
 * globalNorm({ weight: array([[1, 2], [2, 0]]), bias: 4 }); // => 5.0
 * ```
 */
export function globalNorm(values: Tree): ArrayLike {
  const norms = tree
    .flatten(values)
    .leaves.map((leaf) => (typeof leaf === "number" ? leaf : vectorNorm(leaf)));
  return norms.reduce<ArrayLike>((total, norm) => hypot(total, norm), 0);
}

/**
 * Every element of the gradients moved into `-limit .. limit`.
 *
 * @example
 * ```ts
 * import { clipByValue } from "@chainrule/optim";
 * const clipping = clipByValue(1);
 * clipping.update({ w: -3, b: 0.5 }, clipping.init({ w: 0, b: 0 }), { w: 0, b: 0 }).updates; // => { w: -1, b: 0.5 }
 * ```
 */
export function clipByValue(limit: number): Optimizer {
  checkNumbers("clipByValue", "limit", { limit });
  return stateless("clipByValue", (gradient) => clip(gradient, -limit, limit));
}
