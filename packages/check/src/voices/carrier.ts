import {
  type Bounded,
  boundedDoubleDouble,
  type DoubleDouble,
  doubleDouble,
  toDecimal,
} from "@chainrule/special";

/** The arithmetic in which the two voices are compared: double-double with running error bounds. */
export type Exactish = Bounded<DoubleDouble>;

/** A tensor in that arithmetic: elements in row-major order. */
export interface ExactishTensor {
  readonly shape: readonly number[];
  readonly data: readonly Exactish[];
}

export { boundedDoubleDouble as exactish };

/** The nearest double. */
export function nearest(a: Exactish): number {
  return boundedDoubleDouble.toNumber(a);
}

/** a - b, taken in double-double and rounded at the end. */
export function difference(a: Exactish, b: Exactish): number {
  return doubleDouble.toNumber(doubleDouble.subtract(a.value, b.value));
}

/** Thirty significant digits. */
export function decimal(a: Exactish): string {
  return toDecimal(a.value, 30);
}
