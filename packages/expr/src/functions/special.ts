import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { derivatives } from "./derivatives.ts";
import { atMost, type FunctionRow, less, unary } from "./row.ts";

/** Special functions. */
export const special: Readonly<
  Record<
    | "erf"
    | "erfc"
    | "erfcx"
    | "erfcxDerivative"
    | "gamma"
    | "lgamma"
    | "digamma"
    | "polygamma"
    | "atan2"
    | "hypot",
    FunctionRow
  >
> = {
  erf: unary({
    derivative: (A, x) => A.multiply(twoOverRootPi(A), bell(A, x)),
    parity: "odd",
    exact: [[0, 0]],
  }),

  erfc: unary({
    derivative: (A, x) => A.multiply(-1, twoOverRootPi(A), bell(A, x)),
    exact: [[0, 1]],
  }),

  /** exp(x^2) erfc(x). */
  erfcx: unary({
    derivative: (A, x) => A.call("erfcxDerivative", 1, x),
    exact: [[0, 1]],
  }),

  /** erfcxDerivative(n, x), the n-th derivative of erfcx; n must be an integer of at least 0. Written out it cancels. */
  erfcxDerivative: derivatives("erfcx", "erfcxDerivative"),

  gamma: unary({
    derivative: (A, x, self) => A.multiply(self, A.call("digamma", x)),
    exact: [
      [1, 1],
      [2, 1],
    ],
    domain: isNoPole,
  }),

  /** log |gamma(x)|. */
  lgamma: unary({
    derivative: (A, x) => A.call("digamma", x),
    exact: [
      [1, 0],
      [2, 0],
    ],
    domain: isNoPole,
  }),

  digamma: unary({
    derivative: (A, x) => A.call("polygamma", 1, x),
    domain: isNoPole,
  }),

  /** polygamma(n, x), the n-th derivative of digamma; n must be an integer of at least 0. */
  polygamma: {
    ...derivatives("digamma", "polygamma"),
    domain: (A, [n, x]) => A.call("and", isWhole(A, n!), atMost(A, 0, n!), isNoPole(A, x!)),
  },

  /** The angle of the point (x, y), in (-pi, pi]; derivative 0 at the origin. */
  atan2: {
    arity: 2,
    partial: angleGrowth,
  },

  /** sqrt(x^2 + y^2); derivative 0 at the origin. */
  hypot: {
    arity: 2,
    partial: (A, args, k, self) => A.piecewise(A.divide(args[k]!, self), less(A, 0, self), 0),
  },
};

/** x / r^2 by y and -y / r^2 by x; 0 at the origin. */
function angleGrowth(A: Algebra, [y, x]: readonly Expression[], k: number): Expression {
  const radius = A.call("hypot", x!, y!);
  const toward = k === 0 ? x! : A.negate(y!);
  return A.piecewise(A.multiply(toward, A.power(radius, -2)), less(A, 0, radius), 0);
}

/** Gamma and what comes of it have poles at 0, -1, -2, ... */
function isNoPole(A: Algebra, x: Expression): Expression {
  return A.call("or", less(A, 0, x), A.call("not", isWhole(A, x)));
}

function isWhole(A: Algebra, x: Expression): Expression {
  return A.call("equal", x, A.call("floor", x));
}

/** 2 / sqrt(pi). */
function twoOverRootPi(A: Algebra): Expression {
  return A.multiply(2, A.power(A.call("pi"), A.fraction(-1, 2)));
}

/** exp(-x^2). */
function bell(A: Algebra, x: Expression): Expression {
  return A.call("exp", A.negate(A.power(x, 2)));
}
