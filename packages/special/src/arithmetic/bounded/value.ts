import type { Arithmetic } from "../arithmetic.ts";
import type { Roundoff } from "./roundoff.ts";

/** A value and a bound of its distance from the exact one. An error of 0 means that the value is exact. */
export interface Bounded<T> {
  /** What was computed. */
  readonly value: T;
  /** |exact - value| <= error. */
  readonly error: number;
}

/** Slack that covers the roundings of the bounds' own arithmetic. */
export const outward: number = 1 + 2 ** -50;

/** The error where no bound is known. */
export const UNKNOWN: number = Number.POSITIVE_INFINITY;

/** Whether a value is the double x, exactly. */
export function isExact<T>(base: Arithmetic<T>, value: T, x: number): boolean {
  return base.compare(value, base.fromNumber(x)) === 0;
}

/** Whether a is a structural zero. */
export function isZero<T>(base: Arithmetic<T>, a: Bounded<T>): boolean {
  return a.error === 0 && base.toNumber(a.value) === 0;
}

/** A result of the given size: what the errors of its arguments amount to, and its own rounding on top. */
export function rounded<T>(
  { underflow, tiny }: Roundoff<T>,
  value: T,
  size: number,
  propagated: number,
  rounding: number,
): Bounded<T> {
  const error = (propagated + rounding + (size < tiny ? underflow : 0)) * outward;
  return { value, error: error >= 0 ? error : UNKNOWN };
}
