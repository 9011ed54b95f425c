/**
 * An unevaluated sum of two doubles, `hi + lo` with `|lo| <= ulp(hi) / 2`: about 106 bits.
 *
 * The functions here serve the places of this package where one double is not enough (cancellation near a
 * zero, large exponents).
 */
export interface HighLow {
  /** The nearest double. */
  readonly hi: number;
  /** What it lacks. */
  readonly lo: number;
}

/**
 * `a + b` exactly, any order of magnitudes.
 *
 * Source: Knuth, TAOCP volume 2, 4.2.2.
 *
 * @example
 * ```ts
 * import { twoSum } from "@chainrule/special";
 * twoSum(1, 2 ** -60).lo === 2 ** -60; // => true
 * ```
 */
export function twoSum(a: number, b: number): HighLow {
  const hi = a + b;
  const shadow = hi - a;
  return { hi, lo: a - (hi - shadow) + (b - shadow) };
}

/** `a + b` exactly when `|a| >= |b|` or `a = 0`. Source: Dekker 1971. */
function fastTwoSum(a: number, b: number): HighLow {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

const SPLITTER: number = 2 ** 27 + 1;

/**
 * `a b` exactly for products between about 1e-290 and 1e300.
 *
 * Source: Dekker 1971, Veltkamp splitting.
 *
 * @example
 * ```ts
 * import { twoProduct } from "@chainrule/special";
 * twoProduct(0.1, 10); // => { hi: 1, lo: 5.551115123125783e-17 }
 * ```
 */
export function twoProduct(a: number, b: number): HighLow {
  const hi = a * b;
  const wideA = SPLITTER * a;
  const wideB = SPLITTER * b;
  const aHigh = wideA - (wideA - a);
  const bHigh = wideB - (wideB - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return { hi, lo: aLow * bLow - (hi - aHigh * bHigh - aLow * bHigh - aHigh * bLow) };
}

/** Sum of two pairs, relative error at most 2^-104. Source: Joldes, Muller, Popescu 2017, AccurateDWPlusDW. */
export function addPairs(a: HighLow, b: HighLow): HighLow {
  const high = twoSum(a.hi, b.hi);
  const low = twoSum(a.lo, b.lo);
  const middle = fastTwoSum(high.hi, high.lo + low.hi);
  return fastTwoSum(middle.hi, middle.lo + low.lo);
}

/** Sum of a pair and a double. */
export function addDouble(a: HighLow, b: number): HighLow {
  const high = twoSum(a.hi, b);
  return fastTwoSum(high.hi, high.lo + a.lo);
}

/** Product of two pairs, relative error at most 2^-102. */
export function multiplyPairs(a: HighLow, b: HighLow): HighLow {
  const high = twoProduct(a.hi, b.hi);
  return fastTwoSum(high.hi, high.lo + (a.hi * b.lo + a.lo * b.hi));
}

/** Product of a pair and a double. */
export function multiplyDouble(a: HighLow, b: number): HighLow {
  const high = twoProduct(a.hi, b);
  return fastTwoSum(high.hi, high.lo + a.lo * b);
}

/** Quotient of two pairs: two steps of long division. */
export function dividePairs(a: HighLow, b: HighLow): HighLow {
  const first = a.hi / b.hi;
  const rest = addPairs(a, multiplyDouble(b, -first));
  return fastTwoSum(first, rest.hi / b.hi);
}

/** `-a`. */
export function negatePair(a: HighLow): HighLow {
  return { hi: -a.hi, lo: -a.lo };
}
