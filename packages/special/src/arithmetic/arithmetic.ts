/**
 * The interface every scalar arithmetic implements. Beyond the four operations and the functions it has one extra
 * member, `unitRoundoff`, which the running bounds and the reports need.
 */

/** The functions of one argument that every arithmetic offers. */
export interface UnaryFunctions<T> {
  exp(a: T): T;
  expm1(a: T): T;
  log(a: T): T;
  log1p(a: T): T;
  sqrt(a: T): T;
  cbrt(a: T): T;
  sin(a: T): T;
  cos(a: T): T;
  tan(a: T): T;
  asin(a: T): T;
  acos(a: T): T;
  atan(a: T): T;
  sinh(a: T): T;
  cosh(a: T): T;
  tanh(a: T): T;
  asinh(a: T): T;
  acosh(a: T): T;
  atanh(a: T): T;
  erf(a: T): T;
  erfc(a: T): T;
  /** exp(a^2) erfc(a). */
  erfcx(a: T): T;
  gamma(a: T): T;
  /** log |gamma(a)|. */
  lgamma(a: T): T;
  digamma(a: T): T;
  /** 1 / (1 + exp(-a)). */
  sigmoid(a: T): T;
  /** log(1 + exp(a)). */
  softplus(a: T): T;
  /** log(sigmoid(a)). */
  logSigmoid(a: T): T;
}

/** The piecewise functions: kinks and jumps. */
export interface PiecewiseFunctions<T> {
  abs(a: T): T;
  /** -1, 0 or 1. */
  sign(a: T): T;
  floor(a: T): T;
  ceil(a: T): T;
  /** The nearest integer, halves to even. */
  round(a: T): T;
  /** The larger; at a tie the first; NaN if either is. */
  max(a: T, b: T): T;
  /** The smaller; at a tie the first; NaN if either is. */
  min(a: T, b: T): T;
}

/**
 * Real scalar arithmetic over a carrier `T`: what a generic evaluator needs to run one formula in float64, with a
 * complex step, in double-double or with a running error bound. Values only; no function here knows a derivative.
 *
 * @example
 * ```ts
 * import { doubleDouble, float64, type Arithmetic } from "@chainrule/special";
 * const gap = <T>(A: Arithmetic<T>) => A.toNumber(A.subtract(A.exp(A.fromNumber(1)), A.e));
 * gap(float64); // => 0
 * Math.abs(gap(doubleDouble)) < 1e-30; // => true
 * ```
 */
export interface Arithmetic<T> extends UnaryFunctions<T>, PiecewiseFunctions<T> {
  /** "float64", "complex", "double-double", "bounded float64", ... */
  readonly name: string;
  /** A bound on the relative error of one addition, away from underflow. */
  readonly unitRoundoff: number;
  readonly pi: T;
  readonly e: T;
  /** The double itself, exactly. */
  fromNumber(x: number): T;
  /** numerator / denominator, rounded once to the carrier. */
  fromRatio(numerator: bigint, denominator: bigint): T;
  /** The nearest double (of the real part). */
  toNumber(a: T): number;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  negate(a: T): T;
  /** a^b for a real exponent; NaN for a negative base unless b is an integer. */
  power(a: T, b: T): T;
  /** a^n for an integer n by repeated squaring; a^0 is 1. */
  integerPower(a: T, n: number): T;
  /** The order of a and b; undefined where it cannot be known (NaN, or bounds that overlap). */
  compare(a: T, b: T): -1 | 0 | 1 | undefined;
  atan2(y: T, x: T): T;
  hypot(a: T, b: T): T;
  /** The n-th derivative of digamma, for an integer n >= 0. */
  polygamma(n: number, a: T): T;
}

/** The names of the functions of one argument, piecewise ones excluded. */
export type UnaryName = keyof UnaryFunctions<unknown>;
