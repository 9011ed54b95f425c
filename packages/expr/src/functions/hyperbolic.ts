import {
  atMost,
  type FunctionRow,
  inverseProduct,
  inverseRoot,
  isNotZero,
  less,
  oneMinusSquare,
  onePlusSquare,
  unary,
} from "./row.ts";

/** Hyperbolic functions and their inverses. */
export const hyperbolic: Readonly<
  Record<
    | "sinh"
    | "cosh"
    | "tanh"
    | "coth"
    | "sech"
    | "csch"
    | "asinh"
    | "acosh"
    | "atanh"
    | "acoth"
    | "asech"
    | "acsch"
    | "logCosh",
    FunctionRow
  >
> = {
  sinh: unary({
    derivative: (A, x) => A.call("cosh", x),
    parity: "odd",
    exact: [[0, 0]],
  }),

  cosh: unary({
    derivative: (A, x) => A.call("sinh", x),
    parity: "even",
    exact: [[0, 1]],
  }),

  /** The derivative is sech^2, which keeps its relative accuracy in the tails where 1 - tanh^2 loses it. */
  tanh: unary({
    derivative: (A, x) => A.power(A.call("sech", x), 2),
    parity: "odd",
    exact: [[0, 0]],
  }),

  coth: unary({
    derivative: (A, x) => A.negate(A.power(A.call("csch", x), 2)),
    parity: "odd",
    domain: (A, x) => isNotZero(A, x),
  }),

  sech: unary({
    derivative: (A, x, self) => A.multiply(-1, self, A.call("tanh", x)),
    parity: "even",
    exact: [[0, 1]],
  }),

  csch: unary({
    derivative: (A, x, self) => A.multiply(-1, self, A.call("coth", x)),
    parity: "odd",
    domain: (A, x) => isNotZero(A, x),
  }),

  asinh: unary({
    derivative: (A, x) => inverseRoot(A, onePlusSquare(A, x)),
    parity: "odd",
    exact: [[0, 0]],
  }),

  acosh: unary({
    derivative: (A, x) => A.multiply(inverseRoot(A, A.subtract(x, 1)), inverseRoot(A, A.add(x, 1))),
    domain: (A, x) => atMost(A, 1, x),
    exact: [[1, 0]],
  }),

  atanh: unary({
    derivative: (A, x) => inverseProduct(A, A.subtract(1, x), A.add(1, x)),
    domain: (A, x) => atMost(A, A.call("abs", x), 1),
    derivativeIsWider: true,
    parity: "odd",
    exact: [[0, 0]],
  }),

  /** atanh(1/x). */
  acoth: unary({
    derivative: (A, x) => inverseProduct(A, A.subtract(1, x), A.add(1, x)),
    domain: (A, x) => atMost(A, 1, A.call("abs", x)),
    derivativeIsWider: true,
    parity: "odd",
  }),

  /** acosh(1/x). */
  asech: unary({
    derivative: (A, x) => A.divide(-1, A.multiply(x, A.power(oneMinusSquare(A, x), A.fraction(1, 2)))),
    domain: (A, x) => A.call("and", less(A, 0, x), atMost(A, x, 1)),
    exact: [[1, 0]],
  }),

  acsch: unary({
    derivative: (A, x) =>
      A.divide(-1, A.multiply(A.call("abs", x), A.power(onePlusSquare(A, x), A.fraction(1, 2)))),
    parity: "odd",
    domain: (A, x) => isNotZero(A, x),
  }),

  /** log(cosh(x)), without overflow. */
  logCosh: unary({
    derivative: (A, x) => A.call("tanh", x),
    parity: "even",
    exact: [[0, 0]],
  }),
};
