import { type Arithmetic, erfcx, float64 } from "@chainrule/special";

const SPLIT = 2 ** 27 + 1;

/** exp(-factor x²) from x² = h² + (x - h)(x + h), where h has so few bits that h² is exact; factor 1 or 1/2. */
export function gaussianNumber(x: number, factor: 1 | 0.5): number {
  if (!(Math.abs(x) < 40)) return Number.isNaN(x) ? x : 0;
  const h = SPLIT * x - (SPLIT * x - x);
  return Math.exp(-factor * h * h) * Math.exp(-factor * (x - h) * (x + h));
}

/** The recurrence 2 n J(n) = J(n - 2) - 2 x J(n - 1) cancels for larger x; the continued fraction is slow for smaller. */
const RECURRENCE_BELOW = 0.5;

/** exp(x²) times the n-th repeated integral of erfc from x to infinity, in float64. */
export function scaledErfcIntegralNumber(order: number, x: number): number {
  return scaledErfcIntegralIn({ ...float64, erfcx }, order, x);
}

/**
 * The same in any arithmetic.
 *
 * Source: Abramowitz and Stegun 7.2.5 (recurrence, J(-1) = 2/√π, J(0) = erfcx); the ratio J(n) / J(n - 1) is the
 * continued fraction 1 / (2 x + 2 (n + 1) / (2 x + 2 (n + 2) / ...)), all of whose terms are positive for x > 0.
 */
export function scaledErfcIntegralIn<T>(A: Arithmetic<T>, order: number, x: T): T {
  const at = A.toNumber(x);
  const two = A.fromNumber(2);
  const twice = A.multiply(two, x);
  if (!(at >= RECURRENCE_BELOW)) {
    let [before, current] = [A.divide(two, A.sqrt(A.pi)), A.erfcx(x)];
    for (let n = 1; n <= order; n++) {
      const next = A.divide(A.subtract(before, A.multiply(twice, current)), A.fromNumber(2 * n));
      [before, current] = [current, next];
    }
    return current;
  }
  const terms = Math.ceil(20 + (-Math.log(A.unitRoundoff) / at) ** 2 / 6);
  let ratio = A.fromNumber(0);
  const ratios: T[] = [];
  for (let n = order + terms; n >= 1; n--) {
    ratio = A.divide(A.fromNumber(1), A.add(twice, A.multiply(A.fromNumber(2 * (n + 1)), ratio)));
    if (n <= order) ratios.push(ratio);
  }
  return ratios.reduce(A.multiply, A.erfcx(x));
}
