import {
  type Arithmetic,
  type BigFloat,
  type Bounded,
  bounded60,
  boundedDoubleDouble,
  type DoubleDouble,
  decimal60,
  doubleDouble,
  toDecimal,
} from "@chainrule/special";

/** The arithmetic in which the two voices are compared: double-double with running error bounds. */
export type Exactish = Bounded<DoubleDouble>;

export { boundedDoubleDouble as exactish };

/** The nearest double. */
export function nearest(a: Exactish): number {
  return boundedDoubleDouble.toNumber(a);
}

/** a - b, taken in double-double and rounded at the end. */
export function difference(a: Exactish, b: Exactish): number {
  return doubleDouble.toNumber(doubleDouble.subtract(a.value, b.value));
}

/** The bound on a float64 result: none where its arithmetic could not tell which branch is taken. */
export function boundOf({ value, error }: Bounded<number>): number {
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : error;
}

/** How the values of one arithmetic with running bounds are compared and shown. */
export interface Carrier<V> {
  readonly arithmetic: Arithmetic<V>;
  /** A bound on the error of a value. */
  readonly error: (a: V) => number;
  /** a - b, taken in that arithmetic and rounded at the end. */
  readonly difference: (a: V, b: V) => number;
  readonly decimal: (a: V) => string;
}

/** Double-double, shown with thirty significant digits. */
export const doubleDoubles: Carrier<Exactish> = {
  arithmetic: boundedDoubleDouble,
  error: ({ error }) => error,
  difference,
  decimal: ({ value }) => toDecimal(value),
};

/** Sixty digits. */
export const sixtyDigits: Carrier<Bounded<BigFloat>> = {
  arithmetic: bounded60,
  error: ({ error }) => error,
  difference: (a, b) => decimal60.toNumber(decimal60.subtract(a.value, b.value)),
  decimal: ({ value }) => toDecimal(value),
};

/** The largest of |a| over some values, to the nearest double. */
export function largestMagnitude<V>({ arithmetic }: Carrier<V>, values: readonly V[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(arithmetic.toNumber(value))), 0);
}
