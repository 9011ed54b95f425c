export { ArgumentError, ArrayError } from "./errors.ts";
export {
  bytesPerElement,
  checkDType,
  type DType,
  DTypeError,
  dtypeBeside,
  dtypeOf,
  type ForeignArray,
  floatDType,
  isFloat,
  isTypedArray,
  promote,
  sumDType,
  type TypedArray,
  weakDType,
  widest,
} from "./dtype.ts";
export {
  type Axes,
  AxisError,
  broadcastOf,
  broadcastShapes,
  MAX_ELEMENTS,
  MAX_RANK,
  normalizeAxes,
  normalizeAxis,
  normalizePermutation,
  reducedShape,
  resolveShape,
  sameShape,
  type Shape,
  ShapeError,
  showShape,
  sizeOf,
  stridesOf,
  TooLargeError,
} from "./shape.ts";
export { type Nested, NestedError } from "./nested.ts";
export { adopt, allocate, ImplicitConversionError, NDArray, newElements } from "./ndarray.ts";
export {
  arange,
  array,
  type ArrayOptions,
  type CreateOptions,
  eye,
  full,
  linspace,
  ones,
  OptionsError,
  zeros,
} from "./create.ts";
export {
  broadcastStrides,
  cast,
  convert,
  map1,
  map2,
  mapEach,
  mapPairs,
  type Run2,
  select,
} from "./kernels/elementwise.ts";
export { addRun, multiplyRun, scaleRun, subtractRun } from "./kernels/runs.ts";
export { addElements, addInPlace } from "./kernels/accumulate.ts";
export {
  broadcastTo,
  copyStrided,
  copyView,
  flip,
  permuteDims,
  type Range,
  reshape,
  slice,
} from "./kernels/move.ts";
export {
  checkCount,
  concat,
  concatShape,
  MAX_OPERANDS,
  pad,
  paddedShape,
  type Padding,
} from "./kernels/join.ts";
export {
  IndexError,
  oneHot,
  scatterAdd,
  scatterAddAlongAxis,
  take,
  takeAlongAxis,
} from "./kernels/gather.ts";
export { lastWriters, scatterCombine } from "./kernels/scatter.ts";
export {
  all,
  any,
  argmax,
  argmin,
  type Fold,
  foldAxes,
  foldLeft,
  max,
  min,
  pairwiseSum,
  prod,
  reduce,
  sum,
  sumFor,
} from "./kernels/reduce.ts";
export {
  accumulate,
  cumulativeArgmax,
  cumulativeArgmin,
  cumulativeProduct,
  cumulativeSum,
} from "./kernels/cumulative.ts";
export { type ComputedProduct, type KernelChoice, withKernels } from "./kernels/choice.ts";
export { type Threads, workerThreads } from "@chainrule/wasm";
export { type ContractDimensions, keptDimensions } from "./kernels/plan.ts";
export { contract, contractShape } from "./kernels/contract.ts";
export { placesOf, type Places, type WindowAxis, windowShape } from "./kernels/windows/geometry.ts";
export { convolutionShape, convolve } from "./kernels/windows/convolve.ts";
export { windowArgmax, windowMax, windowSum } from "./kernels/windows/pool.ts";
export { type Lane, mapLanes } from "./kernels/lanes.ts";
export { argsort, searchSorted, type Side } from "./kernels/sort.ts";
export { cholesky } from "./kernels/linalg/cholesky.ts";
export { determinantForm } from "./kernels/linalg/determinant.ts";
export { eigh } from "./kernels/linalg/eigh.ts";
export { ConvergenceError, NotPositiveDefiniteError, SingularError } from "./kernels/linalg/errors.ts";
export { det, inverse, lu, slogdet, solve } from "./kernels/linalg/lu.ts";
export { matrixExponential } from "./kernels/linalg/matrixExponential.ts";
export { qr } from "./kernels/linalg/qr.ts";
export { pinv, svd } from "./kernels/linalg/svd.ts";
export { type TriangularOptions, triangularSolve } from "./kernels/linalg/triangular.ts";
