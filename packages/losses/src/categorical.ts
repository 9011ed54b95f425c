import {
  type ArrayLike,
  astype,
  equal,
  logicalAnd,
  logSoftmax,
  multiply,
  NDArray,
  oneHot,
  sameShape,
  shapeOf,
  sum,
  type Tensor,
  where,
  xlogy,
} from "@chainrule/tape";
import { ClassError, LossShapeError } from "./errors.ts";
import { type LossOptions, minus, reduce } from "./loss.ts";

/**
 * Categorical cross-entropy of probabilities: the mean over the samples of $-\sum_k y_k \log p_k$.
 *
 * Terms of weight 0 are 0; a probability of 0 for the true class costs infinitely much, and nothing is
 * clipped. For probabilities that come from a softmax, `softmaxCrossEntropy` of the logits is right where
 * this one overflows. The probabilities are taken as they are, and need not sum to 1.
 *
 * Shapes: predictions `[..., classes]`, targets of the same shape (one-hot or soft) or `[...]` (classes as
 * integers from 0) -> `[]`.
 *
 * @throws LossShapeError `losses/shape` for other shapes, ClassError `losses/class` for classes out of range.
 *
 * @example
 * ```ts
 * import { categoricalCrossEntropy } from "@chainrule/losses";
 * import { array } from "@chainrule/tape";
 * const p = array([[0.5, 0.5], [0, 1]]);
 * categoricalCrossEntropy(p, array([0, 1]), { reduction: "none" }).toNested(); // => [0.6931471805599453, 0]
 * ```
 */
export function categoricalCrossEntropy(
  predictions: ArrayLike,
  targets: ArrayLike,
  options: LossOptions = {},
): Tensor {
  const weights = classWeights("categoricalCrossEntropy", predictions, targets);
  return reduce(minus(sum(xlogy(weights, predictions), { axis: -1 })), options);
}

/**
 * Categorical cross-entropy of logits: the mean over the samples of $-\sum_k y_k \log \text{softmax}(z)_k$,
 * which for a class c is $\log \sum_k e^{z_k} - z_c$.
 *
 * The derivative by $z_k$ is $p_k \sum_j y_j - y_k$ with $p = \text{softmax}(z)$. For a class it is computed
 * without cancellation: the entry of the true class is minus the sum of the others, so that a net that is
 * almost right still learns. A logit of $-\infty$ with weight 0 costs nothing.
 *
 * Shapes: logits `[..., classes]`, targets of the same shape (one-hot or soft) or `[...]` (classes as
 * integers from 0) -> `[]`.
 *
 * @throws LossShapeError `losses/shape` for other shapes, ClassError `losses/class` for classes out of range.
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from "@chainrule/losses";
 * import { array, grad } from "@chainrule/tape";
 * const loss = (z: ReturnType<typeof array>) => softmaxCrossEntropy(z, array([0]));
 * loss(array([[1000, 0]])).item(); // => 0
 * grad(loss)(array([[0, 0]])).toNested(); // => [[-0.5, 0.5]]
 * ```
 */
export function softmaxCrossEntropy(
  logits: ArrayLike,
  targets: ArrayLike,
  options: LossOptions = {},
): Tensor {
  const weights = classWeights("softmaxCrossEntropy", logits, targets);
  return reduce(minus(sum(weighted(weights, logSoftmax(logits)), { axis: -1 })), options);
}

/** Weights times logarithms, where weight 0 makes even -Infinity 0. */
function weighted(weights: ArrayLike, logs: Tensor): Tensor {
  const nothing = logicalAnd(equal(weights, 0), equal(logs, Number.NEGATIVE_INFINITY));
  return where(nothing, 0, multiply(weights, logs));
}

/** Targets as weights of the classes: one-hot and soft ones as they are, classes made one-hot. */
function classWeights(loss: string, predictions: ArrayLike, targets: ArrayLike): ArrayLike {
  const shape = shapeOf(predictions);
  const given = shapeOf(targets);
  const classes = shape.at(-1);
  if (classes !== undefined && sameShape(given, shape)) return targets;
  if (classes === undefined || !sameShape(given, shape.slice(0, -1))) {
    const remedy = "give a row of class weights, or one class, for every row of predictions";
    throw new LossShapeError(loss, shape, given, remedy);
  }
  if (typeof targets === "number") checkClasses([targets], classes);
  if (targets instanceof NDArray) targets.read((view) => checkClasses(view, classes));
  return astype(oneHot(targets, classes), (predictions as Tensor).dtype);
}

function checkClasses(view: Iterable<number>, count: number): void {
  for (const given of view) {
    if (!(Number.isInteger(given) && given >= 0 && given < count)) throw new ClassError(given, count);
  }
}
