/** What one operation of an arithmetic may add to the error of its result. */
import type { UnaryName } from "../arithmetic.ts";
import { type DoubleDouble, productError, twoSum } from "../doubleDouble/basic.ts";
import type { BigFloat } from "../multiprecision/bigFloat.ts";
import { DECIMAL60_BITS } from "../multiprecision/decimal60.ts";

/** Rounding errors, in multiples of the arithmetic's unit roundoff times the size of the result. */
export interface Roundoff<T> {
  /** Of a product. */
  readonly multiply: number;
  /** Of a quotient. */
  readonly divide: number;
  /** Of an angle. */
  readonly atan2: number;
  /** Of a norm. */
  readonly hypot: number;
  /** Multiplied by 1 + |b log a| as well where `powerGrows`. */
  readonly power: number;
  /** Whether the error of a power grows with its exponent times the logarithm. */
  readonly powerGrows: boolean;
  /** Of every order. */
  readonly polygamma: number;
  /** Of each function of one argument. */
  readonly functions: { readonly [name in UnaryName]: number };
  /** The error of underflows. */
  readonly underflow: number;
  /** The size of a result below which they count, be it in the bound's own arithmetic. */
  readonly tiny: number;
  /** Whether the sum of two exact values is sure to be exact. */
  isExactSum(a: T, b: T): boolean;
  /** Whether the product of two exact values is sure to be exact. */
  isExactProduct(a: T, b: T): boolean;
}

/** The same number of units for every function. */
function uniform(units: number): { [name in UnaryName]: number } {
  return {
    exp: units,
    expm1: units,
    log: units,
    log1p: units,
    sqrt: units,
    cbrt: units,
    sin: units,
    cos: units,
    tan: units,
    asin: units,
    acos: units,
    atan: units,
    sinh: units,
    cosh: units,
    tanh: units,
    asinh: units,
    acosh: units,
    atanh: units,
    erf: units,
    erfc: units,
    erfcx: units,
    gamma: units,
    lgamma: units,
    digamma: units,
    sigmoid: units,
    softplus: units,
    logSigmoid: units,
  };
}

/**
 * The host's doubles: the four operations and sqrt are correctly rounded, the engine's functions are within 1 unit in
 * the last place (2 roundoffs) or twice that, our own within the bounds their comments state.
 *
 * @example
 * ```ts
 * import { bounded, FLOAT64_ROUNDOFF, float64 } from "@chainrule/special";
 * const inAnyOrder = bounded(float64, { ...FLOAT64_ROUNDOFF, isExactSum: () => false });
 * inAnyOrder.add(inAnyOrder.fromNumber(1), inAnyOrder.fromNumber(2)).error > 0; // => true
 * ```
 */
export const FLOAT64_ROUNDOFF: Roundoff<number> = {
  multiply: 1,
  divide: 1,
  atan2: 4,
  hypot: 2,
  power: 4,
  powerGrows: false,
  polygamma: 40,
  functions: {
    ...uniform(4),
    sqrt: 1,
    exp: 2,
    log: 2,
    sin: 2,
    cos: 2,
    expm1: 2,
    log1p: 2,
    cbrt: 2,
    atan: 2,
    erfc: 6,
    erfcx: 6,
    lgamma: 6,
    digamma: 6,
    sigmoid: 6,
    softplus: 6,
    logSigmoid: 6,
  },
  underflow: 8 * Number.MIN_VALUE,
  tiny: 2 ** -950,
  isExactSum: (a, b) => twoSum(a, b).lo === 0,
  isExactProduct: (a, b) => isOrdinary(a * b) && productError(a, b, a * b) === 0,
};

/**
 * Double-double, in units of 2^-104: proven for the four operations (3, 7 and 15 times 2^-106), measured with at least
 * a factor of four to spare for the functions.
 */
export const DOUBLE_DOUBLE_ROUNDOFF: Roundoff<DoubleDouble> = {
  multiply: 2,
  divide: 4,
  atan2: 16,
  hypot: 16,
  power: 16,
  powerGrows: true,
  polygamma: 32,
  functions: { ...uniform(16), sqrt: 4, gamma: 64 },
  underflow: 16 * Number.MIN_VALUE,
  tiny: 2 ** -800,
  isExactSum: (a, b) => a.lo === 0 && b.lo === 0,
  isExactProduct: (a, b) => a.lo === 0 && b.lo === 0 && isOrdinary(a.hi * b.hi),
};

/** Whether the rounding error of a product of this size is itself a double. */
function isOrdinary(product: number): boolean {
  return Math.abs(product) > 2 ** -900 && Math.abs(product) < 2 ** 900;
}

/**
 * Sixty digits, in units of 2^-252: proven for the four operations, integer powers and sqrt (one rounding to at least 253
 * bits), measured below 1 for the functions, with a factor of eight to spare.
 */
export const DECIMAL60_ROUNDOFF: Roundoff<BigFloat> = {
  multiply: 1,
  divide: 1,
  atan2: 8,
  hypot: 8,
  power: 8,
  powerGrows: false,
  polygamma: 8,
  functions: { ...uniform(8), sqrt: 1 },
  underflow: 16 * Number.MIN_VALUE,
  tiny: 2 ** -700,
  isExactSum: (a, b) => {
    const highest = Math.max(a.exponent + a.length, b.exponent + b.length);
    return highest + 1 - Math.min(a.exponent, b.exponent) <= DECIMAL60_BITS;
  },
  isExactProduct: (a, b) => a.length + b.length <= DECIMAL60_BITS && isOrdinary(a.nearest * b.nearest),
};

/** For any other arithmetic: sixteen units for everything that is not the four operations. */
export function cautiousRoundoff<T>(): Roundoff<T> {
  return {
    multiply: 2,
    divide: 4,
    atan2: 16,
    hypot: 16,
    power: 16,
    powerGrows: true,
    polygamma: 64,
    functions: uniform(64),
    underflow: 64 * Number.MIN_VALUE,
    tiny: 2 ** -800,
    isExactSum: () => false,
    isExactProduct: () => false,
  };
}

/**
 * What a function's rounding error is measured against, beside its result: for x < 0 the gamma family is a difference
 * of larger numbers, so near its zeros the error stays relative to those.
 */
export function cancelledSize(name: UnaryName, x: number): number {
  if (x >= 0 || (name !== "lgamma" && name !== "digamma")) return 0;
  const size = Math.abs(x);
  if (name === "lgamma") return 2 * (1 + size) * Math.log(2 + size) + 4;
  return Math.log(2 + size) + 4 + 2 / Math.abs(x - Math.round(x));
}
