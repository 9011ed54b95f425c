import type { Algebra } from "../algebra/algebra.ts";
import { atMost, less } from "../functions/row.ts";
import { functions } from "../functions/table.ts";
import type { Expression } from "../node.ts";
import { type KinkRow, leavingJump } from "./row.ts";

/** A jump on the negative x-axis, where the angle is pi and just below it -pi, and at the origin, where it is 0. */
export const atan2: KinkRow = {
  kindAt: ([y, x]) => (y === 0 && x! <= 0 ? "jump" : undefined),
  directional: (A, args, tangents, self) => {
    const growth = args.map((_, k) => A.multiply(functions.atan2.partial(A, args, k, self), tangents[k]!));
    return A.add(...growth, leavingJump(A, isOnCut(A, args), staysOnCut(A, args, tangents)));
  },
};

/** Along the direction from the origin the length of its step. */
export const hypot: KinkRow = {
  kindAt: ([x, y]) => (x === 0 && y === 0 ? "kink" : undefined),
  directional: (A, [x, y], [dx, dy], self) => {
    const smooth = A.divide(A.add(A.multiply(x!, dx!), A.multiply(y!, dy!)), self);
    return A.piecewise(smooth, less(A, 0, self), A.call("hypot", dx!, dy!));
  },
};

function isOnCut(A: Algebra, [y, x]: readonly Expression[]): Expression {
  return A.call("and", A.call("equal", y!, 0), atMost(A, x!, 0));
}

/** Off the negative x-axis upwards or along it; off the origin along the positive x-axis. */
function staysOnCut(A: Algebra, [, x]: readonly Expression[], [dy, dx]: readonly Expression[]): Expression {
  const beside = A.call("and", less(A, x!, 0), atMost(A, 0, dy!));
  const ahead = A.call("and", A.call("equal", dy!, 0), atMost(A, 0, dx!));
  return A.call("or", beside, ahead);
}
