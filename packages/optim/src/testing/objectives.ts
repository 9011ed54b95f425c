import {
  type ArrayLike,
  add,
  array,
  matmul,
  mean,
  multiply,
  softplus,
  square,
  subtract,
  sum,
  type Tensor,
} from "@chainrule/tape";

/** A golden case's objective, as its `formula` says. */
export interface Objective {
  readonly formula: string;
  readonly X?: number[][];
  readonly y?: number[];
  readonly Q?: number[][];
  readonly q?: number[];
}

/** Parameters by name, as vectors. */
export type Vectors = Readonly<Record<string, Tensor>>;

const FORMULAS: { readonly [formula: string]: (data: Objective, parameters: Vectors) => ArrayLike } = {
  "mean BCE-with-logits of X w + b": ({ X, y }, { w, b }) => {
    const z = add(matmul(array(X!), w!), b!);
    return mean(subtract(softplus(z), multiply(array(y!), z)));
  },
  "(1-x0)^2+100(x1-x0^2)^2": (_, { x }) => {
    const x0 = sum(multiply(x!, array([1, 0])));
    const x1 = sum(multiply(x!, array([0, 1])));
    return add(square(subtract(1, x0)), multiply(100, square(subtract(x1, square(x0)))));
  },
  "0.5 x^T Q x - q^T x": ({ Q, q }, { x }) =>
    subtract(multiply(0.5, sum(multiply(x!, matmul(array(Q!), x!)))), sum(multiply(array(q!), x!))),
};

/** The objective as a function of the parameters. */
export function objectiveOf(data: Objective): (parameters: Vectors) => ArrayLike {
  const formula = FORMULAS[data.formula]!;
  return (parameters) => formula(data, parameters);
}
