import type { Arithmetic } from "@chainrule/special";
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
  latex: "\\sinh",
  value: (A, x) => A.sinh(x),
  derivative: (A, x) => A.call("cosh", x),
  parity: "odd",
  exact: [[0, 0]],
});

export const cosh: FunctionRow = unary({
  latex: "\\cosh",
  value: (A, x) => A.cosh(x),
  derivative: (A, x) => A.call("sinh", x),
  parity: "even",
  exact: [[0, 1]],
});

/** The derivative is sech^2, which keeps its relative accuracy in the tails where 1 - tanh^2 loses it. */
export const tanh: FunctionRow = unary({
  latex: "\\tanh",
  value: (A, x) => A.tanh(x),
  derivative: (A, x) => A.power(A.call("sech", x), 2),
  parity: "odd",
  exact: [[0, 0]],
});

export const coth: FunctionRow = unary({
  latex: "\\coth",
  value: (A, x) => A.divide(A.fromNumber(1), A.tanh(x)),
  derivative: (A, x) => A.negate(A.power(A.call("csch", x), 2)),
  parity: "odd",
  domain: (A, x) => isNotZero(A, x),
});

export const sech: FunctionRow = unary({
  latex: "\\operatorname{sech}",
  value: (A, x) => A.divide(A.fromNumber(1), A.cosh(x)),
  derivative: (A, x, self) => A.multiply(-1, self, A.call("tanh", x)),
  parity: "even",
  exact: [[0, 1]],
});

export const csch: FunctionRow = unary({
  latex: "\\operatorname{csch}",
  value: (A, x) => A.divide(A.fromNumber(1), A.sinh(x)),
  derivative: (A, x, self) => A.multiply(-1, self, A.call("coth", x)),
  parity: "odd",
  domain: (A, x) => isNotZero(A, x),
});

export const asinh: FunctionRow = unary({
  latex: "\\operatorname{arsinh}",
  value: (A, x) => A.asinh(x),
  derivative: (A, x) => inverseRoot(A, onePlusSquare(A, x)),
  parity: "odd",
  exact: [[0, 0]],
});

export const acosh: FunctionRow = unary({
  latex: "\\operatorname{arcosh}",
  value: (A, x) => A.acosh(x),
  derivative: (A, x) => A.multiply(inverseRoot(A, A.subtract(x, 1)), inverseRoot(A, A.add(x, 1))),
  domain: (A, x) => atMost(A, 1, x),
  exact: [[1, 0]],
});

export const atanh: FunctionRow = unary({
  latex: "\\operatorname{artanh}",
  value: (A, x) => A.atanh(x),
  derivative: (A, x) => A.divide(1, oneMinusSquare(A, x)),
  domain: (A, x) => atMost(A, A.call("abs", x), 1),
  derivativeIsWider: true,
  parity: "odd",
  exact: [[0, 0]],
});

/** atanh(1/x) = log1p(2 / (|x| - 1)) / 2 with the sign of x. */
export const acoth: FunctionRow = unary({
  latex: "\\operatorname{arcoth}",
  value: (A, x) => {
    const beyond = A.subtract(A.abs(x), A.fromNumber(1));
    const twice = A.log1p(A.divide(A.fromNumber(2), beyond));
    return A.multiply(A.sign(x), onlyWhere(A, beyond, A.divide(twice, A.fromNumber(2))));
  },
  derivative: (A, x) => A.divide(1, oneMinusSquare(A, x)),
  domain: (A, x) => atMost(A, 1, A.call("abs", x)),
  derivativeIsWider: true,
  parity: "odd",
});

/** acosh(1/x) = 2 asinh(sqrt((1 - x) / (2 x))). */
export const asech: FunctionRow = unary({
  latex: "\\operatorname{arsech}",
  value: (A, x) => {
    const squared = A.divide(A.subtract(A.fromNumber(1), x), A.add(x, x));
    return A.multiply(A.fromNumber(2), A.asinh(A.sqrt(squared)));
  },
  derivative: (A, x) => A.divide(-1, A.multiply(x, A.power(oneMinusSquare(A, x), A.fraction(1, 2)))),
  domain: (A, x) => A.call("and", less(A, 0, x), atMost(A, x, 1)),
  exact: [[1, 0]],
});

export const acsch: FunctionRow = unary({
  latex: "\\operatorname{arcsch}",
  value: (A, x) => A.asinh(A.divide(A.fromNumber(1), x)),
  derivative: (A, x) =>
    A.divide(-1, A.multiply(A.call("abs", x), A.power(onePlusSquare(A, x), A.fraction(1, 2)))),
  parity: "odd",
  domain: (A, x) => isNotZero(A, x),
});

/** The value where `size` is at least 0, else NaN. */
function onlyWhere<T>(A: Arithmetic<T>, size: T, value: T): T {
  return A.compare(size, A.fromNumber(0)) === -1 ? A.fromNumber(Number.NaN) : value;
}
