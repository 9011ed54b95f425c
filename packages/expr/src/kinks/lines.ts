import { less } from "../functions/row.ts";
import { orderBeside } from "./conditions.ts";
import { infinite, isSteady, type KinkRow, unary } from "./row.ts";

export const relu: KinkRow = unary(
  (x) => (x === 0 ? "kink" : undefined),
  (A, x, dx) => {
    const steady = isSteady(A, [dx]);
    const [above, below] = [less(A, 0, x), less(A, x, 0)].map((side) => A.call("and", side, steady));
    return A.piecewise(dx, above!, 0, below!, A.call("relu", dx), steady, infinite(A));
  },
);

/** A kink where the line meets 0 at xmin and 1 at xmax, else a jump. */
export const piecewiseLinear: KinkRow = {
  kindAt: ([x, m, b, xmin, xmax]) => {
    if (x !== xmin && x !== xmax) return undefined;
    return Math.abs(m! * x! + b! - (x === xmin ? 0 : 1)) > 1e-12 ? "jump" : "kink";
  },
  directional: (A, [x, m, b, xmin, xmax], [dx, dm, db, dmin, dmax], self) => {
    const low = orderBeside(A, A.call("lessEqual", x!, xmin!), [x!, xmin!], A.subtract(dx!, dmin!));
    const high = orderBeside(A, A.call("lessEqual", xmax!, x!), [xmax!, x!], A.subtract(dmax!, dx!));
    const isEdge = A.call("or", A.call("equal", x!, xmin!), A.call("equal", x!, xmax!));
    const line = A.add(A.multiply(m!, x!), b!);
    const slope = A.add(A.multiply(m!, dx!), A.multiply(x!, dm!), db!);
    const isMet = A.call("or", A.call("not", isEdge), A.call("equal", line, self));
    const isOnLine = A.call("and", low.fails, high.fails, isMet);
    const isLow = A.call("and", low.holds, A.call("equal", self, 0));
    const isHigh = A.call("and", low.fails, high.holds, A.call("equal", self, 1));
    return A.piecewise(0, A.call("or", isLow, isHigh), slope, isOnLine, infinite(A));
  },
};
