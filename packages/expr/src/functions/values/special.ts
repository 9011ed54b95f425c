import { erfcxDerivative as derivativeOfErfcx } from "@chainrule/special";
import { type ScalarFunction, unary } from "./scalarFunction.ts";

export const erf: ScalarFunction = unary((A, x) => A.erf(x));
export const erfc: ScalarFunction = unary((A, x) => A.erfc(x));
export const erfcx: ScalarFunction = unary((A, x) => A.erfcx(x));
export const erfcxDerivative: ScalarFunction = (A, [n, x]) => derivativeOfErfcx(A, A.toNumber(n!), x!);
export const gamma: ScalarFunction = unary((A, x) => A.gamma(x));
export const lgamma: ScalarFunction = unary((A, x) => A.lgamma(x));
export const digamma: ScalarFunction = unary((A, x) => A.digamma(x));
export const polygamma: ScalarFunction = (A, [n, x]) => A.polygamma(A.toNumber(n!), x!);
export const atan2: ScalarFunction = (A, [y, x]) => A.atan2(y!, x!);
export const hypot: ScalarFunction = (A, [x, y]) => A.hypot(x!, y!);
