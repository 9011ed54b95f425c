export { WasmError } from "./errors.ts";
export { type Features, detectFeatures } from "./features.ts";
export {
  Gemm,
  createGemm,
  OperandError,
  type GemmOptions,
  type MatrixProduct,
  type Numbers,
} from "./gemm/engine.ts";
export { type GemmDType, type GemmVariant, gemmModule } from "./gemm/gemm.ts";
export { type Lanes, f32, f64 } from "./lanes.ts";
export {
  below,
  bitAnd,
  bitOr,
  clearBytes,
  copyBytes,
  count,
  doWhile,
  type Expression,
  increase,
  instruction,
  type Integer,
  integer,
  type Local,
  minus,
  plus,
  sequence,
  set,
  smaller,
  type Statement,
  times,
  type ValueType,
  when,
} from "./expressions.ts";
export { call, createModule, type Declare, type FunctionReference, type ModuleBuilder } from "./module.ts";
export { type Instance, instantiate, isValid, type Memory } from "./host.ts";
export type { Code } from "./code.ts";
