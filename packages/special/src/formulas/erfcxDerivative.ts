import type { Arithmetic } from "../arithmetic/arithmetic.ts";
import { isOrder } from "./order.ts";

/**
 * A derivative of the scaled complementary error function, in any arithmetic.
 *
 * `erfcxDerivative(n, x) = d^n/dx^n exp(x^2) erfc(x) = (-2)^n n! exp(x^2) i^n erfc(x)`, where `i^n erfc` is the n-th
 * repeated integral of erfc; order 0 is erfcx itself.
 *
 * Domain: n = 0, 1, ..., 100, NaN for any other n.
 * Numerics: no cancellation on the right, where `2 x erfcx(x) - 2 / sqrt(pi)` loses everything; within 1.3 (n + 4)
 * roundings of mpmath for n <= 20.
 * Source: NIST DLMF 7.18.6 and 7.18.7. The recurrence `d(n) = 2 x d(n-1) + 2 (n-1) d(n-2)` is stable upwards for x < 0 and
 * next to 0; on the right the derivatives are its minimal solution, so their ratios are a continued fraction (Gautschi 1967).
 *
 * @example
 * ```ts
 * import { erfcxDerivative, float64 } from "@chainrule/special";
 * erfcxDerivative(float64, 1, 0) === -2 / Math.sqrt(Math.PI); // => true
 * erfcxDerivative(float64, 1, 1e8); // => -5.641895835477562e-17
 * ```
 */
export function erfcxDerivative<T>(A: Arithmetic<T>, n: number, x: T): T {
  const real = A.toNumber(x);
  if (!isOrder(n) || Number.isNaN(real)) return A.fromNumber(Number.NaN);
  const value = A.erfcx(x);
  if (n === 0) return value;
  return real * Math.sqrt(2 * n) < 1 ? upwards(A, n, x, value) : byRatios(A, n, x, value);
}

/** d(1) = 2 x d(0) - 2 / sqrt(pi), d(k) = 2 x d(k-1) + 2 (k-1) d(k-2). */
function upwards<T>(A: Arithmetic<T>, n: number, x: T, value: T): T {
  const twice = A.add(x, x);
  let before = value;
  let last = A.subtract(A.multiply(twice, value), A.divide(A.fromNumber(2), A.sqrt(A.pi)));
  for (let k = 2; k <= n; k++) {
    const next = A.add(A.multiply(twice, last), A.multiply(A.fromNumber(2 * (k - 1)), before));
    [before, last] = [last, next];
  }
  return last;
}

/** d(k) / d(k-1) = -2 k / (2 x - d(k+1) / d(k)): all terms have one sign. The value is d(0) times the first n ratios. */
function byRatios<T>(A: Arithmetic<T>, n: number, x: T, value: T): T {
  const twice = A.add(x, x);
  let ratio = A.fromNumber(0);
  let product = value;
  for (let k = levels(A, n, A.toNumber(x)); k > 0; k--) {
    ratio = A.divide(A.fromNumber(-2 * k), A.subtract(twice, ratio));
    if (k <= n) product = A.multiply(product, ratio);
  }
  return product;
}

/** How deep the fraction goes: level k leaves (s - x) / (s + x) of an error, with s = sqrt(x^2 + 2 k). */
function levels<T>(A: Arithmetic<T>, n: number, x: number): number {
  let k = n;
  for (let left = 1; left > A.unitRoundoff / 64; k++)
    left *= (2 * k + 2) / (Math.sqrt(x * x + 2 * k + 2) + x) ** 2;
  return k + 1;
}
