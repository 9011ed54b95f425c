import { type Arithmetic, sincDerivative as derivativeOfSinc } from "@chainrule/special";
import { reciprocal, type ScalarFunction, unary } from "./scalarFunction.ts";

export const sin: ScalarFunction = unary((A, x) => A.sin(x));
export const cos: ScalarFunction = unary((A, x) => A.cos(x));
export const tan: ScalarFunction = unary((A, x) => A.tan(x));
export const cot: ScalarFunction = reciprocal((A, x) => A.tan(x));
export const sec: ScalarFunction = reciprocal((A, x) => A.cos(x));
export const csc: ScalarFunction = reciprocal((A, x) => A.sin(x));
export const asin: ScalarFunction = unary((A, x) => A.asin(x));
export const acos: ScalarFunction = unary((A, x) => A.acos(x));
export const atan: ScalarFunction = unary((A, x) => A.atan(x));

/** atan(1/x). */
export const acot: ScalarFunction = unary((A, x) => A.atan(A.divide(A.fromNumber(1), x)));

/** acos(1/x), computed from sqrt(x^2 - 1) so that it keeps its accuracy near 1. */
export const asec: ScalarFunction = unary((A, x) => A.atan2(rootOfSquareMinusOne(A, x), A.sign(x)));

/** asin(1/x), computed from sqrt(x^2 - 1) so that it keeps its accuracy near 1. */
export const acsc: ScalarFunction = unary((A, x) =>
  A.multiply(A.sign(x), A.atan2(A.fromNumber(1), rootOfSquareMinusOne(A, x))),
);

export const sinc: ScalarFunction = unary((A, x) => derivativeOfSinc(A, 0, x));
export const sincDerivative: ScalarFunction = (A, [n, x]) => derivativeOfSinc(A, A.toNumber(n!), x!);

/** sqrt(x^2 - 1) in factors that neither cancel nor overflow. */
function rootOfSquareMinusOne<T>(A: Arithmetic<T>, x: T): T {
  const size = A.abs(x);
  const one = A.fromNumber(1);
  return A.multiply(A.sqrt(A.subtract(size, one)), A.sqrt(A.add(size, one)));
}
