import { atMost, onePlusSquare } from "../functions/row.ts";
import { type KinkRow, leavingJumpBy, unary } from "./row.ts";

/** Falls from pi/2 at 0 to -pi/2 just before it. */
export const acot: KinkRow = unary(
  (x) => (x === 0 ? "jump" : undefined),
  (A, x, dx) => {
    const smooth = A.multiply(-1, dx, A.power(onePlusSquare(A, x), -1));
    return A.add(smooth, leavingJumpBy(A, A.call("equal", x, 0), atMost(A, 0, dx), dx));
  },
);
