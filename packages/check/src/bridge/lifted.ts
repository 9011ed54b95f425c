import { call, type Expression, element, fraction, number, piecewise, type Shape } from "@chainrule/expr";

/**
 * A value of a traced function: how to read one element of it.
 *
 * Arrays of numbers are tensors. Arrays of truth values stay conditions, written out wherever they are read, so that an
 * expression shows where it changes its form: a comparison hidden in a tensor of 0 and 1 would hide a kink.
 */
export interface LiftedValue {
  readonly shape: Shape;
  readonly isCondition: boolean;
  /** The element at the indices, which start at 1: a number, or a condition. */
  readonly read: (indices: readonly Expression[]) => Expression;
}

/** A tensor (or scalar) read element by element. */
export function numbers(expression: Expression): LiftedValue {
  const { shape } = expression;
  return { shape, isCondition: false, read: (indices) => element(expression, ...indices) };
}

/** The element that meets the given indices of a larger shape when broadcast. */
function readBroadcast({ shape, read }: LiftedValue, indices: readonly Expression[]): Expression {
  const own = indices.slice(indices.length - shape.length);
  return read(shape.map((size, axis) => (isOne(size) ? number(1) : own[axis]!)));
}

/** The same, as a number: 1 for a condition that holds, else 0. */
export function readNumber(value: LiftedValue, indices: readonly Expression[]): Expression {
  const found = readBroadcast(value, indices);
  return value.isCondition ? piecewise(number(1), found, number(0)) : found;
}

/** The same, as a condition: numbers are constants 0 and 1 here, so comparing with 1/2 makes no tie. */
export function readCondition(value: LiftedValue, indices: readonly Expression[]): Expression {
  const found = readBroadcast(value, indices);
  return value.isCondition ? found : call("less", fraction(1, 2), found);
}

/** Whether an axis has length 1. */
export function isOne(size: Expression): boolean {
  return size.kind === "number" && size.value.numerator === 1 && size.value.denominator === 1;
}
