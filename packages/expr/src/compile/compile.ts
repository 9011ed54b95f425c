import type { Variable } from "../differentiate/variable.ts";
import type { Expression } from "../node.ts";
import type { ExpressionIn, VariableIn } from "../parse/variables.ts";
import { build, type CompileOptions } from "./builder.ts";
import type { CompiledExpression, CompiledExpressions } from "./compiled.ts";
import { interpret } from "./interpreter.ts";

/**
 * An expression, or a list of them, as one function of numbers: what they share is computed once. Without generated
 * code, so it runs wherever that is forbidden; the entry `@chainrule/expr/codegen` has the same function with it.
 *
 * `values` has a number for each variable in their order, and all elements of a tensor in row-major order. One scalar
 * expression gives a number, a list a `Float64Array` with the values of all (of a tensor, all elements). `columns` does
 * the same at many points, block by block: memory does not grow with their number.
 *
 * The values are those of `evaluate`, bit by bit: NaN outside the domain, and where a condition is undecided.
 * Reductions and tensors are unrolled, so their sizes must be known; every index computed at run time may be.
 *
 * @throws UnboundVariableError (`expr/unbound-variable`) for a variable that is not listed.
 * @throws UnknownSizeError (`expr/unknown-size`) for a size or limit that depends on a variable.
 * @throws LimitError (`expr/limit`) where more nodes are needed than `limits.nodes`, each counted once for every index.
 * @throws ShapeError (`expr/shape`) for a single expression that is a tensor: put it into a list.
 * @example
 * ```ts
 * import { compile, gradient, parse } from "@chainrule/expr";
 * const f = parse("x^2 * sin(y)");
 * compile(f, ["x", "y"])([3, Math.PI / 2]); // => 9
 * const both = compile([f, ...gradient(f, ["x", "y"])], ["x", "y"]);
 * both([3, 0]); // => [0, 0, 9]
 * ```
 * @example
 * ```ts
 * import { compile, parse } from "@chainrule/expr";
 * const f = compile(parse("exp(-x^2/2)"), ["x"]);
 * f.columns([new Float64Array(1_000_000)]).length; // => 1000000
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
  return build(e, variables, options, interpret);
}
