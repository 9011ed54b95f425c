export type { NonFiniteReplacements } from "../rows/piecewise.ts";
export * from "./activations.ts";
export * from "./adaptivePooling.ts";
export {
  add,
  cbrt,
  divide,
  hypot,
  integerPower,
  multiply,
  negate,
  power,
  reciprocal,
  rsqrt,
  sqrt,
  square,
  subtract,
} from "./arithmetic.ts";
export type { ReduceOptions } from "./axes.ts";
export type { Like } from "./call.ts";
export * from "./bitwise.ts";
export * from "./casts.ts";
export * from "./comparison.ts";
export * from "./compositions.ts";
export { pi } from "./constants.ts";
export { contract, matmul, outer, type Pairing, tensordot, vecdot } from "./contraction.ts";
export * from "./counting.ts";
export * from "./convolution.ts";
export * from "./creation.ts";
export * from "./cumulative.ts";
export * from "./differences.ts";
export * from "./einsum.ts";
export {
  exp,
  exp2,
  expm1,
  log,
  log1mexp,
  log1p,
  log2,
  log10,
  logaddexp,
  logaddexp2,
  logCosh,
  logit,
  logSigmoid,
  sigmoid,
  softplus,
  xlog1py,
  xlogy,
} from "./exponential.ts";
export * from "./indexing.ts";
export { concat, repeat, roll, split, stack, tile, unstack } from "./joins.ts";
export * from "./linalg-determinant.ts";
export * from "./linalg-factor.ts";
export * from "./linalg-norms.ts";
export * from "./linalg-products.ts";
export * from "./linalg-solve.ts";
export * from "./matrices.ts";
export * from "./moments.ts";
export * from "./moves.ts";
export * from "./normalizing.ts";
export * from "./padding.ts";
export { compress, nonzero } from "./picking.ts";
export {
  abs,
  ceil,
  clip,
  copySign,
  floor,
  floorDivide,
  fmod,
  heaviside,
  maximum,
  minimum,
  nanToNum,
  nextAfter,
  remainder,
  round,
  sign,
  step,
  trunc,
} from "./piecewise.ts";
export * from "./quantiles.ts";
export * from "./ranges.ts";
export * from "./pooling.ts";
export {
  all,
  any,
  argmax,
  argmin,
  logSoftmax,
  logSumExp,
  max,
  mean,
  min,
  prod,
  type SelectOptions,
  softmax,
  sum,
} from "./reductions.ts";
export { type Combination, scatter, type ScatterOptions, updateAt } from "./scatter.ts";
export * from "./sorting.ts";
export {
  digamma,
  erf,
  erfc,
  erfcx,
  erfinv,
  gamma,
  gaussian,
  i0,
  i0e,
  i1,
  i1e,
  lgamma,
  logNormalCdf,
  multivariateLgamma,
  normalCdf,
  normalDensity,
  normalQuantile,
  polygamma,
  sinc,
} from "./special.ts";
export {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cos,
  cosh,
  sin,
  sinh,
  tan,
  tanh,
} from "./trigonometric.ts";
export { fold, unfold } from "./unfolding.ts";
export type { PerAxis, SizedWindows, WindowOptions, WindowPadding } from "./windows.ts";
