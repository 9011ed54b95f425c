import { type ArrayLike, divide, multiply, stack, subtract, type Tensor, unstack } from "@chainrule/tape";
import { flow } from "./flow.ts";

/** Logistic growth to a capacity: `p' = r p (1 - p/K)`; the population after a time, in so many steps. */
export function logistic(
  rate: ArrayLike,
  capacity: ArrayLike,
  start: ArrayLike,
  time: number,
  steps: number,
): Tensor {
  const growth = (p: ArrayLike): Tensor =>
    multiply(multiply(rate, p), subtract(1, divide(p, capacity))) as Tensor;
  return flow(growth, start, time / steps, steps);
}

/** The same in closed form (Verhulst 1838), in the syntax of expr. */
export const logisticFormula = "K / (1 + (K / p - 1) exp(-r t))";

/** Prey and predators (Lotka 1920, Volterra 1926): `x' = x (a - b y)`, `y' = y (d x - c)`. */
export function predation(parameters: ArrayLike): (state: ArrayLike) => Tensor {
  const [a, b, c, d] = unstack(parameters) as [Tensor, Tensor, Tensor, Tensor];
  return (state) => {
    const [x, y] = unstack(state) as [Tensor, Tensor];
    return stack([
      multiply(x, subtract(a, multiply(b, y))),
      multiply(y, subtract(multiply(d, x), c)),
    ]) as Tensor;
  };
}
