import type { Algebra } from "../algebra/algebra.ts";
import { numberOf } from "../literals.ts";
import type { Expression } from "../node.ts";
import { type Rational, rational } from "../rational.ts";
import { type FunctionRow, isNotZero, less, unary } from "./row.ts";

/** Functions with kinks and jumps. */
export const rounding: Readonly<
  Record<"abs" | "sign" | "step" | "floor" | "ceil" | "round" | "mod" | "max" | "min", FunctionRow>
> = {
  /** |x|; derivative 0 at 0. */
  abs: unary({
    derivative: (A, x) => A.call("sign", x),
    parity: "even",
    exact: [
      [0, 0],
      [1, 1],
    ],
  }),

  /** -1, 0 or 1; derivative 0, with a jump at 0. */
  sign: unary({
    derivative: (A) => A.zero,
    parity: "odd",
    exact: [
      [0, 0],
      [1, 1],
    ],
  }),

  /** 0 where x < 0, else 1; derivative 0, with a jump at 0. */
  step: unary({
    derivative: (A) => A.zero,
    exact: [
      [-1, 0],
      [0, 1],
      [1, 1],
    ],
  }),

  /** The greatest integer at most x; derivative 0, with a jump at every integer. */
  floor: unary({
    derivative: (A) => A.zero,
    fold: (A, [x]) => (x?.kind === "number" ? A.number(floorOf(x.value)) : undefined),
  }),

  /** The least integer at least x; derivative 0, with a jump at every integer. */
  ceil: unary({
    derivative: (A) => A.zero,
    fold: (A, [x]) => (x?.kind === "number" ? A.negate(A.call("floor", A.negate(x))) : undefined),
  }),

  /** The nearest integer, halves to even; derivative 0, with a jump at every half. */
  round: unary({
    derivative: (A) => A.zero,
    parity: "odd",
  }),

  /** a - b floor(a/b): has the sign of b. Jumps where a/b is an integer; the derivative there is that beside it. */
  mod: {
    arity: 2,
    partial: (A, [a, b], k) => (k === 0 ? A.one : A.negate(A.call("floor", A.divide(a!, b!)))),
    domain: (A, [, b]) => isNotZero(A, b!),
  },

  /** The largest argument. At a tie the derivative is shared equally. */
  max: {
    isVariadic: true,
    partial: (A, args, k, self) => share(A, args, k, self, (a, b) => less(A, a, b)),
    fold: (A, args) => foldEqual(A, "max", args) ?? foldNumbers(A, args, (a, b) => a >= b),
  },

  /** The smallest argument. At a tie the derivative is shared equally. */
  min: {
    isVariadic: true,
    partial: (A, args, k, self) => share(A, args, k, self, (a, b) => less(A, b, a)),
    fold: (A, args) => foldEqual(A, "min", args) ?? foldNumbers(A, args, (a, b) => a <= b),
  },
};

/** The greatest integer that is no greater. */
function floorOf({ numerator, denominator }: Rational): Rational {
  const quotient = BigInt(numerator) / BigInt(denominator);
  const isAbove = quotient * BigInt(denominator) > numerator;
  return rational(isAbove ? quotient - 1n : quotient);
}

/** 1 for the extreme argument, an equal part of 1 at a tie, else 0. */
function share(
  A: Algebra,
  args: readonly Expression[],
  k: number,
  self: Expression,
  isBeyond: (a: Expression, b: Expression) => Expression,
): Expression {
  const mine = args[k]!;
  if (args.length === 2) {
    const other = args[1 - k]!;
    return A.piecewise(1, isBeyond(other, mine), A.fraction(1, 2), A.call("equal", mine, other), 0);
  }
  const holders = A.holders.get(self) ?? A.sum(args.map((arg) => A.call("equal", arg, self)));
  A.holders.set(self, holders);
  return A.piecewise(A.divide(1, holders), A.call("equal", mine, self), 0);
}

/** Equal arguments count once: max(x, 1, 1) is max(x, 1). */
function foldEqual(A: Algebra, name: "max" | "min", args: readonly Expression[]): Expression | undefined {
  const distinct = [...new Set(args)];
  if (distinct.length === 1) return distinct[0];
  return distinct.length < args.length ? A.call(name, ...distinct) : undefined;
}

function foldNumbers(
  A: Algebra,
  args: readonly Expression[],
  wins: (a: number, b: number) => boolean,
): Expression | undefined {
  const values = args.map(numberOf);
  if (values.some(Number.isNaN) || new Set(values).size < values.length) return undefined;
  return args[values.findIndex((value) => values.every((other) => wins(value, other)))] ?? A.zero;
}
