import { asExpression, fraction, type Operand } from "./atoms.ts";
import { call, power } from "./build.ts";
import type { FunctionName } from "./functions/names.ts";
import { arity } from "./functions/table.ts";
import type { Expression } from "./node.ts";

/** Builds a call of its function; of tensors, of their elements. */
export type FunctionBuilder = (...args: readonly Operand[]) => Expression;

/**
 * The functions of the table as builders, and `sqrt`, to be taken apart by name: `exp(x)` is `call("exp", x)`.
 *
 * @throws ArityError (`expr/arity`) for a number of arguments that it does not take, ShapeError (`expr/shape`) where shapes do not fit.
 * @example
 * ```ts
 * import { differentiate, functions, multiply, symbols, toText } from "@chainrule/expr";
 * const { cos, exp, sqrt } = functions;
 * const { t, tau } = symbols("t", "tau");
 * toText(differentiate(multiply(exp(t), cos(sqrt(tau))), t)); // => "exp(t)*cos(sqrt(tau))"
 * ```
 */
export const functions: Readonly<Record<FunctionName | "sqrt", FunctionBuilder>> = {
  ...(Object.fromEntries(
    (Object.keys(arity) as FunctionName[]).map((name): [FunctionName, FunctionBuilder] => [
      name,
      (...args) => call(name, ...args),
    ]),
  ) as Record<FunctionName, FunctionBuilder>),
  sqrt: (x) => power(asExpression(x as Operand), fraction(1, 2)),
};
