// The reading order: what a loss is, of numbers, of two classes, of many.
export { ArgumentError, ClassError, LossError, LossShapeError } from "./errors.ts";
export type { Loss, LossOptions, Reduction } from "./loss.ts";
export {
  huber,
  type HuberOptions,
  meanAbsoluteError,
  meanSquaredError,
  sumSquaredError,
} from "./regression.ts";
export { binaryCrossEntropy, binaryCrossEntropyWithLogits } from "./binary.ts";
export { categoricalCrossEntropy, softmaxCrossEntropy } from "./categorical.ts";
