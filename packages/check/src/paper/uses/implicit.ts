import {
  type ArrayLike,
  add,
  divide,
  implicitFunction,
  multiply,
  scan,
  square,
  subtract,
  type Tensor,
} from "@chainrule/tape";

/** A step of the implicit Euler method for logistic growth: the `q` with `q = p + h r q (1 - q)`. */
export const implicitStep: (p: ArrayLike, r: ArrayLike, h: ArrayLike) => Tensor = implicitFunction(
  (q: ArrayLike, p: ArrayLike, r: ArrayLike, h: ArrayLike) =>
    subtract(subtract(q, p), multiply(multiply(h, r), multiply(q, subtract(1, q)))),
  (p: ArrayLike, r: ArrayLike, h: ArrayLike): Tensor => newtonFrom(p, multiply(h, r)),
);

/** Newton's method for `g q^2 + (1 - g) q - p = 0`; the derivatives of the step do not come from here. */
function newtonFrom(p: ArrayLike, g: ArrayLike): Tensor {
  const step = (q: ArrayLike): [Tensor, readonly Tensor[]] => {
    const value = subtract(add(multiply(g, square(q)), multiply(subtract(1, g), q)), p);
    const slope = add(multiply(2, multiply(g, q)), subtract(1, g));
    return [subtract(q, divide(value, slope)) as Tensor, []];
  };
  return scan(step, p, [], { length: 8 })[0] as Tensor;
}

/** The same step in closed form, the positive root of a quadratic, in the syntax of expr. */
export const implicitStepFormula = "(h r - 1 + sqrt((h r - 1)^2 + 4 h r p)) / (2 h r)";

/** Many steps of the implicit Euler method. */
export function implicitEuler(p: ArrayLike, r: ArrayLike, time: number, steps: number): Tensor {
  const step = (q: ArrayLike): [Tensor, readonly Tensor[]] => [implicitStep(q, r, time / steps), []];
  return scan(step, p, [], { length: steps })[0] as Tensor;
}
