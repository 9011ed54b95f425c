import type { Arithmetic } from "../arithmetic.ts";

/** A value and a bound of its distance from the exact one. An error of 0 means that the value is exact. */
export interface Bounded<T> {
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
