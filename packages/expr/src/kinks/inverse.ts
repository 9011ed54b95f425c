import { atMost, onePlusSquare } from "../functions/row.ts";
import { type KinkRow, leavingJump, unary } from "./row.ts";

/** Falls from pi/2 at 0 to -pi/2 just before it. */
export const acot: KinkRow = unary(
  (x) => (x === 0 ? "jump" : undefined),
  (A, x, dx) => {
    const smooth = A.multiply(-1, dx, A.power(onePlusSquare(A, x), -1));
    return A.add(
      smooth,
      leavingJump(A, { growth: dx, onJump: A.call("equal", x, 0), stays: atMost(A, 0, dx), leap: -1 }),
    );
  },
);
