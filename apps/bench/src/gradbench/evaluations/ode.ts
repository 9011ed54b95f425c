import type { NDArray } from "@chainrule/array";
import { type ArrayLike, add, at, concat, grad, multiply, ones, shapeOf, zeros } from "@chainrule/tape";
import { arrayIn, fieldsOf, integerIn } from "../input.ts";
import type { Module, Output } from "../module.ts";

/** y₀' = x₀, yᵢ' = xᵢ yᵢ₋₁. */
function slope(x: ArrayLike, y: ArrayLike): ArrayLike {
  return multiply(x, concat([ones([1]), at(y, { stop: -1 })]));
}

/** y(2) from y(0) = 0, by the classical Runge-Kutta method. */
function solve(x: ArrayLike, steps: number): ArrayLike {
  const h = 2 / steps;
  let y: ArrayLike = zeros(shapeOf(x));
  for (let step = 0; step < steps; step++) {
    const k1 = slope(x, y);
    const k2 = slope(x, add(y, multiply(h / 2, k1)));
    const k3 = slope(x, add(y, multiply(h / 2, k2)));
    const k4 = slope(x, add(y, multiply(h, k3)));
    const sum = add(add(k1, k4), multiply(2, add(k2, k3)));
    y = add(y, multiply(h / 6, sum));
  }
  return y;
}

/** A chain of differential equations: its end, and the gradient of the last component. */
export const ode: Module = {
  primal: prepared((x, steps) => solve(x, steps) as NDArray),
  gradient: prepared((x, steps) => grad((z: ArrayLike) => at(solve(z, steps), -1))(x) as NDArray),
};

function prepared(f: (x: NDArray, steps: number) => Output): Module[string] {
  return (input) => {
    const fields = fieldsOf(input);
    const x = arrayIn(fields, "x", [undefined]);
    const steps = integerIn(fields, "s", 1);
    return () => f(x, steps);
  };
}
