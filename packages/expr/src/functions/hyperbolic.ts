import {
  atMost,
  type FunctionRow,
  inverseRoot,
  isNotZero,
  less,
  oneMinusSquare,
  onePlusSquare,
  unary,
} from "./row.ts";

export const sinh: FunctionRow = unary({
  derivative: (A, x) => A.call("cosh", x),
  parity: "odd",
  exact: [[0, 0]],
});

export const cosh: FunctionRow = unary({
  derivative: (A, x) => A.call("sinh", x),
  parity: "even",
  exact: [[0, 1]],
});

/** The derivative is sech^2, which keeps its relative accuracy in the tails where 1 - tanh^2 loses it. */
export const tanh: FunctionRow = unary({
  derivative: (A, x) => A.power(A.call("sech", x), 2),
  parity: "odd",
  exact: [[0, 0]],
});

export const coth: FunctionRow = unary({
  derivative: (A, x) => A.negate(A.power(A.call("csch", x), 2)),
  parity: "odd",
  domain: (A, x) => isNotZero(A, x),
});

export const sech: FunctionRow = unary({
  derivative: (A, x, self) => A.multiply(-1, self, A.call("tanh", x)),
  parity: "even",
  exact: [[0, 1]],
});

export const csch: FunctionRow = unary({
  derivative: (A, x, self) => A.multiply(-1, self, A.call("coth", x)),
  parity: "odd",
  domain: (A, x) => isNotZero(A, x),
});

export const asinh: FunctionRow = unary({
  derivative: (A, x) => inverseRoot(A, onePlusSquare(A, x)),
  parity: "odd",
  exact: [[0, 0]],
});

export const acosh: FunctionRow = unary({
  derivative: (A, x) => A.multiply(inverseRoot(A, A.subtract(x, 1)), inverseRoot(A, A.add(x, 1))),
  domain: (A, x) => atMost(A, 1, x),
  exact: [[1, 0]],
});

export const atanh: FunctionRow = unary({
  derivative: (A, x) => A.divide(1, oneMinusSquare(A, x)),
  domain: (A, x) => atMost(A, A.call("abs", x), 1),
  derivativeIsWider: true,
  parity: "odd",
  exact: [[0, 0]],
});

/** atanh(1/x). */
export const acoth: FunctionRow = unary({
  derivative: (A, x) => A.divide(1, oneMinusSquare(A, x)),
  domain: (A, x) => atMost(A, 1, A.call("abs", x)),
  derivativeIsWider: true,
  parity: "odd",
});

/** acosh(1/x). */
export const asech: FunctionRow = unary({
  derivative: (A, x) => A.divide(-1, A.multiply(x, A.power(oneMinusSquare(A, x), A.fraction(1, 2)))),
  domain: (A, x) => A.call("and", less(A, 0, x), atMost(A, x, 1)),
  exact: [[1, 0]],
});

export const acsch: FunctionRow = unary({
  derivative: (A, x) =>
    A.divide(-1, A.multiply(A.call("abs", x), A.power(onePlusSquare(A, x), A.fraction(1, 2)))),
  parity: "odd",
  domain: (A, x) => isNotZero(A, x),
});

/** log(cosh(x)), without overflow. */
export const logCosh: FunctionRow = unary({
  derivative: (A, x) => A.call("tanh", x),
  parity: "even",
  exact: [[0, 0]],
});
