import type { Algebra } from "../algebra/algebra.ts";
import { atMost, less } from "../functions/row.ts";
import type { Expression } from "../node.ts";
import { type KinkKind, type KinkRow, leavingJumpBy, unary } from "./row.ts";

export const abs: KinkRow = unary(
  (x) => (x === 0 ? "kink" : undefined),
  (A, x, dx) => A.piecewise(dx, less(A, 0, x), A.negate(dx), less(A, x, 0), A.call("abs", dx)),
);

export const sign: KinkRow = unary(
  jumpWhere((x) => x === 0),
  (A, x, dx) => leavingJumpBy(A, A.call("equal", x, 0), A.call("equal", dx, 0), dx),
);

export const step: KinkRow = unary(
  jumpWhere((x) => x === 0),
  (A, x, dx) => leavingJumpBy(A, A.call("equal", x, 0), atMost(A, 0, dx), dx),
);

export const floor: KinkRow = unary(jumpWhere(Number.isInteger), (A, x, dx) =>
  leavingJumpBy(A, isWhole(A, x), atMost(A, 0, dx), dx),
);

export const ceil: KinkRow = unary(jumpWhere(Number.isInteger), (A, x, dx) =>
  leavingJumpBy(A, isWhole(A, x), atMost(A, dx, 0), dx),
);

export const round: KinkRow = unary(
  jumpWhere((x) => Number.isInteger(x - 0.5)),
  (A, x, dx) => leavingJumpBy(A, isWhole(A, A.subtract(x, A.fraction(1, 2))), A.call("equal", dx, 0), dx),
);

/** Jumps where a/b is an integer, which it leaves downwards. */
export const mod: KinkRow = {
  kindAt: ([a, b]) => (Number.isInteger(a! / b!) ? "jump" : undefined),
  directional: (A, [a, b], [da, db]) => {
    const ratio = A.divide(a!, b!);
    const turning = A.divide(A.subtract(da!, A.multiply(ratio, db!)), b!);
    const smooth = A.subtract(da!, A.multiply(A.call("floor", ratio), db!));
    return A.add(smooth, leavingJumpBy(A, isWhole(A, ratio), atMost(A, 0, turning), turning));
  },
};

export const max: KinkRow = {
  kindAt: (args) => (isTied(args, Math.max(...args)) ? "kink" : undefined),
  directional: (A, args, tangents, self) => directionalExtreme(A, "max", args, tangents, self),
};

export const min: KinkRow = {
  kindAt: (args) => (isTied(args, Math.min(...args)) ? "kink" : undefined),
  directional: (A, args, tangents, self) => directionalExtreme(A, "min", args, tangents, self),
};

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

function isTied(args: readonly number[], extreme: number): boolean {
  return args.filter((x) => x === extreme).length > 1;
}

function jumpWhere(jumps: (x: number) => boolean): (x: number) => KinkKind | undefined {
  return (x) => (jumps(x) ? "jump" : undefined);
}

function isWhole(A: Algebra, x: Expression): Expression {
  return A.call("equal", x, A.call("floor", x));
}
