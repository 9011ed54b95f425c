import { linspace, type NDArray } from "@chainrule/array";
import {
  type ArrayLike,
  expandDims,
  grad,
  iota,
  matmul,
  multiply,
  power,
  sign,
  square,
  subtract,
  sum,
} from "@chainrule/tape";
import { arrayIn, fieldsOf, integerIn } from "../input.ts";
import type { Module, Output } from "../module.ts";

/** The sign of t on -1 to 1, fitted by a polynomial with coefficients x: half the sum of squared residuals. */
function halfSquaredError(x: ArrayLike, powers: ArrayLike, signs: ArrayLike): ArrayLike {
  const residuals = subtract(signs, matmul(powers, x));
  return multiply(0.5, sum(square(residuals)));
}

/** Least squares. */
export const llsq: Module = {
  primal: prepared((x, powers, signs) => halfSquaredError(x, powers, signs) as NDArray),
  gradient: prepared((x, powers, signs) => grad(halfSquaredError)(x, powers, signs) as NDArray),
};

function prepared(f: (x: NDArray, powers: NDArray, signs: NDArray) => Output): Module[string] {
  return (input) => {
    const fields = fieldsOf(input);
    const x = arrayIn(fields, "x", [undefined]);
    const t = linspace(-1, 1, integerIn(fields, "n", 1));
    const powers = power(expandDims(t, 1), iota(x.size)) as NDArray;
    return () => f(x, powers, sign(t) as NDArray);
  };
}
