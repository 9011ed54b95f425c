import { less } from "../functions/row.ts";
import { type KinkRow, unary } from "./row.ts";

export const relu: KinkRow = unary(
  (x) => (x === 0 ? "kink" : undefined),
  (A, x, dx) => A.piecewise(dx, less(A, 0, x), 0, less(A, x, 0), A.call("relu", dx)),
);

/** A kink where the line meets 0 at xmin and 1 at xmax, else a jump. */
export const piecewiseLinear: KinkRow = {
  kindAt: ([x, m, b, xmin, xmax]) => {
    if (x !== xmin && x !== xmax) return undefined;
    return Math.abs(m! * x! + b! - (x === xmin ? 0 : 1)) > 1e-12 ? "jump" : "kink";
  },
  directional: (A, [x, m, b, xmin, xmax], [dx, dm, db]) => {
    const line = A.add(A.multiply(m!, dx!), A.multiply(x!, dm!), db!);
    const edges = [0, A.call("equal", x!, xmin!), 1, A.call("equal", x!, xmax!)] as const;
    const onLine = A.piecewise(
      line,
      A.call("equal", A.add(A.multiply(m!, x!), b!), A.piecewise(...edges, 0)),
      A.power(0, -1),
    );
    const low = A.call("and", edges[1], less(A, 0, dx!));
    const high = A.call("and", edges[3], less(A, dx!, 0));
    const within = A.call("and", less(A, xmin!, x!), less(A, x!, xmax!));
    return A.piecewise(line, within, onLine, A.call("or", low, high), 0);
  },
};
