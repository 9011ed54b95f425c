import { axesOf, fieldsOf, isList, listOf, shown } from "./doors.ts";
import { makeNumber, makeSymbol } from "./make.ts";
import type { Assumptions, Expression, Shape, SymbolNode } from "./node.ts";
import {
  multiplyRationals,
  type Rational,
  rational,
  rationalFromNumber,
  rationalToText,
  reciprocal,
  ValueError,
} from "./rational.ts";
import { requireScalar, ShapeError } from "./shape.ts";

/** The leaves of expressions: numbers and symbols. */

/** What builders accept where they need an expression. */
export type Operand = Expression | number | bigint;

/**
 * A number: the exact value of a double or a bigint. Write 1/10 as `fraction(1, 10)`: the double 0.1 is another.
 *
 * @throws ValueError (`expr/value`) for NaN and infinities.
 * @example
 * ```ts
 * import { number, toText } from "@chainrule/expr";
 * toText(number(0.5)); // => "1/2"
 * ```
 */
export function number(value: number | bigint): Expression {
  return asExpression(requireNumber(value));
}

function requireNumber(value: number | bigint): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  throw new ValueError(`a number or a bigint is needed, and a ${typeof value} was given`);
}

function exactly(value: number | bigint): Rational {
  return typeof value === "bigint" ? rational(value) : rationalFromNumber(value);
}

/**
 * The exact fraction numerator / denominator.
 *
 * @throws ValueError (`expr/value`) for a denominator of 0 and for numbers that are not finite.
 * @example
 * ```ts
 * import { fraction, toText } from "@chainrule/expr";
 * toText(fraction(-6, 4)); // => "-3/2"
 * ```
 */
export function fraction(numerator: number | bigint, denominator: number | bigint): Expression {
  const divisor = exactly(requireNumber(denominator));
  if (divisor.numerator === 0) throw new ValueError("a fraction's denominator must not be 0");
  return makeNumber(multiplyRationals(exactly(requireNumber(numerator)), reciprocal(divisor)));
}

/** The size of an axis: a number, the name of a size, or an expression. */
export type Size = Operand | string;

/** How a symbol is declared: sizes of its axes, and promises about its values. */
export interface SymbolOptions extends Assumptions {
  /** Sizes of the axes; a scalar unless given. */
  readonly shape?: readonly Size[];
}

/**
 * A variable. With a shape it stands for a tensor. The name may be any text; one that reads as something else, such as
 * `x y` or `pi`, is printed and read between backquotes.
 *
 * @throws ValueError (`expr/value`) for an empty name, ShapeError (`expr/shape`) for sizes that are none, LimitError
 *   (`expr/limit`) for more than 1000 of them.
 * @example
 * ```ts
 * import { symbol } from "@chainrule/expr";
 * symbol("W", { shape: [3, "n"] }).shape.length; // => 2
 * ```
 */
export function symbol(name: string, options: SymbolOptions = {}): SymbolNode {
  nonempty(name);
  const { shape = [], sign, integer } = fieldsOf(options, "options");
  if (sign !== undefined && sign !== "positive" && sign !== "nonnegative")
    throw new ValueError(`sign is ${shown(sign)}: use "positive" or "nonnegative"`);
  const assumptions = { ...(sign && { sign }), ...(integer === true && { integer }) };
  return makeSymbol(name, 0, sizesOf(shape), assumptions);
}

/** The scalar variable of a name. */
export function scalarNamed(name: string): SymbolNode {
  return makeSymbol(nonempty(name), 0, [], {});
}

function nonempty(name: string): string {
  if (typeof name === "string" && name !== "") return name;
  throw new ValueError("a variable needs a name");
}

/** The sizes of a shape. @throws ShapeError for one that is a tensor, negative or a fraction; LimitError for too many. */
export function sizesOf(shape: readonly Size[]): Shape {
  return axesOf(shape, "sizes").map(sizeOf);
}

function sizeOf(given: Size): Expression {
  if (typeof given === "string") return makeSymbol(nonempty(given), 0, [], { integer: true });
  const size = asExpression(given);
  requireScalar(size, "a size");
  if (size.kind !== "number" || (size.value.denominator === 1 && size.value.numerator >= 0)) return size;
  const text = rationalToText(size.value);
  throw new ShapeError(`${text} is no size of an axis: use an integer of at least 0`, [text]);
}

/** What an operand stands for. @throws ValueError for what is no operand. */
export function asExpression(operand: Operand): Expression {
  if (typeof operand === "number" || typeof operand === "bigint") return makeNumber(exactly(operand));
  if (isNode(operand)) return operand;
  throw new ValueError("an expression, a number or a bigint is needed: parse text with parse(...)");
}

/** Whether it looks like a node; what cannot be looked at is none. */
function isNode(given: unknown): given is Expression {
  try {
    const { hash, operands, shape } = given as Expression;
    return typeof hash === "number" && Array.isArray(operands) && Array.isArray(shape);
  } catch {
    return false;
  }
}

/** One expression or a list of them, as a list. */
export function asExpressions(e: Operand | readonly Operand[]): readonly Expression[] {
  return isList(e) ? listOf(e, "expressions").map(asExpression) : [asExpression(e as Operand)];
}
