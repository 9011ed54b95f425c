/**
 * Running error bounds: every value carries a double that bounds its distance from the exact result. Errors of the
 * arguments pass through a function by a bound of its slope over the interval they span, and its own rounding is added.
 *
 * Source: J. H. Wilkinson; N. J. Higham, Accuracy and Stability of Numerical Algorithms (2nd ed.), section 3.3.
 */
import type { Arithmetic, UnaryName } from "../arithmetic.ts";
import {
  atan2Increment,
  type Interval,
  intervalAbout,
  polygammaBound,
  powerIncrement,
  rangeWidths,
  slopes,
} from "./lipschitz.ts";
import { boundedOperations } from "./operations.ts";
import { boundedPiecewise } from "./piecewise.ts";
import { cancelledSize, cautiousRoundoff, type Roundoff } from "./roundoff.ts";
import { type Bounded, isExact, isZero, outward, rounded, UNKNOWN } from "./value.ts";

/** At these poles an exact argument gives an exact infinity; any other infinite result is an overflow. */
const POLES: ReadonlySet<UnaryName> = /* @__PURE__ */ new Set<UnaryName>(["log", "log1p", "atanh"]);

const UNARY_NAMES = /* @__PURE__ */ Object.keys(slopes) as UnaryName[];

/**
 * The arithmetic of `base` with running error bounds: for every result, |exact - value| <= error, where "exact" is the
 * same formula on the exact arguments.
 *
 * Errors grow to Infinity where an argument's interval reaches a pole, the end of a domain or a jump of `sign`, `floor`,
 * `ceil` or `round`; comparisons that the bounds do not decide are undefined. Exact inputs keep error 0 through
 * operations that are exact on them: structural zeros, sums and products without rounding, negation, selection.
 *
 * @example
 * ```ts
 * import { boundedFloat64 } from "@chainrule/special";
 * const A = boundedFloat64;
 * const third = A.divide(A.fromNumber(1), A.fromNumber(3));
 * third.error < 1e-16; // => true
 * A.compare(third, A.fromRatio(1n, 3n)); // => undefined
 * ```
 */
export function bounded<T>(
  base: Arithmetic<T>,
  roundoff: Roundoff<T> = cautiousRoundoff(),
): Arithmetic<Bounded<T>> {
  const operations = boundedOperations(base, roundoff);
  const functions = {} as Record<UnaryName, (a: Bounded<T>) => Bounded<T>>;
  for (const name of UNARY_NAMES) functions[name] = unary(base, roundoff, name);
  return {
    name: `bounded ${base.name}`,
    unitRoundoff: base.unitRoundoff,
    pi: constant(base, base.pi),
    e: constant(base, base.e),
    ...operations,
    ...boundedPiecewise(base),
    ...functions,
    ...binaryFunctions(base, roundoff, operations.integerPower),
  };
}

/** A correctly rounded irrational constant. */
function constant<T>(base: Arithmetic<T>, value: T): Bounded<T> {
  return { value, error: base.unitRoundoff * Math.abs(base.toNumber(value)) * outward };
}

/** The interval that an argument with its error spans. */
function intervalOf<T>(base: Arithmetic<T>, a: Bounded<T>): Interval {
  return intervalAbout(base.toNumber(a.value), a.error, (edge) =>
    Math.abs(base.toNumber(base.subtract(a.value, base.fromNumber(edge)))),
  );
}

function unary<T>(
  base: Arithmetic<T>,
  roundoff: Roundoff<T>,
  name: UnaryName,
): (a: Bounded<T>) => Bounded<T> {
  const f = base[name];
  const slope = slopes[name];
  const width = rangeWidths[name] ?? Number.POSITIVE_INFINITY;
  const units = roundoff.functions[name] * base.unitRoundoff;
  return (a) => {
    const value = f(a.value);
    const result = base.toNumber(value);
    const x = base.toNumber(a.value);
    const exact = a.error === 0;
    if (Number.isNaN(result)) return { value, error: UNKNOWN };
    if (!Number.isFinite(result)) {
      return { value, error: exact && (!Number.isFinite(x) || POLES.has(name)) ? 0 : UNKNOWN };
    }
    if (exact && isExactResult(base, roundoff, name, a.value, value)) return { value, error: 0 };
    const propagated = exact ? 0 : Math.min(width, slope(intervalOf(base, a)) * a.error);
    const rounding = units * (Math.abs(result) + cancelledSize(name, x));
    return rounded(roundoff, value, Math.abs(result), propagated, rounding);
  };
}

