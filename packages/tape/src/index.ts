// Arrays and what operations take
export { array, type DType, NDArray, sameShape, type Shape, showShape } from "@chainrule/array";
export {
  type ArrayLike,
  type Tensor,
  type Concrete,
  type Abstract,
  Value,
  asArray,
  concrete,
  shapeOf,
} from "./value.ts";
export * as tree from "./tree.ts";
export type { Tree, TreeStructure } from "./tree.ts";

// Operations
export * from "./operations/index.ts";
export * as random from "./random/index.ts";

// Derivatives
export { grad, valueAndGrad, vjp } from "./transforms/grad.ts";
export type { GradOptions, ValueAndGradient, Pullback } from "./transforms/grad.ts";
export { jvp } from "./transforms/jvp.ts";
export { linearize, type Pushforward } from "./transforms/linearize.ts";
export type { ForwardOptions, ValueAndTangent } from "./transforms/jvp.ts";
export { jacobian, hessian, hvp, type JacobianOptions } from "./transforms/jacobian.ts";
export { sparseHessian, sparseJacobian } from "./transforms/sparse.ts";
export type { SparseJacobianOptions, SparseMatrix } from "./transforms/sparse.ts";
export { sparsity, SparsityError, type Sparsity } from "./transforms/sparse-pattern.ts";
export { stopGradient } from "./transforms/stop.ts";
export { customJvp, customVjp, type CustomVjpRule } from "./control/custom.ts";
export type { DifferentiateOptions, RuleReplacements, TreeFunction } from "./transforms/arguments.ts";
export type {
  ByArguments,
  DerivativeOf,
  Given,
  GivenArguments,
  JacobianOf,
  PartialsOf,
  Whole,
  WholeArguments,
} from "./transforms/arguments.ts";

// Batches, loops, branches
export { vmap, perExampleGrad, type VmapOptions } from "./transforms/vmap.ts";
export { scan, whileLoop, type ScanOptions } from "./control/loops.ts";
export { ifElse } from "./control/if.ts";
export { checkpoint } from "./control/checkpoint.ts";
export { implicitFunction, type ImplicitOptions } from "./control/implicit.ts";
export { type ControlPrimitive, isControl, type Machine } from "./control/control.ts";

// The computation as data
export { Tape, TapeVariable } from "./tape.ts";
export type { TapeEntry, TapeOptions, BackwardStep, EdgeHook, AnomalyCheck } from "./tape.ts";
export { dotProductTest } from "./consistency/dotProductTest.ts";
export { forwardReverseTest } from "./consistency/forwardReverseTest.ts";
export { type Consistency, type ConsistencyOptions, InconsistentError } from "./consistency/consistency.ts";
export { recordTape } from "./transforms/record.ts";
export { summary, toDot, type InspectOptions } from "./inspect/summary.ts";
export { checkFinite, type Place } from "./inspect/anomaly.ts";
export { sourcePosition } from "./inspect/position.ts";
export { trace, type TraceOptions, type TracedProgram } from "./transforms/trace.ts";
export { type Program, type Entry, type Operand, Variable, run } from "./program.ts";
export { evaluate, elementsOf, type Elements } from "./evaluate.ts";

// Operations of one's own
export { apply, applyOne } from "./apply.ts";
export {
  primitive,
  type Primitive,
  type Application,
  type Batch,
  type Family,
  type Reads,
} from "./primitive.ts";
export type {
  ElementName,
  Linear,
  NumberRule,
  Replacement,
  Rules,
  ScalarRule,
  SlopeRule,
} from "./primitive.ts";
export { elementwise, unary, binary, linear } from "./families.ts";
export type {
  ElementwiseFields,
  ElementwiseRow,
  ElementsOf,
  LinearRow,
  NumbersOf,
  PartialRule,
} from "./families.ts";
export type { ResultDType } from "./promotion.ts";
export type { Recorder } from "./value.ts";
export type { ActiveRecorder } from "./recorder.ts";

// Failures
export { TapeError, ShapeMismatchError, ArgumentError } from "./errors.ts";
export { ImplicitConversionError, OperandError } from "./value.ts";
export { NoConcreteValueError } from "./unknown.ts";
export { EscapedError } from "./recorder.ts";
export { NotSavedError } from "./memory.ts";
export { CotangentShapeError } from "./cotangents.ts";
export { AnomalyError } from "./inspect/anomaly.ts";
export { TreeDepthError, TreeMismatchError } from "./tree.ts";
export { AsyncFunctionError } from "./transforms/arguments.ts";
export { WhileReverseError } from "./control/while.ts";
export { NoArithmeticRuleError } from "./evaluate.ts";
