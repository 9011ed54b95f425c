import { type ArrayLike, add, multiply, roll, stack, subtract, type Tensor, unstack } from "@chainrule/tape";

/** Lorenz's parameters of 1963: Prandtl's number, and a number for the width of the rolls. */
export const sigma = 10;
export const beta: number = 8 / 3;

/** Rayleigh's number, relative to where convection sets in. */
const rho = 28;

/** Convection in three numbers (Lorenz 1963): `x' = sigma (y - x)`, `y' = x (rho - z) - y`, `z' = x y - beta z`. */
export function lorenz63(state: ArrayLike): Tensor {
  const [x, y, z] = unstack(state) as [Tensor, Tensor, Tensor];
  return stack([
    multiply(sigma, subtract(y, x)),
    subtract(multiply(x, subtract(rho, z)), y),
    subtract(multiply(x, y), multiply(beta, z)),
  ]) as Tensor;
}

/** What carries along a circle of latitude (Lorenz 1996): `(x[i+1] - x[i-2]) x[i-1]`. */
export function advection(x: ArrayLike): Tensor {
  return multiply(subtract(roll(x, -1), roll(x, 2)), roll(x, 1)) as Tensor;
}

/** Weather on a circle of latitude (Lorenz 1996): advection, damping and a forcing of 8. */
export function lorenz96(x: ArrayLike): Tensor {
  return add(subtract(advection(x), x), 8) as Tensor;
}
