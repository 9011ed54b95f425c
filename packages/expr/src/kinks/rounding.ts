import type { Algebra } from "../algebra/algebra.ts";
import { atMost, less } from "../functions/row.ts";
import type { Expression } from "../node.ts";
import { isNeverNegative, type KinkKind, type KinkRow, type Leaving, leavingJump, unary } from "./row.ts";

export const abs: KinkRow = unary(
  (x) => (x === 0 ? "kink" : undefined),
  (A, x, dx) => A.piecewise(dx, less(A, 0, x), A.negate(dx), less(A, x, 0), A.call("abs", dx)),
);

export const sign: KinkRow = unary(
  jumpWhere((x) => x === 0),
  (A, x, dx) => {
    const onJump = A.call("equal", x, 0);
    return leavingJump(A, { growth: dx, onJump, stays: A.call("equal", dx, 0), leap: A.call("sign", dx) });
  },
);

export const step: KinkRow = unary(
  jumpWhere((x) => x === 0),
  (A, x, dx) => leavingJump(A, falling(A, A.call("equal", x, 0), x, dx)),
);

export const floor: KinkRow = unary(jumpWhere(Number.isInteger), (A, x, dx) =>
  leavingJump(A, falling(A, isWhole(A, x), x, dx)),
);

export const ceil: KinkRow = unary(jumpWhere(Number.isInteger), (A, x, dx) => {
  const [minus, growth] = [A.negate(x), A.negate(dx)];
  return leavingJump(A, { ...falling(A, isWhole(A, x), minus, growth), leap: 1 });
});

export const round: KinkRow = unary(
  jumpWhere((x) => Number.isInteger(x - 0.5)),
  (A, x, dx, self) => {
    const onJump = isWhole(A, A.subtract(x, A.fraction(1, 2)));
    const stays = less(A, 0, A.multiply(A.subtract(self, x), dx));
    return leavingJump(A, { growth: dx, onJump, stays, leap: A.call("sign", dx) });
  },
);

/** A jump down, where the argument falls; one that is never negative does not fall from 0. */
function falling(A: Algebra, onJump: Expression, x: Expression, growth: Expression): Leaving {
  const keeps = isNeverNegative(x) ? A.call("equal", x, 0) : A.zero;
  return { growth, onJump, stays: atMost(A, 0, growth), leap: -1, keeps };
}

/** Falls by b where a/b passes an integer: the slope of -b floor(a/b) there, so that a - mod(a, b) has none of its own. */
export const mod: KinkRow = {
  kindAt: ([a, b]) => (Number.isInteger(a! / b!) ? "jump" : undefined),
  directional: (A, [a, b], [da, db]) => {
    const ratio = A.divide(a!, b!);
    const turning = A.divide(A.subtract(da!, A.multiply(ratio, db!)), b!);
    const smooth = A.subtract(da!, A.multiply(A.call("floor", ratio), db!));
    const jump = leavingJump(A, {
      growth: turning,
      onJump: isWhole(A, ratio),
      stays: atMost(A, 0, turning),
      leap: -1,
    });
    return A.add(smooth, A.multiply(-1, b!, jump));
  },
};

function jumpWhere(jumps: (x: number) => boolean): (x: number) => KinkKind | undefined {
  return (x) => (jumps(x) ? "jump" : undefined);
}

function isWhole(A: Algebra, x: Expression): Expression {
  return A.call("equal", x, A.call("floor", x));
}
