export type * from "./node.ts";
export { ExpressionError, type LimitedQuantity, LimitError } from "./errors.ts";
export type { Integer, Rational } from "./rational.ts";
export { ValueError } from "./rational.ts";
export { ShapeError } from "./shape.ts";
export { fraction, number, type Operand, type Size, symbol, type SymbolOptions } from "./atoms.ts";
export { symbols } from "./symbols.ts";
export { type FunctionBuilder, functions } from "./functions.ts";
export { add, ArityError, call, divide, multiply, negate, piecewise, power, subtract } from "./build.ts";
export { element, elementwise, freshIndices, reduce, tensor } from "./indexed.ts";
export type { CallName, FunctionName, MatrixFunctionName } from "./functions/names.ts";
export { equal } from "./equal.ts";
export {
  type DerivativeOptions,
  differentiate,
  gradient,
  hessian,
  jacobian,
} from "./differentiate/differentiate.ts";
export { type Layout, type LayoutOptions, transposeLayout } from "./differentiate/layout.ts";
export type { Variable } from "./differentiate/variable.ts";
export { domainOf } from "./differentiate/domain.ts";
export { type SimplifyOptions, simplify } from "./simplify/simplify.ts";
export { explain, type ExplainedStep } from "./explain/explain.ts";
export type { RewritingName } from "./explain/rewriting.ts";
export type { RuleName } from "./explain/rules.ts";
export { expand, type ExpandOptions } from "./algebraic/expand.ts";
export { collect } from "./algebraic/collect.ts";
export {
  type DomainDifference,
  type Equivalence,
  equivalent,
  type EquivalentLimits,
  type EquivalentOptions,
  type SpentLimit,
} from "./equivalent/equivalent.ts";
export type { Proof } from "./equivalent/prove.ts";
export type { Point } from "./equivalent/points.ts";
export { freeSymbols, type Replacements, substitute } from "./substitute.ts";
export { countOperations } from "./count.ts";
export { type Kink, kinksAt } from "./kinks/kinks.ts";
export { type OneSided, oneSidedDerivative, oneSidedDerivatives } from "./kinks/oneSided.ts";
export type { KinkKind } from "./kinks/row.ts";
export { NotDifferentiableError } from "./functions/notDifferentiable.ts";
export { evaluate, type EvaluateOptions, type InArithmetic, type Value } from "./evaluate/evaluate.ts";
export {
  type Binding,
  type Bindings,
  type BindingRecord,
  type BindingsIn,
  type TensorValue,
  UnboundVariableError,
} from "./evaluate/bindings.ts";
export type { Column, CompiledExpression, CompiledExpressions, CompiledTraits } from "./compile/compiled.ts";
export { type Placement, type Sizes, UnknownSizeError } from "./compile/layout.ts";
export type { CompileOptions } from "./compile/builder.ts";
export { compile } from "./compile/compile.ts";
export { expr } from "./parse/template.ts";
export { parse, type ParseOptions, type SizesOption } from "./parse/parse.ts";
export type { ExpressionIn, VariableIn, VariablesIn } from "./parse/variables.ts";
export type { Limits } from "./limits.ts";
export { ExpressionSyntaxError, NumberLiteralError, UnknownFunctionError } from "./parse/errors.ts";
export {
  diag,
  eye,
  filled,
  logSumExp,
  matmul,
  norm,
  outer,
  reduceAll,
  softmax,
  trace,
  transpose,
} from "./linear.ts";
export { cofactor, det, inverse, logdet } from "./matrix.ts";
export { toText } from "./print/text.ts";
export type { PrintOptions } from "./print/render.ts";
export { toLatex } from "./print/latex.ts";
export { type MathMLOptions, toMathML } from "./print/mathml.ts";
export { toTypeScript, type TypeScriptOptions } from "./print/typescript.ts";
export { NoSourceError } from "./print/typescriptTerms.ts";
