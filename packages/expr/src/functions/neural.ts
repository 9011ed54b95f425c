import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { atMost, type FunctionRow, inverseProduct, less, unary } from "./row.ts";

/** Up to here a share of `logaddexp` names all other arguments; the size of a gradient grows with the square of it. */
const namesOthers = 16;

/** Functions of neural networks. */
export const neural: Readonly<
  Record<
    | "sigmoid"
    | "softplus"
    | "logSigmoid"
    | "logit"
    | "softsign"
    | "logaddexp"
    | "relu"
    | "gaussian"
    | "piecewiseLinear"
    | "kronecker",
    FunctionRow
  >
> = {
  /** 1 / (1 + exp(-x)); the derivative sigmoid(x) sigmoid(-x) keeps its accuracy in both tails. */
  sigmoid: unary({
    derivative: (A, x, self) => A.multiply(self, A.call("sigmoid", A.negate(x))),
    fold: (A, [x]) => (x === A.zero ? A.fraction(1, 2) : undefined),
  }),

  /** log(1 + exp(x)). */
  softplus: unary({
    derivative: (A, x) => A.call("sigmoid", x),
  }),

  /** log(sigmoid(x)). */
  logSigmoid: unary({
    derivative: (A, x) => A.call("sigmoid", A.negate(x)),
  }),

  /** log(p / (1 - p)), the inverse of sigmoid. */
  logit: unary({
    derivative: (A, p) => inverseProduct(A, p, A.subtract(1, p)),
    domain: (A, p) => A.call("and", atMost(A, 0, p), atMost(A, p, 1)),
    derivativeIsWider: true,
    fold: (A, [p]) => (p === A.fraction(1, 2) ? A.zero : undefined),
  }),

  /** x / (1 + |x|), whose derivative is continuous at 0. */
  softsign: unary({
    derivative: (A, x) => A.power(A.add(1, A.call("abs", x)), -2),
    parity: "odd",
    exact: [[0, 0]],
  }),

  /** log(exp(a) + exp(b) + ...) without overflow. A partial is the argument's share, accurate next to 0 and to 1. */
  logaddexp: {
    arity: 2,
    isVariadic: true,
    partial: (A, args, k, self) => {
      const [mine, others] = [args[k]!, args.toSpliced(k, 1)];
      if (others.length >= namesOthers) return A.call("exp", A.subtract(mine, self));
      const rest = others.length === 1 ? others[0]! : A.call("logaddexp", ...others);
      return A.call("sigmoid", A.subtract(mine, rest));
    },
  },

  /** max(0, x); derivative 0 at 0. */
  relu: unary({
    derivative: (A, x) => A.piecewise(1, less(A, 0, x), 0),
    exact: [
      [0, 0],
      [1, 1],
    ],
  }),

  /** The normal density exp(-((x - mu) / sigma)^2 / 2) / (sqrt(2 pi) sigma): its area is 1. */
  gaussian: {
    arity: 3,
    partial: (A, [x, mu, sigma], k, self) => {
      const distance = A.subtract(x!, mu!);
      if (k === 0) return A.multiply(-1, distance, A.power(sigma!, -2), self);
      if (k === 1) return A.multiply(distance, A.power(sigma!, -2), self);
      const pull = A.multiply(A.power(distance, 2), A.power(sigma!, -3));
      return A.multiply(A.subtract(pull, A.divide(1, sigma!)), self);
    },
  },

  /**
   * piecewiseLinear(x, m, b, xmin, xmax): 0 up to xmin, then m x + b, and 1 from xmax on. Derivatives are left-open:
   * 0 at xmin, the inner slope at xmax. The limits count as constants.
   */
  piecewiseLinear: {
    arity: 5,
    partial: (A, [x, m, , xmin, xmax], k) => {
      const slope = [m!, x!, A.one, A.zero, A.zero][k]!;
      return A.piecewise(slope, inside(A, x!, xmin!, xmax!), 0);
    },
  },

  /** 1 where the two indices are equal, else 0. */
  kronecker: {
    arity: 2,
    partial: (A) => A.zero,
    fold: (A, [i, j]) => {
      if (i === j) return A.one;
      return i?.kind === "number" && j?.kind === "number" ? A.zero : undefined;
    },
  },
};

function inside(A: Algebra, x: Expression, low: Expression, high: Expression): Expression {
  return A.call("and", less(A, low, x), atMost(A, x, high));
}
