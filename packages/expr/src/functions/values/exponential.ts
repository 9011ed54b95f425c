import { type ScalarFunction, unary } from "./scalarFunction.ts";

export const pi: ScalarFunction = (A) => A.pi;
export const e: ScalarFunction = (A) => A.e;
export const exp: ScalarFunction = unary((A, x) => A.exp(x));
export const log: ScalarFunction = unary((A, x) => A.log(x));
export const log1p: ScalarFunction = unary((A, x) => A.log1p(x));
export const expm1: ScalarFunction = unary((A, x) => A.expm1(x));
export const cbrt: ScalarFunction = unary((A, x) => A.cbrt(x));
