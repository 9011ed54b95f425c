export { ArgumentError, WasmError } from "./errors.ts";
export type { Code } from "./code.ts";
export type { Expression, Integer, IntegerOperation, Local, Statement, ValueType } from "./expressions.ts";
export { f32, f64, type FloatType, type Lanes, type Vector } from "./lanes.ts";
export {
  createModule,
  type Declare,
  type FunctionReference,
  type LocalsOf,
  type ModuleBuilder,
  type OperandsOf,
} from "./module.ts";
export { i32, type Integers, statements, type Statements } from "./emitter.ts";
export { type Instance, instantiate, isValid } from "./host.ts";
export { detectFeatures, type Features } from "./features.ts";
export type { GemmDType, GemmVariant } from "./gemm/gemm.ts";
export type { TileRows } from "./gemm/tile.ts";
export { type GatheredProduct, type MatrixProduct, type Numbers, OperandError } from "./gemm/products.ts";
export { createGemm, Gemm, type GemmOptions } from "./gemm/engine.ts";
export { type Threads, workerThreads } from "./threads/threads.ts";
