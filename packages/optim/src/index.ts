// The reading order: what an optimizer is, descent and momentum, adaptive rates, clipping.
export { ArgumentError, OptimizerError } from "./errors.ts";
export { applyUpdates, chain, type LearningRate, type Optimizer, stateless, type Step } from "./optimizer.ts";
export {
  accumulateVelocity,
  addDecayedWeights,
  type DescentOptions,
  gradientDescent,
  momentum,
  type MomentumOptions,
  scaleByLearningRate,
} from "./descent.ts";
export {
  adam,
  type AdamOptions,
  adamw,
  type AdamwOptions,
  rmsprop,
  type RmspropOptions,
  scaleByAdam,
  scaleByRootMeanSquare,
} from "./adaptive.ts";
export { clipByGlobalNorm, clipByValue, globalNorm } from "./clip.ts";
