export { type ArrayLike, type Tensor, type Abstract, Value, asArray, concrete } from "./value.ts";
export { TapeError, ShapeMismatchError, ArgumentError } from "./errors.ts";
export { ImplicitConversionError, NoConcreteValueError } from "./value.ts";
export {
  primitive,
  type Primitive,
  type Application,
  type Batch,
  type Family,
  type Linear,
} from "./primitive.ts";
export type { Replacement, Rules } from "./primitive.ts";
export { apply, applyOne } from "./apply.ts";
export { EscapedError, OperandError } from "./recorder.ts";
export { type Program, type Entry, type Operand, Variable, run } from "./program.ts";
export {
  Tape,
  type TapeEntry,
  type TapeOptions,
  TapeVariable,
  type BackwardStep,
  type EdgeHook,
} from "./tape.ts";
export { CotangentShapeError } from "./tape.ts";
export * as tree from "./tree.ts";
export { TreeDepthError, TreeMismatchError, type Tree, type TreeStructure } from "./tree.ts";
export {
  grad,
  valueAndGrad,
  vjp,
  type GradOptions,
  type ValueAndGradient,
  type Pullback,
} from "./transforms/grad.ts";
export {
  AsyncFunctionError,
  type DifferentiateOptions,
  type RuleReplacements,
  type TreeFunction,
} from "./transforms/arguments.ts";
export { recordTape } from "./transforms/record.ts";
export { jvp, linearize } from "./transforms/jvp.ts";
export { jacobian, hessian, hvp, type JacobianOptions } from "./transforms/jacobian.ts";
export { vmap, perExampleGrad, type VmapOptions } from "./transforms/vmap.ts";
export { trace, type TracedProgram } from "./transforms/trace.ts";
export { stopGradient } from "./transforms/stop.ts";
export { checkpoint } from "./control/checkpoint.ts";
export { scan, whileLoop, type ScanOptions } from "./control/loops.ts";
export { ifElse } from "./control/if.ts";
export { WhileReverseError } from "./control/while.ts";
export { customJvp, customVjp, type CustomVjpRule } from "./control/custom.ts";
export { evaluate, elementsOf, type Elements, NoArithmeticRuleError } from "./evaluate.ts";
export { elementwise, type ElementwiseRow } from "./families.ts";
export { shapeOf } from "./value.ts";
export * from "./operations/index.ts";
export * as random from "./random/index.ts";
export { array, type DType, NDArray, sameShape, type Shape, showShape } from "@chainrule/array";
