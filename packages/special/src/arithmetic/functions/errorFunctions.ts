/**
 * erf, erfc and erfcx for any carrier with elementary functions.
 *
 * On |x| < 1/2 the Taylor series of erf. Beyond it, for spacing h,
 *
 *   erfcx(x) = (h x / pi) (1 / x^2 + 2 sum exp(-(n h)^2) / (x^2 + (n h)^2)) - 2 exp(x^2) / (exp(2 pi x / h) - 1),
 *
 * the trapezoidal rule for an integral of exp(-t^2) / (x^2 + t^2) and the pole it sees; what it leaves is exp(-(pi / h)^2).
 *
 * Source: Chiarella and Reichl, Math. Comp. 22 (1968); Hunter and Regan, Math. Comp. 26 (1972).
 */
import type { UnaryFunctions } from "../arithmetic.ts";
import { type Elementary, horner, type Precision } from "./precision.ts";

type ErrorFunctions<T> = Pick<UnaryFunctions<T>, "erf" | "erfc" | "erfcx">;

/** Below -27.3 erfc is 2 to every precision here; above 27.3 it underflows. */
const SATURATION = 28;

/** What of a precision this file reads. */
type Terms = Pick<Precision, "stepsPerUnit" | "nodes" | "errorTerms">;

export function errorFunctions<T>(A: Elementary<T>, precision: Terms): ErrorFunctions<T> {
  const one = A.fromNumber(1);
  const two = A.fromNumber(2);
  const twoOverRootPi = A.divide(two, A.sqrt(A.pi));
  const taylor = erfTaylor(A, precision.errorTerms);
  const trapezoid = scaledComplement(A, precision);

  const erfSmall = (x: T): T => A.multiply(A.multiply(twoOverRootPi, x), horner(A, taylor, A.multiply(x, x)));
  const erfcPositive = (x: T): T => A.multiply(expSquare(A, x, -1), trapezoid(x));

  function erf(x: T): T {
    const real = A.toNumber(x);
    if (Math.abs(real) < 0.5) return erfSmall(x);
    if (Math.abs(real) > SATURATION) return A.fromNumber(Math.sign(real));
    return real < 0 ? A.subtract(erfcPositive(A.negate(x)), one) : A.subtract(one, erfcPositive(x));
  }

  function erfc(x: T): T {
    const real = A.toNumber(x);
    if (Math.abs(real) < 0.5) return A.subtract(one, erfSmall(x));
    if (Math.abs(real) > SATURATION) return A.fromNumber(1 - Math.sign(real));
    return real < 0 ? A.subtract(two, erfcPositive(A.negate(x))) : erfcPositive(x);
  }

  function erfcx(x: T): T {
    const real = A.toNumber(x);
    if (Math.abs(real) < 0.5) return A.multiply(expSquare(A, x, 1), A.subtract(one, erfSmall(x)));
    if (real < -SATURATION) return A.fromNumber(Number.POSITIVE_INFINITY);
    if (real < 0) return A.subtract(A.multiply(two, expSquare(A, x, 1)), trapezoid(A.negate(x)));
    return trapezoid(x);
  }

  return { erf, erfc, erfcx };
}

/** The coefficients (-1)^n / (n! (2 n + 1)) of erf(x) sqrt(pi) / (2 x) in powers of x^2. */
function erfTaylor<T>(A: Elementary<T>, count: number): T[] {
  let factorial = 1n;
  return Array.from({ length: count }, (_, n) => {
    if (n > 0) factorial *= BigInt(-n);
    return A.fromRatio(1n, factorial * BigInt(2 * n + 1));
  });
}

/** exp(sign x^2). Squaring the leading bits of x apart keeps the exponent's rounding error out of the result. */
function expSquare<T>(A: Elementary<T>, x: T, sign: 1 | -1): T {
  const leading = Math.round(A.toNumber(x) * 65536) / 65536;
  const head = A.fromNumber(leading);
  const rest = A.multiply(A.subtract(x, head), A.add(x, head));
  return A.multiply(A.exp(A.fromNumber(sign * leading * leading)), A.exp(sign < 0 ? A.negate(rest) : rest));
}

/** erfcx on x >= 1/2 by the trapezoidal rule. */
function scaledComplement<T>(A: Elementary<T>, { stepsPerUnit, nodes }: Terms): (x: T) => T {
  const one = A.fromNumber(1);
  const two = A.fromNumber(2);
  const scale = A.divide(one, A.multiply(A.pi, A.fromNumber(stepsPerUnit)));
  const turn = A.multiply(A.multiply(two, A.pi), A.fromNumber(stepsPerUnit));
  const rootPi = A.sqrt(A.pi);
  const squares = Array.from({ length: nodes }, (_, i) =>
    A.fromRatio(BigInt((i + 1) ** 2), BigInt(stepsPerUnit ** 2)),
  );
  const weights = squares.map((square) => A.multiply(two, A.exp(A.negate(square))));

  return (x) => {
    const real = A.toNumber(x);
    if (real > 2 ** 60) return A.divide(A.divide(one, x), rootPi);
    const square = A.multiply(x, x);
    let sum = A.fromNumber(0);
    for (let i = nodes - 1; i >= 0; i--) sum = A.add(sum, A.divide(weights[i]!, A.add(square, squares[i]!)));
    sum = A.multiply(A.multiply(scale, x), A.add(sum, A.divide(one, square)));
    if (!(real < Math.PI * stepsPerUnit)) return sum;
    // The pole: 2 exp(x^2) / (exp(turn x) - 1), with the larger exponential divided out.
    const decay = A.exp(A.negate(A.multiply(turn, x)));
    const pole = A.divide(
      A.multiply(two, A.exp(A.subtract(square, A.multiply(turn, x)))),
      A.subtract(one, decay),
    );
    return A.subtract(sum, pole);
  };
}
