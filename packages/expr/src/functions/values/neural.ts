import { choose } from "../carrier.ts";
import { logSumExp } from "./logSumExp.ts";
import { type ScalarFunction, unary } from "./scalarFunction.ts";

export const sigmoid: ScalarFunction = unary((A, x) => A.sigmoid(x));
export const softplus: ScalarFunction = unary((A, x) => A.softplus(x));
export const logSigmoid: ScalarFunction = unary((A, x) => A.logSigmoid(x));
export const relu: ScalarFunction = unary((A, x) => A.max(A.fromNumber(0), x));

/** log(p / (1 - p)), whose parts around 1/2 are exact. */
export const logit: ScalarFunction = unary((A, p) => {
  const one = A.fromNumber(1);
  const real = A.toNumber(p);
  if (real < 0.25) return A.subtract(A.log(p), A.log1p(A.negate(p)));
  const over = A.subtract(A.add(p, p), one);
  return real < 0.5
    ? A.negate(A.log1p(A.divide(A.negate(over), p)))
    : A.log1p(A.divide(over, A.subtract(one, p)));
});

export const softsign: ScalarFunction = unary((A, x) => A.divide(x, A.add(A.fromNumber(1), A.abs(x))));

export const logaddexp: ScalarFunction = logSumExp;

/** exp(-z^2 / 2) / (sqrt(2 pi) sigma) with z = (x - mu) / sigma. */
export const gaussian: ScalarFunction = (A, [x, mu, sigma]) => {
  const z = A.divide(A.subtract(x!, mu!), sigma!);
  const height = A.multiply(A.sqrt(A.multiply(A.fromNumber(2), A.pi)), sigma!);
  return A.divide(A.exp(A.divide(A.multiply(z, z), A.fromNumber(-2))), height);
};

export const piecewiseLinear: ScalarFunction = (A, [x, m, b, xmin, xmax]) => {
  const isLow = A.compare(x!, xmin!);
  const isHigh = A.compare(x!, xmax!);
  if (isLow === undefined || isHigh === undefined) return A.fromNumber(Number.NaN);
  if (isLow <= 0) return A.fromNumber(0);
  return isHigh >= 0 ? A.fromNumber(1) : A.add(A.multiply(m!, x!), b!);
};

export const kronecker: ScalarFunction = (A, [i, j]) => choose(A, A.subtract(i!, j!), 0, 1, 0);
