import { atMost, type FunctionRow, unary } from "./row.ts";

export const pi: FunctionRow = {
  partial: (A) => A.zero,
};

export const e: FunctionRow = {
  partial: (A) => A.zero,
};

export const exp: FunctionRow = unary({
  derivative: (_, __, self) => self,
  exact: [[0, 1]],
});

export const log: FunctionRow = unary({
  derivative: (A, x) => A.divide(1, x),
  domain: (A, x) => atMost(A, 0, x),
  derivativeIsWider: true,
  exact: [[1, 0]],
  fold: (A, [x]) => {
    if (x?.kind !== "call") return undefined;
    return x.name === "e" ? A.one : x.name === "exp" ? x.operands[0] : undefined;
  },
});

export const log1p: FunctionRow = unary({
  derivative: (A, x) => A.divide(1, A.add(1, x)),
  domain: (A, x) => atMost(A, -1, x),
  derivativeIsWider: true,
  exact: [[0, 0]],
});

export const expm1: FunctionRow = unary({
  derivative: (A, x) => A.call("exp", x),
  exact: [[0, 0]],
});

/** The real cube root, of negative numbers too. Its derivative at 0 is Infinity. */
export const cbrt: FunctionRow = unary({
  derivative: (A, _, self) => A.divide(A.fraction(1, 3), A.power(self, 2)),
  parity: "odd",
  exact: [
    [0, 0],
    [1, 1],
    [8, 2],
    [27, 3],
  ],
});

/** log(1 - exp(-x)), accurate at both ends; note the sign. */
export const log1mexp: FunctionRow = unary({
  derivative: (A, x) => A.divide(1, A.call("expm1", x)),
  domain: (A, x) => atMost(A, 0, x),
  derivativeIsWider: true,
});
