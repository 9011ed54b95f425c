import type { Variable } from "../differentiate/variable.ts";
import type { Expression } from "../node.ts";
import type { ExpressionIn, VariableIn } from "../parse/variables.ts";
import { build, type CompileOptions } from "./builder.ts";
import type { CompiledExpression, CompiledExpressions } from "./compiled.ts";
import { generate } from "./generate.ts";

/**
 * The `compile` of `@chainrule/expr`, by generated JavaScript: the same values, bit by bit, in less time. `engine` tells
 * whether code was generated: where the host forbids it, the program is interpreted.
 *
 * @throws UnboundVariableError, UnknownSizeError, LimitError, ShapeError as the other one does.
 * @example
 * ```ts
 * import { differentiate, parse } from "@chainrule/expr";
 * import { compile } from "@chainrule/expr/codegen";
 * const slope = compile(differentiate(parse("exp(-x^2/2) sin(3x) / (1 + x^2)"), "x"), ["x"]);
 * slope([0]); // => 3
 * slope.columns([Float64Array.of(0, 1)]).length; // => 2
 * ```
 */
export function compile<V extends string>(
  e: ExpressionIn<V>,
  variables: readonly VariableIn<V>[],
  options?: CompileOptions,
): CompiledExpression;
export function compile<V extends string>(
  es: readonly ExpressionIn<V>[],
  variables: readonly VariableIn<V>[],
  options?: CompileOptions,
): CompiledExpressions;
export function compile(
  e: Expression | readonly Expression[],
  variables: readonly Variable[],
  options?: CompileOptions,
): CompiledExpression | CompiledExpressions {
  return build(e, variables, options, generate);
}
