import type { Arithmetic } from "../arithmetic/arithmetic.ts";
import * as basic from "../arithmetic/doubleDouble/basic.ts";
import { cos, PI, sin } from "../arithmetic/doubleDouble/trigonometric.ts";
import { isOrder } from "./order.ts";

/**
 * A derivative of the normalised cardinal sine, in any arithmetic.
 *
 * `sincDerivative(n, x) = d^n/dx^n sin(pi x) / (pi x) = pi^n (integral of t^n cos(pi x t + n pi / 2), t from 0 to 1)`;
 * order 0 is sinc itself.
 *
 * Domain: n = 0, 1, ..., 100, NaN for any other n; 0 at both infinities.
 * Numerics: no cancellation near 0, where `(cos(pi x) - sinc(x)) / x` loses everything; within 1.3 (n + 4) roundings of mpmath
 * for n <= 20, in float64 near its own zeros too: there it is computed in pairs of doubles.
 * Source: n derivatives of `pi x sinc(x) = sin(pi x)` give a recurrence, stable upwards where |pi x| is larger than n and
 * downwards below, where it starts from 0 far above n (J. C. P. Miller's algorithm).
 *
 * @example
 * ```ts
 * import { float64, sincDerivative } from "@chainrule/special";
 * sincDerivative(float64, 0, 0.5) === 2 / Math.PI; // => true
 * sincDerivative(float64, 1, 4); // => 0.25
 * ```
 */
export function sincDerivative<T>(A: Arithmetic<T>, n: number, x: T): T {
  const real = A.toNumber(x);
  if (!isOrder(n) || Number.isNaN(real)) return A.fromNumber(Number.NaN);
  if (!Number.isFinite(2 * real)) return A.fromNumber(0);
  const scaled = scaledDerivative(A, n, x);
  if (A.name === "float64" && isNearZero(n, real, A.toNumber(scaled))) return A.fromNumber(inPairs(n, real));
  return timesPowerOfPi(A, n, scaled);
}

/** What the formulas take of an arithmetic. */
type Field<T> = Pick<
  Arithmetic<T>,
  | "unitRoundoff"
  | "pi"
  | "fromNumber"
  | "toNumber"
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "negate"
  | "integerPower"
  | "sin"
  | "cos"
>;

/** The derivative over pi^n: that of sin(z) / z at z = pi x. */
function scaledDerivative<T>(A: Field<T>, n: number, x: T): T {
  const z = A.multiply(A.pi, x);
  const isFar = Math.abs(Math.PI * A.toNumber(x)) > n + 1;
  return isFar ? upwards(A, n, z, sines(A, x)) : downwards(A, n, z, sines(A, x));
}

function timesPowerOfPi<T>(A: Field<T>, n: number, scaled: T): T {
  return n === 0 ? scaled : A.multiply(A.integerPower(A.pi, n), scaled);
}

/** Whether a derivative is much less than the terms that it is the difference of. No zero but 0 is below 1. */
function isNearZero(n: number, x: number, scaled: number): boolean {
  const size = Math.PI * Math.abs(x);
  return n > 0 && size > 1 && size < 2 ** 53 && Math.abs(scaled) * Math.max(n + 1, size) < 0.25;
}

const pairs: Field<basic.DoubleDouble> = {
  fromNumber: basic.fromNumber,
  add: basic.add,
  subtract: basic.subtract,
  multiply: basic.multiply,
  divide: basic.divide,
  negate: basic.negate,
  integerPower: basic.integerPower,
  unitRoundoff: 2 ** -104,
  pi: PI,
  toNumber: ({ hi }) => hi,
  sin,
  cos,
};

function inPairs(n: number, x: number): number {
  return pairs.toNumber(timesPowerOfPi(pairs, n, scaledDerivative(pairs, n, basic.fromNumber(x))));
}

/** sin(z + k pi / 2) for k = 0, 1, ... */
type Sines<T> = (k: number) => T;

/** g(0) = sin(z) / z, g(k) = (sin(z + k pi/2) - k g(k-1)) / z. */
function upwards<T>(A: Field<T>, n: number, z: T, sine: Sines<T>): T {
  let g = A.divide(sine(0), z);
  for (let k = 1; k <= n; k++) g = A.divide(A.subtract(sine(k), A.multiply(A.fromNumber(k), g)), z);
  return g;
}

/** The same, solved for g(k-1). What is left of the arbitrary start is z^m / ((n+1) ... (n+m)) of it. */
function downwards<T>(A: Field<T>, n: number, z: T, sine: Sines<T>): T {
  const size = Math.abs(A.toNumber(z));
  let top = n;
  for (let left = 1; left > A.unitRoundoff / 16; top++) left *= size / (top + 1);
  let g = A.fromNumber(0);
  for (let k = top + 1; k > n; k--) g = A.divide(A.subtract(sine(k), A.multiply(z, g)), A.fromNumber(k));
  return g;
}

function sines<T>(A: Field<T>, x: T): Sines<T> {
  const [sine, cosine] = sineAndCosineOfPi(A, x);
  const cycle = [sine, cosine, A.negate(sine), A.negate(cosine)];
  return (k) => cycle[k % 4]!;
}

/** sin(pi x) and cos(pi x), each from what x has over its nearest multiple of 1/2, so that zeros are exact. */
function sineAndCosineOfPi<T>(A: Field<T>, x: T): readonly [T, T] {
  const real = A.toNumber(x);
  const quarters = Math.sign(real) * Math.round(2 * Math.abs(real));
  const angle = A.multiply(A.pi, A.subtract(x, A.fromNumber(quarters / 2)));
  const [sine, cosine] = [A.sin(angle), A.cos(angle)];
  const turned = [
    [sine, cosine],
    [cosine, A.negate(sine)],
    [A.negate(sine), A.negate(cosine)],
    [A.negate(cosine), sine],
  ] as const;
  return turned[((quarters % 4) + 4) % 4]!;
}
