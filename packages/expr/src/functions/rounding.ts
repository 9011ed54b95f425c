import type { Algebra } from "../algebra/algebra.ts";
import type { Expression } from "../node.ts";
import { choose, pick } from "./carrier.ts";
import { atMost, type FunctionRow, leavingJumpBy, less, unary } from "./row.ts";

/** |x|; derivative 0 at 0. */
export const abs: FunctionRow = unary({
  latex: "\\operatorname{abs}",
  value: (A, x) => A.abs(x),
  derivative: (A, x) => A.call("sign", x),
  parity: "even",
  exact: [
    [0, 0],
    [1, 1],
  ],
  kink: (x) => (x === 0 ? "kink" : undefined),
  directional: (A, x, dx) => A.piecewise(dx, less(A, 0, x), A.negate(dx), less(A, x, 0), A.call("abs", dx)),
});

/** -1, 0 or 1; derivative 0, with a jump at 0. */
export const sign: FunctionRow = unary({
  latex: "\\operatorname{sign}",
  value: (A, x) => A.sign(x),
  derivative: (A) => A.zero,
  parity: "odd",
  exact: [
    [0, 0],
    [1, 1],
  ],
  kink: (x) => (x === 0 ? "jump" : undefined),
  directional: (A, x, dx) => leavingJumpBy(A, A.call("equal", x, 0), A.call("equal", dx, 0), dx),
});

/** 0 where x < 0, else 1; derivative 0, with a jump at 0. */
export const step: FunctionRow = unary({
  latex: "\\operatorname{step}",
  value: (A, x) => choose(A, x, 0, 1, 1),
  derivative: (A) => A.zero,
  exact: [
    [-1, 0],
    [0, 1],
    [1, 1],
  ],
  kink: (x) => (x === 0 ? "jump" : undefined),
  directional: (A, x, dx) => leavingJumpBy(A, A.call("equal", x, 0), atMost(A, 0, dx), dx),
});

/** The greatest integer at most x; derivative 0, with a jump at every integer. */
export const floor: FunctionRow = unary({
  latex: "\\operatorname{floor}",
  value: (A, x) => A.floor(x),
  derivative: (A) => A.zero,
  kink: (x) => (Number.isInteger(x) ? "jump" : undefined),
  directional: (A, x, dx) => leavingJumpBy(A, A.call("equal", x, A.call("floor", x)), atMost(A, 0, dx), dx),
});

/** The least integer at least x; derivative 0, with a jump at every integer. */
export const ceil: FunctionRow = unary({
  latex: "\\operatorname{ceil}",
  value: (A, x) => A.ceil(x),
  derivative: (A) => A.zero,
  kink: (x) => (Number.isInteger(x) ? "jump" : undefined),
  directional: (A, x, dx) => leavingJumpBy(A, A.call("equal", x, A.call("floor", x)), atMost(A, dx, 0), dx),
});

/** The nearest integer, halves to even; derivative 0, with a jump at every half. */
export const round: FunctionRow = unary({
  latex: "\\operatorname{round}",
  value: (A, x) => A.round(x),
  derivative: (A) => A.zero,
  parity: "odd",
  kink: (x) => (Number.isInteger(x - 0.5) ? "jump" : undefined),
  directional: (A, x, dx) => {
    const shifted = A.subtract(x, A.fraction(1, 2));
    return leavingJumpBy(A, A.call("equal", shifted, A.call("floor", shifted)), A.call("equal", dx, 0), dx);
  },
});

/** a - b floor(a/b): has the sign of b. Jumps where a/b is an integer; the derivative there is that beside it. */
export const mod: FunctionRow = {
  latex: "\\operatorname{mod}",
  value: (A, [a, b]) => A.subtract(a!, A.multiply(b!, A.floor(A.divide(a!, b!)))),
  partial: (A, [a, b], k) => (k === 0 ? A.one : A.negate(A.call("floor", A.divide(a!, b!)))),
  domain: (A, [, b]) => A.call("not", A.call("equal", b!, 0)),
  kink: ([a, b]) => (Number.isInteger(a! / b!) ? "jump" : undefined),
  directional: (A, [a, b], [da, db]) => {
    const ratio = A.divide(a!, b!);
    const whole = A.call("floor", ratio);
    const turning = A.divide(A.subtract(da!, A.multiply(ratio, db!)), b!);
    const smooth = A.subtract(da!, A.multiply(whole, db!));
    return A.add(smooth, leavingJumpBy(A, A.call("equal", ratio, whole), atMost(A, 0, turning), turning));
  },
};

/** The largest argument. At a tie the derivative is shared equally. */
export const max: FunctionRow = {
  latex: "\\max",
  value: (A, args) => args.reduce((best, x) => pick(A, best, x, -1)),
  partial: (A, args, k, self) => share(A, args, k, self, (a, b) => less(A, a, b)),
  fold: (A, args) => foldEqual(args) ?? foldNumbers(A, args, (a, b) => a >= b),
  kink: (args) => (tied(args, Math.max(...args)) ? "kink" : undefined),
  directional: (A, args, tangents, self) => directionalExtreme(A, "max", args, tangents, self),
};

/** The smallest argument. At a tie the derivative is shared equally. */
export const min: FunctionRow = {
  latex: "\\min",
  value: (A, args) => args.reduce((best, x) => pick(A, best, x, 1)),
  partial: (A, args, k, self) => share(A, args, k, self, (a, b) => less(A, b, a)),
  fold: (A, args) => foldEqual(args) ?? foldNumbers(A, args, (a, b) => a <= b),
  kink: (args) => (tied(args, Math.min(...args)) ? "kink" : undefined),
  directional: (A, args, tangents, self) => directionalExtreme(A, "min", args, tangents, self),
};

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
  const holders = A.sum(args.map((arg) => A.call("equal", arg, self)));
  return A.piecewise(A.divide(1, holders), A.call("equal", mine, self), 0);
}

function tied(args: readonly number[], extreme: number): boolean {
  return args.filter((x) => x === extreme).length > 1;
}

/** The extreme of the tangents of those arguments that are extreme themselves. */
function directionalExtreme(
  A: Algebra,
  name: "max" | "min",
  args: readonly Expression[],
  tangents: readonly Expression[],
  self: Expression,
): Expression {
  const never = A.multiply(name === "max" ? -1 : 1, A.power(0, -1));
  return A.call(name, ...args.map((arg, k) => A.piecewise(tangents[k]!, A.call("equal", arg, self), never)));
}

function foldEqual(args: readonly Expression[]): Expression | undefined {
  return args.every((arg) => arg === args[0]) ? args[0] : undefined;
}

function foldNumbers(
  A: Algebra,
  args: readonly Expression[],
  wins: (a: number, b: number) => boolean,
): Expression | undefined {
  const values = args.map((arg) =>
    arg.kind === "number" ? Number(arg.value.numerator) / Number(arg.value.denominator) : Number.NaN,
  );
  if (values.some(Number.isNaN) || new Set(values).size < values.length) return undefined;
  return args[values.findIndex((value) => values.every((other) => wins(value, other)))] ?? A.zero;
}
