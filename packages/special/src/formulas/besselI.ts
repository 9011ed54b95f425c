import type { Arithmetic } from "../arithmetic/arithmetic.ts";
import { isOrder } from "./order.ts";

// Integrals over a period, by the trapezoidal rule: its error falls faster than any power of the number of nodes. All terms are
// of one sign, so that nothing cancels.

/**
 * A derivative of the modified Bessel function of order 0, in any arithmetic.
 *
 * `besselI0Derivative(n, x) = d^n/dx^n I0(x) = 1/pi (integral of cos(t)^n exp(x cos t) from 0 to pi)`: order 0 is I0, order 1
 * is I1. Even or odd, as n is.
 *
 * Domain: n = 0, 1, ..., 100, NaN for any other n.
 * Numerics: within 2 (n + 4) roundings of mpmath for n <= 20.
 * Source: NIST DLMF 10.32.1 under the integral sign; for large |x| combinations of {@link scaledBesselI}.
 *
 * @example
 * ```ts
 * import { besselI0Derivative, float64 } from "@chainrule/special";
 * besselI0Derivative(float64, 0, 0); // => 1
 * besselI0Derivative(float64, 2, 0); // => 0.5
 * ```
 */
export function besselI0Derivative<T>(A: Arithmetic<T>, n: number, x: T): T {
  const real = A.toNumber(x);
  if (!isOrder(n) || Number.isNaN(real)) return A.fromNumber(Number.NaN);
  const isOdd = n % 2 === 1;
  if (Math.abs(real) === Infinity) return A.fromNumber(isOdd ? real : Infinity);
  if (Math.abs(real) < NEAR) return nearDerivative(A, n, x);
  const size = real < 0 ? A.negate(x) : x;
  const half = A.exp(A.divide(size, A.fromNumber(2)));
  const value = A.multiply(A.multiply(scaledBesselI0Derivative(A, n, size), half), half);
  return real < 0 && isOdd ? A.negate(value) : value;
}

/** Below this exp(x cos t) is formed as it stands; beyond, its error would be that of x cos t, so exp(x) is drawn out. */
const NEAR = 1;

function nearDerivative<T>(A: Arithmetic<T>, n: number, x: T): T {
  const grow = n % 2 === 1 ? A.sinh : A.cosh;
  return trapezoid(A, nodes(A, A.toNumber(x), n) / 4, (angle) => {
    const cosine = A.cos(angle);
    return A.multiply(A.integerPower(cosine, n), grow(A.multiply(x, cosine)));
  });
}

/**
 * A derivative of the modified Bessel function of order 0, times exp(-x): for x >= 0, in any arithmetic.
 *
 * Numerics: as {@link besselI0Derivative}, without overflow.
 *
 * @example
 * ```ts
 * import { float64, scaledBesselI0Derivative } from "@chainrule/special";
 * scaledBesselI0Derivative(float64, 2, 0); // => 0.5
 * ```
 */
export function scaledBesselI0Derivative<T>(A: Arithmetic<T>, n: number, x: T): T {
  const real = A.toNumber(x);
  if (real < NEAR) return A.multiply(A.exp(A.negate(x)), nearDerivative(A, n, x));
  if (real > asymptoticFrom(A, n)) return binomialSum(A, n, x);
  const twice = A.add(x, x);
  const two = A.fromNumber(2);
  return trapezoid(A, nodes(A, real, n) / 4, (angle) => {
    const [sine, cosine] = [A.sin(A.divide(angle, two)), A.cos(A.divide(angle, two))];
    const forth = A.exp(A.negate(A.multiply(twice, A.multiply(sine, sine))));
    const back = A.exp(A.negate(A.multiply(twice, A.multiply(cosine, cosine))));
    const both = n % 2 === 1 ? A.subtract(forth, back) : A.add(forth, back);
    return A.multiply(A.integerPower(A.cos(angle), n), A.divide(both, two));
  });
}

/** The sum of (-1)^j C(n, j) times the scaled integral of order j: cos t is 1 - (1 - cos t). */
function binomialSum<T>(A: Arithmetic<T>, n: number, x: T): T {
  let total = A.fromNumber(0);
  let binomial = 1;
  for (let j = 0; j <= n; j++) {
    total = A.add(total, A.multiply(A.fromNumber(binomial), scaledBesselI(A, j, x)));
    binomial *= (j - n) / (j + 1);
  }
  return total;
}

