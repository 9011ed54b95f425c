/**
 * gamma and log |gamma| for any carrier with elementary functions: the Taylor series of log gamma at 2, reached by the
 * recurrence, and Stirling's series for large arguments.
 *
 * Source: Abramowitz and Stegun 6.1.15, 6.1.17, 6.1.33 (with zeta(k) - 1), 6.1.41.
 */
import type { UnaryFunctions } from "../arithmetic.ts";
import { bernoulliNumbers } from "./bernoulli.ts";
import { LOG_GAMMA_AT_TWO } from "./coefficients.ts";
import { type Elementary, fromDecimal, horner, type Precision } from "./precision.ts";

type GammaFunctions<T> = Pick<UnaryFunctions<T>, "gamma" | "lgamma">;

/** gamma overflows above 171.7 and underflows below -184. */
const LARGEST = 172;
const SMALLEST = -184;
/** Below this log |gamma| is reflected. */
const REFLECTION = -30;

export function gammaFunctions<T>(A: Elementary<T>, precision: Precision): GammaFunctions<T> {
  const series = LOG_GAMMA_AT_TWO.slice(0, precision.gammaTerms).map((text) => fromDecimal(A, text));
  const stirling = stirlingSeries(A, precision.stirlingTerms);

  /** log gamma(2 + x - nearest) for the integer nearest to x. */
  function nearTwo(x: T, nearest: number): T {
    const s = A.subtract(x, A.fromNumber(nearest));
    return A.multiply(s, horner(A, series, s));
  }

  function gamma(x: T): T {
    const real = A.toNumber(x);
    if (isPole(real, A.toNumber(A.subtract(x, A.fromNumber(real)))))
      return A.fromNumber(real === 0 ? 1 / real : Number.NaN);
    if (real === Number.NEGATIVE_INFINITY) return A.fromNumber(Number.NaN);
    if (!(real < LARGEST)) return A.fromNumber(real + Number.POSITIVE_INFINITY);
    if (real < SMALLEST) return A.fromNumber(Math.floor(real) % 2 === 0 ? 0 : -0);
    const steps = Math.round(real) - 2;
    const base = A.exp(nearTwo(x, steps + 2));
    if (steps >= 0) return A.multiply(base, fallingProduct(A, x, steps));
    return divideByRising(A, base, x, -steps);
  }

  function lgamma(x: T): T {
    const real = A.toNumber(x);
    if (isPole(real, A.toNumber(A.subtract(x, A.fromNumber(real)))))
      return A.fromNumber(Number.POSITIVE_INFINITY);
    if (!Number.isFinite(real)) return A.fromNumber(real * real);
    if (real >= precision.stirlingStart) return stirling(x);
    if (real < REFLECTION) return reflectedLogGamma(A, x, lgamma);
    const steps = Math.round(real) - 2;
    const base = nearTwo(x, steps + 2);
    if (steps === 0) return base;
    if (steps > 0) return A.add(base, A.log(fallingProduct(A, x, steps)));
    return A.subtract(base, A.log(A.abs(risingProduct(A, x, -steps))));
  }

  return { gamma, lgamma };
}

export function isPole(real: number, rest: number): boolean {
  return real <= 0 && Number.isInteger(real) && rest === 0;
}

/** (x - 1) (x - 2) ... (x - count). */
function fallingProduct<T>(A: Elementary<T>, x: T, count: number): T {
  let product = A.fromNumber(1);
  for (let i = 1; i <= count; i++) product = A.multiply(product, A.subtract(x, A.fromNumber(i)));
  return product;
}

/** x (x + 1) ... (x + count - 1). */
export function risingProduct<T>(A: Elementary<T>, x: T, count: number): T {
  let product = x;
  for (let i = 1; i < count; i++) product = A.multiply(product, A.add(x, A.fromNumber(i)));
  return product;
}

/** base / (x (x + 1) ... (x + count - 1)) in portions that do not overflow. */
function divideByRising<T>(A: Elementary<T>, base: T, x: T, count: number): T {
  const portion = 90;
  let result = base;
  for (let first = 0; first < count; first += portion) {
    const start = A.add(x, A.fromNumber(first));
    result = A.divide(result, risingProduct(A, start, Math.min(portion, count - first)));
  }
  return result;
}

/** log |gamma(x)| = log(pi / |sin(pi x)|) - log gamma(1 - x). */
export function reflectedLogGamma<T>(A: Elementary<T>, x: T, lgamma: (x: T) => T): T {
  const fraction = A.subtract(x, A.fromNumber(Math.round(A.toNumber(x))));
  const sine = A.abs(A.sin(A.multiply(A.pi, fraction)));
  return A.subtract(A.log(A.divide(A.pi, sine)), lgamma(A.subtract(A.fromNumber(1), x)));
}

/** (x - 1/2) log x - x + log(2 pi) / 2 + sum B(2k) / (2k (2k - 1) x^(2k - 1)). */
export function stirlingSeries<T>(A: Elementary<T>, terms: number): (x: T) => T {
  const one = A.fromNumber(1);
  const half = A.fromNumber(0.5);
  const constant = A.multiply(half, A.log(A.multiply(A.fromNumber(2), A.pi)));
  const coefficients = bernoulliNumbers(terms).map(([numerator, denominator], i) =>
    A.fromRatio(numerator, denominator * BigInt((2 * i + 2) * (2 * i + 1))),
  );
  return (x) => {
    const inverse = A.divide(one, x);
    const tail = A.multiply(inverse, horner(A, coefficients, A.multiply(inverse, inverse)));
    const main = A.multiply(A.subtract(x, half), A.subtract(A.log(x), one));
    return A.add(main, A.add(A.subtract(constant, half), tail));
  };
}
