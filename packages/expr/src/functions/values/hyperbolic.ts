import type { Arithmetic } from "@chainrule/special";
import { reciprocal, type ScalarFunction, unary } from "./scalarFunction.ts";

export const sinh: ScalarFunction = unary((A, x) => A.sinh(x));
export const cosh: ScalarFunction = unary((A, x) => A.cosh(x));
export const tanh: ScalarFunction = unary((A, x) => A.tanh(x));
export const coth: ScalarFunction = reciprocal((A, x) => A.tanh(x));
export const sech: ScalarFunction = reciprocal((A, x) => A.cosh(x));
export const csch: ScalarFunction = reciprocal((A, x) => A.sinh(x));
export const asinh: ScalarFunction = unary((A, x) => A.asinh(x));
export const acosh: ScalarFunction = unary((A, x) => A.acosh(x));
export const atanh: ScalarFunction = unary((A, x) => A.atanh(x));

/** atanh(1/x) = log1p(2 / (|x| - 1)) / 2 with the sign of x. */
export const acoth: ScalarFunction = unary((A, x) => {
  const beyond = A.subtract(A.abs(x), A.fromNumber(1));
  const twice = A.log1p(A.divide(A.fromNumber(2), beyond));
  return A.multiply(A.sign(x), onlyWhere(A, beyond, A.divide(twice, A.fromNumber(2))));
});

/** acosh(1/x) = 2 asinh(sqrt((1 - x) / (2 x))). */
export const asech: ScalarFunction = unary((A, x) => {
  const squared = A.divide(A.subtract(A.fromNumber(1), x), A.add(x, x));
  return A.multiply(A.fromNumber(2), A.asinh(A.sqrt(squared)));
});

/** asinh(1/x). */
export const acsch: ScalarFunction = unary((A, x) => A.asinh(A.divide(A.fromNumber(1), x)));

/** Beyond this log(1 + sinh(x)^2) / 2 has nothing over |x| - log 2 and what is left of the second exponential. */
const farOut = 3;

export const logCosh: ScalarFunction = unary((A, x) => {
  const size = A.abs(x);
  const two = A.fromNumber(2);
  if (A.toNumber(size) <= farOut) return A.divide(A.log1p(A.integerPower(A.sinh(size), 2)), two);
  const rest = A.log1p(A.exp(A.multiply(A.fromNumber(-2), size)));
  return A.add(A.subtract(size, A.log(two)), rest);
});

/** The value where `size` is at least 0, else NaN. */
function onlyWhere<T>(A: Arithmetic<T>, size: T, value: T): T {
  return A.compare(size, A.fromNumber(0)) === -1 ? A.fromNumber(Number.NaN) : value;
}
