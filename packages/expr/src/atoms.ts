import { makeNumber, makeSymbol } from "./make.ts";
import type { Assumptions, Expression, SymbolNode } from "./node.ts";
import {
  multiplyRationals,
  type Rational,
  rational,
  rationalFromNumber,
  reciprocal,
  ValueError,
} from "./rational.ts";
import { ShapeError } from "./shape.ts";

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
  return makeNumber(exactly(value));
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
  if (Number(denominator) === 0) throw new ValueError("a fraction's denominator must not be 0");
  return makeNumber(multiplyRationals(exactly(numerator), reciprocal(exactly(denominator))));
}

/** How a symbol is declared: sizes of its axes (numbers, or names of sizes), and promises about its values. */
export interface SymbolOptions extends Assumptions {
  /** Sizes of the axes; a scalar unless given. */
  readonly shape?: readonly (number | string | Expression)[];
}

/**
 * A variable. With a shape it stands for a tensor.
 *
 * @throws ValueError (`expr/value`) for an empty name, ShapeError (`expr/shape`) for sizes that are none.
 * @example
 * ```ts
 * import { symbol } from "@chainrule/expr";
 * symbol("W", { shape: [3, "n"] }).shape.length; // => 2
 * ```
 */
export function symbol(name: string, options: SymbolOptions = {}): SymbolNode {
  if (typeof name !== "string" || name === "") throw new ValueError("a variable needs a name");
  const { shape = [], ...assumptions } = options;
  return makeSymbol(name, 0, shape.map(sizeOf), assumptions);
}

function sizeOf(size: number | string | Expression): Expression {
  if (typeof size === "string") return makeSymbol(size, 0, [], { integer: true });
  if (typeof size !== "number") return size;
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new ShapeError(`${size} is no size of an axis: use an integer of at least 0`, [String(size)]);
  }
  return number(size);
}

/** What an operand stands for. */
export function asExpression(operand: Operand): Expression {
  if (typeof operand === "number" || typeof operand === "bigint") return number(operand);
  if (operand?.kind === undefined) {
    throw new ValueError("an expression, a number or a bigint is needed: parse text with parse(...)");
  }
  return operand;
}

/** One expression or a list of them, as a list. */
export function asExpressions(e: Expression | readonly Expression[]): readonly Expression[] {
  return Array.isArray(e) ? e.map(asExpression) : [asExpression(e as Expression)];
}
