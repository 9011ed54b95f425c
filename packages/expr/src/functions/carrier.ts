import type { Arithmetic } from "@chainrule/special";

/** One of three numbers by the sign of x; NaN where the sign cannot be told. */
export function choose<T>(A: Arithmetic<T>, x: T, below: number, at: number, above: number): T {
  const order = A.compare(x, A.fromNumber(0));
  return A.fromNumber(order === undefined ? Number.NaN : order < 0 ? below : order > 0 ? above : at);
}

/** Whether a condition holds; undefined where it is not decided. */
export function isTrue<T>(A: Arithmetic<T>, condition: T): boolean | undefined {
  const x = A.toNumber(condition);
  return Number.isNaN(x) ? undefined : x !== 0;
}

/** Which of two operands is kept as it is, so that `equal` can recognise it; the arithmetic decides unclear cases. */
export function pick<T>(A: Arithmetic<T>, a: T, b: T, keepSecondAt: -1 | 1): T {
  const order = A.compare(a, b);
  if (order === undefined) return keepSecondAt === -1 ? A.max(a, b) : A.min(a, b);
  return order === keepSecondAt ? b : a;
}
