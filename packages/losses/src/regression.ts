import {
  type ArrayLike,
  abs,
  lessEqual,
  multiply,
  square,
  subtract,
  type Tensor,
  where,
} from "@chainrule/tape";
import { ArgumentError, checkOptions } from "./errors.ts";
import { checkShapes, type LossOptions, reduce } from "./loss.ts";

/**
 * The mean of the squared errors: $c \cdot \frac{1}{n} \sum_i (\hat y_i - y_i)^2$, with the factor $c$ = 1
 * unless given.
 *
 * The derivative by $\hat y_i$ is $2 c (\hat y_i - y_i) / n$: with `factor: 0.5` the 2 is gone. The paper
 * writes the factor 0.5 in one section and leaves it out in the next; here it is always said.
 *
 * Shapes: predictions and targets alike -> `[]`.
 *
 * @throws LossShapeError `losses/shape` for different shapes: nothing is broadcast.
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@chainrule/losses";
 * import { array, grad } from "@chainrule/tape";
 * const targets = array([0, 0]);
 * meanSquaredError(array([1, 3]), targets).item(); // => 5
 * grad((y) => meanSquaredError(y, targets))(array([1, 3])).toNested(); // => [1, 3]
 * ```
 */
export function meanSquaredError(
  predictions: ArrayLike,
  targets: ArrayLike,
  options: LossOptions = {},
): Tensor {
  checkShapes("meanSquaredError", predictions, targets);
  return reduce(square(subtract(predictions, targets)), options);
}

/**
 * The sum of the squared errors as the paper has it: $\sum_i \frac{1}{2} (\hat y_i - y_i)^2$, whose derivative
 * is $\hat y_i - y_i$. The paper calls it a mean, but divides by nothing.
 *
 * Shapes: predictions and targets alike -> `[]`.
 *
 * @throws LossShapeError `losses/shape` for different shapes.
 *
 * @example
 * ```ts
 * import { sumSquaredError } from "@chainrule/losses";
 * import { array, grad } from "@chainrule/tape";
 * grad((y) => sumSquaredError(y, array([0, 1])))(array([0.5, 0.75])).toNested(); // => [0.5, -0.25]
 * ```
 */
export function sumSquaredError(
  predictions: ArrayLike,
  targets: ArrayLike,
  options: LossOptions = {},
): Tensor {
  return meanSquaredError(predictions, targets, { reduction: "sum", factor: 0.5, ...options });
}

/**
 * The mean of the absolute errors: $c \cdot \frac{1}{n} \sum_i |\hat y_i - y_i|$, with the factor $c$ = 1 unless given.
 *
 * The derivative by $\hat y_i$ is $\pm c / n$. It has a kink where prediction and target are equal; there it is 0, the middle
 * of the interval from $-c / n$ to $c / n$.
 *
 * Shapes: predictions and targets alike -> `[]`.
 *
 * @throws LossShapeError `losses/shape` for different shapes.
 *
 * @example
 * ```ts
 * import { meanAbsoluteError } from "@chainrule/losses";
 * import { array, grad } from "@chainrule/tape";
 * const targets = array([0, 0, 1]);
 * meanAbsoluteError(array([1, -2, 1]), targets).item(); // => 1
 * grad((y) => meanAbsoluteError(y, targets, { reduction: "sum" }))(array([1, -2, 1])).toNested(); // => [1, -1, 0]
 * ```
 */
export function meanAbsoluteError(
  predictions: ArrayLike,
  targets: ArrayLike,
  options: LossOptions = {},
): Tensor {
  checkShapes("meanAbsoluteError", predictions, targets);
  return reduce(abs(subtract(predictions, targets)), options);
}

/** What the Huber loss takes. */
export interface HuberOptions extends LossOptions {
  /** Where the parabola becomes a straight line; 1 unless given. */
  readonly delta?: number;
}

/**
 * The Huber loss of errors $e = \hat y - y$: the mean of $\frac{1}{2} e^2$ where $|e| \le \delta$, else of
 * $\delta (|e| - \delta / 2)$.
 *
 * Its derivative is $e$ moved into $[-\delta, \delta]$, and continuous: the loss has no kink.
 *
 * Shapes: predictions and targets alike -> `[]`. Range: $\delta > 0$.
 *
 * @throws LossShapeError `losses/shape` for different shapes, ArgumentError `losses/argument` for a delta that is not above 0.
 * @source P. J. Huber, "Robust estimation of a location parameter", 1964.
 *
 * @example
 * ```ts
 * import { huber } from "@chainrule/losses";
 * import { array } from "@chainrule/tape";
 * huber(array([0.5, 3]), array([0, 0]), { reduction: "none" }).toNested(); // => [0.125, 2.5]
 * ```
 */
export function huber(predictions: ArrayLike, targets: ArrayLike, options: HuberOptions = {}): Tensor {
  checkShapes("huber", predictions, targets);
  const { delta = 1, ...reducing } = checkOptions("huber", options, ["delta", "reduction", "factor"]);
  if (typeof delta !== "number" || !(delta > 0)) {
    throw new ArgumentError("huber", `delta is ${String(delta)}`, "give a number above 0");
  }
  const error = subtract(predictions, targets);
  const size = abs(error);
  const inside = multiply(0.5, square(error));
  const outside = multiply(delta, subtract(size, delta / 2));
  return reduce(where(lessEqual(size, delta), inside, outside), reducing);
}