/** Results known to be exact for exact arguments: simple values at 0 and infinity, zeros at 1, perfect squares. */
function isExactResult<T>(
  base: Arithmetic<T>,
  roundoff: Roundoff<T>,
  name: UnaryName,
  a: T,
  value: T,
): boolean {
  const x = base.toNumber(a);
  const result = base.toNumber(value);
  const simple = result === 0 || result === 0.5 || Math.abs(result) === 1;
  if (simple && (x === 0 || !Number.isFinite(x))) return isExact(base, value, result);
  if (result === 0 && isExact(base, a, 1)) return true;
  if (name !== "sqrt" || !roundoff.isExactProduct(value, value)) return false;
  return base.compare(base.multiply(value, value), a) === 0;
}

type BinaryFunctions<T> = Pick<Arithmetic<T>, "power" | "atan2" | "hypot" | "polygamma">;

function binaryFunctions<T>(
  base: Arithmetic<T>,
  roundoff: Roundoff<T>,
  integerPower: (a: Bounded<T>, n: number) => Bounded<T>,
): BinaryFunctions<Bounded<T>> {
  const u = base.unitRoundoff;
  const finish = (value: T, propagated: number, units: number): Bounded<T> => {
    const size = Math.abs(base.toNumber(value));
    if (!Number.isFinite(size)) return { value, error: UNKNOWN };
    return rounded(roundoff, value, size, propagated, units * u * size);
  };

  const isPositive = (a: Bounded<T>): boolean => base.toNumber(a.value) > a.error;

  function power(a: Bounded<T>, b: Bounded<T>): Bounded<T> {
    if (isZero(base, a) && isPositive(b)) return { value: base.fromNumber(0), error: 0 };
    const n = base.toNumber(b.value);
    const integer = b.error === 0 && base.compare(b.value, base.fromNumber(n)) === 0 && Number.isInteger(n);
    if (integer && Math.abs(n) <= 64) return integerPower(a, n);
    const negative = integer && base.toNumber(a.value) < 0;
    const box = intervalOf(base, negative ? { value: base.negate(a.value), error: a.error } : a);
    const exponent = intervalOf(base, b);
    const growth = roundoff.powerGrows ? 1 + Math.abs(n * Math.log(box.x || 1)) : 1;
    const propagated = a.error === 0 && b.error === 0 ? 0 : powerIncrement(box, exponent);
    return finish(base.power(a.value, b.value), propagated, roundoff.power * growth);
  }

  return {
    power,
    atan2: (y, x) => {
      if (isZero(base, y) && isPositive(x)) return y;
      const propagated =
        y.error === 0 && x.error === 0 ? 0 : atan2Increment(intervalOf(base, y), intervalOf(base, x));
      return finish(base.atan2(y.value, x.value), propagated, roundoff.atan2);
    },
    hypot: (a, b) => {
      if (isZero(base, a)) return { value: base.abs(b.value), error: b.error };
      if (isZero(base, b)) return { value: base.abs(a.value), error: a.error };
      return finish(base.hypot(a.value, b.value), Math.hypot(a.error, b.error) * outward, roundoff.hypot);
    },
    polygamma: (n, a) => {
      const propagated = a.error === 0 ? 0 : polygammaBound(n + 1, intervalOf(base, a)) * a.error;
      const value = base.polygamma(n, a.value);
      const cancelled = base.toNumber(a.value) > 0 ? 0 : polygammaBound(n || 1, intervalOf(base, a));
      return finish(value, propagated + roundoff.polygamma * u * cancelled, roundoff.polygamma);
    },
  };
}
