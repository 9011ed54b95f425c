import { type ScalarFunction, unary } from "./scalarFunction.ts";

export const pi: ScalarFunction = (A) => A.pi;
export const e: ScalarFunction = (A) => A.e;
export const exp: ScalarFunction = unary((A, x) => A.exp(x));
export const log: ScalarFunction = unary((A, x) => A.log(x));
export const log1p: ScalarFunction = unary((A, x) => A.log1p(x));
export const expm1: ScalarFunction = unary((A, x) => A.expm1(x));
export const cbrt: ScalarFunction = unary((A, x) => A.cbrt(x));

/** log(1 - exp(-x)): by expm1 up to log 2, by log1p beyond (M. Maechler 2012). */
export const log1mexp: ScalarFunction = unary((A, x) =>
  A.toNumber(x) <= Math.LN2 ? A.log(A.negate(A.expm1(A.negate(x)))) : A.log1p(A.negate(A.exp(A.negate(x)))),
);
