import type { Arithmetic } from "../arithmetic/arithmetic.ts";
import { isOrder } from "./order.ts";

/**
 * A derivative of the normalised cardinal sine, in any arithmetic.
 *
 * `sincDerivative(n, x) = d^n/dx^n sin(pi x) / (pi x) = pi^n (integral of t^n cos(pi x t + n pi / 2), t from 0 to 1)`;
 * order 0 is sinc itself.
 *
 * Domain: n = 0, 1, ..., 100, NaN for any other n; 0 at both infinities.
 * Numerics: no cancellation near 0, where `(cos(pi x) - sinc(x)) / x` loses everything; away from its own zeros within
 * 1.3 (n + 4) roundings of mpmath for n <= 20.
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
  const z = A.multiply(A.pi, x);
  const isFar = Math.abs(Math.PI * real) > n + 1;
  const scaled = isFar ? upwards(A, n, z, sines(A, x)) : downwards(A, n, z, sines(A, x));
  return n === 0 ? scaled : A.multiply(A.integerPower(A.pi, n), scaled);
}

/** sin(z + k pi / 2) for k = 0, 1, ... */
type Sines<T> = (k: number) => T;

/** g(0) = sin(z) / z, g(k) = (sin(z + k pi/2) - k g(k-1)) / z. */
function upwards<T>(A: Arithmetic<T>, n: number, z: T, sine: Sines<T>): T {
  let g = A.divide(sine(0), z);
  for (let k = 1; k <= n; k++) g = A.divide(A.subtract(sine(k), A.multiply(A.fromNumber(k), g)), z);
  return g;
}

/** The same, solved for g(k-1). What is left of the arbitrary start is z^m / ((n+1) ... (n+m)) of it. */
function downwards<T>(A: Arithmetic<T>, n: number, z: T, sine: Sines<T>): T {
  const size = Math.abs(A.toNumber(z));
  let top = n;
  for (let left = 1; left > A.unitRoundoff / 16; top++) left *= size / (top + 1);
  let g = A.fromNumber(0);
  for (let k = top + 1; k > n; k--) g = A.divide(A.subtract(sine(k), A.multiply(z, g)), A.fromNumber(k));
  return g;
}

function sines<T>(A: Arithmetic<T>, x: T): Sines<T> {
  const [sine, cosine] = sineAndCosineOfPi(A, x);
  const cycle = [sine, cosine, A.negate(sine), A.negate(cosine)];
  return (k) => cycle[k % 4]!;
}

/** sin(pi x) and cos(pi x), each from what x has over its nearest multiple of 1/2, so that zeros are exact. */
function sineAndCosineOfPi<T>(A: Arithmetic<T>, x: T): readonly [T, T] {
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
