import { type ArrayLike, grad, jacobian, multiply, negate, square, subtract, sum } from "@chainrule/tape";

/** A function of a vector with a scalar result. */
export type Objective = (x: ArrayLike) => ArrayLike;

/** From an objective to its gradient. */
export type Differentiate = (f: Objective) => Objective;

/** The gradient by forward mode, `f`, and by reverse mode, `r`. */
export const modes = {
  f: (f) => (x) => jacobian(f, { mode: "forward" })(x) as ArrayLike,
  r: (f) => (x) => grad(f)(x) as ArrayLike,
} satisfies Readonly<Record<string, Differentiate>>;

const PRECISION = 1e-5;

/**
 * Where gradient descent from `start` ends. The step grows twofold after 10 steps that lowered the objective, and is
 * halved when one does not. Comparisons read through all recorders, so that the descent itself can be differentiated.
 */
export function argmin(differentiate: Differentiate, f: Objective, start: ArrayLike): ArrayLike {
  const gradient = differentiate(f);
  let [x, value, slope] = [start, f(start), gradient(start)];
  let [rate, accepted] = [PRECISION, 0];
  while (length(slope) > PRECISION) {
    if (accepted === 10) [rate, accepted] = [2 * rate, 0];
    const next = subtract(x, multiply(rate, slope));
    if (length(subtract(next, x)) <= PRECISION) break;
    const nextValue = f(next);
    if (numberOf(nextValue) < numberOf(value)) {
      [x, value, slope] = [next, nextValue, gradient(next)];
      accepted += 1;
    } else {
      [rate, accepted] = [rate / 2, 0];
    }
  }
  return x;
}

/** Where gradient ascent ends. */
export function argmax(differentiate: Differentiate, f: Objective, start: ArrayLike): ArrayLike {
  return argmin(differentiate, (x) => negate(f(x)), start);
}

function length(x: ArrayLike): number {
  return Math.sqrt(numberOf(sum(square(x))));
}

function numberOf(x: ArrayLike): number {
  return typeof x === "number" ? x : x.item();
}
