/** The bounded arithmetics in use. */
import type { Arithmetic } from "../arithmetic.ts";
import {
  add as addPlain,
  type DoubleDouble,
  multiply as multiplyPlain,
  negate,
} from "../doubleDouble/basic.ts";
import { doubleDouble } from "../doubleDouble/doubleDouble.ts";
import { float64 } from "../float64.ts";
import type { BigFloat } from "../multiprecision/bigFloat.ts";
import { decimal60 } from "../multiprecision/decimal60.ts";
import { bounded } from "./bounded.ts";
import { DECIMAL60_ROUNDOFF, DOUBLE_DOUBLE_ROUNDOFF, FLOAT64_ROUNDOFF } from "./roundoff.ts";
import { type Bounded, outward } from "./value.ts";

/**
 * Doubles with a running error bound.
 *
 * @example
 * ```ts
 * import { boundedFloat64 as A } from "@chainrule/special";
 * const x = A.exp(A.fromNumber(1));
 * Math.abs(x.value - Math.E) <= x.error; // => true
 * A.multiply(A.fromNumber(3), A.fromNumber(4)).error; // => 0
 * ```
 */
export const boundedFloat64: Arithmetic<Bounded<number>> = /* @__PURE__ */ bounded(float64, FLOAT64_ROUNDOFF);

const generic: Arithmetic<Bounded<DoubleDouble>> = /* @__PURE__ */ bounded(
  doubleDouble,
  DOUBLE_DOUBLE_ROUNDOFF,
);

const SUM_ROUNDOFF: number = doubleDouble.unitRoundoff;
const PRODUCT_ROUNDOFF: number = doubleDouble.unitRoundoff * DOUBLE_DOUBLE_ROUNDOFF.multiply;
const TINY: number = DOUBLE_DOUBLE_ROUNDOFF.tiny;

/** The sum in the common case: no exact operand, nothing infinite. */
function add(a: Bounded<DoubleDouble>, b: Bounded<DoubleDouble>): Bounded<DoubleDouble> {
  const slack = a.error + b.error;
  if (a.error === 0 || b.error === 0 || !(slack < Number.POSITIVE_INFINITY)) return generic.add(a, b);
  const value = addPlain(a.value, b.value);
  const size = Math.abs(value.hi);
  if (!(size > TINY && size < Number.POSITIVE_INFINITY)) return generic.add(a, b);
  const rounding = a.value.lo === 0 && b.value.lo === 0 ? 0 : SUM_ROUNDOFF * size;
  return { value, error: (slack + rounding) * outward };
}

function subtract(a: Bounded<DoubleDouble>, b: Bounded<DoubleDouble>): Bounded<DoubleDouble> {
  return add(a, { value: negate(b.value), error: b.error });
}

/** The product in the common case: not both exact, of ordinary size. */
function multiply(a: Bounded<DoubleDouble>, b: Bounded<DoubleDouble>): Bounded<DoubleDouble> {
  const value = multiplyPlain(a.value, b.value);
  const size = Math.abs(value.hi);
  const slack = Math.abs(a.value.hi) * b.error + Math.abs(b.value.hi) * a.error + a.error * b.error;
  const common = size > TINY && slack > 0 && slack < Number.POSITIVE_INFINITY;
  return common ? { value, error: (slack + PRODUCT_ROUNDOFF * size) * outward } : generic.multiply(a, b);
}

/**
 * Double-doubles with a running error bound: for comparing two formulas that mean the same.
 *
 * @example
 * ```ts
 * import { boundedDoubleDouble as A } from "@chainrule/special";
 * const x = A.sin(A.fromNumber(1));
 * x.error < 1e-29; // => true
 * ```
 */
export const boundedDoubleDouble: Arithmetic<Bounded<DoubleDouble>> = {
  ...generic,
  add,
  subtract,
  multiply,
};

/**
 * Sixty digits with a running error bound: for the entries that double-double leaves open. The bound is a double, which
 * holds errors down to 1e-323; results below 2^-700 are bounded absolutely, by that.
 *
 * @example
 * ```ts
 * import { bounded60 as A } from "@chainrule/special";
 * const big = A.fromNumber(1e30);
 * const half = A.subtract(A.sqrt(A.add(A.multiply(big, big), big)), big); // 0.5, after 30 digits cancelled
 * half.error < 1e-44; // => true
 * ```
 */
export const bounded60: Arithmetic<Bounded<BigFloat>> = /* @__PURE__ */ bounded(
  decimal60,
  DECIMAL60_ROUNDOFF,
);
