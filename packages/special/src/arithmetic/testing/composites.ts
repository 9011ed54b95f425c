/** The expressions of fixtures/composites.py, in any arithmetic. */
import type { Arithmetic } from "../arithmetic.ts";

export type Composite = <T>(A: Arithmetic<T>, x: T, y: T) => T;

const square = <T>(A: Arithmetic<T>, x: T): T => A.multiply(x, x);
const scaled = <T>(A: Arithmetic<T>, factor: number, x: T): T => A.multiply(A.fromNumber(factor), x);
const shifted = <T>(A: Arithmetic<T>, x: T, by: number): T => A.add(x, A.fromNumber(by));
const divided = <T>(A: Arithmetic<T>, x: T, by: number): T => A.divide(x, A.fromNumber(by));

/** (x - 1)^7 multiplied out. */
function septic<T>(A: Arithmetic<T>, x: T): T {
  const coefficients = [1, -7, 21, -35, 35, -21, 7, -1];
  return coefficients.reduce(
    (sum, c, i) => A.add(sum, scaled(A, c, A.integerPower(x, 7 - i))),
    A.fromNumber(0),
  );
}

function factors<T>(A: Arithmetic<T>, x: T, y: T): T {
  const terms = Array.from({ length: 15 }, (_, k) => A.add(x, scaled(A, k, y)));
  return terms.reduce((product, term) => A.multiply(product, term));
}

function network<T>(A: Arithmetic<T>, x: T, y: T): T {
  const first = A.multiply(A.sigmoid(A.add(x, scaled(A, 2, y))), x);
  const second = A.multiply(A.sigmoid(A.subtract(y, x)), y);
  return A.softplus(A.subtract(first, second));
}

function normalTail<T>(A: Arithmetic<T>, x: T): T {
  const root = A.sqrt(A.fromNumber(2));
  return divided(A, A.multiply(x, A.erfc(A.divide(A.negate(x), root))), 2);
}

function arcs<T>(A: Arithmetic<T>, x: T, y: T): T {
  const product = A.multiply(A.asin(divided(A, x, 4)), A.acos(divided(A, y, 4)));
  return A.add(A.add(product, A.acosh(shifted(A, square(A, x), 1))), A.expm1(y));
}

export const composites: Readonly<Record<string, Composite>> = {
  sigmoidOfProduct: (A, x, y) => A.sigmoid(A.multiply(x, y)),
  gaussian: (A, x, y) => A.exp(A.negate(divided(A, A.add(square(A, x), square(A, y)), 2))),
  tanhTail: (A, x, y) => A.subtract(A.tanh(A.add(A.fromNumber(5), square(A, x))), y),
  deepSine: (A, x, y) => A.sin(A.sin(A.sin(A.add(x, A.sin(y))))),
  network,
  angle: (A, x, y) => A.atan2(y, x),
  versine: (A, x) => A.divide(A.subtract(A.fromNumber(1), A.cos(x)), square(A, x)),
  rootDifference: (A, x) =>
    A.subtract(A.sqrt(shifted(A, square(A, x), 1)), A.sqrt(shifted(A, square(A, x), 0.5))),
  squaresDifference: (A, x) => A.subtract(square(A, shifted(A, x, 1e-6)), square(A, x)),
  septic,
  fastSine: (A, x) => A.sin(scaled(A, 100000, x)),
  powerLog: (A, x, y) => A.multiply(A.power(square(A, x), y), A.log(square(A, x))),
  normalTail,
  gammaRatio: (A, x, y) =>
    A.exp(A.subtract(A.lgamma(shifted(A, square(A, x), 1)), A.lgamma(shifted(A, square(A, y), 1)))),
  digammaStep: (A, x) =>
    A.subtract(A.digamma(shifted(A, square(A, x), 2)), A.digamma(shifted(A, square(A, x), 1))),
  hyperbola: (A, x, y) => A.add(A.asinh(x), A.multiply(A.atanh(divided(A, y, 4)), A.cosh(x))),
  distance: (A, x, y) => A.divide(A.hypot(x, y), shifted(A, A.abs(x), 1)),
  cubeRoots: (A, x, y) =>
    A.add(
      A.subtract(A.cbrt(shifted(A, square(A, x), 1)), A.cbrt(shifted(A, square(A, y), 2))),
      A.tan(divided(A, x, 3)),
    ),
  reciprocal: (A, x) => A.subtract(A.divide(x, shifted(A, square(A, x), 1e-6)), A.divide(A.fromNumber(1), x)),
  factors,
  arcs,
};
