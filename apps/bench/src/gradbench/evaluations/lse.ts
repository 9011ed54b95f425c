import type { NDArray } from "@chainrule/array";
import { type ArrayLike, grad, logSumExp } from "@chainrule/tape";
import { arrayIn, fieldsOf } from "../input.ts";
import type { Module, Output } from "../module.ts";

const logOfSum = (x: ArrayLike): ArrayLike => logSumExp(x);

/** log Σ exp xᵢ. */
export const lse: Module = {
  primal: prepared((x) => logOfSum(x) as NDArray),
  gradient: prepared((x) => grad(logOfSum)(x) as NDArray),
};

function prepared(f: (x: NDArray) => Output): Module[string] {
  return (input) => {
    const x = arrayIn(fieldsOf(input), "x", [undefined]);
    return () => f(x);
  };
}
