import { applyNumber, applyOne } from "../apply.ts";
import type { Primitive } from "../primitive.ts";
import type { ArrayLike, Tensor } from "../value.ts";

/**
 * What an elementwise operation gives: a number for numbers alone; where one operand surely is no number, an array or
 * a recorded value.
 */
export type Like<
  A extends ArrayLike,
  B extends ArrayLike = number,
  C extends ArrayLike = number,
> = 0 extends 1 & A & B & C
  ? // biome-ignore lint/suspicious/noExplicitAny: what is any stays any
    any
  : [A | B | C] extends [number]
    ? number
    : [Extract<A, number>] extends [never]
      ? Tensor
      : [Extract<B, number>] extends [never]
        ? Tensor
        : [Extract<C, number>] extends [never]
          ? Tensor
          : ArrayLike;

/** Applies a row without params to one operand. */
export function call1<A extends ArrayLike>(row: Primitive<undefined>, a: A): Like<A> {
  return (applyNumber(row, undefined, a) ?? applyOne(row, undefined, [a])) as Like<A>;
}

/** Applies a row without params to two operands. */
export function call2<A extends ArrayLike, B extends ArrayLike>(
  row: Primitive<undefined>,
  a: A,
  b: B,
): Like<A, B> {
  return (applyNumber(row, undefined, a, b) ?? applyOne(row, undefined, [a, b])) as Like<A, B>;
}

/** Applies a row with params to one operand. */
export function callWith<A extends ArrayLike, P>(row: Primitive<P>, params: P, a: A): Like<A> {
  return (applyNumber(row, params as P, a) ?? applyOne(row, params, [a])) as Like<A>;
}
