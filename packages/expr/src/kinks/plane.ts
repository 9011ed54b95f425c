import type { Algebra } from "../algebra/algebra.ts";
import { atMost, less } from "../functions/row.ts";
import { functions } from "../functions/table.ts";
import type { Expression } from "../node.ts";
import { infinite, isSteady, type KinkRow } from "./row.ts";

/** A jump on the negative x-axis, where the angle is pi and just below it -pi, and at the origin, where it is 0. */
export const atan2: KinkRow = {
  kindAt: ([y, x]) => (y === 0 && x! <= 0 ? "jump" : undefined),
  directional: (A, args, tangents, self) => {
    const growth = args.map((_, k) => A.multiply(functions.atan2.partial(A, args, k, self), tangents[k]!));
    const beside = A.call("or", A.call("not", isOnCut(A, args)), staysOnCut(A, args, tangents, self));
    return A.piecewise(A.add(...growth), A.call("and", isSteady(A, tangents), beside), infinite(A));
  },
};

/** Along the direction from the origin the length of its step. */
export const hypot: KinkRow = {
  kindAt: ([x, y]) => (x === 0 && y === 0 ? "kink" : undefined),
  directional: (A, [x, y], [dx, dy], self) => {
    const smooth = A.divide(A.add(A.multiply(x!, dx!), A.multiply(y!, dy!)), self);
    const steady = A.piecewise(smooth, less(A, 0, self), A.call("hypot", dx!, dy!));
    return A.piecewise(steady, isSteady(A, [dx!, dy!]), infinite(A));
  },
};

function isOnCut(A: Algebra, [y, x]: readonly Expression[]): Expression {
  return A.call("and", A.call("equal", y!, 0), atMost(A, x!, 0));
}

/**
 * Along the negative x-axis, or off it to the side that the angle is of; off the origin along the positive x-axis. A y
 * that only stops at 0 may turn to either side.
 */
function staysOnCut(
  A: Algebra,
  [, x]: readonly Expression[],
  [dy, dx]: readonly Expression[],
  self: Expression,
): Expression {
  if (dy === A.zero) {
    const ahead = A.call("and", A.call("equal", self, 0), less(A, 0, dx!));
    return A.call("or", less(A, x!, 0), ahead);
  }
  const up = A.call("and", less(A, 0, self), less(A, 0, dy!));
  const down = A.call("and", less(A, self, 0), less(A, dy!, 0));
  return A.call("and", less(A, x!, 0), A.call("or", up, down));
}
