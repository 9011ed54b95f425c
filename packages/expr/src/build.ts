import { asExpression, number, type Operand } from "./atoms.ts";
import { shown } from "./doors.ts";
import { ExpressionError } from "./errors.ts";
import type { FunctionName } from "./functions/names.ts";
import { arity } from "./functions/table.ts";
import { elementwise } from "./indexed.ts";
import { makeCall, makeNumber, makePiecewise, makePower, makeProduct, makeSum } from "./make.ts";
import type { Expression } from "./node.ts";
import {
  equalRationals,
  minusOne,
  multiplyRationals,
  negateRational,
  one,
  reciprocal,
  signOf,
  ValueError,
} from "./rational.ts";

/**
 * The builders of sums, products and calls. They build what they are told, without algebra: only nested sums and products are flattened,
 * and quotients and negatives of number literals become numbers.
 */

/**
 * A function called with a number of arguments that it does not take (`expr/arity`).
 *
 * @example
 * ```ts
 * import { call } from "@chainrule/expr";
 * call("sin", 1, 2); // throws expr/arity
 * ```
 */
export class ArityError extends ExpressionError {
  /** The function that was called. */
  readonly functionName: string;
  /** How many arguments it was given. */
  readonly given: number;

  constructor(functionName: string, given: number, takes: string) {
    super("expr/arity", `${functionName} takes ${takes}, but ${given} were given`);
    this.functionName = functionName;
    this.given = given;
  }
}

/**
 * a + b + ..., elementwise where there are tensors, which broadcast from the last axis.
 *
 * @throws ShapeError (`expr/shape`) where shapes do not fit.
 * @example
 * ```ts
 * import { add, symbol, toText } from "@chainrule/expr";
 * toText(add(symbol("x"), 1)); // => "x + 1"
 * ```
 */
export function add(...terms: readonly Operand[]): Expression {
  return elementwise(terms, (scalars) => flat("sum", scalars));
}

/**
 * a * b * ..., elementwise where there are tensors, which broadcast from the last axis.
 *
 * @throws ShapeError (`expr/shape`) where shapes do not fit.
 * @example
 * ```ts
 * import { multiply, symbol, toText } from "@chainrule/expr";
 * toText(multiply(2, symbol("x"))); // => "2*x"
 * ```
 */
export function multiply(...factors: readonly Operand[]): Expression {
  return elementwise(factors, (scalars) => flat("product", scalars));
}

/** The n-ary node, with nested ones of its kind flattened. */
export function flat(kind: "sum" | "product", scalars: readonly Expression[]): Expression {
  const operands = scalars.flatMap((node) => (node.kind === kind && !node.grouped ? node.operands : [node]));
  if (operands.length === 1) return operands[0] as Expression;
  if (operands.length === 0) return number(kind === "sum" ? 0 : 1);
  return kind === "sum" ? makeSum(operands) : makeProduct(operands);
}

/**
 * -a; a leading number changes its sign instead.
 *
 * @example
 * ```ts
 * import { negate, parse, toText } from "@chainrule/expr";
 * toText(negate(parse("2*x"))); // => "-2*x"
 * ```
 */
export function negate(a: Operand): Expression {
  return elementwise([a], ([x]) => negative(x!));
}

function negative(x: Expression): Expression {
  const [first, ...rest] = x.kind === "product" && !x.grouped ? x.operands : [x];
  if (first?.kind !== "number") return flat("product", [makeNumber(minusOne), x]);
  const coefficient = makeNumber(negateRational(first.value));
  return rest.length > 0 && equalRationals(coefficient.value, one)
    ? flat("product", rest)
    : flat("product", [coefficient, ...rest]);
}

/**
 * a - b.
 *
 * @throws ShapeError (`expr/shape`) where shapes do not fit.
 * @example
 * ```ts
 * import { subtract, symbol, toText } from "@chainrule/expr";
 * toText(subtract(symbol("x"), symbol("y"))); // => "x - y"
 * ```
 */
export function subtract(a: Operand, b: Operand): Expression {
  return add(a, negate(b));
}

/**
 * a / b: the product of a and b^-1.
 *
 * @throws ShapeError (`expr/shape`) where shapes do not fit.
 * @example
 * ```ts
 * import { divide, symbol, toText } from "@chainrule/expr";
 * toText(divide(1, symbol("x"))); // => "1/x"
 * ```
 */
export function divide(a: Operand, b: Operand): Expression {
  return elementwise([a, b], ([x, y]) => quotient(x as Expression, y as Expression));
}

function quotient(x: Expression, y: Expression): Expression {
  if (y.kind === "number" && signOf(y.value) !== 0 && x.kind === "number") {
    return makeNumber(multiplyRationals(x.value, reciprocal(y.value)));
  }
  return flat("product", [x, makePower(y, makeNumber(minusOne))]);
}

/**
 * base ^ exponent.
 *
 * @throws ShapeError (`expr/shape`) where shapes do not fit.
 * @example
 * ```ts
 * import { power, symbol, toText } from "@chainrule/expr";
 * toText(power(symbol("x"), 3)); // => "x^3"
 * ```
 */
export function power(base: Operand, exponent: Operand): Expression {
  return elementwise([base, exponent], ([x, y]) => makePower(x as Expression, y as Expression));
}

/**
 * The function of that name at the arguments, elementwise where there are tensors.
 *
 * @throws ArityError (`expr/arity`) for a number of arguments that it does not take, ShapeError (`expr/shape`) where shapes do not fit.
 * @example
 * ```ts
 * import { call, symbol, toText } from "@chainrule/expr";
 * toText(call("atan2", symbol("y"), symbol("x"))); // => "atan2(y, x)"
 * ```
 */
export function call(name: FunctionName, ...args: readonly Operand[]): Expression {
  if (typeof name !== "string" || !Object.hasOwn(arity, name)) throw noFunction(name);
  const [least, most] = arity[name];
  if (args.length < least || args.length > most) {
    const range = least === most ? `${least}` : `${least} or more`;
    throw new ArityError(name, args.length, `${range} argument${least === 1 && most === 1 ? "" : "s"}`);
  }
  return elementwise(args, (scalars) => makeCall(name, scalars));
}

function noFunction(name: unknown): ValueError {
  return new ValueError(
    `${shown(name)} is no function of the table: other names, such as sqrt and ln, are known to parse(...) and expr`,
  );
}

/**
 * value, condition, value, condition, ..., otherwise: the value of the first true condition.
 *
 * @throws ArityError (`expr/arity`) without an otherwise, ShapeError (`expr/shape`) where shapes do not fit.
 * @example
 * ```ts
 * import { call, piecewise, symbol, toText } from "@chainrule/expr";
 * const x = symbol("x");
 * toText(piecewise(x, call("less", 0, x), 0)); // => "piecewise(x, 0 < x, 0)"
 * ```
 */
export function piecewise(...operands: readonly Operand[]): Expression {
  if (operands.length % 2 === 0)
    throw new ArityError("piecewise", operands.length, "an odd number of arguments");
  if (operands.length === 1) return asExpression(operands[0] as Operand);
  return elementwise(operands, makePiecewise);
}
