import type { Arithmetic } from "@chainrule/special";

/** The value of a function at its arguments, in any arithmetic. */
export type ScalarFunction = <T>(A: Arithmetic<T>, args: readonly T[]) => T;

/** The value of a function of one argument. */
export function unary(value: <T>(A: Arithmetic<T>, x: T) => T): ScalarFunction {
  return (A, [x]) => value(A, x!);
}

/** 1 / f(x). */
export function reciprocal(value: <T>(A: Arithmetic<T>, x: T) => T): ScalarFunction {
  return (A, [x]) => A.divide(A.fromNumber(1), value(A, x!));
}
