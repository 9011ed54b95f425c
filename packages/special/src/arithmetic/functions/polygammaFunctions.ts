/**
 * digamma and its derivatives for any carrier with elementary functions: the recurrence up to where the asymptotic
 * series holds, the reflection for large negative arguments, and the Taylor series next to the positive zero of digamma.
 *
 * Source: Abramowitz and Stegun 6.3.5, 6.3.7, 6.3.18, 6.4.6, 6.4.7, 6.4.11.
 */
import type { Arithmetic } from "../arithmetic.ts";
import { bernoulliNumbers } from "./bernoulli.ts";
import { DIGAMMA_AT_ROOT, DIGAMMA_ROOT } from "./coefficients.ts";
import { type Elementary, fromDecimal, horner, type Precision } from "./precision.ts";

type PolygammaFunctions<T> = Pick<Arithmetic<T>, "digamma" | "polygamma">;

/** What of a precision this file reads. */
type Terms = Pick<Precision, "rootTerms" | "stirlingStart" | "stirlingTerms">;

/** Up to here n! is a double; no order asks for more work than that. */
const HIGHEST_ORDER = 170;
/** Below this the functions are reflected. */
const REFLECTION = -30;
/** The Taylor series at the zero of digamma serves this distance. */
const ROOT_RADIUS = 0.2;

export function polygammaFunctions<T>(A: Elementary<T>, precision: Terms): PolygammaFunctions<T> {
  const digamma = digammaFunction(A, precision);
  return { digamma, polygamma: polygammaFunction(A, precision, digamma) };
}

function digammaFunction<T>(A: Elementary<T>, precision: Terms): (x: T) => T {
  const one = A.fromNumber(1);
  const series = bernoulliTerms(A, precision).map((b, i) => A.divide(b, A.fromNumber(2 * i + 2)));
  const atRoot = DIGAMMA_AT_ROOT.slice(0, precision.rootTerms).map((text) => fromDecimal(A, text));
  const root = DIGAMMA_ROOT.map(A.fromNumber);

  /** log x - 1 / (2 x) - sum B(2k) / (2k x^(2k)). */
  function asymptotic(x: T): T {
    const inverse = A.divide(one, x);
    const z = A.multiply(inverse, inverse);
    const rest = A.add(A.multiply(A.fromNumber(0.5), inverse), A.multiply(z, horner(A, series, z)));
    return A.subtract(A.log(x), rest);
  }

  function digamma(x: T): T {
    const real = A.toNumber(x);
    if (isPole(A, x) || real === Number.NEGATIVE_INFINITY) return A.fromNumber(atPole(real));
    if (atRoot.length > 0 && Math.abs(real - DIGAMMA_ROOT[0]) < ROOT_RADIUS) {
      const s = root.reduce((rest, part) => A.subtract(rest, part), x);
      return A.multiply(s, horner(A, atRoot, s));
    }
    if (real < REFLECTION) {
      const turn = A.divide(A.pi, A.tan(A.multiply(A.pi, fractionOf(A, x))));
      return A.subtract(digamma(A.subtract(one, x)), turn);
    }
    const steps = stepsTo(precision.stirlingStart, real);
    return A.subtract(asymptotic(A.add(x, A.fromNumber(steps))), inversePowerSum(A, x, 1, steps));
  }

  return digamma;
}

