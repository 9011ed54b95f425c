import type { Arithmetic } from "@chainrule/special";
import {
  atMost,
  type FunctionRow,
  inverseRoot,
  isNotZero,
  oneMinusSquare,
  onePlusSquare,
  unary,
} from "./row.ts";

export const sin: FunctionRow = unary({
  latex: "\\sin",
  value: (A, x) => A.sin(x),
  derivative: (A, x) => A.call("cos", x),
  parity: "odd",
  exact: [[0, 0]],
});

export const cos: FunctionRow = unary({
  latex: "\\cos",
  value: (A, x) => A.cos(x),
  derivative: (A, x) => A.negate(A.call("sin", x)),
  parity: "even",
  exact: [[0, 1]],
});

export const tan: FunctionRow = unary({
  latex: "\\tan",
  value: (A, x) => A.tan(x),
  derivative: (A, x) => A.power(A.call("sec", x), 2),
  parity: "odd",
  exact: [[0, 0]],
  domain: (A, x) => isNotZero(A, A.call("cos", x)),
});

export const cot: FunctionRow = unary({
  latex: "\\cot",
  value: (A, x) => A.divide(A.fromNumber(1), A.tan(x)),
  derivative: (A, x) => A.negate(A.power(A.call("csc", x), 2)),
  parity: "odd",
  domain: (A, x) => isNotZero(A, A.call("sin", x)),
});

export const sec: FunctionRow = unary({
  latex: "\\sec",
  value: (A, x) => A.divide(A.fromNumber(1), A.cos(x)),
  derivative: (A, x, self) => A.multiply(self, A.call("tan", x)),
  parity: "even",
  exact: [[0, 1]],
  domain: (A, x) => isNotZero(A, A.call("cos", x)),
});

export const csc: FunctionRow = unary({
  latex: "\\csc",
  value: (A, x) => A.divide(A.fromNumber(1), A.sin(x)),
  derivative: (A, x, self) => A.multiply(-1, self, A.call("cot", x)),
  parity: "odd",
  domain: (A, x) => isNotZero(A, A.call("sin", x)),
});

export const asin: FunctionRow = unary({
  latex: "\\arcsin",
  value: (A, x) => A.asin(x),
  derivative: (A, x) => inverseRoot(A, oneMinusSquare(A, x)),
  domain: (A, x) => atMost(A, A.call("abs", x), 1),
  parity: "odd",
  exact: [[0, 0]],
});

export const acos: FunctionRow = unary({
  latex: "\\arccos",
  value: (A, x) => A.acos(x),
  derivative: (A, x) => A.negate(inverseRoot(A, oneMinusSquare(A, x))),
  domain: (A, x) => atMost(A, A.call("abs", x), 1),
  exact: [[1, 0]],
});

export const atan: FunctionRow = unary({
  latex: "\\arctan",
  value: (A, x) => A.atan(x),
  derivative: (A, x) => A.divide(1, onePlusSquare(A, x)),
  parity: "odd",
  exact: [[0, 0]],
});

/** atan(1/x), so the range is (-pi/2, pi/2], with pi/2 at 0. */
export const acot: FunctionRow = unary({
  latex: "\\operatorname{arccot}",
  value: (A, x) => A.atan(A.divide(A.fromNumber(1), x)),
  derivative: (A, x) => A.negate(A.divide(1, onePlusSquare(A, x))),
});

/** acos(1/x), computed from sqrt(x^2 - 1) so that it keeps its accuracy near 1. */
export const asec: FunctionRow = unary({
  latex: "\\operatorname{arcsec}",
  value: (A, x) => A.atan2(rootOfSquareMinusOne(A, x), A.sign(x)),
  derivative: (A, x) =>
    A.divide(1, A.multiply(A.call("abs", x), A.power(squareMinusOne(A, x), A.fraction(1, 2)))),
  domain: (A, x) => atMost(A, 1, A.call("abs", x)),
  exact: [[1, 0]],
});

/** asin(1/x), computed from sqrt(x^2 - 1) so that it keeps its accuracy near 1. */
export const acsc: FunctionRow = unary({
  latex: "\\operatorname{arccsc}",
  value: (A, x) => A.multiply(A.sign(x), A.atan2(A.fromNumber(1), rootOfSquareMinusOne(A, x))),
  derivative: (A, x) =>
    A.divide(-1, A.multiply(A.call("abs", x), A.power(squareMinusOne(A, x), A.fraction(1, 2)))),
  domain: (A, x) => atMost(A, 1, A.call("abs", x)),
  parity: "odd",
});

/** sqrt(x^2 - 1) in factors that neither cancel nor overflow. */
function rootOfSquareMinusOne<T>(A: Arithmetic<T>, x: T): T {
  const size = A.abs(x);
  const one = A.fromNumber(1);
  return A.multiply(A.sqrt(A.subtract(size, one)), A.sqrt(A.add(size, one)));
}

function squareMinusOne(A: Parameters<typeof oneMinusSquare>[0], x: Parameters<typeof oneMinusSquare>[1]) {
  return A.multiply(A.subtract(x, 1), A.add(x, 1));
}
