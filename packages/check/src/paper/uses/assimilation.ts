import {
  type ArrayLike,
  add,
  asArray,
  linearize,
  multiply,
  subtract,
  sum,
  type Tensor,
  vjp,
} from "@chainrule/tape";

/** What the state at the beginning leads to, where it is observed. */
export type Observation = (start: ArrayLike) => Tensor;

const inner = (a: ArrayLike, b: ArrayLike): number => Number(asArray(sum(multiply(a, b)) as never).item());

/**
 * Solves `A x = b` for a symmetric positive matrix of which only products are known, by conjugate gradients.
 */
function conjugateGradients(product: (v: Tensor) => Tensor, b: Tensor, steps: number): Tensor {
  let x = multiply(0, b) as Tensor;
  let [residual, direction] = [b, b];
  const enough = 1e-28 * inner(b, b);
  for (let k = 0; k < steps && inner(residual, residual) > enough; k++) {
    const moved = product(direction);
    const before = inner(residual, residual);
    const length = before / inner(direction, moved);
    x = add(x, multiply(length, direction)) as Tensor;
    residual = subtract(residual, multiply(length, moved)) as Tensor;
    direction = add(residual, multiply(inner(residual, residual) / before, direction)) as Tensor;
  }
  return x;
}

/**
 * Incremental 4D-Var without a background: the state at the beginning of a window whose forecast fits the observations
 * best. Each round linearises the forecast and solves the least squares problem with the tangent-linear model `M` (`linearize`)
 * and its adjoint `M^T` (`vjp`) alone: no matrix is formed.
 */
export function assimilate(
  observe: Observation,
  observed: Tensor,
  guess: Tensor,
  { rounds, steps }: { readonly rounds: number; readonly steps: number },
): Tensor {
  let state = guess;
  for (let round = 0; round < rounds; round++) {
    const { value, pushforward } = linearize(observe)(state) as never as Linearized;
    const { pullback } = vjp(observe)(state);
    const misfit = subtract(observed, value) as Tensor;
    const adjoint = (w: Tensor): Tensor => pullback(w as never) as never as Tensor;
    const step = conjugateGradients((v) => adjoint(pushforward(v)), adjoint(misfit), steps);
    state = add(state, step) as Tensor;
  }
  return state;
}

interface Linearized {
  readonly value: Tensor;
  readonly pushforward: (tangent: Tensor) => Tensor;
}
