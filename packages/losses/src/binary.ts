import {
  type ArrayLike,
  add,
  multiply,
  negate,
  softplus,
  subtract,
  type Tensor,
  xlog1py,
  xlogy,
} from "@chainrule/tape";
import { checkShapes, type LossOptions, minus, reduce } from "./loss.ts";

/**
 * Binary cross-entropy of probabilities: the mean of $-(y \log p + (1 - y) \log(1 - p))$.
 *
 * The derivative by $p$ is $(p - y) / (p (1 - p))$. A term whose weight is 0 is 0, so that $p = y$ costs
 * nothing at 0 and 1; $p = 0$ with $y = 1$ costs infinitely much. Nothing is clipped: for probabilities that
 * come from a sigmoid, `binaryCrossEntropyWithLogits` is right where this one overflows.
 *
 * Shapes: predictions and targets alike -> `[]`. Range: p and y in [0, 1].
 *
 * @throws LossShapeError `losses/shape` for different shapes.
 *
 * @example
 * ```ts
 * import { binaryCrossEntropy } from "@chainrule/losses";
 * import { array } from "@chainrule/tape";
 * const losses = binaryCrossEntropy(array([0.5, 1, 0]), array([1, 1, 1]), { reduction: "none" });
 * losses.toNested(); // => [0.6931471805599453, 0, Infinity]
 * ```
 */
export function binaryCrossEntropy(
  predictions: ArrayLike,
  targets: ArrayLike,
  options: LossOptions = {},
): Tensor {
  checkShapes("binaryCrossEntropy", predictions, targets);
  const hit = xlogy(targets, predictions);
  const miss = xlog1py(subtract(1, targets), negate(predictions));
  return reduce(minus(add(hit, miss)), options);
}

/**
 * Binary cross-entropy of logits: `binaryCrossEntropy(sigmoid(z), y)`, for any z.
 *
 * With the softplus function $\zeta(z) = \log(1 + e^z)$ it is the mean of
 *
 * $$ y\,\zeta(-z) + (1 - y)\,\zeta(z), \qquad \text{derivative } -y\,s(-z) + (1 - y)\,s(z) = s(z) - y. $$
 *
 * Both terms are positive and both derivatives are computed as they stand, so that neither the value nor the
 * gradient cancels: at z = 100 with y = 1 the gradient is -3.72e-44, not 0, and at z = 0 it is exactly ±0.5.
 *
 * Shapes: logits and targets alike -> `[]`. Range: y in [0, 1], z finite.
 *
 * @throws LossShapeError `losses/shape` for different shapes.
 *
 * @example
 * ```ts
 * import { binaryCrossEntropyWithLogits } from "@chainrule/losses";
 * import { array, grad } from "@chainrule/tape";
 * const loss = (z: number) => binaryCrossEntropyWithLogits(z, 1);
 * grad(loss)(0); // => -0.5
 * grad(loss)(100); // => -3.720075976020836e-44
 * ```
 */
export function binaryCrossEntropyWithLogits(
  logits: ArrayLike,
  targets: ArrayLike,
  options: LossOptions = {},
): Tensor {
  checkShapes("binaryCrossEntropyWithLogits", logits, targets);
  const hit = multiply(targets, softplus(negate(logits)));
  const miss = multiply(subtract(1, targets), softplus(logits));
  return reduce(add(hit, miss), options);
}
