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

/** Falls by b where a/b passes an integer: the slope of -b floor(a/b) there, so that a - mod(a, b) has none of its own. */
export const mod: KinkRow = {
  kindAt: ([a, b]) => (Number.isInteger(a! / b!) ? "jump" : undefined),
  directional: (A, [a, b], [da, db]) => {
    const ratio = A.divide(a!, b!);
    const turning = A.divide(A.subtract(da!, A.multiply(ratio, db!)), b!);
    const smooth = A.subtract(da!, A.multiply(A.call("floor", ratio), db!));
    const jump = leavingJumpBy(A, isWhole(A, ratio), atMost(A, 0, turning), turning);
    return A.add(smooth, A.multiply(-1, b!, jump));
  },
};

function jumpWhere(jumps: (x: number) => boolean): (x: number) => KinkKind | undefined {
  return (x) => (jumps(x) ? "jump" : undefined);
}

function isWhole(A: Algebra, x: Expression): Expression {
  return A.call("equal", x, A.call("floor", x));
}
