import {
  type ArrayLike,
  add,
  asArray,
  grad,
  hessian,
  jacobian,
  multiply,
  solve,
  subtract,
  type Tensor,
} from "@chainrule/tape";

/** A system of as many equations as unknowns, `F(x) = 0`. */
export type Equations = (x: ArrayLike) => Tensor;

/** A function to make small. */
export type Objective = (x: ArrayLike) => Tensor;

/** The start and every iterate of Newton's method with the exact Jacobian: `x <- x - J(x)^-1 F(x)`. */
export function newton(equations: Equations, start: Tensor, steps: number): readonly Tensor[] {
  const slopes = jacobian(equations);
  const iterates = [start];
  for (let k = 0; k < steps; k++) {
    const x = iterates.at(-1)!;
    iterates.push(subtract(x, solve(slopes(x) as Tensor, equations(x))) as Tensor);
  }
  return iterates;
}

/** The same for a minimum, where the gradient is zero: `x <- x - H(x)^-1 grad f(x)`. */
export function minimise(objective: Objective, start: Tensor, steps: number): readonly Tensor[] {
  const [slope, curvature] = [grad(objective), hessian(objective)];
  const iterates = [start];
  for (let k = 0; k < steps; k++) {
    const x = iterates.at(-1)!;
    const step = solve(curvature(x) as Tensor, slope(x) as never as Tensor);
    iterates.push(subtract(x, step) as Tensor);
  }
  return iterates;
}

/** The minimum of a convex function by Newton's method, its steps halved for as long as they lead upwards. */
export function leastOf(objective: Objective, start: Tensor, steps: number): Tensor {
  let x = start;
  for (let k = 0; k < steps; k++) {
    const whole = subtract(minimise(objective, x, 1)[1]!, x);
    let share = 1;
    const moved = (): Tensor => add(x, multiply(share, whole)) as Tensor;
    while (share > 1e-9 && !(numberOf(objective(moved())) <= numberOf(objective(x)))) share /= 2;
    x = moved();
  }
  return x;
}

/** Whatever number an array of one element holds. */
export function numberOf(x: ArrayLike): number {
  return numbersOf(x)[0]!;
}

/** The elements of an array. */
export function numbersOf(x: ArrayLike): readonly number[] {
  return asArray(x as never).read((view) => Array.from(view, Number));
}

/** The largest difference between elements. */
export function distance(a: ArrayLike, b: ArrayLike): number {
  return Math.max(...numbersOf(subtract(a, b)).map(Math.abs));
}
