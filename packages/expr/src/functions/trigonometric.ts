import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { derivatives } from "./derivatives.ts";
import {
  atMost,
  type FunctionRow,
  inverseRoot,
  isNotZero,
  oneMinusSquare,
  onePlusSquare,
  unary,
} from "./row.ts";

/** Trigonometric functions and their inverses. */
export const trigonometric: Readonly<
  Record<
    | "sin"
    | "cos"
    | "tan"
    | "cot"
    | "sec"
    | "csc"
    | "asin"
    | "acos"
    | "atan"
    | "acot"
    | "asec"
    | "acsc"
    | "sinc"
    | "sincDerivative",
    FunctionRow
  >
> = {
  sin: unary({
    derivative: (A, x) => A.call("cos", x),
    parity: "odd",
    exact: [[0, 0]],
  }),

  cos: unary({
    derivative: (A, x) => A.negate(A.call("sin", x)),
    parity: "even",
    exact: [[0, 1]],
  }),

  tan: unary({
    derivative: (A, x) => A.power(A.call("sec", x), 2),
    parity: "odd",
    exact: [[0, 0]],
    domain: (A, x) => isNotZero(A, A.call("cos", x)),
  }),

  cot: unary({
    derivative: (A, x) => A.negate(A.power(A.call("csc", x), 2)),
    parity: "odd",
    domain: (A, x) => isNotZero(A, A.call("sin", x)),
  }),

  sec: unary({
    derivative: (A, x, self) => A.multiply(self, A.call("tan", x)),
    parity: "even",
    exact: [[0, 1]],
    domain: (A, x) => isNotZero(A, A.call("cos", x)),
  }),

  csc: unary({
    derivative: (A, x, self) => A.multiply(-1, self, A.call("cot", x)),
    parity: "odd",
    domain: (A, x) => isNotZero(A, A.call("sin", x)),
  }),

  asin: unary({
    derivative: (A, x) => inverseRoot(A, oneMinusSquare(A, x)),
    domain: (A, x) => atMost(A, A.call("abs", x), 1),
    parity: "odd",
    exact: [[0, 0]],
  }),

  acos: unary({
    derivative: (A, x) => A.negate(inverseRoot(A, oneMinusSquare(A, x))),
    domain: (A, x) => atMost(A, A.call("abs", x), 1),
    exact: [[1, 0]],
  }),

  atan: unary({
    derivative: (A, x) => A.divide(1, onePlusSquare(A, x)),
    parity: "odd",
    exact: [[0, 0]],
  }),

  /** atan(1/x), so the range is (-pi/2, pi/2], with pi/2 at 0. */
  acot: unary({
    derivative: (A, x) => A.negate(A.divide(1, onePlusSquare(A, x))),
  }),

  /** acos(1/x). */
  asec: unary({
    derivative: (A, x) =>
      A.divide(1, A.multiply(A.call("abs", x), A.power(squareMinusOne(A, x), A.fraction(1, 2)))),
    domain: (A, x) => atMost(A, 1, A.call("abs", x)),
    exact: [[1, 0]],
  }),

  /** asin(1/x). */
  acsc: unary({
    derivative: (A, x) =>
      A.divide(-1, A.multiply(A.call("abs", x), A.power(squareMinusOne(A, x), A.fraction(1, 2)))),
    domain: (A, x) => atMost(A, 1, A.call("abs", x)),
    parity: "odd",
  }),

  /** sin(pi x) / (pi x), and 1 at 0. */
  sinc: unary({
    derivative: (A, x) => A.call("sincDerivative", 1, x),
    parity: "even",
    fold: (A, [x]) => (isWholeNumber(x!) ? A.number(x === A.zero ? 1 : 0) : undefined),
  }),

  /** sincDerivative(n, x), the n-th derivative of sinc; n must be an integer of at least 0. Written out it cancels near 0. */
  sincDerivative: derivatives("sinc", "sincDerivative"),
};

function isWholeNumber(x: Expression): boolean {
  return x.kind === "number" && x.value.denominator === 1;
}

/** (x - 1)(x + 1), which keeps its accuracy near 1. */
function squareMinusOne(A: Algebra, x: Expression): Expression {
  return A.multiply(A.subtract(x, 1), A.add(x, 1));
}
