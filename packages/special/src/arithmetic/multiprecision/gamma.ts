/** gamma and log |gamma| by Stirling's series alone: for a precision that may lose half of its bits to cancellation. */
import type { UnaryFunctions } from "../arithmetic.ts";
import { isPole, reflectedLogGamma, risingProduct, stirlingSeries } from "../functions/gammaFunctions.ts";
import type { Elementary, Precision } from "../functions/precision.ts";

/** Below this log |gamma| is reflected. */
const REFLECTION = -30;

export function gammaByStirling<T>(
  A: Elementary<T>,
  { stirlingStart, stirlingTerms }: Pick<Precision, "stirlingStart" | "stirlingTerms">,
): Pick<UnaryFunctions<T>, "gamma" | "lgamma"> {
  const stirling = stirlingSeries(A, stirlingTerms);
  const atPole = (x: T): boolean => {
    const real = A.toNumber(x);
    return isPole(real, A.toNumber(A.subtract(x, A.fromNumber(real))));
  };

  /** Whether x is 1 or 2. */
  const isZero = (x: T, real: number): boolean =>
    (real === 1 || real === 2) && A.toNumber(A.subtract(x, A.fromNumber(real))) === 0;

  /** log |gamma| away from the poles. */
  function logGamma(x: T): T {
    const real = A.toNumber(x);
    if (real >= stirlingStart) return stirling(x);
    if (real < REFLECTION) return reflectedLogGamma(A, x, logGamma);
    const steps = Math.ceil(stirlingStart - real);
    const shifted = stirling(A.add(x, A.fromNumber(steps)));
    return A.subtract(shifted, A.log(A.abs(risingProduct(A, x, steps))));
  }

  /** exp(log |gamma|), whose sign changes at every pole. */
  function gamma(x: T): T {
    const real = A.toNumber(x);
    if (atPole(x)) return A.fromNumber(real === 0 ? 1 / real : Number.NaN);
    if (!Number.isFinite(real)) return A.fromNumber(real > 0 ? real : Number.NaN);
    const magnitude = A.exp(logGamma(x));
    return real > 0 || isPositive(x) ? magnitude : A.negate(magnitude);
  }

  /** For x < 0: between -2 and -1, between -4 and -3, ... */
  function isPositive(x: T): boolean {
    const nearest = Math.round(A.toNumber(x));
    const below = A.toNumber(A.subtract(x, A.fromNumber(nearest))) < 0 ? nearest - 1 : nearest;
    return below % 2 === 0;
  }

  return {
    gamma,
    lgamma: (x) => {
      const real = A.toNumber(x);
      if (atPole(x)) return A.fromNumber(Number.POSITIVE_INFINITY);
      if (!Number.isFinite(real)) return A.fromNumber(real * real);
      return isZero(x, real) ? A.fromNumber(0) : logGamma(x);
    },
  };
}
