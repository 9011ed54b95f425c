export { ArrayError } from "./errors.ts";
export {
  bytesPerElement,
  checkDType,
  type DType,
  DTypeError,
  dtypeOf,
  floatDType,
  isFloat,
  isTypedArray,
  promote,
  sumDType,
  type TypedArray,
  weakDType,
} from "./dtype.ts";
export {
  type Axes,
  AxisError,
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
export { adopt, allocate, ImplicitConversionError, NDArray } from "./ndarray.ts";
export {
  arange,
  array,
  type ArrayOptions,
  type CreateOptions,
  eye,
  full,
  linspace,
  ones,
  zeros,
} from "./create.ts";
export { cast, map1, map2, select } from "./kernels/elementwise.ts";
export { broadcastTo, copyStrided, flip, permuteDims, type Range, reshape, slice } from "./kernels/move.ts";
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
export {
  all,
  any,
  argmax,
  argmin,
  type Fold,
  foldLeft,
  max,
  min,
  pairwiseSum,
  prod,
  reduce,
  sum,
} from "./kernels/reduce.ts";
export { accumulate, cumulativeProduct, cumulativeSum } from "./kernels/cumulative.ts";
export { contract, type ContractDimensions, contractShape } from "./kernels/contract.ts";
export { argsort, type Lane, mapLanes } from "./kernels/lanes.ts";
