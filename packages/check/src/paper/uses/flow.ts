import { type ArrayLike, add, multiply, scan, type Tensor } from "@chainrule/tape";

/** The right-hand side of `x' = f(x)`. */
export type VectorField = (x: ArrayLike) => Tensor;

/** A state moved along a direction: `x + h v`. */
const along = (x: ArrayLike, h: ArrayLike, v: ArrayLike): Tensor => add(x, multiply(h, v)) as Tensor;

/** One step of the classical Runge-Kutta method, of order 4. */
export function rungeKutta(f: VectorField, x: ArrayLike, h: ArrayLike): Tensor {
  const k1 = f(x);
  const k2 = f(along(x, multiply(h, 0.5), k1));
  const k3 = f(along(x, multiply(h, 0.5), k2));
  const k4 = f(along(x, h, k3));
  const slope = add(add(k1, k4), multiply(2, add(k2, k3)));
  return along(x, multiply(h, 1 / 6), slope);
}

/** The states after each of `steps` steps: `[steps, ...]`. */
export function trajectory(f: VectorField, start: ArrayLike, h: ArrayLike, steps: number): Tensor {
  const step = (x: ArrayLike): [Tensor, Tensor] => {
    const next = rungeKutta(f, x, h);
    return [next, next];
  };
  return scan(step, start, [], { length: steps })[1] as Tensor;
}

/** The state after `steps` steps. */
export function flow(f: VectorField, start: ArrayLike, h: ArrayLike, steps: number): Tensor {
  const step = (x: ArrayLike): [Tensor, readonly Tensor[]] => [rungeKutta(f, x, h), []];
  return scan(step, start, [], { length: steps })[0] as Tensor;
}
