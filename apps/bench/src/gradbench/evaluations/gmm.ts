import { array, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  add,
  concat,
  exp,
  expandDims,
  grad,
  lgamma,
  logSumExp,
  matmul,
  matrixTranspose,
  multiply,
  shapeOf,
  square,
  subtract,
  sum,
  take,
  zeros,
} from "@chainrule/tape";
import { arrayIn, fieldsOf, integerIn, numberIn } from "../input.ts";
import type { Module, Output } from "../module.ts";

/** What is differentiated by: for each of k components a weight, a mean, and the parts of Q. */
type Parameters<T = ArrayLike> = {
  /** Logarithms of the weights, up to a constant. */
  readonly alpha: T;
  readonly mu: T;
  /** Logarithms of the diagonal of Q. */
  readonly q: T;
  /** What is below the diagonal of Q, column by column. */
  readonly l: T;
};

interface Data {
  readonly x: NDArray;
  /** Of the Wishart prior. */
  readonly gamma: number;
  readonly m: number;
  readonly components: number;
  /** Where the elements of Q are in [diagonal, below, 0]. */
  readonly places: NDArray;
}

/**
 * log ∏ᵢ Σₖ wₖ N(xᵢ; μₖ, Σₖ) plus the logarithm of a Wishart prior, where w = softmax(α) and Σₖ⁻¹ = Qₖᵀ Qₖ.
 */
function logPosterior({ alpha, mu, q, l }: Parameters, data: Data): ArrayLike {
  const [n, _d] = data.x.shape as [number, number];
  const logDeterminants = sum(q, { axis: -1 });
  const factors = concat([exp(q), l], 1);
  const whitened = matmul(
    subtract(data.x, expandDims(mu, 1)),
    matrixTranspose(triangular(factors, data.places)),
  );
  const exponents = multiply(-0.5, sum(square(whitened), { axis: -1 }));
  const logJoint = add(exponents, expandDims(add(alpha, logDeterminants), 1));
  const logLikelihood = subtract(sum(logSumExp(logJoint, { axis: 0 })), multiply(n, logSumExp(alpha)));
  const logPrior = subtract(
    multiply(data.m, sum(logDeterminants)),
    multiply((data.gamma * data.gamma) / 2, sum(square(factors))),
  );
  return add(add(logLikelihood, logPrior), constants(data));
}

/** The factors at their places in k triangular matrices. */
function triangular(factors: ArrayLike, places: NDArray): ArrayLike {
  return take(concat([factors, zeros([shapeOf(factors)[0]!, 1])], 1), places, 1);
}

/** What does not depend on the parameters: n log (2π)^(-d/2), and the factor of the Wishart density for each component. */
function constants({ x, gamma, m, components }: Data): number {
  const [n, d] = x.shape as [number, number];
  const degrees = d + m + 1;
  const perComponent = degrees * d * Math.log(gamma / Math.SQRT2) - logMultigamma(degrees / 2, d);
  return components * perComponent - (n * d * Math.log(2 * Math.PI)) / 2;
}

/** log Γ_d(a) = d (d - 1)/4 log π + Σⱼ log Γ(a - j/2), j = 0, ..., d - 1. */
function logMultigamma(a: number, d: number): number {
  let sum = ((d * (d - 1)) / 4) * Math.log(Math.PI);
  for (let j = 0; j < d; j++) sum += lgamma(a - j / 2);
  return sum;
}

/** Places in [diagonal, below the diagonal column by column, 0] of the elements of a lower triangular matrix. */
function placesOf(d: number): NDArray {
  const nothing = (d * (d + 1)) / 2;
  const place = (i: number, j: number): number => {
    if (i === j) return i;
    return i < j ? nothing : d + j * d - (j * (j + 1)) / 2 + (i - j - 1);
  };
  const rows = Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => place(i, j)));
  return array(rows, { dtype: "int32" });
}

/** A Gaussian mixture with a Wishart prior. */
export const gmm: Module = {
  objective: prepared((parameters, data) => logPosterior(parameters, data) as NDArray),
  jacobian: prepared((parameters, data) => grad(logPosterior)(parameters, data) as Parameters<NDArray>),
};

function prepared(f: (parameters: Parameters<NDArray>, data: Data) => Output): Module[string] {
  return (input) => {
    const fields = fieldsOf(input);
    const [n, d, k] = [integerIn(fields, "n"), integerIn(fields, "d", 1), integerIn(fields, "k", 1)];
    const parameters = {
      alpha: arrayIn(fields, "alpha", [k]),
      mu: arrayIn(fields, "mu", [k, d]),
      q: arrayIn(fields, "q", [k, d]),
      l: arrayIn(fields, "l", [k, (d * (d - 1)) / 2]),
    };
    const data = {
      x: arrayIn(fields, "x", [n, d]),
      gamma: numberIn(fields, "gamma"),
      m: integerIn(fields, "m"),
      components: k,
      places: placesOf(d),
    };
    return () => f(parameters, data);
  };
}
