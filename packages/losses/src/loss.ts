import {
  type ArrayLike,
  array,
  mean,
  multiply,
  sameShape,
  shapeOf,
  subtract,
  sum,
  type Tensor,
} from "@chainrule/tape";
import { ArgumentError, checkOptions, LossShapeError } from "./errors.ts";

/** What becomes of the losses of the single elements or samples. */
export type Reduction = "mean" | "sum" | "none";

/** What every loss takes besides predictions and targets. */
export interface LossOptions {
  /** How the single losses become one; `none` keeps them. */
  readonly reduction?: Reduction;
  /** A constant factor, such as the 0.5 before a square. */
  readonly factor?: number;
}

/** A loss: `(predictions, targets) -> []`, or the shape of the single losses where nothing is reduced. */
export type Loss = (predictions: ArrayLike, targets: ArrayLike, options?: LossOptions) => Tensor;

const REDUCTIONS: { readonly [R in Reduction]: (losses: ArrayLike) => Tensor } = {
  mean: (losses) => mean(losses),
  sum: (losses) => sum(losses),
  none: (losses) => (typeof losses === "number" ? array(losses) : losses),
};

/** Reduces the single losses and multiplies by the factor. */
export function reduce(losses: ArrayLike, options: LossOptions): Tensor {
  const { reduction = "mean", factor = 1 } = checkOptions("loss", options, ["reduction", "factor"]);
  if (!Object.hasOwn(REDUCTIONS, reduction)) {
    const known = Object.keys(REDUCTIONS).join(", ");
    throw new ArgumentError("loss", `there is no reduction ${String(reduction)}`, `use one of ${known}`);
  }
  const reduced = REDUCTIONS[reduction](losses);
  return factor === 1 ? reduced : multiply(factor, reduced);
}

/** Minus x; 0 and not -0 where there is nothing to lose. */
export function minus(x: ArrayLike): ArrayLike {
  return subtract(0, x);
}

/**
 * Refuses predictions and targets of different shapes, which would broadcast to something nobody meant.
 *
 * @throws LossShapeError `losses/shape`.
 */
export function checkShapes(loss: string, predictions: ArrayLike, targets: ArrayLike): void {
  const [shape, other] = [shapeOf(predictions), shapeOf(targets)];
  if (sameShape(shape, other)) return;
  throw new LossShapeError(loss, shape, other, "give one target for every prediction, in the same shape");
}
