import { atMost, type FunctionRow, unary } from "./row.ts";

/** Exponentials and logarithms. */
export const exponential: Readonly<
  Record<"pi" | "e" | "exp" | "log" | "log1p" | "expm1" | "cbrt" | "log1mexp", FunctionRow>
> = {
  pi: {
    arity: 0,
    partial: (A) => A.zero,
  },

  e: {
    arity: 0,
    partial: (A) => A.zero,
  },

  exp: unary({
    derivative: (_, __, self) => self,
    exact: [[0, 1]],
  }),

  log: unary({
    derivative: (A, x) => A.divide(1, x),
    domain: (A, x) => atMost(A, 0, x),
    derivativeIsWider: true,
    exact: [[1, 0]],
    fold: (A, [x]) => {
      if (x?.kind !== "call") return undefined;
      return x.name === "e" ? A.one : x.name === "exp" ? x.operands[0] : undefined;
    },
  }),

  log1p: unary({
    derivative: (A, x) => A.divide(1, A.add(1, x)),
    domain: (A, x) => atMost(A, -1, x),
    derivativeIsWider: true,
    exact: [[0, 0]],
  }),

  expm1: unary({
    derivative: (A, x) => A.call("exp", x),
    exact: [[0, 0]],
  }),

  /** The real cube root, of negative numbers too. Its derivative at 0 is Infinity. */
  cbrt: unary({
    derivative: (A, _, self) => A.divide(A.fraction(1, 3), A.power(self, 2)),
    parity: "odd",
    exact: [
      [0, 0],
      [1, 1],
      [8, 2],
      [27, 3],
    ],
  }),

  /** log(1 - exp(-x)), accurate at both ends; note the sign. */
  log1mexp: unary({
    derivative: (A, x) => A.divide(1, A.call("expm1", x)),
    domain: (A, x) => atMost(A, 0, x),
    derivativeIsWider: true,
  }),
};
