/** The functions of one argument that every arithmetic offers. */
export interface UnaryFunctions<T> {
  /** e^a. */
  exp(a: T): T;
  /** exp(a) - 1, accurate near 0. */
  expm1(a: T): T;
  /** The natural logarithm; NaN for a < 0. */
  log(a: T): T;
  /** log(1 + a), accurate near 0. */
  log1p(a: T): T;
  /** The square root; NaN for a < 0. */
  sqrt(a: T): T;
  /** The real cube root. */
  cbrt(a: T): T;
  /** The sine of an angle in radians. */
  sin(a: T): T;
  /** The cosine of an angle in radians. */
  cos(a: T): T;
  /** The tangent of an angle in radians. */
  tan(a: T): T;
  /** The inverse sine, in [-pi/2, pi/2]; NaN outside [-1, 1]. */
  asin(a: T): T;
  /** The inverse cosine, in [0, pi]; NaN outside [-1, 1]. */
  acos(a: T): T;
  /** The inverse tangent, in [-pi/2, pi/2]. */
  atan(a: T): T;
  /** (exp(a) - exp(-a)) / 2. */
  sinh(a: T): T;
  /** (exp(a) + exp(-a)) / 2. */
  cosh(a: T): T;
  /** sinh(a) / cosh(a). */
  tanh(a: T): T;
  /** The inverse of sinh. */
  asinh(a: T): T;
  /** The inverse of cosh, nonnegative; NaN for a < 1. */
  acosh(a: T): T;
  /** The inverse of tanh; NaN outside [-1, 1]. */
  atanh(a: T): T;
  /** 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to a. */
  erf(a: T): T;
  /** 1 - erf(a), accurate in the tail. */
  erfc(a: T): T;
  /** exp(a^2) erfc(a). */
  erfcx(a: T): T;
  /** The gamma function: (a - 1)! at positive integers. */
  gamma(a: T): T;
  /** log |gamma(a)|. */
  lgamma(a: T): T;
  /** The derivative of lgamma. */
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
  /** |a|. */
  abs(a: T): T;
  /** -1, 0 or 1. */
  sign(a: T): T;
  /** The greatest integer that is at most a. */
  floor(a: T): T;
  /** The least integer that is at least a. */
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
  /** The ratio of a circle's circumference to its diameter, in this arithmetic. */
  readonly pi: T;
  /** exp(1), in this arithmetic. */
  readonly e: T;
  /** The double itself, exactly. */
  fromNumber(x: number): T;
  /** numerator / denominator, rounded once to the carrier. */
  fromRatio(numerator: bigint, denominator: bigint): T;
  /** The nearest double (of the real part). */
  toNumber(a: T): number;
  /** a + b. */
  add(a: T, b: T): T;
  /** a - b. */
  subtract(a: T, b: T): T;
  /** a b. */
  multiply(a: T, b: T): T;
  /** a / b. */
  divide(a: T, b: T): T;
  /** -a. */
  negate(a: T): T;
  /** a^b for a real exponent; NaN for a negative base unless b is an integer. */
  power(a: T, b: T): T;
  /** a^n for an integer n by repeated squaring; a^0 is 1. */
  integerPower(a: T, n: number): T;
  /** The order of a and b; undefined where it cannot be known (NaN, or bounds that overlap). */
  compare(a: T, b: T): -1 | 0 | 1 | undefined;
  /** The angle of the point (x, y), in [-pi, pi]. */
  atan2(y: T, x: T): T;
  /** sqrt(a^2 + b^2) without overflow on the way. */
  hypot(a: T, b: T): T;
  /** The n-th derivative of digamma, for an integer n >= 0. */
  polygamma(n: number, a: T): T;
}

/** The names of the functions of one argument, piecewise ones excluded. */
export type UnaryName = keyof UnaryFunctions<unknown>;
