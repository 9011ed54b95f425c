import { ExpressionError } from "./errors.ts";
import { arity, type FunctionName } from "./functions/names.ts";
import { bindReduce, bindTensor, bodyAt, openedIndex } from "./indices.ts";
import {
  makeCall,
  makeElement,
  makeNumber,
  makePiecewise,
  makePower,
  makeProduct,
  makeSum,
  makeSymbol,
} from "./make.ts";
import type { Assumptions, Expression, ReduceOperation, Shape, SymbolNode } from "./node.ts";
import {
  equalRationals,
  minusOne,
  multiplyRationals,
  negateRational,
  one,
  type Rational,
  rational,
  rationalFromNumber,
  reciprocal,
  signOf,
  ValueError,
} from "./rational.ts";
import { broadcastShapes, ShapeError, sameSize, shapeText } from "./shape.ts";

/**
 * The public builders. They build what they are told, without algebra: only nested sums and products are flattened,
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
  if (name === "") throw new ValueError("a variable needs a name");
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

function asExpression(operand: Operand): Expression {
  return typeof operand === "object" ? operand : number(operand);
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
  const [least, most] = arity[name];
  if (args.length < least || args.length > most) {
    const range = least === most ? `${least}` : `${least} or more`;
    throw new ArityError(name, args.length, `${range} argument${least === 1 && most === 1 ? "" : "s"}`);
  }
  return elementwise(args, (scalars) => makeCall(name, scalars));
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

/**
 * The element of a tensor at the indices, which start at 1.
 *
 * @throws ShapeError (`expr/shape`) for another number of indices than axes, and for an index outside.
 * @example
 * ```ts
 * import { element, symbol, toText } from "@chainrule/expr";
 * toText(element(symbol("A", { shape: [2, 3] }), 2, 1)); // => "A[2, 1]"
 * ```
 */
export function element(tensor: Expression, ...indices: readonly Operand[]): Expression {
  if (indices.length !== tensor.shape.length) {
    throw new ShapeError(
      `${indices.length} indices do not fit the shape ${shapeText(tensor.shape)}: give one index an axis`,
      [shapeText(tensor.shape)],
    );
  }
  const positions = indices.map(asExpression);
  if (positions.length === 0) return tensor;
  for (const [axis, position] of positions.entries()) checkPosition(tensor, position, axis);
  if (tensor.kind === "tensor" && isLeaf(tensor.operands.at(-1) as Expression))
    return bodyAt(tensor, positions);
  return makeElement(tensor, positions);
}

function checkPosition(tensor: Expression, position: Expression, axis: number): void {
  const size = tensor.shape[axis] as Expression;
  if (position.kind !== "number" || size.kind !== "number") return;
  const k = Number(position.value.numerator);
  if (position.value.denominator === 1 && k >= 1 && k <= Number(size.value.numerator)) return;
  const shape = shapeText(tensor.shape);
  throw new ShapeError(`index ${k} of axis ${axis + 1} is outside the shape ${shape}: indices start at 1`, [
    shape,
  ]);
}

/** Bodies so small that reading an element of their tensor is better replaced by the body itself. */
function isLeaf(body: Expression): boolean {
  return (
    body.kind === "number" ||
    body.kind === "symbol" ||
    (body.kind === "element" && body.operands[0].kind === "symbol")
  );
}

/**
 * The body combined over index = from, ..., to; limits are inclusive. The index is bound by the result.
 *
 * @example
 * ```ts
 * import { power, reduce, symbol, toText } from "@chainrule/expr";
 * const k = symbol("k");
 * toText(reduce("add", k, 1, 10, power(k, 2))); // => "sum(i^2, i, 1, 10)"
 * ```
 */
export function reduce(
  operation: ReduceOperation,
  index: SymbolNode,
  from: Operand,
  to: Operand,
  body: Operand,
): Expression {
  return elementwise([body], ([scalar]) =>
    bindReduce(operation, index, asExpression(from), asExpression(to), scalar as Expression),
  );
}

/**
 * The tensor of that shape whose element at (indices) is the body. The indices are bound by the result.
 *
 * @throws ShapeError (`expr/shape`) for another number of indices than sizes.
 * @example
 * ```ts
 * import { evaluate, multiply, symbol, tensor } from "@chainrule/expr";
 * const i = symbol("i");
 * evaluate(tensor([i], [3], multiply(i, i))); // => { shape: [3], data: [1, 4, 9] }
 * ```
 */
export function tensor(
  indices: readonly SymbolNode[],
  shape: readonly Operand[],
  body: Expression,
): Expression {
  if (indices.length !== shape.length) {
    throw new ShapeError(
      `${indices.length} indices do not fit ${shape.length} sizes: give one index an axis`,
      [],
    );
  }
  if (indices.length === 0) return body;
  return bindTensor(indices, shape.map(asExpression), body);
}

/**
 * Applies a scalar function at every element; tensors are aligned at their last axes, and those of size 1 repeated.
 *
 * @throws ShapeError (`expr/shape`) where sizes do not fit.
 *
 * @example
 * ```ts
 * import { call, elementwise, symbol } from "@chainrule/expr";
 * const x = symbol("x", { shape: [3, 1] });
 * const y = symbol("y", { shape: [2] });
 * elementwise([x, y], ([a, b]) => call("atan2", a!, b!)).shape.length; // => 2
 * ```
 */
export function elementwise(
  operands: readonly Operand[],
  combine: (scalars: readonly Expression[]) => Expression,
): Expression {
  const nodes = operands.map(asExpression);
  if (nodes.every((node) => node.shape.length === 0)) return combine(nodes);
  const shape = broadcastShapes(nodes.map((node) => node.shape));
  const indices = freshIndices(shape);
  const scalars = nodes.map((node) => element(node, ...trailing(node.shape, indices)));
  return bindTensor(indices, shape, combine(scalars));
}

/** The indices that read an operand of a broadcast: the last ones, and 1 where its own size is 1. */
function trailing(shape: Shape, indices: readonly SymbolNode[]): Expression[] {
  const last = indices.slice(indices.length - shape.length);
  return shape.map((size, k) => (sameSize(size, number(1)) ? number(1) : (last[k] as SymbolNode)));
}

/**
 * Indices for the axes of a shape, to be bound by `tensor` or `reduce`.
 *
 * @example
 * ```ts
 * import { element, freshIndices, symbol, tensor, toText } from "@chainrule/expr";
 * const A = symbol("A", { shape: [2, 3] });
 * const [i, j] = freshIndices(A.shape);
 * toText(tensor([j!, i!], [3, 2], element(A, i!, j!))); // => "A'"
 * ```
 */
export function freshIndices(shape: Shape): SymbolNode[] {
  return shape.map((_, k) => openedIndex(k + 1));
}