function polygammaFunction<T>(
  A: Elementary<T>,
  precision: Terms,
  digamma: (x: T) => T,
): (n: number, x: T) => T {
  const asymptotic = polygammaAsymptotic(A, bernoulliTerms(A, precision));

  /** (-1)^n polygamma(n, 1 - x) - pi^(n+1) q(cot(pi x)), where q(cot) is the n-th derivative of the cotangent. */
  function reflected(n: number, x: T): T {
    const one = A.fromNumber(1);
    const cotangent = A.divide(one, A.tan(A.multiply(A.pi, fractionOf(A, x))));
    const coefficients = cotangentPolynomial(n).map((c) => A.fromRatio(c, 1n));
    const turn = A.multiply(A.integerPower(A.pi, n + 1), horner(A, coefficients, cotangent));
    const mirrored = polygamma(n, A.subtract(one, x));
    return A.subtract(n % 2 === 0 ? mirrored : A.negate(mirrored), turn);
  }

  function polygamma(n: number, x: T): T {
    if (!Number.isInteger(n) || n < 0 || n > HIGHEST_ORDER) return A.fromNumber(Number.NaN);
    if (n === 0) return digamma(x);
    const real = A.toNumber(x);
    if (isPole(A, x)) return A.fromNumber(n % 2 === 1 ? Number.POSITIVE_INFINITY : atPole(real));
    if (real === Number.NEGATIVE_INFINITY) return A.fromNumber(Number.NaN);
    if (real < REFLECTION) return reflected(n, x);
    const steps = stepsTo(precision.stirlingStart + n, real);
    const sum = A.multiply(factorial(A, n), inversePowerSum(A, x, n + 1, steps));
    const magnitude = A.add(asymptotic(n, A.add(x, A.fromNumber(steps))), sum);
    return n % 2 === 1 ? magnitude : A.negate(magnitude);
  }

  return polygamma;
}

/** (n-1)! / x^n (1 + n / (2 x) + sum B(2k) (2k+n-1)! / ((n-1)! (2k)! x^(2k))), the size of polygamma(n, x). */
function polygammaAsymptotic<T>(A: Elementary<T>, bernoulli: readonly T[]): (n: number, x: T) => T {
  const one = A.fromNumber(1);
  return (n, x) => {
    const z = A.divide(one, A.multiply(x, x));
    let term = A.multiply(z, A.fromNumber((n * (n + 1)) / 2));
    let sum = A.add(one, A.divide(A.fromNumber(n / 2), x));
    bernoulli.forEach((b, i) => {
      sum = A.add(sum, A.multiply(b, term));
      const k = 2 * i + 2;
      const ratio = A.divide(A.fromNumber((k + n) * (k + n + 1)), A.fromNumber((k + 1) * (k + 2)));
      term = A.multiply(A.multiply(term, z), ratio);
    });
    return A.multiply(sum, A.divide(factorial(A, n - 1), A.integerPower(x, n)));
  };
}

function bernoulliTerms<T>(A: Elementary<T>, { stirlingTerms }: Terms): T[] {
  return bernoulliNumbers(stirlingTerms).map(([p, q]) => A.fromRatio(p, q));
}

function stepsTo(start: number, real: number): number {
  return real < start ? Math.ceil(start - real) : 0;
}

/** x less the nearest integer. */
function fractionOf<T>(A: Elementary<T>, x: T): T {
  return A.subtract(x, A.fromNumber(Math.round(A.toNumber(x))));
}

function isPole<T>(A: Elementary<T>, x: T): boolean {
  const real = A.toNumber(x);
  return real <= 0 && Number.isInteger(real) && A.toNumber(A.subtract(x, A.fromNumber(real))) === 0;
}

/** At a pole of odd order: infinite at 0, by the sign of the zero; no sign can be told elsewhere. */
function atPole(x: number): number {
  return x === 0 ? -1 / x : Number.NaN;
}

/** x^-p + (x+1)^-p + ... of `count` terms, small ones first for a positive x. */
function inversePowerSum<T>(A: Elementary<T>, x: T, p: number, count: number): T {
  const one = A.fromNumber(1);
  let sum = A.fromNumber(0);
  for (let i = count - 1; i >= 0; i--) {
    sum = A.add(sum, A.divide(one, A.integerPower(A.add(x, A.fromNumber(i)), p)));
  }
  return sum;
}

function factorial<T>(A: Elementary<T>, n: number): T {
  let product = A.fromNumber(1);
  for (let i = 2; i <= n; i++) product = A.multiply(product, A.fromNumber(i));
  return product;
}

/** The polynomial q, lowest power first, with the n-th derivative of cot equal to q(cot): q' (-(1 + c^2)) each time. */
function cotangentPolynomial(n: number): bigint[] {
  let q = [0n, 1n];
  for (let order = 0; order < n; order++) {
    const slope = q.slice(1).map((c, i) => -c * BigInt(i + 1));
    q = Array.from({ length: q.length + 1 }, (_, i) => (slope[i] ?? 0n) + (slope[i - 2] ?? 0n));
  }
  return q;
}
