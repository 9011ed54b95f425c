import { BERNOULLI } from "./coefficients.ts";
import { digamma } from "./digamma.ts";
import { gamma } from "./gamma.ts";
import { addPairs, dividePairs, type HighLow, multiplyPairs, twoSum } from "./high-low.ts";

/** How many terms to sum one by one before the tail formula holds: more for a higher power, none for a large x. */
function directTerms(s: number, x: number): number {
  return Math.max(0, Math.ceil(8 + s - x));
}

/**
 * The tail of the Hurwitz sum from x on, by Euler and Maclaurin:
 * `x^(1-s) / (s - 1) + x^-s / 2 + sum of B_2k / (2k)! s (s+1) ... (s+2k-2) x^(1-s-2k)`, divided by x^-s.
 */
function eulerMaclaurinTail(s: number, x: number): number {
  const inverseSquare = 1 / (x * x);
  let factor = s / x / 2;
  let sum = 0;
  for (let k = 1; k <= 12; k++) {
    const term = (BERNOULLI[k - 1] as number) * factor;
    sum += term;
    if (Math.abs(term) < 1e-18) break;
    factor *= ((s + 2 * k - 1) * (s + 2 * k) * inverseSquare) / ((2 * k + 1) * (2 * k + 2));
  }
  return x / (s - 1) + 0.5 + sum;
}

/** The Hurwitz zeta function `sum of (x + k)^-s, k = 0, 1, ...` over x^-s, for x > 0 and s >= 2. */
function hurwitzRatio(s: number, x: number): number {
  const terms = directTerms(s, x);
  const last = x + terms;
  let sum = (x / last) ** s * eulerMaclaurinTail(s, last);
  for (let k = terms - 1; k >= 0; k--) sum += (x / (x + k)) ** s;
  return sum;
}

/**
 * `(-1)^(n+1) n! sum of (x + k)^-(n+1)` for x > 0; the power is halved where it alone is out of range. The sum over its
 * first term, x^-(n+1), is about 1 near 0 and x/n far out: it comes before the second half.
 */
function positive(n: number, x: number): number {
  const s = n + 1;
  const sign = n % 2 === 1 ? 1 : -1;
  const power = x ** -s;
  if (power > 1e-290 && power < Infinity) {
    const leading = gamma(s) * power;
    return leading === Infinity ? sign * leading : sign * leading * hurwitzRatio(s, x);
  }
  const half = x ** (-s / 2);
  if (half === 0 || half === Infinity) return sign * half;
  return sign * (gamma(s) * half) * hurwitzRatio(s, x) * half;
}

/** `(t + j)^-s` in pairs, for an integer s >= 1. */
function inversePower(t: number, j: number, s: number): HighLow {
  let result: HighLow = { hi: 1, lo: 0 };
  let square = twoSum(j, t);
  for (let rest = s; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyPairs(result, square);
    square = multiplyPairs(square, square);
  }
  return dividePairs({ hi: 1, lo: 0 }, result);
}

/** How many terms on each side are summed in pairs where the sides cancel. */
const PAIR_TERMS = 40;

/**
 * For even n and x < 0 the sides cancel around zeros, one between any two poles: the sum over k of `(t + k)^-s` from
 * `k = -m` on (x = t - m), its PAIR_TERMS largest terms on each side in pairs, the rest in doubles.
 */
function aroundZero(n: number, t: number, m: number): number {
  const s = n + 1;
  const left = Math.min(m, PAIR_TERMS);
  let sum: HighLow = { hi: 0, lo: 0 };
  for (let k = -left; k <= PAIR_TERMS; k++) sum = addPairs(sum, inversePower(t, k, s));
  const factorial = gamma(s);
  const rightRest = -positive(n, t + PAIR_TERMS + 1) / factorial;
  const leftRest = m > left ? (positive(n, m + 1 - t) - positive(n, left + 1 - t)) / factorial : 0;
  return -factorial * (sum.hi + (rightRest - leftRest + sum.lo));
}

/**
 * For x < 0 the sum has a right part, over x + k > 0, and a left part, over x + k < 0. Both are sums of positive
 * terms to a power: with t = x - (nearest integer) they start at t and 1 - t, or at 1 + t and -t.
 */
function negative(n: number, x: number): number {
  const nearest = Math.round(x);
  const t = x - nearest;
  const right = positive(n, t > 0 ? t : 1 + t);
  const left = positive(n, t > 0 ? 1 - t : -t) - positive(n, 1 - x);
  if (n % 2 === 1) return right + left;
  const value = right - left;
  return Math.abs(value) < 0.6 * Math.max(Math.abs(left), Math.abs(right))
    ? aroundZero(n, t, -nearest)
    : value;
}

/** The value at 0 and at the negative integers: the limit where the sides agree. */
function pole(n: number, x: number): number {
  if (n % 2 === 1) return Infinity;
  return x === 0 ? -1 / x : Number.NaN;
}

/**
 * The polygamma functions, the derivatives of digamma.
 *
 * `polygamma(n, x) = d^n/dx^n digamma(x) = (-1)^(n+1) n! (sum of 1 / (x + k)^(n+1), k = 0, 1, ...)`.
 *
 * Domain: n = 0, 1, ..., 170 (n! must be a double), NaN for any other n. Poles at 0, -1, -2, ...: Infinity for odd n;
 * for even n NaN, but at 0 the limit from the side of its sign. NaN at -Infinity.
 * Numerics: within 4 ulp of mpmath for n <= 8, 16 ulp for n <= 170; for even n on the left axis at least 1e-4 from a zero.
 * Source: Euler-Maclaurin summation of the Hurwitz zeta function (NIST DLMF 25.11.7, 5.15.1).
 *
 * @example
 * ```ts
 * import { polygamma } from "@chainrule/special";
 * polygamma(2, 1); // => -2.4041138063191885
 * ```
 */
export function polygamma(n: number, x: number): number {
  if (!Number.isInteger(n) || n < 0 || n > 170 || Number.isNaN(x) || x === -Infinity) return Number.NaN;
  if (n === 0) return digamma(x);
  if (x > 0) return x === Infinity ? (n % 2 === 1 ? 0 : -0) : positive(n, x);
  return Number.isInteger(x) ? pole(n, x) : negative(n, x);
}

/**
 * The trigamma function, the derivative of digamma.
 *
 * `trigamma(x) = polygamma(1, x)`, positive everywhere; Infinity at 0 and at negative integers.
 *
 * Numerics: within 3.5 ulp of mpmath.
 *
 * @example
 * ```ts
 * import { trigamma } from "@chainrule/special";
 * trigamma(1); // => 1.6449340668482264
 * ```
 */
export function trigamma(x: number): number {
  return polygamma(1, x);
}