/**
 * The derivatives of exp(-x) I0(x) without their signs, in any arithmetic.
 *
 * `scaledBesselI(n, x) = (-1)^n d^n/dx^n exp(-x) I0(x) = 1/pi (integral of (1 - cos t)^n exp(-x (1 - cos t)) from 0 to pi)`.
 * All are positive; the difference I1 - I0 of the functions themselves loses everything for large x.
 *
 * Domain: x >= 0 and n = 0, 1, ..., 100, NaN otherwise.
 * Numerics: within 2 (n + 4) roundings of mpmath for n <= 20.
 * Source: NIST DLMF 10.32.1 under the integral sign; for large x the asymptotic series, all of whose terms are positive.
 *
 * @example
 * ```ts
 * import { float64, scaledBesselI } from "@chainrule/special";
 * scaledBesselI(float64, 0, 0); // => 1
 * scaledBesselI(float64, 1, 1e8); // => 1.9947114...e-13
 * ```
 */
export function scaledBesselI<T>(A: Arithmetic<T>, n: number, x: T): T {
  const real = A.toNumber(x);
  if (!isOrder(n) || !(real >= 0)) return A.fromNumber(Number.NaN);
  if (real === Infinity) return A.fromNumber(0);
  if (real > asymptoticFrom(A, n)) return asymptotic(A, n, x);
  return trapezoid(A, nodes(A, real, n) / 2, (angle) => {
    const sine = A.sin(angle);
    const gap = A.multiply(A.fromNumber(2), A.multiply(sine, sine));
    return A.multiply(A.integerPower(gap, n), A.exp(A.negate(A.multiply(x, gap))));
  });
}

/** (2n - 1)!! / ((2x)^n sqrt(2 pi x)) times the sum of (1/2)_m (n + 1/2)_m / (m! (2x)^m), without forming 2x. */
function asymptotic<T>(A: Arithmetic<T>, n: number, x: T): T {
  let term = A.fromNumber(1);
  for (let k = 1; k <= n; k++) term = A.divide(A.multiply(term, A.fromNumber(k - 0.5)), x);
  const root = A.multiply(A.sqrt(A.multiply(A.fromNumber(2), A.pi)), A.sqrt(x));
  const terms = [A.divide(term, root)];
  const real = A.toNumber(x);
  for (let m = 0, size = 1; size > A.unitRoundoff / 8 && m < 2 * real; m++) {
    const [above, below] = [(2 * m + 1) * (2 * (m + n) + 1), 8 * (m + 1)];
    size *= above / below / real;
    const factor = A.divide(A.divide(A.fromNumber(above), A.fromNumber(below)), x);
    terms.push(A.multiply(terms[m]!, factor));
  }
  return terms.reduceRight((sofar, next) => A.add(sofar, next));
}

/** Beyond this the least term of the asymptotic series, about exp(-2x) for n = 0, is below the roundoff. */
function asymptoticFrom<T>(A: Arithmetic<T>, n: number): number {
  return 3 - 0.6 * Math.log(A.unitRoundoff) + 2 * n;
}

/** How many nodes a circle needs: what they take for I0 is I0 and 2 I_N, which is at most (|x|/2)^N / N! exp(x²/4N). */
function nodes<T>(A: Arithmetic<T>, x: number, n: number): number {
  const wanted = Math.log(A.unitRoundoff) - 8;
  let count = 4;
  const size = Math.max(1e-300, Math.abs(x));
  while (count * Math.log((Math.E * size) / (2 * count)) + size > wanted) count += 4;
  return count + 4 * Math.ceil(n / 2);
}

/** The mean of a function over [0, pi/2], at the nodes of the trapezoidal rule, from the last to the first. */
function trapezoid<T>(A: Arithmetic<T>, panels: number, f: (angle: T) => T): T {
  const step = A.divide(A.pi, A.fromNumber(2 * panels));
  const half = A.fromNumber(2);
  let total = A.divide(f(A.divide(A.pi, half)), half);
  for (let j = panels - 1; j > 0; j--) total = A.add(total, f(A.multiply(step, A.fromNumber(j))));
  return A.divide(A.add(total, A.divide(f(A.fromNumber(0)), half)), A.fromNumber(panels));
}
