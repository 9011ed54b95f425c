import { choose, pick } from "../carrier.ts";
import { type ScalarFunction, unary } from "./scalarFunction.ts";

export const abs: ScalarFunction = unary((A, x) => A.abs(x));
export const sign: ScalarFunction = unary((A, x) => A.sign(x));
export const step: ScalarFunction = unary((A, x) => choose(A, x, 0, 1, 1));
export const floor: ScalarFunction = unary((A, x) => A.floor(x));
export const ceil: ScalarFunction = unary((A, x) => A.ceil(x));
export const round: ScalarFunction = unary((A, x) => A.round(x));

/** a - b floor(a/b). */
export const mod: ScalarFunction = (A, [a, b]) => A.subtract(a!, A.multiply(b!, A.floor(A.divide(a!, b!))));

export const max: ScalarFunction = (A, args) => args.reduce((best, x) => pick(A, best, x, -1));
export const min: ScalarFunction = (A, args) => args.reduce((best, x) => pick(A, best, x, 1));
